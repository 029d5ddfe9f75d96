"""Nouns by which organisations and places are called."""

from functools import cache

from models.reading.doc import ActorKind
from models.reading.labels import Rel
from models.reading.lexicon.classes import word_class, word_classes, word_genders

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
_COMPANIES = word_class("firm.called")
COUNTRY_NOUNS = word_class("country.noun")
# Nouns that call an organisation by what any of its class is.
CLASSES = (
    _COMPANIES | word_class("firm.named"),
    word_class("body.society"),
    word_class("team"),
    word_class("outlet"),
    word_class("court"),
    word_class("school"),
    word_class("party"),
    word_class("ministry"),
    word_class("church"),
    word_class("police"),
)  # fmt: skip
# Nouns that end names but mean something else by themselves: "the press", "the front".
_OTHERWISE = word_class("body.misleading")
# What a name's own words say that its bearer is.
IMPLIED = word_classes("body.told_by_name")
WEIGHT = {
    Rel.NSUBJ: 2.0, Rel.NSUBJ_PASS: 1.8, Rel.OBL_AGENT: 1.0, Rel.OBJ: 1.0, Rel.IOBJ: 1.0, Rel.OBL: 0.6,
    Rel.NMOD_POSS: 0.8, Rel.NMOD: 0.4, Rel.APPOS: 0.5, Rel.CONJ: 0.7, Rel.VOCATIVE: 0.2,
}  # fmt: skip
MARGIN = 0.2  # a winner leads by so much


@cache
def calling_words() -> frozenset[str]:
    """Nouns by which organisations and places are called: company, ministry, city."""
    classes = frozenset(w for c in CLASSES for w in c)
    known = word_class("body.noun") | word_class("place.ending") | classes | COUNTRY_NOUNS
    return (known | {"capital"}) - _OTHERWISE


# Who may be called so, whatever else is known of him, and the gender it tells.
ANYBODY = word_genders("person.anybody")


def stem(word: str) -> str:
    """The stem shared by the forms of a word in names: ministry, ministries, minister's."""
    low = word.lower().strip(".,'")
    for ending in ("ies", "ian", "es", "s", "y", "e"):
        if low.endswith(ending) and len(low) > len(ending) + 3:
            return low[: -len(ending)]
    return low
