"""The commands for somebody's own chronology in a spreadsheet: taken in, and brought up to date."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from desktop.author import author
from desktop.targets import filled, opened, wanted_by
from desktop.terminal import Output, watched
from models.dates.edtf import parse_edtf
from models.dates.words import describe
from models.edits.deciding import deciding, find_actor
from models.errors import KnownError
from models.exporting.files import whole_file
from models.importing.sheets import files
from models.importing.sheets.columns import FIELDS, Layout, chosen, headings
from models.importing.sheets.grid import Sheet
from models.ledgers.comparing import LEFT, SAME, Compared, Comparison, comparing
from models.ledgers.giving import giving, name_of_copy, need_whole
from models.ledgers.taking import KINDS, LEAVE, AskedName, Choices, asked_names, settled, take
from models.printable import counted, json_text, printable, shown
from models.queries.filter import Sort

_OK = 0
_WORDS = {
    "new": "new", "same": "as in the chronicle", "changed": "changed in the file",
    "alike": "may be an event that is there", "conflict": "changed on both sides",
    "left": "without an event", "gone": "rejected in the chronicle",
}  # fmt: skip


def _sheet(asked: argparse.Namespace, out: Output) -> int:
    return _take(asked, out) if asked.way == "import" else _give(asked, out)


def _take(asked: argparse.Namespace, out: Output) -> int:
    name, _, sheets, layout = _loaded(asked)
    sheet = sheets[layout.sheet]
    with filled(asked) as store:
        with store.reading() as session:
            found: Comparison = watched(comparing(session, name, sheet, layout))
            names = asked_names(session, found)
            given = {each: _whom(session, whom) for each, whom in asked.name}
        if asked.json:
            out.write(json_text(_as_data(sheet, found, names)) + "\n")
        else:
            out.lines(_lines(sheet, found, names, given))
        if asked.dry_run:
            return _OK
        choices = Choices(settled(names, given), asked.alike, asked.conflicts)
        act = take(name, sheet, found, choices)
        outcome = watched(deciding(store, act, by=author(asked.by)))
    if asked.json:
        return _OK
    if outcome.step is None:
        out.line("Nothing to change.")
    else:
        out.line(f"{printable(outcome.label)}; “undo {outcome.step}” reverts it.")
    return _OK


def _give(asked: argparse.Namespace, out: Output) -> int:
    name, data, _, layout = _loaded(asked)
    path = Path(asked.output) if asked.output else Path(asked.path).with_name(name_of_copy(name))
    wanted = None if asked.no_new else wanted_by(asked)
    with opened(asked, create=False, write=False) as store, store.reading() as session:
        given = watched(giving(session, name, data, layout, wanted, Sort()))
    with whole_file(path, streams=False, binary=True) as file:
        file.write(given.data)
    out.line(f"{shown(path)}: {printable(given.words)}")
    return _OK


def _loaded(asked: argparse.Namespace) -> tuple[str, bytes, tuple[Sheet, ...], Layout]:
    path = Path(asked.path)
    data = files.load(path)
    name = shown(path.name)
    sheets = files.sheets(name, data)
    heading = None if asked.heading is None else asked.heading - 1
    layout = chosen(
        sheets, sheet=asked.sheet, heading=heading, columns=asked.column, order=asked.dates
    )
    need_whole(layout)
    return name, data, sheets, layout


def _whom(session: Any, whom: str) -> str:
    """What somebody said that a name means, as it is taken: "#12", "new person", "leave"."""
    if whom in (LEAVE, *(f"new {kind}" for kind in KINDS)):
        return whom
    actor = find_actor(session, whom)
    if actor is None:
        raise KnownError(
            f"No actor is called “{whom}”; give #id, leave, or new person, organisation or place."
        )
    return f"#{actor}"


def _lines(
    sheet: Sheet, found: Comparison, names: tuple[AskedName, ...], given: dict[str, str]
) -> Iterator[str]:
    """What would be done, row by row, for people."""
    called = headings(sheet, found.layout)
    for column, field in found.layout.columns:
        yield f"column {printable(called[column])}: {FIELDS[field]}"
    for each in found.rows:
        if each.what not in (SAME, LEFT) or each.differences or each.row.lost:
            yield _row_line(each)
    for one in names:
        whom = given.get(one.name, one.proposal)
        known = {f"#{c.id}": f"#{c.id} {c.name}" for c in one.candidates}
        words = "unclear; say who with --name" if whom is None else known.get(whom, whom)
        yield f"name {printable(one.name)}: {printable(words)}"
    counts = (f"{number:,} {_WORDS[what]}" for what in _WORDS if (number := found.count(what)))
    yield f"{counted(len(found.rows), 'row')}: {', '.join(counts)}"


def _row_line(each: Compared) -> str:
    row = each.row
    date = describe(parse_edtf(row.meant["date"])) if row.meant["date"] else "date unknown"
    line = f"row {row.number + 1}: {_WORDS[each.what]}: {date}"
    if row.meant["event"]:
        line += f": {row.meant['event']}"
    if each.event is not None:
        line += f" (event {each.event}: {each.summary})"
    for d in each.differences:
        where = {"sheet": "file", "chronicle": "chronicle", "both": "both"}[d.changed_in]
        line += f"; {FIELDS[d.field]} changed in {where}: “{d.sheet}” and “{d.chronicle}”"
    if row.fault:
        line += f"; {row.fault}"
    return printable(line)


def _as_data(sheet: Sheet, found: Comparison, names: tuple[AskedName, ...]) -> dict[str, Any]:
    called = headings(sheet, found.layout)
    return {
        "sheet": sheet.name,
        "heading": found.layout.heading + 1,
        "columns": [
            {"column": called[column], "field": field} for column, field in found.layout.columns
        ],
        "rows": [
            {
                "row": each.row.number + 1, "what": each.what, "event": each.event,
                "means": {name: text for name, text in each.row.meant.items() if text},
                "differences": [
                    {"field": d.field, "file": d.sheet, "chronicle": d.chronicle,
                     "changed_in": d.changed_in} for d in each.differences
                ],
                "fault": each.row.fault or None,
            }
            for each in found.rows
        ],
        "names": [
            {"name": each.name, "means": each.proposal,
             "candidates": [{"id": c.id, "name": c.name, "kind": c.kind}
                            for c in each.candidates]}
            for each in names
        ],
    }  # fmt: skip


COMMANDS: dict[str, Callable[[argparse.Namespace, Output], int]] = {"sheet": _sheet}
"""By the name of each command."""
