"""The same question answered again, after others have written: nothing moves."""

import random

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from sqlalchemy import select, text

from desktop.tables.event_model import ON_ITS_WAY
from models.queries.filter import Sort, SortField
from models.schema.events import Event
from models.store.store import Store

PICK = QItemSelectionModel.SelectionFlag


@pytest.fixture
def other(crowded):
    """Return the same chronicle as somebody else has it open."""
    store = Store.open(crowded._archive.path)
    yield store
    store.close()


def events(store):
    with store.reading() as session:
        return list(session.scalars(select(Event.id).order_by(Event.chrono, Event.id)))


def remove(store, numbers):
    """Remove events with all that hangs on them, as an undone import does."""
    with store.writing() as session:
        gone = f"event_id IN ({','.join(map(str, numbers))})"
        session.execute(text(f"UPDATE telling SET event_id = NULL WHERE {gone}"))
        for name in ("participation", "evidence", "claim", "event_tag", "note"):
            session.execute(
                text(f"DELETE FROM {name} WHERE event_id IN ({','.join(map(str, numbers))})")
            )
        for name in ("event_text", "event"):
            session.execute(text(f"DELETE FROM {name} WHERE id IN ({','.join(map(str, numbers))})"))


def add(store, like, number):
    """Put copies of events in, beside the ones they are like."""
    columns = [c.name for c in Event.__table__.columns if c.name != "id"]
    names = ", ".join(columns)
    with store.writing() as session:
        for event in random.Random(4).sample(like, number):
            session.execute(
                text(f"INSERT INTO event ({names}) SELECT {names} FROM event WHERE id = {event}")
            )


def seen(table):
    """The events in sight, each with its height, and whether it is chosen."""
    found = {}
    high = table.viewport().height()
    for row in range(table.events.rowCount()):
        rect = table.visualRect(table.events.index(row, 0))
        if rect.top() >= 0 and rect.bottom() < high:
            chosen = table.selectionModel().isRowSelected(row)
            found[table.events.id_at(row)] = (rect.top(), chosen)
    return found


@pytest.mark.parametrize("at", [0, 700, 2000])
@pytest.mark.parametrize("chosen", ["in sight", "elsewhere", "none"])
def test_what_is_in_sight_stays_where_it_is_when_others_write(crowded, idle, other, at, chosen):
    table = crowded.page.table
    table.verticalScrollBar().setValue(at)
    if chosen == "none":
        table.selectionModel().clear()
        table.choose(0)
    else:
        table.selectRow(at + 5 if chosen == "in sight" else 1500)
        table.verticalScrollBar().setValue(at)
    idle(crowded)
    before, focus = seen(table), table.chosen
    assert len(before) > 5
    far = [e for e in table.events.ids() if e not in before]
    gone = random.Random(2).sample([e for e in far if e != focus], 60)
    remove(other, gone)
    add(other, sorted(set(far) - set(gone)), 100)
    crowded.page.refresh()
    idle(crowded)
    assert table.events.rowCount() == 3040
    assert list(table.events.ids()) == events(other)
    held = seen(table)
    anchor = focus if chosen == "in sight" else next(iter(before))
    assert held[anchor][1] == before[anchor][1]
    moved = abs(held[anchor][0] - before[anchor][0])
    assert moved <= 14, "rows of one and of two lines may have changed places above it"
    assert table.chosen == focus
    assert {row.row() for row in table.selectionModel().selectedRows()} == (
        set() if chosen == "none" else {list(table.events.ids()).index(focus)}
    )
    assert ON_ITS_WAY not in {
        table.events.index(row, 1).data() for row in range(table.rowAt(1), table.rowAt(200))
    }, "no row in sight is empty meanwhile"


def test_several_chosen_rows_stay_chosen_and_no_new_one_is(crowded, idle, other):
    table = crowded.page.table
    table.selectAll()
    everything = set(table.events.ids())
    add(other, list(everything), 50)
    crowded.page.refresh()
    idle(crowded)
    chosen = {table.events.id_at(row) for span in table._chosen_spans() for row in span}
    assert chosen == everything
    spans = QItemSelection()
    for first, last in ((3, 5), (100, 130), (2000, 2000)):
        spans.select(table.events.index(first, 0), table.events.index(last, 0))
    table.selectionModel().select(spans, PICK.ClearAndSelect | PICK.Rows)
    picked = {table.events.id_at(row) for span in table._chosen_spans() for row in span}
    assert len(picked) == 35
    gone = list(picked)[:4]
    remove(other, gone)
    crowded.page.refresh()
    idle(crowded)
    now = {table.events.id_at(row) for span in table._chosen_spans() for row in span}
    assert now == picked - set(gone)


def test_an_event_in_focus_that_is_gone_leaves_the_one_beside_it(crowded, idle, other):
    table = crowded.page.table
    table.selectRow(40)
    idle(crowded)
    neighbour = table.events.id_at(41)
    remove(other, [table.chosen])
    crowded.page.refresh()
    idle(crowded)
    assert table.chosen == neighbour == crowded.page.detail.detail.row.id
    assert table.currentIndex().row() == 40


def test_a_row_that_was_changed_is_shown_as_it_is_now(crowded, idle, other):
    table = crowded.page.table
    table.selectRow(3)
    idle(crowded)
    with other.writing() as session:
        session.execute(text(f"UPDATE event SET summary = 'Told anew' WHERE id = {table.chosen}"))
    resets = []
    table.events.modelReset.connect(lambda: resets.append(1))
    crowded.page.refresh()
    idle(crowded)
    assert table.events.index(3, 1).data() == "Told anew"
    assert crowded.page.detail.title.text() == "Told anew"
    assert not resets, "no row came or went"


def test_what_is_chosen_or_scrolled_to_while_it_is_asked_stays_so(qtbot, crowded, idle, other):
    table = crowded.page.table
    add(other, events(other), 200)
    table.selectRow(10)
    idle(crowded)
    crowded.page.refresh()
    table.selectRow(2500)
    bar = table.verticalScrollBar()  # rows have their heights as soon as they are read
    qtbot.waitUntil(lambda: None not in map(table.events.row_at, range(bar.value(), 2501)))
    event, place = table.chosen, table.visualRect(table.currentIndex()).top()
    idle(crowded)
    assert table.chosen == event == table.events.id_at(table.currentIndex().row())
    moved = abs(table.visualRect(table.currentIndex()).top() - place)
    assert moved <= 14, "rows of one and of two lines may have changed places above it"


def test_a_sort_and_a_filter_stay(crowded, idle, other):
    page = crowded.page
    page.sort(Sort(SortField.KIND, down=True))
    page.filters.kinds.values.choose(1)
    idle(crowded)
    chips, number = page.chips.texts(), page.table.events.rowCount()
    assert 0 < number < 3000
    remove(other, list(page.table.events.ids())[:3])
    page.refresh()
    idle(crowded)
    assert page.chips.texts() == chips
    assert page.table.events.rowCount() == number - 3
    assert page.table.events.sorting == Sort(SortField.KIND, down=True)


def test_a_passage_that_is_read_stays_as_it_was_scrolled(qtbot, crowded, idle, other):
    page = crowded.page
    page.table.selectRow(3)
    idle(crowded)
    passage = page.detail.passage
    page.detail.setMaximumHeight(150)
    bar = page.detail._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    assert bar.value()
    cursor = passage.textCursor()
    cursor.select(cursor.SelectionType.WordUnderCursor)
    passage.setTextCursor(cursor)
    before = bar.value(), passage.textCursor().selectedText()
    add(other, events(other), 5)
    page.refresh()
    idle(crowded)
    assert (bar.value(), passage.textCursor().selectedText()) == before
    with other.writing() as session:
        session.execute(text(f"UPDATE event SET summary = 'New' WHERE id = {page.table.chosen}"))
    page.refresh()
    idle(crowded)
    assert page.detail.title.text() == "New"
    assert (bar.value(), passage.textCursor().selectedText()) == before
