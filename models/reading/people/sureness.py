"""How likely a noun or pronoun means the actor that it was linked to.

A logistic regression over the facts that coreference leaves with a mention, fitted on GUM and GAP by
``models.training.antecedents``. It judges what was chosen; it chooses nothing.
"""

import json
from dataclasses import dataclass
from functools import cache
from math import exp

from models.reading.doc import Link, Mention
from resources import resource

WEIGHTS = ("antecedents", "weights.json")
FEATURES = ("lead", "alone", "far", "agreed", "quoted")
RANKED = ("he or she", "anybody", "title")
"""The ways in which candidates are weighed against each other; others have a likelihood each."""
WAYS = (
    *RANKED, "named after", "long before", "it", "they", "who met", "the two", "together",
    "all holders", "foretold", "couple", "introduced", "named as", "kin", "country", "body",
)  # fmt: skip
_LEAD = 2.0  # from here on a lead says no more
_FAR = 3.0  # sentences, likewise


@dataclass(frozen=True, slots=True)
class Weights:
    """One number a feature, in their order, and one a way."""

    features: tuple[float, ...]
    ways: dict[str, float]


@cache
def weights() -> Weights:
    """Those that are shipped."""
    data = json.loads(resource(*WEIGHTS).read_text("utf8"))
    features = tuple(float(data["features"][name]) for name in FEATURES)
    return Weights(features, {way: float(data["ways"][way]) for way in WAYS})


def values(link: Link) -> tuple[float, ...]:
    """The features of a link, each between 0 and 1, in their order."""
    if link.way not in RANKED:
        return (0.0,) * len(FEATURES)
    alone = link.lead is None
    lead = 1.0 if link.lead is None else min(link.lead, _LEAD) / _LEAD
    far = min(max(link.gap - 1, 0), _FAR) / _FAR
    return lead, float(alone), far, float(link.agreed), float(link.quoted)


def likelihood(link: Link) -> float:
    """How likely the link is right, from 0 to 1."""
    found = weights()
    total = found.ways[link.way]
    total += sum(w * v for w, v in zip(found.features, values(link), strict=True))
    return 1 / (1 + exp(-total))


def sure(m: Mention) -> float:
    """How likely a mention means its actor; 1 for names."""
    return 1.0 if m.link is None else likelihood(m.link)
