"""What a person decides from the window: done off the GUI thread, said, and undone."""

from sqlalchemy import select

from models.errors import KnownError
from models.schema.events import Event
from models.store.store import Store


def _states(path):
    store = Store.open(str(path))
    try:
        with store.reading() as session:
            return {row[0]: row[1] for row in session.execute(select(Event.id, Event.review))}
    finally:
        store.close()


def test_all_chosen_events_are_rejected_as_one_step_and_come_back_by_one_undo(window, idle):
    path = window.archive.path
    before = window.page.table.events.rowCount()
    window.page.table.selectAll()
    chosen = window.page.table.ids_chosen()
    assert len(chosen) == before > 1
    window.menus.reject.trigger()
    idle(window)
    assert set(_states(path).values()) == {"rejected"}
    assert window.page.table.events.rowCount() == 0
    assert window.notice.text.text() == f"Rejected {before:,} events."
    window.menus.undo.trigger()
    idle(window)
    assert window.page.table.events.rowCount() == before
    assert set(_states(path).values()) == {"proposed"}


def test_a_row_shows_its_review_before_it_is_stored(window, idle):
    window.page.table.selectRow(0)
    window.menus.reject.trigger()
    assert window.page.table.events.row_at(0).review == "rejected"
    idle(window)
    assert window.page.table.events.row_at(0).review == "proposed", "the next one"


def test_accepting_again_says_that_there_was_nothing_to_change(window, idle):
    window.page.table.selectRow(0)
    window.menus.accept.trigger()
    idle(window)
    number = window.page.table.ids_chosen()[0]
    assert _states(window.archive.path)[number] == "accepted"
    window.menus.accept.trigger()
    idle(window)
    assert window.notice.text.text() == "There was nothing to change."


def test_nothing_is_corrected_where_nothing_can_be_written(window, idle):
    window.page.table.selectRow(0)
    assert window.menus.reject.isEnabled()
    window._refuse("The chronicle cannot be written.")
    assert not any(each.isEnabled() for each in window.menus.deciding)
    assert "cannot be written" in window.menus.reject.toolTip()


def test_a_correction_that_fails_says_why_and_stores_nothing(window, idle):
    path = window.archive.path
    before = _states(path)
    window.page.decide.emit("Reviewing", window.archive.deeds.review([10**9], "accepted"))
    idle(window)
    assert "There is no event 1000000000" in window.notice.text.text()
    assert _states(path) == before


def test_a_review_that_fails_is_not_seen_any_more(window, idle, monkeypatch):
    def refused(*_):
        def act():
            raise KnownError("The disk is full.")

        return act

    monkeypatch.setattr(window.archive.deeds, "review", refused)
    window.page.table.selectRow(0)
    window.menus.reject.trigger()
    assert window.page.table.events.row_at(0).review == "rejected"
    idle(window)
    assert window.page.table.events.row_at(0).review == "proposed"
    assert window.notice.text.text() == "The disk is full."


def test_what_was_rejected_is_one_click_away_and_looks_so(window, idle):
    page = window.page
    assert page.rejected.isHidden()
    page.table.selectRow(0)
    number = page.table.chosen
    window.menus.reject.trigger()
    idle(window)
    assert page.rejected.text() == "1 rejected"
    page.rejected.click()
    idle(window)
    assert list(page.table.events.ids()) == [number]
    row, column = page.table.events.row_at(0), page.table.events.columns[1]
    assert column.reads
    assert page.table._cells._font(column, row).strikeOut()
    assert "rejected" in column.says(row)
    assert page.rejected.isChecked()
    page.table.selectRow(0)
    window.menus.propose.trigger()
    idle(window)
    assert page.table.events.rowCount() == 0
    page.rejected.click()
    idle(window)
    assert number in page.table.events.ids()
    assert page.rejected.isHidden()
