"""Keys to compare and sort by: folded names, and dates as integers."""

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from models.dates.interval import DateInterval, Day, Precision
from models.letters import plain

# Open ends, and both ends of an undated event. They fit a 64-bit column with room to shift.
FIRST_DAY: Day = -(2**36)
LAST_DAY: Day = 2**36
# ``earliest`` of an event without a known date whose report is dated; ``latest`` is then the
# day that bounds it, so that one index holds such events side by side.
UNTIL_REPORT: Day = FIRST_DAY - 1  # it lies on ``latest`` or before
SINCE_REPORT: Day = FIRST_DAY - 2  # it was still planned then: it lies on ``latest`` or after
# ``chrono`` puts the first day and the length into one number, so that one narrow column
# sorts events by first day and then by last; events without any date come after everything.
_STEP = 2**24
_LONGEST = _STEP - 2
LENGTH = _STEP - 1
"""The bits of ``chrono`` that hold the length. All of them are set, longer than any date, where
the day is that of the report: such events follow those dated from that day on."""
UNDATED = 2**62
# Of rejected events ``chrono`` is moved up by so much; only an undated one has no room for it.
_SHIFT = 6 * 2**60
REJECTED_UNDATED = 2**63 - _STEP
_LONGEST_NAME = 100
# A sort key longer than this makes indexes large and no order better.
SORT_LENGTH = 48
# The query language that lines are kept in today. In the first one a word is a whole word, a name a
# whole name, and there are neither parentheses nor OR.
LANGUAGE = 2

_UNJOINED = re.compile(r"[\s\-‐‑‒–—_/.,]+")
_SILENT = re.compile(r"['’‘ʼ`´]")


def fold(text: str) -> str:
    """The text without case, accents, apostrophes, hyphens and extra space, to compare by."""
    return _fold_name(text) if len(text) <= _LONGEST_NAME else _fold(text)


@lru_cache(maxsize=10_000)  # the same names come again and again
def _fold_name(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    return _UNJOINED.sub(" ", plain(_SILENT.sub("", text))).strip()


def sort_key(text: str) -> str:
    """The start of the folded text: enough to sort a column by."""
    return fold(text)[:SORT_LENGTH]


def source_words(source_key: str, title_key: str, path: str) -> str:
    """The folded words a source is found by: outlet, title and file name."""
    name = re.split(r"[/\\]", path)[-1]
    return " ".join(dict.fromkeys((source_key, title_key, fold(name)))).strip()


def chrono_from(day: Day) -> int:
    """The smallest ``chrono`` of an event whose first day is ``day``."""
    return max(FIRST_DAY, min(LAST_DAY, day)) * _STEP


def day_of(place: int) -> Day:
    """The day that a ``chrono`` begins with."""
    return place // _STEP


def chrono(interval: DateInterval | None) -> int:
    """Orders events by first day, then by last; open starts go by their end, undated last."""
    if interval is None or (interval.earliest is None and interval.latest is None):
        return UNDATED
    latest = LAST_DAY if interval.latest is None else interval.latest
    earliest = latest if interval.earliest is None else interval.earliest
    return chrono_from(earliest) + max(0, min(_LONGEST, latest - earliest))


def rejected_chrono(chrono: int) -> int:
    """Where a rejected event stands: after all that are not, in the same order among them."""
    return REJECTED_UNDATED if chrono >= UNDATED else chrono + _SHIFT


def shown_chrono(chrono: int) -> int:
    """Where a rejected event would stand if it were not; of others where they stand."""
    if chrono <= UNDATED:
        return chrono
    return UNDATED if chrono == REJECTED_UNDATED else chrono - _SHIFT


def stored_days(interval: DateInterval | None) -> tuple[Day, Day]:
    """The first and the last day as stored: open ends and missing dates as sentinels."""
    if interval is None:
        return FIRST_DAY, LAST_DAY
    earliest = FIRST_DAY if interval.earliest is None else interval.earliest
    latest = LAST_DAY if interval.latest is None else interval.latest
    return max(FIRST_DAY, earliest), min(LAST_DAY, latest)


Report: TypeAlias = tuple[Day, Day]
"""The first and the last day on which something can have been reported."""


def report_of(published: DateInterval | None) -> Report | None:
    """First and last day of a publication as stored; None where there is no last one."""
    if published is None or published.latest is None:
        return None
    earliest, latest = stored_days(published)
    return earliest, latest


class StoredTime(NamedTuple):
    """An event's place in time, as in the columns of the same names."""

    chrono: int
    earliest: Day
    latest: Day


def stored_time(
    interval: DateInterval | None,
    report: Report | None,
    *,
    planned: bool,
    rejected: bool = False,
) -> StoredTime:
    """An event's place in time: by its own date, else by its first report.

    An event reported as past, or denied, lies on or before the day of the report; one still
    ``planned`` lies on the first possible day of the report or later.
    """
    if rejected:
        time = stored_time(interval, report, planned=planned)
        return time._replace(chrono=rejected_chrono(time.chrono))
    if interval is not None or report is None:
        return StoredTime(chrono(interval), *stored_days(interval))
    first, last = report
    place = chrono_from(last) + LENGTH
    return StoredTime(place, *((SINCE_REPORT, first) if planned else (UNTIL_REPORT, last)))


def stored_interval(
    earliest: Day, latest: Day, precision: str | None, edtf: str | None, approximate: int
) -> DateInterval | None:
    """The interval that was stored; None for an undated event."""
    if precision is None or edtf is None:
        return None
    return DateInterval(
        None if earliest <= FIRST_DAY else earliest,
        None if latest >= LAST_DAY else latest,
        Precision(precision),
        edtf,
        bool(approximate),
    )


def text_hash(words: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
