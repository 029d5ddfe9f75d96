"""The rows of somebody's chronology as what they say of events; nothing is asked of a chronicle."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.dates.interval import DateInterval
from models.dates.relations import between
from models.errors import KnownError
from models.importing.sheets.columns import FIELDS, Layout, headings
from models.importing.sheets.dates import in_question, read_date
from models.importing.sheets.grid import Sheet
from models.letters import clean
from models.printable import listed, shortened
from models.reading.doc import EventKind, EventStatus

LONGEST_SUMMARY, LONGEST_NOTE, LONGEST_TAG, LONGEST_NAME = 500, 9_000, 80, 160
_KINDS = frozenset(kind.value for kind in EventKind)
_STATUSES: Mapping[str, str] = {
    status.value: status.value for status in EventStatus
} | {
    "confirmed": "asserted", "verified": "asserted", "true": "asserted", "certain": "asserted",
    "fact": "asserted", "yes": "asserted", "alleged": "claimed", "claim": "claimed",
    "reported": "claimed", "unconfirmed": "claimed", "unverified": "claimed", "rumour": "claimed",
    "rumor": "claimed", "disputed": "claimed", "denial": "denied", "plan": "planned",
    "scheduled": "planned", "announced": "planned", "future": "planned", "expected": "planned",
    "cancelled": "negated", "canceled": "negated", "not happened": "negated", "false": "negated",
}  # fmt: skip
_BETWEEN = re.compile(r"\s*(?:[;\n|•]|\s/\s)\s*")
_COMMAS = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|und|et|y)\s+")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")
_MARK = re.compile(r"\s*#?(?P<event>\d{1,18})\b[^\[]*(?:\[(?P<held>[a-z2-7]{30})\])?")
_NO_RESULT = "The file has no result of the formula for"
_RECALCULATE = "open it in a spreadsheet program and save it there."
_YEAR = re.compile(r"[12]\d{3}")
ROLES = {"agent": "agent", "target": "target", "who": "participant"}
"""The fields of names, and the part that those in them take."""
TOLD = ("date", "event", "agent", "target", "who", "place", "kind", "status", "tag", "note")
"""The fields that a chronicle holds too."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what its cells say, and what that means of an event."""

    number: int
    """From 0, in the sheet."""
    cells: tuple[str, ...]
    said: Mapping[str, str]
    """What each field says, as it is written there."""
    meant: Mapping[str, str]
    """The same as a chronicle holds it: EDTF, known words, names with semicolons between."""
    date: DateInterval | None = None
    fault: str = ""
    """Why it is left out, or why a field of it is; '' where all is understood."""
    event: int | None = None
    """The event that it says it is, in the column of ours."""
    held: str = ""
    """What it says that the event was like when the file was written."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By field."""
    unread: frozenset[str] = frozenset()
    """Fields whose formula has no result in the file, so that nobody knows what they say."""

    @property
    def left(self) -> bool:
        """Whether there is no event in it: a heading between rows, a remark, an empty row."""
        return not self.meant.get("event")

    @property
    def remark(self) -> bool:
        """Whether there is one cell in it and no date: a remark rather than an event."""
        told = self.said.keys() - {"mark"}
        return len(told) == 1 and self.date is None and not self.unread

    @property
    def lost(self) -> bool:
        """Whether there may be an event in it that the file doesn't tell."""
        return "event" in self.unread and self.left


def rows(sheet: Sheet, layout: Layout) -> Iterator[Row]:
    """Every row below the headings with anything in it."""
    spread, year = sheet.spread(), None
    held = dict(layout.columns)
    for number in range(layout.heading + 1, len(sheet.rows)):
        if not sheet.rows[number]:
            continue
        width = max(len(sheet.rows[number]), *(column + 1 for column in held), 1)
        cells = tuple(
            (spread.get((number, column)) or sheet.at(number, column)).text
            for column in range(width)
        )
        unread = frozenset(
            name for column, name in held.items() if not sheet.at(number, column).known
        )
        if not any(cell.strip() for cell in cells) and "event" not in unread:
            continue
        there = [cell.strip() for cell in dict.fromkeys(cells) if cell.strip()]
        if len(there) == 1 and (found := _YEAR.search(there[0])) and len(there[0]) < 40:
            year = int(found[0])  # "2024", "Spring 2024": a heading for the rows that follow
        yield _row(number, cells, held, layout, year, unread)


def _row(
    number: int,
    cells: tuple[str, ...],
    held: Mapping[int, str],
    layout: Layout,
    year: int | None,
    unread: frozenset[str],
) -> Row:
    said: dict[str, str] = {}
    for column, name in held.items():
        text = "" if name in unread else clean(cells[column]).strip()
        if text and name in ("who", "note", "tag", "source") and name in said:
            said[name] += f"; {text}" if name != "note" else f"\n{text}"
        elif text:
            said.setdefault(name, text)
    mark = _MARK.match(said.get("mark", ""))
    event, was = (int(mark["event"]), mark["held"] or "") if mark else (None, "")
    day, fault = _date(said, layout.order, year)
    names = {name: split_names(said[name]) for name in ROLES if name in said}
    meant = {
        "date": day.edtf if day else "",
        "event": on_a_line(said.get("event", ""), LONGEST_SUMMARY),
        "place": _name(said.get("place", "")),
        "kind": said.get("kind", "").lower() if said.get("kind", "").lower() in _KINDS else "",
        "status": _STATUSES.get(said.get("status", "").lower(), ""),
        "tag": "; ".join(tags_in(said.get("tag", ""))),
        "note": note_in(said.get("note", "")),
        **{name: "; ".join(names.get(name, ())) for name in ROLES},
    }
    if said.get("event", "").lower() == said.get("date", "").lower() != "":
        meant["event"] = ""  # one cell over the whole row
    if unread:
        columns = listed(f"“{FIELDS[name]}”" for name in FIELDS if name in unread)
        fault = " ".join(filter(None, (f"{_NO_RESULT} {columns}; {_RECALCULATE}", fault)))
    return Row(number, cells, said, meant, day, fault, event, was, names, unread)


def _date(
    said: Mapping[str, str], order: str | None, year: int | None
) -> tuple[DateInterval | None, str]:
    first, last = said.get("date", ""), said.get("until", "")
    try:
        if order is None and in_question(first):
            return None, f"“{first}” can be read in two ways; say whether days or months go first."
        start = read_date(first, order, year)
        end = read_date(last, order, year) if last else None
    except KnownError:
        wrong = last if _readable(first, order, year) else first
        return None, f"“{on_a_line(wrong, 60)}” isn’t a date that can be read."
    if start is None or end is None or start.edtf == end.edtf:
        return start or end, ""
    try:
        return between(start.earliest, end.latest), ""
    except (KnownError, ValueError):
        return start, f"It ends ({last}) before it begins."


def _readable(text: str, order: str | None, year: int | None) -> bool:
    try:
        read_date(text, order, year)
    except KnownError:
        return False
    return True


def split_names(text: str) -> tuple[str, ...]:
    """The names in a cell, each once."""
    found: list[str] = []
    for part in _BETWEEN.split(text):
        pieces = [piece for piece in _COMMAS.split(part) if piece]
        several = len(pieces) > 1 and all(
            len(piece.split()) <= 5 and piece[:1].isupper() for piece in pieces
        )
        found += pieces if several else [part]
    names = (_name(each) for each in found)
    return tuple(dict.fromkeys(name for name in names if name))


def _name(text: str) -> str:
    """A name on one line, without what stands in brackets behind it; '' where it is too long."""
    name = " ".join(text.split())
    bare = _IN_BRACKETS.sub("", name) or name
    return bare if len(bare) <= LONGEST_NAME else ""


def tags_in(text: str) -> tuple[str, ...]:
    """The tags in a cell, each once."""
    pieces = (" ".join(piece.split()).lstrip("#") for piece in re.split(r"[;,\n|]", text))
    return tuple(dict.fromkeys(piece for piece in pieces if piece and len(piece) <= LONGEST_TAG))


def note_in(text: str) -> str:
    """A note as a chronicle keeps it."""
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 1]}…"


def on_a_line(text: str, most: int) -> str:
    """A text on one line, with an ellipsis where it is cut."""
    return shortened(" ".join(text.split()), most)


def names_in(found: Sequence[Row]) -> dict[str, str]:
    """Every name that rows with events give, and the field in which it stands first."""
    names: dict[str, str] = {}
    for row in found:
        if row.left:
            continue
        for each, given in row.names.items():
            for name in given:
                names.setdefault(name, each)
        if row.meant["place"]:
            names.setdefault(row.meant["place"], "place")
    return names


def headed(sheet: Sheet, layout: Layout, row: Row) -> list[list[str]]:
    """What all cells of a row say, each with the heading of its column."""
    called = headings(sheet, layout)
    return [
        [called[column] if column < len(called) else "", text]
        for column, text in enumerate(row.cells)
        if text.strip() and column not in layout.of("mark")
    ]
