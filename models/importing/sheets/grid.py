"""A sheet as rows of cells, and what is to be changed in it; whatever kind of file it lies in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from models.errors import KnownError

MOST_CELLS = 4_000_000
"""Cells of a sheet with something in them, and the empty ones between."""
MOST_ROWS, MOST_COLUMNS = 250_000, 1000

Place: TypeAlias = tuple[int, int]
"""Row and column, both from 0."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: a date as 2025-02-03, anything else as its program keeps it."""

    text: str = ""
    dated: bool = False
    """The file holds it as a date."""
    formula: bool = False
    """It is computed, and never written over."""
    known: bool = True
    """Whether the file holds what its formula gives."""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that were merged into one; its words stand in the first of them."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows as far as there is anything in them."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Area, ...] = ()

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; an empty one where there is none."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return EMPTY
        return self.rows[row][column]

    @property
    def width(self) -> int:
        """How many columns have anything in them."""
        return max(map(len, self.rows), default=0)

    def spread(self) -> dict[Place, Cell]:
        """The cells under merged ones, with what the merged one says."""
        found: dict[Place, Cell] = {}
        for area in self.merged:
            words = self.at(area.top, area.left)
            if not words.text:
                continue
            for row in range(area.top, min(area.bottom + 1, len(self.rows))):
                for column in range(area.left, min(area.right + 1, MOST_COLUMNS)):
                    found[row, column] = words
        return found


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell is to say; ``day``: as a real date, where the file can hold one."""

    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """What is to be changed in one sheet; whatever isn't named here stays as it is."""

    changed: Mapping[Place, Value] = field(default_factory=dict)
    """Cells that say something else, and are marked."""
    kept: Mapping[Place, Value] = field(default_factory=dict)
    """Cells of ours: written, and never marked."""
    added: Sequence[Mapping[int, Value]] = ()
    """New rows below all others, by column; they are marked."""


def sheet_of(
    name: str, file: str, cells: Iterable[tuple[int, int, Cell]], merged: Sequence[Area] = ()
) -> Sheet:
    """A sheet from its cells, which come in any order; a KnownError where there are too many."""
    rows: dict[int, dict[int, Cell]] = {}
    for row, column, cell in cells:
        if not cell.text and not cell.formula:
            continue
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise KnownError(
                f"{file} has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns; split it."
            )
        rows.setdefault(row, {})[column] = cell
    if sum(max(columns) + 1 for columns in rows.values()) > MOST_CELLS:
        raise KnownError(f"{file} has more than {MOST_CELLS:,} cells; split it.")
    made = [
        tuple(rows[row].get(column, EMPTY) for column in range(max(rows[row]) + 1))
        if row in rows
        else ()
        for row in range(max(rows, default=-1) + 1)
    ]
    return Sheet(name, tuple(made), tuple(merged))


def letters(column: int) -> str:
    """What a spreadsheet calls a column: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int | None:
    """The column of this name, from 0; None where it isn't one."""
    number = 0
    for letter in name.upper():
        if not "A" <= letter <= "Z":
            return None
        number = number * 26 + ord(letter) - 64
    return number - 1 if 0 < number <= 16384 else None
