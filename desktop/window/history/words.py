"""The sentences of the history."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from desktop.tables.words import counted, one_line
from models.dates.days import to_day
from models.dates.edtf import parse_edtf
from models.dates.words import day_words, describe
from models.errors import KnownError

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.edits.details import Detail
    from models.edits.history import Past

_MOST = 40  # lines of what a step did
_LONGEST = 100  # characters of a thing
_FIELDS = {"url": "address", "published": "publication date"}


def moment_words(at: str, zone: tzinfo | None = None) -> str:
    """A moment as the clock here has it: "30 Nov 2026, 21:05"; as it is kept where that is damaged.

    ``zone``: None is that of this machine.
    """
    try:
        moment = datetime.fromisoformat(at)
        here = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return at
    day = day_words(to_day(here.year, here.month, here.day))
    return f"{day}, {here:%H:%M}"


def along_words(later: "Sequence[Past]") -> str:
    """What undoing a step takes along; empty: nothing."""
    if not later:
        return ""
    named = "; ".join(one_line(each.label) for each in later[:3])
    more = f"; and {counted(len(later) - 3, 'more step')}" if len(later) > 3 else ""
    return f"This also undoes what builds on it: {named}{more}."


def detail_lines(details: "Sequence[Detail]") -> list[str]:
    """What a step decided, a line for each decision."""
    lines = [_line(each) for each in details[:_MOST]]
    if len(details) > _MOST:
        lines.append(f"… and {len(details) - _MOST:,} more")
    return lines


def _line(detail: "Detail") -> str:
    about = "; ".join(_short(each) for each in detail.about)
    if detail.others:
        about += f"; and {detail.others:,} more"
    what = _what(detail)
    return " · ".join(part for part in (what, about) if part)


def _what(detail: "Detail") -> str:
    """What was decided: "date: 3 Feb 2025 → 5 Feb 2025"."""
    value, was = detail.value, detail.was or {}
    if "field" in value:
        name = _FIELDS.get(str(value["field"]), str(value["field"]))
        if value.get("as_read"):
            return f"{name}: as read"
        days = name in ("date", "publication date")
        before = f"{_value(was['value'], days)} → " if "value" in was else ""
        return f"{name}: {before}{_value(value.get('value'), days)}"
    if "review" in value:
        return str(value["review"])
    if "tag" in value:
        return f"tag {value['tag']}" if value.get("add", True) else f"without tag {value['tag']}"
    if "text" in value:
        return f"note: {_short(str(value['text']))}"
    if "role" in value:
        how = "" if value.get("add", True) else "no longer "
        return one_line(f"{detail.who} {how}{value['role']}").strip()
    if "stance" in value:
        how = "" if value.get("add", True) else "no longer "
        return one_line(f"{detail.who or 'an unnamed source'} {how}{value['stance']}")
    if value.get("name"):
        return f"name: {_short(str(value['name']))}"
    return one_line(detail.who)


def _value(value: Any, days: bool) -> str:
    """A value in words; a date, which is kept as EDTF, as it is shown."""
    if value is None:
        return "none"
    if days:
        with suppress(KnownError):
            return describe(parse_edtf(str(value)))
    return _short(str(value))


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
