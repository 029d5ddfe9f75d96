"""The words by which events are compared: stems, families of triggers, numbers and ordinals."""

import re
from collections.abc import Iterable
from functools import lru_cache

from models.dates.words import MONTH_NAMES
from models.letters import spelled
from models.reading.lexicon.inflection import lemma
from models.reading.lexicon.senses import families, noun_senses

_SHORT = 3  # letters of words that say nothing
_LETTERS = 6  # by which a word is known, without its ending
_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ied", "ies", "es", "ed", "s",
)  # fmt: skip
_EMPTY = frozenset(
    "the and for with from his her its their was were been had has have after into over about than "
    "which who whose that this these those said will would could also not out".split()
)
_IN_ORDER = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
ORDINALS = frozenset(_IN_ORDER)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split()
) | {name.lower() for name in MONTH_NAMES}
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w])|(?<![\w.,])\d(?![\w])")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_CARRIES = frozenset(
    "put take make give go come get set have bring keep do run turn call be".split()
)


@lru_cache(65_536)
def stem(word: str) -> str:
    """The beginning of a word by which its forms are known: "resigned", "resigning" → "resign"."""
    letters = spelled(word).lower()
    for ending in _ENDINGS:
        if letters.endswith(ending) and len(letters) - len(ending) >= _SHORT:
            letters = letters[: -len(ending)]
            break
    return letters[:_LETTERS]


def stems(text: str, leaving: frozenset[str] = frozenset()) -> frozenset[str]:
    """The stems of the words of a text that say something; no days and months.

    ``leaving``: lemmas of words that are left out.
    """
    return frozenset(
        stem(word)
        for word in _WORD.findall(text)
        if len(word) >= _SHORT
        and word.lower() not in _EMPTY
        and word.lower() not in _TIMES
        and not (leaving and lemmas(word) & leaving)
    )


@lru_cache(65_536)
def lemmas(trigger: str) -> frozenset[str]:
    """What the words of a trigger may be forms of."""
    found: set[str] = set()
    words = [word.lower() for word in _WORD.findall(trigger)]
    for word in words:
        found |= {lemma(word, "VBD"), lemma(word, "VBG"), lemma(word, "NNS")}
    told = {word for word in found if len(word) >= _SHORT and word not in _EMPTY}
    return frozenset(told - _CARRIES or told)


@lru_cache(65_536)
def family(trigger: str) -> frozenset[int]:
    """The families of words that a trigger is in."""
    known = families()
    return frozenset().union(*(known.get(word, frozenset()) for word in lemmas(trigger)))


@lru_cache(65_536)
def is_plural(trigger: str) -> bool:
    """Whether a trigger is a noun for several happenings: "airstrikes", "the attacks"."""
    word = trigger.rsplit(maxsplit=1)[-1] if trigger else ""
    single = lemma(word, "NNS")
    return single != word and single in noun_senses() and word not in noun_senses()


def numbers(text: str, leaving: Iterable[str] = ()) -> frozenset[str]:
    """The figures of a text but for those that also stand in what is left out (its date)."""
    gone = set().union(*(set(_NUMBER.findall(each)) for each in leaving))
    return frozenset(n.replace(",", "") for n in _NUMBER.findall(text) if n not in gone)


def ordinals(text: str) -> frozenset[str]:
    """The ordinals of a text, in letters: "a third test", "the 3rd test"."""
    spoken = [word.lower() for word in _WORD.findall(text)]
    found = {word for word in spoken if word in ORDINALS}
    names = ("", *_IN_ORDER)
    for figure in _ORDINAL.findall(text):
        found.add(names[int(figure)] if int(figure) < len(names) else figure)
    return frozenset(found)
