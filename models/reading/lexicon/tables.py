"""Tables of the lexicon: files of tab-separated columns, each checked against its row of ``TABLES``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import NoReturn

from models.errors import BugError
from models.reading.lexicon.lines import Line, lines

_NAME = r"[^\t\s][^\t]*"
_WORD = r"\S+"
_WORDS = r"\S+(?: \S+)*"
_AIMED = r"-|[^*]*\*[^*]+\*[^_]*_[^_]+_[^_]*"  # and whom it is aimed at between underscores
_EXAMPLE = r"-|[^*]*\*[^*]+\*[^*]*"  # its trigger between asterisks; none: -
_FORMS = r"(?:[^|\t]+(?:\|[^|\t]+)*)?"  # several, apart by |


@dataclass(frozen=True, slots=True)
class Table:
    """The form of a table: what each column looks like, and how many of them may not be left out."""

    columns: tuple[str, ...]
    least: int
    once: bool = True  # no two rows begin with the same


TABLES: Mapping[str, Table] = {
    "names/given": Table((_NAME, "[mfx]"), 2),
    "names/nicknames": Table((_WORD, _WORD), 2, once=False),
    "names/organisations": Table((_NAME,), 1),
    "names/other-names": Table((_NAME, _FORMS), 2),
    "names/never": Table((_NAME, "any|person"), 2),
    "places/cities": Table((_NAME, "[A-Z]{2}"), 2),
    "places/countries": Table((_NAME, r"(?:[A-Z]{2}\|[A-Z]{3})?", *[_FORMS] * 4), 1),
    "places/regions": Table((_NAME,), 1),
    "press/agencies": Table((_NAME, _FORMS), 2),
    "press/boilerplate": Table((_NAME,), 1),
    "press/headline-lists": Table((_NAME,), 1),
    "inflection/lemmas": Table((r"\S+/[VNJRM]", _WORD), 2),
    "inflection/past": Table((_WORD, _WORD), 2),
    "time/holidays": Table((r"\d\d-\d\d(?: [A-Z][a-z]{2})?|easter[+-]?\d+", _NAME), 2, once=False),
    "speech": Table(
        (
            _WORD,
            "states|alleges|denies|confirms|announces|asks|judges|-",
            "words|act|mind",
            "(?:plain|relays|said_to)(?: (?:plain|relays|said_to))*",
        ),
        3,
    ),
    "events/aimed": Table((_WORD, "[a-z]+", _AIMED, _AIMED), 4, once=False),
    "events/modality": Table(
        (r"[a-z-]+", "above|asserted|claimed|negated|planned", r"\d\d?", _EXAMPLE, _EXAMPLE), 5
    ),
    "topics": Table((_WORD, _WORDS), 2),
    "languages": Table((_WORD, _WORDS), 2),
}


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table; columns left out at the end are empty."""
    if (table := TABLES.get(name)) is None:
        raise BugError(f"no table of the lexicon is called {name!r}")
    return checked(table, lines(f"{name}.txt"))


@cache
def first_column(name: str) -> frozenset[str]:
    """What the rows of a table begin with."""
    return frozenset(row[0] for row in rows(name))


@cache
def pairs(name: str) -> Mapping[str, str]:
    """The second column of a table by its first."""
    return MappingProxyType({first: second for first, second, *_ in rows(name)})


def checked(table: Table, found: tuple[Line, ...]) -> tuple[tuple[str, ...], ...]:
    """The rows of some lines; a BugError names the line that is wrong."""
    whole = _whole(table)
    most = len(table.columns)
    seen: set[str] = set()
    made = []
    for line in found:
        row = line.text.split("\t")
        if not whole(line.text):
            _explain(table, line, row)
        key = row[0] if table.once else line.text
        if key in seen:
            line.wrong("a second time")
        seen.add(key)
        made.append(tuple(row) if len(row) == most else (*row, *[""] * (most - len(row))))
    return tuple(made)


def _whole(table: Table) -> Callable[[str], object]:
    """What a whole line must match: one look a line, as there are many."""
    cells = [f"(?:{column})" for column in table.columns]
    pattern = r"\t".join(cells[: table.least])
    for cell in cells[table.least :]:
        pattern += rf"(?:\t{cell}?"
    return re.compile(pattern + ")?" * (len(cells) - table.least)).fullmatch


def _explain(table: Table, line: Line, row: list[str]) -> NoReturn:
    """Say what is wrong with a line."""
    if not table.least <= len(row) <= len(table.columns):
        line.wrong(f"{len(row)} columns")
    for number, (cell, column) in enumerate(zip(row, table.columns, strict=False), 1):
        if not re.fullmatch(column, cell) and (cell or number <= table.least):
            line.wrong(f"column {number} is malformed")
    line.wrong("malformed")
