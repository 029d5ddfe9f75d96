"""By what tellings that may be one event are found: somebody in them, and days.

A place is one number, so that all of somebody's tellings around a day lie side by side in one
index. Tellings with an exact day, with a wider date and without any lie apart, so that a search
for one sort is as narrow as it can be.
"""

import zlib
from collections.abc import Iterator
from typing import TypeAlias

from models.composing.joining.profile import Profile
from models.dates.interval import Day
from models.reading.doc import EventKind

Range: TypeAlias = tuple[int, int]

KIND_BITS = 5
_KINDS = {kind.value: number for number, kind in enumerate(EventKind)}
_NAMES = 8  # of somebody in a telling by which it is found; lists go on and on
_DAY, _WIDE, _UNDATED, _WORD, _LONG = "day", "wide", "undated", "word", "long"
_WIDEST = 31  # days of a date; a wider one says less than the day of the report
_SLACK, _LATER = 1, 7
_BACK = 90  # days back that a report without a day, or with a wide date, may speak of
_YEAR = 366
_TOLD = 3  # words by which a telling is found in which nobody acts or is acted on
_MAIN = 3  # of those who act or are acted on
_ZERO = 2**31


def sort_of(profile: Profile) -> str:
    """Among which tellings it lies."""
    if not profile.dated or profile.width > _WIDEST:
        return _UNDATED
    return _DAY if profile.width == 0 else _WIDE


def kind_of(sign: int) -> int:
    """The number of the kind that a sign holds."""
    return sign & ((1 << KIND_BITS) - 1)


def kind_number(kind: str) -> int:
    """The number of a kind."""
    return _KINDS.get(kind, (1 << KIND_BITS) - 1)


def sign_of(profile: Profile) -> int:
    """The sign of a profile: a number of 63 bits, its kind in the lowest."""
    return profile.sign >> KIND_BITS << KIND_BITS | kind_number(profile.kind)


def places(profile: Profile) -> frozenset[int]:
    """Where a telling lies in the index."""
    sort = sort_of(profile)
    day = _day(profile, sort)
    if day is None:
        return frozenset()
    found = {_at(sort, key, day) for key in _keys(profile)}
    at, where = day, _WORD
    if profile.width > _WIDEST and profile.dated and profile.earliest is not None:
        at, where = profile.earliest, _LONG
    return frozenset(found | {_at(where, key, at) for key in _worded(profile)})


def ranges(profile: Profile) -> Iterator[Range]:
    """Where those lie that may be one event with it."""
    sort = sort_of(profile)
    day = _day(profile, sort)
    if day is None:
        return
    last = profile.latest if sort == _WIDE and profile.latest is not None else day
    back = _LATER if sort == _UNDATED else _SLACK
    on = _LATER if sort == _UNDATED else _SLACK
    for key in sorted(_keys(profile)):
        yield _at(_DAY, key, day - back), _at(_DAY, key, last + on)
        yield _at(_WIDE, key, day - back - _WIDEST), _at(_WIDE, key, last + on)
        yield _at(_UNDATED, key, day - _LATER), _at(_UNDATED, key, last + _LATER)
    yield from _far(profile, sort, day, last)


def _far(profile: Profile, sort: str, day: Day, last: Day) -> Iterator[Range]:
    """Where those lie that tell by the same word of somebody in it, on days that lie farther."""
    first = profile.earliest if profile.dated else None
    for key in sorted(_worded(profile)):
        if sort != _UNDATED:
            yield _at(_LONG, key, day - _YEAR), _at(_LONG, key, last)
        elif first is not None:
            yield _at(_LONG, key, first - _YEAR), _at(_LONG, key, first + _YEAR)
            yield _at(_WORD, key, first), _at(_WORD, key, min(day, first + _YEAR))
        else:
            yield _at(_WORD, key, day - _BACK), _at(_WORD, key, day)
        yield _at(_WORD, key, day - _SLACK), _at(_WORD, key, last + _BACK)


def _day(profile: Profile, sort: str) -> Day | None:
    if sort == _UNDATED:
        return None if profile.reported is None else profile.reported[1]
    return profile.earliest


def _keys(profile: Profile) -> frozenset[str]:
    some = profile.actors[:_NAMES]
    if profile.place is not None:
        some = (*some, profile.place)
    found = {key for each in some for key in each.keys}
    if not (profile.agents or profile.targets):  # another may tell of it and name nobody
        words = sorted(profile.words, key=lambda word: (-len(word), word))[:_TOLD]
        found |= {f"{word} {profile.kind}" for word in words}
    return frozenset(found)


def _worded(profile: Profile) -> frozenset[str]:
    """Whoever acts or is acted on, with the word by which it is told."""
    some = (*profile.agents, *profile.targets)[:_MAIN]
    return frozenset(
        f"{word} {key}" for each in some for key in each.keys for word in profile.lemmas
    )


def _at(sort: str, key: str, day: Day) -> int:
    name = zlib.crc32(f"{sort} {key}".encode()) >> 1
    return name << 32 | max(0, min(2**32 - 1, day + _ZERO))
