"""Nouns by which organisations and places are called."""

from functools import cache

from models.reading.doc import ActorKind
from models.reading.lexicon.words import word_set

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
_COMPANIES = frozenset("company firm retailer airline carrier bank manufacturer maker insurer group business publisher broadcaster supplier corporation".split())  # fmt: skip
COUNTRY_NOUNS = frozenset("country nation republic kingdom state".split())
# Nouns that call an organisation by what any of its class is.
CLASSES = (
    _COMPANIES | frozenset("start-up startup conglomerate giant brand chain store subsidiary utility operator brewery holdings inc corp co ltd plc "
                           "designer semiconductor semiconductors electronics pharmaceuticals pharma steel petroleum telecom "
                           "chemicals mining logistics shipping insurance lender developer chipmaker drugmaker planemaker "
                           "brands capital partners industries enterprises airlines airways air motors".split()),
    frozenset("group organisation organization body association movement charity network alliance coalition ngo institution agency foundation federation union".split()),
    frozenset("team club side squad".split()),
    frozenset("newspaper daily paper magazine tabloid broadcaster channel station website outlet publication".split()),
    frozenset("court tribunal".split()),
    frozenset("university college school institute academy".split()),
    frozenset("party faction bloc".split()),
    frozenset("ministry department".split()),
    frozenset("church mosque temple".split()),
    frozenset("police force".split()),
)  # fmt: skip
# Nouns that end names but mean something else by themselves: "the press", "the front".
_OTHERWISE = frozenset(
    "press post mail times house front lines line show standard system systems service services mission "
    "solutions technologies technology transport network register review express mirror echo community "
    "society operation command pass point ground waters sea water road street wall farm field plant "
    "camp home hall store stores library libraries crew forces force troops exchange".split()
)
# What a name's own words say that its bearer is.
IMPLIED = {
    **dict.fromkeys("times herald tribune gazette journal daily telegraph chronicle observer mercury courier".split(), frozenset(("newspaper", "paper"))),
    **dict.fromkeys("television tv radio broadcasting".split(), frozenset(("broadcaster", "channel", "station"))),
    **dict.fromkeys("airlines airways air".split(), frozenset(("airline", "carrier"))),
    "bank": frozenset(("bank", "lender")),
    "fc": frozenset(("club", "team", "side")),
    "united": frozenset(("club", "team", "side")),
    "city": frozenset(("club", "team", "side")),
}  # fmt: skip
WEIGHT = {
    "nsubj": 2.0, "nsubj:pass": 1.8, "obl:agent": 1.0, "obj": 1.0, "iobj": 1.0, "obl": 0.6,
    "nmod:poss": 0.8, "nmod": 0.4, "appos": 0.5, "conj": 0.7, "vocative": 0.2,
}  # fmt: skip
MARGIN = 0.2  # a winner leads by so much


@cache
def calling_words() -> frozenset[str]:
    """Nouns by which organisations and places are called: company, ministry, city."""
    classes = frozenset(w for c in CLASSES for w in c)
    known = word_set("organisations.txt") | word_set("place-nouns.txt") | classes | COUNTRY_NOUNS
    return (known | {"capital"}) - _OTHERWISE


# Who may be called so, whatever else is known of him, and the gender it tells.
ANYBODY = {
    "man": "m", "woman": "f", "boy": "m", "girl": "f", "teenager": "", "teen": "", "suspect": "", "politician": "",
    "victim": "", "businessman": "m", "singer": "", "writer": "", "star": "", "youth": "", "lawmaker": "", "actor": "",
    "accused": "", "defendant": "", "veteran": "",
}  # fmt: skip


def stem(word: str) -> str:
    """The stem shared by the forms of a word in names: ministry, ministries, minister's."""
    low = word.lower().strip(".,'")
    for ending in ("ies", "ian", "es", "s", "y", "e"):
        if low.endswith(ending) and len(low) > len(ending) + 3:
            return low[: -len(ending)]
    return low
