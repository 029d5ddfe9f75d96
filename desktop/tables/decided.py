"""What was decided, and when, in words: for the card of an event and for the history."""

from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from desktop.tables.words import one_line
from models.dates.days import to_day
from models.dates.edtf import parse_edtf
from models.dates.words import day_words, describe
from models.errors import KnownError

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.edits.details import Detail

_LONGEST = 100  # characters of a thing
_FIELDS = {"url": "address", "published": "publication date", "copy_of": "copy of"}


def moment_words(at: str, zone: tzinfo | None = None) -> str:
    """A moment as the clock here has it: "30 Nov 2026, 21:05"; as it is kept where that is damaged.

    ``zone``: None is that of this machine.
    """
    here = _clock(at, zone)
    if here is None:
        return at
    return f"{day_words(to_day(here.year, here.month, here.day))}, {here:%H:%M}"


def day_of(at: str, now: datetime | None = None) -> str:
    """The day of a moment: "30 Nov", with the year if that is another one than ``now``'s."""
    here = _clock(at, None if now is None else now.tzinfo)
    if here is None:
        return at
    day = day_words(to_day(here.year, here.month, here.day))
    year = (now or datetime.now(UTC).astimezone()).year
    return day.removesuffix(f" {here.year}") if here.year == year else day


def _clock(at: str, zone: tzinfo | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return None


def what_words(detail: "Detail") -> str:
    """What was decided: "date: 3 Feb 2025 → 5 Feb 2025"."""
    value, was = detail.value, detail.was or {}
    if "field" in value:
        name = _FIELDS.get(str(value["field"]), str(value["field"]))
        if value.get("as_read"):
            return f"{name}: as read"
        days = name in ("date", "publication date")
        before = f"{value_words(was['value'], days)} → " if "value" in was else ""
        return f"{name}: {before}{value_words(value.get('value'), days)}"
    if "row" in value:
        return one_line(f"row {value['row']} of {value['file']}")
    if "review" in value:
        return str(value["review"])
    if "tag" in value:
        return f"tag {value['tag']}" if value.get("add", True) else f"without tag {value['tag']}"
    if "text" in value:
        return f"note: {shortened(str(value['text']))}"
    if "role" in value:
        how = "" if value.get("add", True) else "no longer "
        return one_line(f"{detail.who} {how}{value['role']}").strip()
    if "stance" in value:
        how = "" if value.get("add", True) else "no longer "
        return one_line(f"{detail.who or 'an unnamed source'} {how}{value['stance']}")
    if value.get("name"):
        return f"name: {shortened(str(value['name']))}"
    return one_line(detail.who)


def value_words(value: Any, days: bool) -> str:
    """A value in words; a date, which is kept as EDTF, as it is shown."""
    if value is None:
        return "none"
    if days:
        with suppress(KnownError):
            return describe(parse_edtf(str(value)))
    return shortened(str(value))


def shortened(text: str) -> str:
    """A thing on one line, cut where it's long."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
