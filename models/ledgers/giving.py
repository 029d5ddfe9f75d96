"""Somebody's spreadsheet brought up to date: their columns, what has changed here, and new rows."""

from collections.abc import Callable, Generator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.dates.relations import one_day
from models.errors import KnownError
from models.importing.sheets import files
from models.importing.sheets.columns import FIELDS, HEADING, Layout
from models.importing.sheets.dates import exact_day, manner
from models.importing.sheets.grid import Edits, Place, Sheet, Value
from models.ledgers.comparing import ALIKE, GONE, LEFT, NEW, Compared, comparing, is_one_column
from models.ledgers.held import Holding, holdings
from models.ledgers.rows import ROLES, TOLD, split_names
from models.printable import counted
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Given:
    """The file as it is to be written, and what was done to it."""

    data: bytes
    changed: int
    """Rows in which cells were changed."""
    added: int
    differing: int
    """Rows that say something else than the chronicle and were left as they are."""
    unsaid: tuple[str, ...]
    """What no column holds, in words."""

    @property
    def words(self) -> str:
        """The same in a sentence or two."""
        told = (
            f"{counted(self.changed, 'row')} changed and marked, "
            f"{counted(self.added, 'row')} added."
        )
        if self.differing:
            rows = counted(self.differing, "row differs", "rows differ")
            told += f" {rows} from the chronicle and stayed as they are."
        if self.unsaid:
            told += f" Left out, as no column holds it: {', '.join(self.unsaid).lower()}."
        return told


def giving(
    session: Session,
    file: str,
    data: bytes,
    layout: Layout,
    wanted: EventFilter | None,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, Given]:
    """Bring a file up to date; ``wanted``: which events become new rows, None: none do."""
    sheets = files.sheets(file, data)
    sheet = sheets[layout.sheet]
    found = yield from comparing(session, file, sheet, layout)
    pen = _Pen(sheet, layout)
    changed: dict[Place, Value] = {}
    kept: dict[Place, Value] = {}
    if layout.heading >= 0:
        kept[layout.heading, pen.mark] = Value(HEADING)
    differing = rows = 0
    bound = set()
    told_fields: set[str] = set()
    for each in found.rows:
        if each.event is not None and each.what not in (ALIKE, LEFT):
            bound.add(each.event)
        if each.event is None or each.what in (ALIKE, LEFT, NEW):
            continue
        holding = found.holdings[each.event]
        if each.what == GONE:
            kept[each.row.number, pen.mark] = Value(pen.marked(holding, "rejected"))
            continue
        told_fields |= holding.telling
        cells, named, differs = pen.changes(each, holding)
        changed |= cells
        rows += bool(cells)
        differing += bool(differs)
        told = f"changed: {', '.join(named)}" if named else ""
        told += ("; " if told else "") + f"differs: {', '.join(differs)}" if differs else ""
        kept[each.row.number, pen.mark] = Value(pen.marked(holding, told))
    added: list[Mapping[int, Value]] = []
    if wanted is not None:
        numbers = [number for number in event_ids(session, wanted, sort) if number not in bound]
        for first in range(0, len(numbers), _CHUNK):
            yield Progress(first, len(numbers), "rows")
            part = numbers[first : first + _CHUNK]
            held = holdings(session, part)
            added += [pen.row(held[number]) for number in part if number in held]
            told_fields = told_fields.union(*(each.telling for each in held.values()))
    edits = Edits(changed, kept, added)
    made = files.written(file, data, layout.sheet, edits)
    return Given(made, rows, len(added), differing, pen.unsaid(told_fields))


class _Pen:
    """Writes what a chronicle holds as the sheet has it written."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self._sheet, self._layout = sheet, layout
        self._spread = sheet.spread()
        self._one_column = is_one_column(layout)
        ours = layout.of("mark")
        self.mark = ours[0] if ours else sheet.width
        self._dated: dict[int, bool] = {}
        self._dates: dict[int, Callable[[DateInterval | None], str]] = {}
        for column in (*layout.of("date"), *layout.of("until")):
            cells = [sheet.at(row, column) for row in range(layout.heading + 1, len(sheet.rows))]
            said = [cell for cell in cells if cell.text]
            self._dated[column] = sum(cell.dated for cell in said) * 2 > len(said)
            plain = [cell.text for cell in said if not cell.dated]
            self._dates[column] = manner(plain, layout.order)

    def marked(self, holding: Holding, told: str) -> str:
        """What the column of ours says: which event it is, what was done, and a check."""
        digest = holding.digest(one_column=self._one_column)
        return " ".join(part for part in (str(holding.event), told, f"[{digest}]") if part)

    def changes(
        self, each: Compared, holding: Holding
    ) -> tuple[dict[Place, Value], list[str], list[str]]:
        """Cells to write in a row, the fields they are of, and those in which it stays apart."""
        cells: dict[Place, Value] = {}
        named: list[str] = []
        differs: list[str] = []
        for difference in each.differences:
            name = difference.field
            made = self._cells(name, holding, each.row.number)
            places = {(each.row.number, column): value for column, value in made.items()}
            free = places and all(
                place not in self._spread and not self._sheet.at(*place).formula for place in places
            )
            if difference.changed_in == "chronicle" and free:
                cells |= {
                    place: value for place, value in places.items()
                    if value.text != self._sheet.at(*place).text
                }  # fmt: skip
                named.append(FIELDS[name])
            else:
                differs.append(FIELDS[name])
        return cells, named, differs

    def row(self, holding: Holding) -> dict[int, Value]:
        """A new row for an event."""
        cells: dict[int, Value] = {}
        for name in TOLD:
            cells |= self._cells(name, holding)
        for column in self._layout.of("source")[:1]:
            cells[column] = Value(holding.source)
        cells = {column: value for column, value in cells.items() if value.text}
        return {**cells, self.mark: Value(self.marked(holding, "new"))}

    def _cells(self, name: str, holding: Holding, row: int | None = None) -> dict[int, Value]:
        """What the columns of a field say; none where several columns or no column hold it."""
        columns = self._layout.of(name)
        if name == "date":
            return self._days(holding, row)
        if len(columns) != 1:
            return {}
        value = holding.field(name, one_column=self._one_column)
        if name in ROLES:
            value = self._names(columns[0], [who for who in value.split("; ") if who])
        return {columns[0]: Value(value)}

    def _names(self, column: int, names: Sequence[str]) -> str:
        """Names with between them what others in the column have, if they can be told apart so."""
        texts = [self._sheet.at(row, column).text for row in range(len(self._sheet.rows))]
        if not any(";" in text for text in texts):
            for mark in ("\n", ", "):
                joined = mark.join(names)
                if any(mark in text for text in texts) and split_names(joined) == tuple(names):
                    return joined
        return "; ".join(names)

    def _days(self, holding: Holding, row: int | None) -> dict[int, Value]:
        text = holding.fields["date"]
        interval = parse_edtf(text) if text else None
        first, last = self._layout.of("date")[:1], self._layout.of("until")[:1]
        if not first:
            return {}
        if not last:
            return {first[0]: self._day(first[0], row, interval)}
        if interval is None or interval.earliest is None or interval.latest is None:
            return {first[0]: self._day(first[0], row, interval), last[0]: Value("")}
        length = interval.latest - interval.earliest
        if interval.approximate or length == 0 or interval.precision in ("month", "year"):
            return {first[0]: self._day(first[0], row, interval), last[0]: Value("")}
        return {
            first[0]: self._day(first[0], row, one_day(interval.earliest)),
            last[0]: self._day(last[0], row, one_day(interval.latest)),
        }

    def _day(self, column: int, row: int | None, interval: DateInterval | None) -> Value:
        """A day as the cell had it, or in a new row as most in the column have it."""
        day = exact_day(interval)
        text = self._dates[column](interval)
        there = None if row is None else self._sheet.at(row, column)
        dated = there.dated if there is not None and there.text else self._dated[column]
        if dated and day is not None:
            return Value(day.isoformat(), day)
        return Value(text)

    def unsaid(self, told: AbstractSet[str]) -> tuple[str, ...]:
        """Of the fields that events have, those that no column holds, in words."""
        layout = self._layout
        held = {name for _, name in layout.columns}
        if self._one_column and "who" in held:
            held |= {*ROLES}
        return tuple(FIELDS[name] for name in TOLD if name in told - held)


def name_of_copy(file: str) -> str:
    """What to call a file brought up to date, beside the one it was made from."""
    stem, dot, ending = file.rpartition(".")
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    return f"{stem} {day}{dot}{ending}" if stem else f"{file} {day}"


def need_whole(layout: Layout) -> None:
    """Raise a KnownError where no column holds events."""
    if not layout.whole:
        raise KnownError(
            "No column seems to hold events; say which one does, as in --column event=B."
        )
