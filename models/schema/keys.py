"""What is stored to compare and sort by: folded names, and dates as whole numbers."""

import hashlib
import re
import unicodedata

from models.dates.interval import DateInterval, Day, Precision

# Open ends, and both ends of an undated event. They fit a 64-bit column with room to shift.
FIRST_DAY: Day = -(2**36)
LAST_DAY: Day = 2**36
# ``chrono`` puts the first day and the length into one number, so that one narrow column
# sorts events by first day and then by last; undated events come after everything.
_STEP = 2**24
_LONGEST = _STEP - 1
UNDATED = 2**62
# A sort key longer than this makes indexes large and no order better.
SORT_LENGTH = 48

_UNJOINED = re.compile(r"[\s\-‐‑‒–—_/.,]+")
_SILENT = re.compile(r"['’‘ʼ`´]")
# Letters that have no decomposition but are the same letter to somebody who types a name.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def fold(text: str) -> str:
    """The text without case, accents, apostrophes, hyphens and extra space, to compare by."""
    plain = _SILENT.sub("", text).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_PLAIN)
    return _UNJOINED.sub(" ", plain).strip()


def sort_key(text: str) -> str:
    """The start of the folded text: enough to sort a column by."""
    return fold(text)[:SORT_LENGTH]


def chrono_from(day: Day) -> int:
    """The smallest ``chrono`` of an event whose first day is ``day``."""
    return max(FIRST_DAY, min(LAST_DAY, day)) * _STEP


def chrono(interval: DateInterval | None) -> int:
    """Orders events by first day, then by last; open starts go by their end, undated last."""
    if interval is None or (interval.earliest is None and interval.latest is None):
        return UNDATED
    latest = LAST_DAY if interval.latest is None else interval.latest
    earliest = latest if interval.earliest is None else interval.earliest
    return chrono_from(earliest) + max(0, min(_LONGEST, latest - earliest))


def stored_days(interval: DateInterval | None) -> tuple[Day, Day]:
    """The first and the last day as stored: open ends and missing dates as sentinels."""
    if interval is None:
        return FIRST_DAY, LAST_DAY
    earliest = FIRST_DAY if interval.earliest is None else interval.earliest
    latest = LAST_DAY if interval.latest is None else interval.latest
    return max(FIRST_DAY, earliest), min(LAST_DAY, latest)


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
    """What a text is recognised by: the SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
