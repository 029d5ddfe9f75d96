"""Somebody's own chronology goes in and comes out again, and nothing of theirs is lost."""

import io
import zipfile
from pathlib import Path

import pytest

from models.edits import events, history
from models.edits.deciding import Deed, decide
from models.errors import KnownError
from models.exporting.report.markdown import write_markdown
from models.importing.sheets import files
from models.importing.sheets.columns import Layout, chosen, headings, propose
from models.importing.sheets.grid import Edits, Sheet, Value
from models.ledgers.comparing import (
    ALIKE,
    CHANGED,
    CONFLICT,
    LEFT,
    NEW,
    SAME,
    Comparison,
    comparing,
)
from models.ledgers.giving import Given, giving
from models.ledgers.held import origins
from models.ledgers.taking import Choices, asked_names, settled, take
from models.queries.detail import event_detail
from models.queries.filter import EventFilter
from models.store.store import Store
from tests.models.ledgers.analysts import HABITS, Habit, xlsx
from tests.steps import finish


class Desk:
    """A chronicle, and a spreadsheet that goes to and fro."""

    def __init__(self, store: Store, file: str, data: bytes, habit: Habit | None = None) -> None:
        self.store, self.file, self.data, self.habit = store, file, data, habit

    def opened(self) -> tuple[Sheet, Layout]:
        sheets = files.sheets(self.file, self.data)
        layout = propose(sheets)
        if self.habit is not None:
            layout = chosen(sheets, columns=self.habit.columns, order=self.habit.order)
        return sheets[layout.sheet], layout

    def compared(self) -> Comparison:
        sheet, layout = self.opened()
        with self.store.reading() as session:
            found: Comparison = finish(comparing(session, self.file, sheet, layout))
        return found

    def take(self, **choices: object) -> Comparison:
        """Take it in; what it was before that."""
        sheet, _ = self.opened()
        found = self.compared()
        with self.store.reading() as session:
            names = settled(asked_names(session, found), {})
        decide(self.store, take(self.file, sheet, found, Choices(names, **choices)))  # type: ignore[arg-type]
        return found

    def give(self, wanted: EventFilter | None = None) -> Given:
        _, layout = self.opened()
        with self.store.reading() as session:
            given: Given = finish(giving(session, self.file, self.data, layout, wanted))
        return given

    def write(self, row: int, column: int, text: str) -> None:
        """Change a cell as somebody does who has it open."""
        _, layout = self.opened()
        edits = Edits(kept={(row, column): Value(text)})
        self.data = files.written(self.file, self.data, layout.sheet, edits)


def texts(data: bytes, file: str) -> dict[tuple[int, int, int], str]:
    """What every cell of every sheet says."""
    return {
        (number, row, column): cell.text
        for number, sheet in enumerate(files.sheets(file, data))
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell.text
    }


def kinds(found: Comparison) -> list[str]:
    return [each.what for each in found.rows if each.what != LEFT]


@pytest.fixture(params=HABITS, ids=[habit.name for habit in HABITS])
def desk(request: pytest.FixtureRequest, store: Store) -> Desk:
    habit: Habit = request.param
    return Desk(store, habit.file, habit.data, habit)


def habit_of(desk: Desk) -> Habit:
    assert desk.habit is not None
    return desk.habit


def test_every_habit_goes_in(desk: Desk) -> None:
    habit = habit_of(desk)
    found = desk.take()
    assert kinds(found) == [NEW] * habit.events
    first = next(each.row for each in found.rows if each.what == NEW)
    assert first.meant["date"] == habit.first[0]
    assert first.meant["event"].startswith(habit.first[1])
    assert not [each.row.fault for each in found.rows if each.row.fault and each.what == NEW]
    assert kinds(desk.compared()) == [SAME] * habit.events


def test_it_comes_out_as_it_went_in(desk: Desk) -> None:
    desk.take()
    given = desk.give()
    assert (given.changed, given.added, given.differing) == (0, 0, 0)
    before, after = texts(desk.data, desk.file), texts(given.data, desk.file)
    assert {place: text for place, text in after.items() if place in before} == before
    ours = {column for _, _, column in after.keys() - before.keys()}
    assert len(ours) == 1


def test_what_changed_here_comes_out_and_nothing_else_does(desk: Desk) -> None:
    habit = habit_of(desk)
    desk.take()
    number = next(o.event for o in _origins(desk) if o.row == _rows(desk)[habit.edited] + 1)
    decide(desk.store, events.set_fields(number, {"date": "2022-07-01", "summary": "Other words"}))
    decide(desk.store, events.new_event("Something else", date="2022-08-05"))
    before = texts(desk.data, desk.file)
    given = desk.give(EventFilter())
    after = texts(given.data, desk.file)
    _, layout = desk.opened()
    row = _rows(desk)[habit.edited]
    changed = {place for place in before if before[place] != after.get(place)}
    fields = {dict(layout.columns).get(column) for _, _, column in changed}
    assert {at for _, at, _ in changed} == {row}
    assert fields - {"until"} == {"date", "event"}
    assert after[layout.sheet, row, layout.of("event")[0]] == "Other words"
    assert (given.changed, given.added) == (1, 1)
    desk.data = given.data
    again = desk.compared()
    assert kinds(again) == [SAME] * (habit.events + 1)
    assert not [each.differences for each in again.rows if each.differences]
    moved = next(each.row for each in again.rows if each.row.number == row)
    assert moved.meant["date"] == "2022-07-01"


def test_what_is_changed_there_comes_back(desk: Desk) -> None:
    habit = habit_of(desk)
    desk.take()
    desk.data = desk.give(EventFilter()).data
    _, layout = desk.opened()
    row = _rows(desk)[habit.edited]
    desk.write(row, layout.of("event")[0], "Words from the sheet")
    desk.write(row, layout.of("date")[0], "5 May 2023")
    if layout.of("until"):
        desk.write(row, layout.of("until")[0], "")
    found = desk.take()
    assert kinds(found).count(CHANGED) == 1
    number = next(each.event for each in found.rows if each.what == CHANGED)
    assert number is not None
    with desk.store.reading() as session:
        now = event_detail(session, number)
    assert now is not None
    assert now.row.summary == "Words from the sheet"
    assert now.row.interval is not None
    assert now.row.interval.edtf == "2023-05-05"
    assert kinds(desk.compared()) == [SAME] * habit.events
    finish(history.undoing(desk.store))
    assert kinds(desk.compared()).count(CHANGED) == 1


def _origins(desk: Desk) -> list:  # type: ignore[type-arg]
    with desk.store.reading() as session:
        return list(origins(session).values())


def _rows(desk: Desk) -> list[int]:
    return sorted(origin.row - 1 for origin in _origins(desk))


def test_one_step_undoes_all_of_it(store: Store) -> None:
    desk = Desk(store, HABITS[0].file, HABITS[0].data)
    desk.take()
    finish(history.undoing(store))
    assert kinds(desk.compared()) == [NEW] * 3
    finish(history.redoing(store))
    assert kinds(desk.compared()) == [SAME] * 3


def test_an_event_keeps_its_file_sheet_row_and_every_cell_of_it(store: Store) -> None:
    desk = Desk(store, HABITS[0].file, HABITS[0].data)
    desk.take()
    origin = next(each for each in _origins(desk) if each.row == 2)
    assert origin.file == "plain.csv"
    assert ("Source", "Herald") in origin.cells


def test_both_sides_changed_is_a_conflict_until_somebody_decides(store: Store) -> None:
    desk = Desk(store, HABITS[0].file, HABITS[0].data)
    desk.take()
    decide(store, events.set_fields(1, {"place": "Hentzau"}))
    desk.write(1, 3, "Zenda")
    assert kinds(desk.compared()) == [CONFLICT, SAME, SAME]
    given = desk.give()
    assert given.differing == 1
    assert texts(given.data, desk.file)[0, 1, 3] == "Zenda"
    desk.take()  # left
    assert kinds(desk.compared()) == [CONFLICT, SAME, SAME]
    desk.take(conflicts="chronicle")
    assert kinds(desk.compared()) == [SAME, SAME, SAME]
    assert texts(desk.give().data, desk.file)[0, 1, 3] == "Hentzau"
    desk.write(1, 3, "Strelsau again")
    found = desk.take(conflicts="sheet")
    assert kinds(found)[0] == CONFLICT
    with store.reading() as session:
        detail = event_detail(session, 1)
    assert detail is not None
    assert detail.row.place == "Strelsau again"


def test_a_row_like_an_event_is_found_in_it(store: Store) -> None:
    there = events.new_event(
        "The minister resigns over the levy on grain",
        date="2021-02-03",
        parts=[("agent", "Anna Roth")],
    )
    made = decide(store, there)
    desk = Desk(store, HABITS[0].file, HABITS[0].data)
    found = desk.take()
    assert kinds(found) == [ALIKE, NEW, NEW]
    assert found.rows[0].event == made.made
    assert kinds(desk.compared()) == [SAME] * 3
    finish(history.undoing(store))
    desk.take(alike="new")
    assert kinds(desk.compared()) == [SAME] * 3
    assert len(_origins(desk)) == 3


def test_rows_may_be_sorted_and_others_put_between(store: Store) -> None:
    desk = Desk(store, HABITS[0].file, HABITS[0].data)
    desk.take()
    lines = desk.data.decode().split("\r\n")
    desk.data = "\r\n".join([lines[0], lines[3], "1 Jan 2021,Quite another thing,,,", lines[1],
                             lines[2], ""]).encode()  # fmt: skip
    assert kinds(desk.compared()) == [SAME, NEW, SAME, SAME]


def test_somebody_who_leaves_a_cell_of_names_leaves_the_event(store: Store) -> None:
    desk = Desk(store, HABITS[0].file, HABITS[0].data)
    desk.take()
    desk.write(3, 2, "Jan Vesely; Petr Dolezal")
    desk.take()
    with store.reading() as session:
        detail = event_detail(session, 3)
    assert detail is not None
    assert {p.name for p in detail.participants if p.role != "place"} == {
        "Jan Vesely",
        "Petr Dolezal",
    }


def test_a_name_that_could_be_several_is_asked_for(store: Store) -> None:
    def two(deed: Deed) -> None:
        for kind in ("person", "organisation"):
            deed.form = deed.new_actor(kind, "Anna Roth")["form_id"]

    decide(store, two)
    desk = Desk(store, HABITS[0].file, HABITS[0].data)
    with pytest.raises(KnownError, match="could be several"):
        desk.take()
    found = desk.compared()
    with store.reading() as session:
        names = asked_names(session, found)
        assert settled(names, {"Anna Roth": "leave"})["Anna Roth"] == "leave"


def test_other_parts_of_a_workbook_keep_their_bytes(store: Store) -> None:
    data = xlsx([["Date", "Event"], ["3 Feb 2021", "Minister resigns over the levy"]])
    desk = Desk(store, "x.xlsx", data)
    desk.take()
    decide(store, events.set_fields(1, {"summary": "Other"}))
    given = desk.give(EventFilter())
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(given.data)) as new:
        assert old.namelist() == new.namelist()
        different = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert different == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


def test_another_program_reads_what_was_written(store: Store, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    habit = next(each for each in HABITS if each.name == "formulas")
    desk = Desk(store, habit.file, habit.data, habit)
    desk.take()
    decide(store, events.set_fields(1, {"date": "2022-07-01"}))
    decide(store, events.new_event("=1+1", date="2022-08-05"))
    given = desk.give(EventFilter())
    (tmp_path / "x.xlsx").write_bytes(given.data)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheet = book["Chronology"]
    assert sheet["A2"].value.isoformat().startswith("2022-07-01")
    assert sheet["A2"].number_format == "dd.mm.yyyy"
    assert sheet["D2"].value == "=C2*2"
    assert sheet["B4"].data_type == "s"
    assert sheet["B4"].value == "=1+1"
    assert sheet["A4"].value.isoformat().startswith("2022-08-05")
    assert sheet["A1"].fill.fgColor.rgb == "FFCCDDEE"
    assert sheet.column_dimensions["B"].width == pytest.approx(47, abs=1)
    assert book["Sources"]["A2"].value == "=Chronology!A1"
    assert sheet["A1"].comment.text == "mine"
    marked = {str(each.sqref) for each in sheet.conditional_formatting}
    assert marked == {"A2", "A4:B4 E4"}


def test_headings_may_take_two_rows() -> None:
    habit = next(each for each in HABITS if each.name == "two headings")
    sheets = files.sheets(habit.file, habit.data)
    layout = propose(sheets)
    assert headings(sheets[0], layout)[:3] == ["When Date from", "When Date to", "What Event"]
    assert dict(layout.columns) == {0: "date", 1: "until", 2: "event", 3: "agent", 4: "target"}


def test_a_report_names_the_row_and_what_it_says_of_its_source(store: Store) -> None:
    desk = Desk(store, HABITS[0].file, HABITS[0].data)
    desk.take()
    out = io.StringIO()
    with store.reading() as session:
        finish(write_markdown(session, EventFilter(), out))
    assert "“plain.csv, row 2”. “Herald”" in out.getvalue().replace("\\", "")
