"""How many were killed, hurt, taken: numbers of people as a passage tells them.

A value is a lower and an upper bound: "at least 12" is 12 or more, "31" is 31.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.reading.time.words import NUMBERS, number_in

_WORDS = "|".join(sorted(NUMBERS, key=lambda word: (-len(word), word)))
_NUMBER = (
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|a dozen|two dozen|(?:{_WORDS})(?:-(?:{_WORDS}))?)"
    r"(?! ?(?:per ?cent|%|years?|year-old|days?|hours?|weeks?|months?|kilomet|miles?|a\.m|"
    r"p\.m|:|th\b|st\b|nd\b))"
)
_HEDGE = (
    r"(?:(?P<hedge>at least|more than|over|no fewer than|up to|at most|fewer than|less than|about|"
    r"around|some|nearly|almost|approximately|as many as)\s+)?"
)
_WHO = (
    r"(?:\s+(?:more|other|others|further))?(?:\s+(?:\w+\s+){0,2}?(?:people|persons|civilians|"
    r"soldiers|men|women|children|workers|passengers|policemen|officers|protesters|demonstrators|migrants|"
    r"students|villagers|residents|fighters|militants|troops|miners|tourists|journalists|bodies|"
    r"victims|others|suspects|prisoners|hostages|pilgrims|crew))?"
)
_DONE = {
    "dead": r"killed|dead|died|dies|die|perished|drowned|lost their lives|were shot dead",
    "hurt": r"injured|wounded|hurt",
    "missing": r"missing|unaccounted for",
    "arrested": r"arrested|detained|in custody",
    "displaced": r"displaced|evacuated|homeless|fled",
}
_DOING = {
    "dead": r"killed|killing|kills|kill|claimed the lives of|claiming the lives of",
    "hurt": r"injured|injuring|injures|wounded|wounding|wounds|hurt|hurting",
    "arrested": r"arrested|arresting|arrests|detained|detaining|detains",
    "displaced": r"displaced|displacing|evacuated|evacuating",
}
_BE = (
    r"(?:\s+(?:are|is|were|was|have|has|had|been|be|also|all|confirmed|feared|reported|now|still))*"
)
_AFTER = {
    name: re.compile(rf"\b{_HEDGE}{_NUMBER}{_WHO}{_BE}\s+(?:{done})\b", re.IGNORECASE)
    for name, done in _DONE.items()
}
_BEFORE = {
    name: re.compile(rf"\b(?:{doing})\s+{_HEDGE}{_NUMBER}(?![\w-])", re.IGNORECASE)
    for name, doing in _DOING.items()
}
_TOLL = re.compile(
    rf"\b(?:death )?toll\b[^.;]{{0,80}}?\b(?:to|at|of|reached|reaches|is|was|passed|now)\s+"
    rf"{_HEDGE}{_NUMBER}",
    re.IGNORECASE,
)
_DEATHS = re.compile(rf"\b{_HEDGE}{_NUMBER}\s+(?:deaths|fatalities)\b", re.IGNORECASE)
_FROM = frozenset(("at least", "more than", "over", "no fewer than"))
_UPON = frozenset(("up to", "at most", "fewer than", "less than", "as many as"))
_MOST = 10**9
_ROUGH = 0.1  # of a number that is told as about so much


@dataclass(frozen=True, slots=True)
class Toll:
    """How many, as a passage says it: what became of them, the bounds, and the words."""

    what: str
    least: int
    most: int
    words: str

    @property
    def is_open(self) -> bool:
        """Whether it leaves room for more, as a first count does."""
        return self.most == _MOST

    def agrees(self, other: "Toll") -> bool:
        """Whether both can be right."""
        return self.least <= other.most and other.least <= self.most


def tolls(passage: str) -> tuple[Toll, ...]:
    """What a passage says of numbers of people, each thing that became of them once."""
    found: dict[str, Toll] = {}
    for toll in _all(passage):
        found.setdefault(toll.what, toll)
    return tuple(found.values())


def _all(passage: str) -> Iterator[Toll]:
    plain = " ".join(passage.split())
    for what, pattern in (("dead", _TOLL), ("dead", _DEATHS), *_AFTER.items(), *_BEFORE.items()):
        for match in pattern.finditer(plain):
            if toll := _toll(what, match):
                yield toll
                break


def _toll(what: str, match: re.Match[str]) -> Toll | None:
    words = match["number"].lower()
    number = 24 if words == "two dozen" else int(number_in(words))
    if not 0 < number < _MOST:
        return None
    hedge = (match["hedge"] or "").lower()
    least, most = number, number
    if hedge in _FROM:
        least, most = number + (hedge in ("more than", "over")), _MOST
    elif hedge in _UPON:
        least = 0
    elif hedge:
        least, most = int(number * (1 - _ROUGH)), int(number * (1 + _ROUGH)) + 1
    told = f"{hedge} {match['number']}".strip()
    return Toll(what, least, most, f"{told} {what}")
