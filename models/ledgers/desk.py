"""A spreadsheet on its way in or out, as a window handles it: opened, laid out, compared, taken."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from models.edits.deciding import Outcome, deciding
from models.exporting.files import whole_file
from models.importing.sheets import files
from models.importing.sheets.columns import Layout, headings, propose, propose_sheet
from models.importing.sheets.grid import Sheet
from models.ledgers.comparing import Comparison, comparing
from models.ledgers.giving import Given, giving, need_whole
from models.ledgers.taking import AskedName, Choices, asked_names, settled, take
from models.printable import shown
from models.progress import Progress
from models.queries.filter import EventFilter, Sort
from models.store.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened, and how it is read."""

    path: Path
    sheets: tuple[Sheet, ...]
    layout: Layout

    @property
    def sheet(self) -> Sheet:
        """The sheet that is read."""
        return self.sheets[self.layout.sheet]

    @property
    def name(self) -> str:
        """What the file is called."""
        return shown(self.path.name)

    def headings(self) -> list[str]:
        """What the columns are called."""
        return headings(self.sheet, self.layout)

    def first_rows(self, most: int) -> list[list[str]]:
        """The first rows below the headings, as they are written."""
        first = self.layout.heading + 1
        found = self.sheet.rows[first : first + 4 * most]
        return [[cell.text for cell in row] for row in found if row][:most]

    def on_sheet(self, number: int) -> "Opened":
        """The same file, another sheet."""
        return replace(self, layout=propose_sheet(self.sheets[number], number))

    def below(self, heading: int) -> "Opened":
        """With the headings in another row; -1: none."""
        return replace(self, layout=replace(self.layout, heading=heading))

    def holding(self, columns: tuple[tuple[int, str], ...], order: str | None) -> "Opened":
        """With other columns, and days or months first."""
        return replace(self, layout=replace(self.layout, columns=columns, order=order))


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would come of a file, and whom its names may mean."""

    opened: Opened
    found: Comparison
    names: tuple[AskedName, ...]


def open_sheet(path: Path) -> Opened:
    """Open a file; its layout is proposed."""
    name = shown(path.name)
    sheets = files.sheets(name, files.load(path))
    return Opened(path, sheets, propose(sheets))


def preparing(store: Store, opened: Opened) -> Generator[Progress, None, Prepared]:
    """Compare a file with the chronicle."""
    need_whole(opened.layout)
    with store.reading() as session:
        found = yield from comparing(session, opened.name, opened.sheet, opened.layout)
        names = asked_names(session, found)
    return Prepared(opened, found, names)


def taking(
    store: Store, prepared: Prepared, choices: Choices, *, by: str
) -> Generator[Progress, None, Outcome]:
    """Take a file in, as one step."""
    whole = replace(choices, names=settled(prepared.names, choices.names))
    act = take(prepared.opened.name, prepared.opened.sheet, prepared.found, whole)
    return (yield from deciding(store, act, by=by))


def updating(
    store: Store, opened: Opened, to: Path, wanted: EventFilter | None, sort: Sort
) -> Generator[Progress, None, Given]:
    """Write a file again with what has changed here; what is there stays until it is done."""
    need_whole(opened.layout)
    data = files.load(opened.path)
    with store.reading() as session:
        given = yield from giving(session, opened.name, data, opened.layout, wanted, sort)
    with whole_file(to, binary=True) as file:
        file.write(given.data)
    return given
