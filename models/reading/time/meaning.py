"""The meaning of a time expression, and the parts of every reading.

The specs are described in :mod:`models.reading.time.timex`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from models.reading.doc import TimeType
from models.reading.time.words import PARTS_OF_DAY, clock_value

Spec = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of words: TIMEX3 type and value, and the spec of the date."""

    type: TimeType
    value: str
    spec: Spec


Match = re.Match[str]


Maker = Callable[[Match], Reading | None]


def dated(value: str, *spec: str | int) -> Reading:
    """The reading of a date: its TIMEX3 value and its spec."""
    return Reading(TimeType.DATE, value, spec)


def timed(m: Match, reading: Reading) -> Reading:
    """The reading with the time of day that the words add ("Friday morning"; "late Friday" is a day)."""
    groups = m.groupdict()
    suffix = ""
    if part := groups.get("time"):
        suffix = PARTS_OF_DAY[part.lower()]
    elif clock := groups.get("clock") or groups.get("lead"):
        suffix = clock_value(clock)
    if not suffix:
        return reading
    return Reading(TimeType.TIME, reading.value + suffix, reading.spec)


def reference(value: str) -> Maker:
    """Makes readings that mean only past, present or future."""
    return lambda _match: dated(value, "ref")


def known_date(edtf: str) -> Maker:
    """Makes readings of a date known by name."""
    return lambda _match: dated(edtf, "date", edtf)
