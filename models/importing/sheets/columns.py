"""What the columns of somebody's chronology hold, told by their headings and by what is in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from models.errors import KnownError
from models.importing.sheets.dates import exact_day, order_of, read_date
from models.importing.sheets.grid import Cell, Place, Sheet, column_of, letters
from models.letters import plain

HEADING = "Dateline"
"""The column of ours, in which it says which event a row is."""
FIELDS: Mapping[str, str] = {
    "date": "Date",
    "until": "Last day",
    "event": "Event",
    "agent": "Who acts",
    "target": "On whom",
    "who": "Who takes part",
    "place": "Place",
    "kind": "Kind",
    "status": "Status",
    "tag": "Tags",
    "note": "Notes",
    "source": "Source",
    "mark": "Dateline’s own",
}
"""What a column may hold, in words. Any other is kept as it is."""
# Words of headings, and phrases that mean something else than the first known of their words.
_HEADINGS: Mapping[str, Sequence[str]] = {
    "date": (
        "date dates day when datum tag wann fecha data jour quand from start begin beginning "
        "von beginn debut dated datetime edtf"
    ).split(),
    "until": ("until till to end bis ende fin").split(),
    "event": (
        "event events what happened happening description summary incident details "
        "development ereignis vorfall beschreibung was evenement evento que hechos text narrative "
        "entry action headline title activity fact facts occurrence"
    ).split(),
    "agent": ("agent subject perpetrator doer initiator speaker").split(),
    "target": ("target object victim victims recipient addressee").split(),
    "who": (
        "who actor actors people person persons participants names name involved parties party "
        "akteur akteure beteiligte personen wer acteurs qui personnes quien actores organisation "
        "organisations organization organizations"
    ).split(),
    "place": (
        "place where location country city town region ort wo lieu ou lugar land pays venue site"
    ).split(),
    "kind": ("kind type category art typ kategorie categorie tipo class").split(),
    "status": ("status certainty confidence verified assessment confirmed reliability").split(),
    "tag": (
        "tags theme themes topic topics keyword keywords label labels thema schlagwort"
    ).split(),
    "note": (
        "note notes remark remarks comment comments bemerkung bemerkungen kommentar anmerkung "
        "remarques commentaire observaciones notas"
    ).split(),
    "source": (
        "source sources reference references ref citation link url quelle quellen fuente "
        "fuentes fonte publication outlet footnote"
    ).split(),
    "mark": ("dateline").split(),
}
_PHRASES: Mapping[str, str] = {
    "event date": "date", "date of event": "date", "date to": "until", "end date": "until",
    "date end": "until", "last day": "until", "source actor": "agent", "actor 1": "agent",
    "by whom": "agent", "who acts": "agent", "actor 2": "target", "to whom": "target",
    "on whom": "target", "event type": "kind", "type of event": "kind", "name of event": "event",
    "source date": "", "publication date": "", "date of publication": "", "date published": "",
    "date accessed": "", "date added": "", "last updated": "", "event id": "", "target date": "",
}  # fmt: skip
_OURS = re.compile(r"\d+\b[^\[]*\[[a-z2-7]{30}\]")
_WORDS = re.compile(r"[a-z0-9]+")
_HEAD = 40  # rows in which a table begins
_SAMPLE = 400  # rows by which its columns are told
_MOST_DATES = 0.6  # of the cells of a column of dates that can be read as one
_FEW_DATES = 0.2  # of a column that is called one of dates
_LONG = 24  # characters that the words of an event have, on average


_BY_WORD = {word: field for field, words in _HEADINGS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is to be read: where its rows begin, and what its columns hold."""

    sheet: int
    heading: int
    """The row with the headings, from 0; -1: there is none."""
    columns: tuple[tuple[int, str], ...]
    """Column and field; in the order of columns."""
    order: str | None = None
    """Which of two figures of a date is the day; None: nothing tells."""

    def of(self, field: str) -> list[int]:
        """The columns that hold something."""
        return [column for column, held in self.columns if held == field]

    @property
    def whole(self) -> bool:
        """Whether it is a chronology at all: there is a column of events."""
        return bool(self.of("event"))


def headings(sheet: Sheet, layout: Layout) -> list[str]:
    """What the columns are called; those of several rows of headings together."""
    if layout.heading < 0:
        return [letters(column) for column in range(sheet.width)]
    spread = sheet.spread()
    first = layout.heading
    while first > 0 and _is_heading(sheet, first - 1, spread):
        first -= 1
    found = []
    for column in range(sheet.width):
        words = dict.fromkeys(
            " ".join(text.split())
            for row in range(first, layout.heading + 1)
            if (text := _at(sheet, spread, row, column).text)
        )
        found.append(" ".join(words) or letters(column))
    return found


def propose(sheets: Sequence[Sheet]) -> Layout:
    """The layout of the sheet that is likeliest a chronology."""
    found = [propose_sheet(sheet, number) for number, sheet in enumerate(sheets)]
    return max(found, key=lambda each: _likely(sheets[each.sheet], each))


def _likely(sheet: Sheet, layout: Layout) -> tuple[bool, bool, int]:
    return layout.whole, bool(layout.of("date")), len(sheet.rows)


def propose_sheet(sheet: Sheet, number: int = 0) -> Layout:
    """The layout of a sheet, by its headings and by what its columns hold."""
    spread = sheet.spread()
    heading = _heading_row(sheet, spread)
    layout = Layout(number, heading, ())
    named = headings(sheet, layout)
    sample = range(heading + 1, min(heading + 1 + _SAMPLE, len(sheet.rows)))
    texts = {
        column: [text for row in sample if (text := _at(sheet, spread, row, column).text.strip())]
        for column in range(sheet.width)
    }
    dated = {column for column, cells in texts.items() if _share_of_dates(cells) >= _MOST_DATES}
    fields: dict[int, str] = {}
    for column in range(sheet.width):
        field = ""
        if heading >= 0:
            own = _at(sheet, spread, heading, column).text
            field = _field_of(own) or _field_of(named[column])
        of_days = field in ("date", "until") and texts[column] and column not in dated
        if of_days and _share_of_dates(texts[column]) < _FEW_DATES:
            field = ""
        if field and (field in ("who", "note", "tag", "source") or field not in fields.values()):
            fields[column] = field
    _by_content(fields, texts, dated)
    dates = [text for column, field in fields.items() if field in ("date", "until")
             for text in texts[column]]  # fmt: skip
    return replace(layout, columns=tuple(sorted(fields.items())), order=order_of(dates))


def _by_content(fields: dict[int, str], texts: Mapping[int, list[str]], dated: set[int]) -> None:
    """Find the dates and the events where no heading tells which columns they are in."""
    if "date" not in fields.values():
        free = [c for c in sorted(dated) if c not in fields and texts[c]]
        if free:
            fields[free[0]] = "date"
            if len(free) > 1 and "until" not in fields.values() and _follows(texts, *free[:2]):
                fields[free[1]] = "until"
    if "mark" not in fields.values():
        ours = [c for c, cells in texts.items() if any(map(_OURS.fullmatch, cells))]
        fields |= dict.fromkeys(ours[:1], "mark")
    if "event" not in fields.values():
        lengths = {
            column: mean(map(len, cells))
            for column, cells in texts.items()
            if cells and column not in dated and fields.get(column, "note") == "note"
            and not all(re.fullmatch(r"[\d.,%\s]+|https?://\S+", cell) for cell in cells)
        }  # fmt: skip
        known = "mark" in fields.values()  # a file of ours has events in it, however short
        if lengths and (known or max(lengths.values()) >= _LONG):
            fields[max(lengths, key=lambda column: lengths[column])] = "event"


def _follows(texts: Mapping[int, list[str]], first: int, second: int) -> bool:
    """Whether two columns of dates are first and last days."""
    try:
        pairs = [
            (exact_day(read_date(a, "dmy")), exact_day(read_date(b, "dmy")))
            for a, b in zip(texts[first], texts[second], strict=False)
        ]
    except KnownError:
        return False
    known = [(a, b) for a, b in pairs if a and b]
    return bool(known) and all(a <= b for a, b in known)


def _field_of(heading: str) -> str:
    """The field that a heading names; '' where it names none."""
    words = _WORDS.findall(plain(heading))
    for length in (3, 2):
        for at in range(len(words) - length + 1):
            known = _PHRASES.get(" ".join(words[at : at + length]))
            if known is not None:
                return known
    return next((field for word in words if (field := _BY_WORD.get(word))), "")


def _share_of_dates(cells: Sequence[str]) -> float:
    return sum(map(_is_date, cells)) / len(cells) if cells else 0.0


def _is_date(text: str) -> bool:
    if len(text) > 60 or not any(letter.isdigit() for letter in text):
        return False
    if re.fullmatch(r"\d{1,3}|\d{5,7}|\d{9,}|\d+[.,]\d+", text):
        return False  # a number of something else
    try:
        return read_date(text, "dmy", 2000) is not None
    except KnownError:
        return False


def _heading_row(sheet: Sheet, spread: Mapping[Place, Cell]) -> int:
    """The last row of headings; -1 where the rows begin at once."""
    best, at = 0.0, None
    for row in range(min(_HEAD, len(sheet.rows))):
        cells = [c.text.strip() for c in sheet.rows[row] if c.text.strip()]
        if len(cells) < 2 or any(map(_is_date, cells)):
            continue
        known = sum(1 for cell in cells if len(cell) < 60 and _field_of(cell))
        score = known + 0.1 * (len(cells) > 2)
        if known and score >= best:
            below = row + 1 < len(sheet.rows) and _is_heading(sheet, row + 1, spread)
            if score > best or below or at == row - 1:
                best, at = score, row
    if at is not None:
        return at
    first = next((row for row, cells in enumerate(sheet.rows) if len(_said(cells)) > 1), 0)
    if first < len(sheet.rows) and not any(map(_is_date, _said(sheet.rows[first]))):
        lengths = [len(text) for text in _said(sheet.rows[first])]
        if lengths and max(lengths) < 40:
            return first
    return first - 1


def _is_heading(sheet: Sheet, row: int, spread: Mapping[Place, Cell]) -> bool:
    """Whether a row above headings is one too: several words of theirs, and no dates."""
    cells = [
        text for column in range(sheet.width) if (text := _at(sheet, spread, row, column).text)
    ]
    different = set(cells)
    return (
        len(different) > 1
        and not any(map(_is_date, cells))
        and all(len(text) < 60 for text in cells)
        and any(_field_of(text) for text in cells)
    )


def _said(cells: Sequence[Cell]) -> list[str]:
    return [text for cell in cells if (text := cell.text.strip())]


def _at(sheet: Sheet, spread: Mapping[Place, Cell], row: int, column: int) -> Cell:
    return spread.get((row, column)) or sheet.at(row, column)


def chosen(
    sheets: Sequence[Sheet],
    *,
    sheet: str | None = None,
    heading: int | None = None,
    columns: Sequence[tuple[str, str]] = (),
    order: str | None = None,
) -> Layout:
    """The proposed layout with what somebody says otherwise.

    ``columns``: field and heading or letter of its column, "" for a field that no column holds.
    """
    if sheet is None:
        layout = propose(sheets)
    else:
        numbers = [n for n, each in enumerate(sheets) if each.name == sheet]
        if not numbers:
            known = ", ".join(f"“{each.name}”" for each in sheets)
            raise KnownError(f"There is no sheet “{sheet}”; there is {known}.")
        layout = propose_sheet(sheets[numbers[0]], numbers[0])
    if heading is not None:
        layout = replace(layout, heading=heading)
    held = dict(layout.columns)
    named = headings(sheets[layout.sheet], layout)
    for field, name in columns:
        if field not in FIELDS:
            raise KnownError(f"“{field}” isn’t a field; use one of {', '.join(FIELDS)}.")
        held = {column: each for column, each in held.items() if each != field}
        if name:
            held[_column(name, named)] = field
    return replace(layout, columns=tuple(sorted(held.items())), order=order or layout.order)


def _column(name: str, named: Sequence[str]) -> int:
    wanted = " ".join(name.split()).casefold()
    found = [n for n, each in enumerate(named) if each.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    number = column_of(name)
    if number is not None and number < len(named) and not found:
        return number
    if found:
        raise KnownError(f"Several columns are called “{name}”; give its letter.")
    raise KnownError(f"There is no column “{name}”; there is {', '.join(named)}.")
