"""How likely two tellings are one event: the weights that were fitted, and what they add up to."""

import json
from dataclasses import dataclass
from functools import cache
from math import exp

from models.composing.joining.likeness import FEATURES, doubtful, features, forbidden, related
from models.composing.joining.profile import Profile
from resources import resource

_LESS = 0.001  # below the border of what is joined unasked
WEIGHTS = ("joining", "weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """One number a feature, in their order, and what is added; two borders of likelihood."""

    features: tuple[float, ...]
    bias: float
    joined: float
    """From here on two tellings are joined unasked."""
    offered: float
    """From here on a person is asked."""

    def likelihood(self, values: tuple[float, ...]) -> float:
        """From 0 to 1."""
        total = self.bias + sum(w * v for w, v in zip(self.features, values, strict=True))
        return 1 / (1 + exp(-total))


@cache
def weights() -> Weights:
    """Those that are shipped; ``models.training.joining`` writes them."""
    data = json.loads(resource(*WEIGHTS).read_text("utf8"))
    own = tuple(float(data["features"][name]) for name in FEATURES)
    return Weights(own, float(data["bias"]), float(data["joined"]), float(data["offered"]))


def likelihood(one: Profile, other: Profile) -> float:
    """How likely two tellings are one event, from 0 to 1; 0 where something forbids it."""
    if not related(one, other) or forbidden(one, other):
        return 0.0
    found = weights()
    likely = found.likelihood(features(one, other).values)
    if likely >= found.joined and doubtful(one, other):
        return found.joined - _LESS
    return likely
