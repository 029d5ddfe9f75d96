"""What can be typed next in a search line, without asking the chronicle."""

from models.queries.rows import Offer
from models.queries.search import CHOICES, FLAGS, ROLES
from models.queries.tokens import FIELDS, Typing

_FIXED = FLAGS | {
    "dated": CHOICES["dated"],
    "disputed": CHOICES["disputed"],
    "sure": (">0.5", ">0.7", ">0.9", "<0.5"),
}
_SHORTEST = 2  # letters of a word that may become the name of a field


def field_offers(typing: Typing, *, asked: bool = False) -> tuple[Offer, ...]:
    """Fields whose names begin like the word that is typed, and fixed values of some.

    ``asked``: offer them however little is typed.
    """
    if typing.field in _FIXED:
        begun = (each for each in _FIXED[typing.field] if each.startswith(typing.typed.lower()))
        return tuple(Offer(each, f"{each} ") for each in begun)
    if typing.field or (len(typing.typed) < _SHORTEST and not asked):
        return ()
    begun = (name for name in FIELDS if name.startswith(typing.typed.lower()))
    return tuple(Offer(f"{name}:", f"{name}:", note=FIELDS[name]) for name in begun)


def asks_for_values(typing: Typing) -> bool:
    """Whether the values that can be typed there come from the chronicle."""
    known = (*ROLES, *CHOICES, "place", "source", "tag")
    return typing.field in known and typing.field not in _FIXED
