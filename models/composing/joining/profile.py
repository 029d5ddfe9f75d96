"""What of a telling is compared with others: a record that depends on its document alone."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.composing.joining.named import Called
from models.composing.joining.words import family, is_plural, lemmas, numbers, ordinals, stems
from models.composing.said import SaidForm, SaidTelling
from models.dates.edtf import parse_edtf
from models.dates.interval import Day
from models.schema.keys import report_of

VERSION = 2
"""Of the rules by which profiles are made and compared; raised with whatever changes them."""
_AROUND = 60  # characters around a trigger in which its ordinals stand
AGENT, TARGET, PLACE = "agent", "target", "place"


@dataclass(frozen=True, slots=True)
class Profile:
    """A telling as it is compared. Days are counted from 1970; None is an open end or unknown."""

    kind: str
    status: str
    trigger: str
    words: frozenset[str]
    """Stems of what is told, names and trigger left out."""
    numbers: frozenset[str]
    ordinals: frozenset[str]
    dated: bool
    earliest: Day | None
    latest: Day | None
    reported: tuple[Day, Day] | None
    agents: tuple[Called, ...]
    targets: tuple[Called, ...]
    others: tuple[Called, ...]
    place: Called | None
    teller: Called | None
    """Who says so, where somebody does."""

    @property
    def actors(self) -> tuple[Called, ...]:
        """Everybody in it, each once."""
        return tuple(dict.fromkeys((*self.agents, *self.targets, *self.others)))

    @property
    def width(self) -> int:
        """The days between its first and its last; very many where it has no date or no end."""
        if self.earliest is None or self.latest is None:
            return 10**6
        return self.latest - self.earliest

    @property
    def lemmas(self) -> frozenset[str]:
        """What its trigger may be a form of."""
        return lemmas(self.trigger)

    @property
    def families(self) -> frozenset[int]:
        """The families of words its trigger is in."""
        return family(self.trigger)

    @property
    def several(self) -> bool:
        """Whether its trigger is a noun for more than one: "airstrikes"."""
        return is_plural(self.trigger)

    @property
    def may_join(self) -> bool:
        """Whether it can be one with others: with neither date nor agent it could be anything."""
        return self.dated or (self.reported is not None and bool(self.agents))

    @property
    def sign(self) -> int:
        """A number of 63 bits that equal profiles share, and hardly any others."""
        data = repr(
            (
                VERSION, self.kind, self.status, self.trigger, sorted(self.words),
                sorted(self.numbers), sorted(self.ordinals), self.dated, self.earliest,
                self.latest, self.reported, self.agents, self.targets, self.others, self.place,
                self.teller,
            )
        )  # fmt: skip
        return int.from_bytes(hashlib.sha256(data.encode()).digest()[:8]) >> 1


def profile_of(
    said: SaidTelling,
    forms: Sequence[SaidForm],
    text: str,
    date: str | None,
    published: str | None,
) -> Profile:
    """The profile of a telling in a text; ``date``, ``published``: EDTF, as they are known now."""
    interval = parse_edtf(date) if date else None
    report = report_of(parse_edtf(published)) if published else None
    first = said.passages[0]
    trigger = text[first.trigger_start : first.trigger_end]
    named = [_called(forms[part.form]) for part in said.parts]
    roles = [part.role for part in said.parts]
    place = None if said.place is None else _called(forms[said.place])
    teller = None if said.claimed_by is None else _called(forms[said.claimed_by])
    known = stems(" ".join((trigger, *(n for c in named for n in c.names))))
    near = text[max(first.start, first.trigger_start - _AROUND) : first.trigger_end + _AROUND]
    return Profile(
        said.kind,
        said.status,
        " ".join(trigger.lower().split()),
        stems(said.summary, lemmas(trigger)) - known,
        numbers(said.summary, (said.words or "", *(n for c in named for n in c.names))),
        ordinals(_without(said.summary, said.words)) & ordinals(_without(near, said.words)),
        interval is not None,
        None if interval is None else interval.earliest,
        None if interval is None else interval.latest,
        report,
        _of(named, roles, AGENT),
        _of(named, roles, TARGET),
        tuple(dict.fromkeys(c for c, r in zip(named, roles, strict=True) if r not in _MAIN)),
        place,
        teller,
    )


_MAIN = (AGENT, TARGET, PLACE)


def _without(text: str, words: str | None) -> str:
    return text.replace(words, " ") if words else text


def _of(named: Sequence[Called], roles: Sequence[str], role: str) -> tuple[Called, ...]:
    found = (each for each, own in zip(named, roles, strict=True) if own == role)
    return tuple(dict.fromkeys(found))


@lru_cache(16_384)
def _called(form: SaidForm) -> Called:
    return Called(form.kind, tuple(dict.fromkeys((form.name, *form.texts))))
