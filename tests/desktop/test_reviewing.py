"""Reviewing with one hand: marks at once, decides behind, keeps the rows where they are."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from desktop.chronicle.reviewing import mode
from desktop.chronicle.reviewing.bulk import BulkDialog
from desktop.chronicle.reviewing.keys import clash, kept_of, keys_of
from models.errors import KnownError
from models.schema.events import Event
from models.schema.work import Step
from models.store.store import Store


def _states(path):
    store = Store.open(str(path))
    try:
        with store.reading() as session:
            return {row[0]: row[1] for row in session.execute(select(Event.id, Event.review))}
    finally:
        store.close()


def _steps(path):
    store = Store.open(str(path))
    try:
        with store.reading() as session:
            return session.scalar(select(func.count()).where(Step.verb == "decide"))
    finally:
        store.close()


@pytest.fixture
def reviewing(window, idle):
    """Return the window while one reviews, the first event chosen."""
    window.findChild(QAction, "reviewAction").trigger()
    idle(window)
    window.page.table.selectRow(0)
    return window


def _press(window, key):
    """As from the keyboard: to the widget that has the focus."""
    QTest.keyClick(window.focusWidget() or window, key)


def _shown(window):
    return [window.page.table.events.row_at(n).review for n in range(_rows(window))]


def _rows(window):
    return window.page.table.events.rowCount()


def _row(window):
    return window.page.table.currentIndex().row()


def test_a_key_marks_the_row_and_goes_on_before_anything_is_stored(reviewing, idle):
    path, number = reviewing.archive.path, reviewing.page.table.chosen
    _press(reviewing, Qt.Key.Key_A)
    assert _shown(reviewing)[0] == "accepted"
    assert _row(reviewing) == 1
    idle(reviewing)
    assert _states(path)[number] == "accepted"
    assert _row(reviewing) == 1


def test_many_quick_keys_are_all_kept_each_as_a_step_of_its_own(reviewing, idle):
    path, rows = reviewing.archive.path, _rows(reviewing)
    for each in range(rows):
        _press(reviewing, Qt.Key.Key_X if each % 3 == 0 else Qt.Key.Key_A)
    idle(reviewing)
    states = _states(path)
    shown = list(reviewing.page.table.events.ids())
    assert [states[n] for n in shown] == [
        "rejected" if each % 3 == 0 else "accepted" for each in range(rows)
    ]
    assert _steps(path) == rows


def test_nothing_jumps_while_one_reviews_and_what_was_rejected_goes_when_it_ends(reviewing, idle):
    before = list(reviewing.page.table.events.ids())
    _press(reviewing, Qt.Key.Key_X)
    _press(reviewing, Qt.Key.Key_X)
    idle(reviewing)
    assert list(reviewing.page.table.events.ids()) == before
    assert _shown(reviewing)[:3] == ["rejected", "rejected", "proposed"]
    reviewing.findChild(QAction, "reviewAction").trigger()
    idle(reviewing)
    assert list(reviewing.page.table.events.ids()) == before[2:]
    assert not reviewing.page.is_filtered()


def test_undo_brings_the_same_row_back_key_by_key(reviewing, idle):
    path, first = reviewing.archive.path, reviewing.page.table.chosen
    _press(reviewing, Qt.Key.Key_X)
    _press(reviewing, Qt.Key.Key_A)
    _press(reviewing, Qt.Key.Key_Z)
    _press(reviewing, Qt.Key.Key_Z)
    assert _row(reviewing) == 0
    assert reviewing.page.table.chosen == first
    assert set(_shown(reviewing)) == {"proposed"}
    idle(reviewing)
    assert set(_states(path).values()) == {"proposed"}
    assert set(_shown(reviewing)) == {"proposed"}


def test_undo_after_the_decision_was_stored_takes_its_own_step_back(reviewing, idle):
    path = reviewing.archive.path
    _press(reviewing, Qt.Key.Key_X)
    idle(reviewing)
    _press(reviewing, Qt.Key.Key_Z)
    idle(reviewing)
    assert set(_states(path).values()) == {"proposed"}


def test_what_is_put_off_comes_back_when_all_else_is_reviewed(reviewing, idle):
    rows = _rows(reviewing)
    _press(reviewing, Qt.Key.Key_S)
    assert _shown(reviewing)[0] == "later"
    _press(reviewing, Qt.Key.Key_J)
    for _ in range(rows - 2):  # from the third on, then the second, which was passed over
        _press(reviewing, Qt.Key.Key_A)
    assert _row(reviewing) == 1
    assert "1 later" in reviewing.findChild(QLabel, "reviewProgress").text()
    _press(reviewing, Qt.Key.Key_A)
    assert _row(reviewing) == 0
    _press(reviewing, Qt.Key.Key_A)
    idle(reviewing)
    assert set(_states(reviewing.archive.path).values()) == {"accepted"}
    assert reviewing.notice.text.text() == f"All {rows} events are reviewed."


def test_the_progress_counts_at_once_and_over_the_whole_filter(reviewing, idle):
    told, rows = reviewing.findChild(QLabel, "reviewProgress"), _rows(reviewing)
    assert told.text() == f"0 of {rows} reviewed"
    _press(reviewing, Qt.Key.Key_A)
    _press(reviewing, Qt.Key.Key_S)
    assert told.text() == f"1 of {rows} reviewed, 1 later"
    _press(reviewing, Qt.Key.Key_Z)
    _press(reviewing, Qt.Key.Key_Z)
    assert told.text() == f"0 of {rows} reviewed"
    _press(reviewing, Qt.Key.Key_X)
    idle(reviewing)
    assert told.text() == f"1 of {rows} reviewed"


def test_a_decision_that_fails_puts_the_row_back_and_says_why(reviewing, idle, monkeypatch):
    def refused(*_):
        def act():
            raise KnownError("The disk is full.")

        return act

    monkeypatch.setattr(reviewing.archive.deeds, "review", refused)
    _press(reviewing, Qt.Key.Key_X)
    assert _shown(reviewing)[0] == "rejected"
    idle(reviewing)
    assert _shown(reviewing)[0] == "proposed"
    assert reviewing.notice.text.text() == "The disk is full."
    assert reviewing.findChild(QLabel, "reviewProgress").text().startswith("0 of")


def test_no_key_acts_while_one_types_in_a_field(reviewing, idle):
    reviewing.page.search.setFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Z):
        _press(reviewing, key)
    assert reviewing.page.search.text() == "axz"
    idle(reviewing)
    assert set(_states(reviewing.archive.path).values()) == {"proposed"}


def test_no_key_acts_unless_one_reviews(window, idle):
    window.page.table.selectRow(0)
    window.page.table.setFocus()
    _press(window, Qt.Key.Key_A)
    idle(window)
    assert set(_states(window.archive.path).values()) == {"proposed"}
    assert _row(window) == 0


def test_what_was_reviewed_before_is_not_among_what_is_to_be_reviewed(window, idle):
    window.page.table.selectRow(0)
    window.menus.accept.trigger()
    idle(window)
    number = window.page.table.chosen
    window.findChild(QAction, "reviewAction").trigger()
    idle(window)
    assert number not in window.page.table.events.ids()
    assert "1 of" in window.findChild(QLabel, "reviewProgress").text()


def test_what_is_decided_last_is_stored_before_the_window_goes(reviewing, idle):
    path = reviewing.archive.path
    numbers = list(reviewing.page.table.events.ids())[:5]
    for _ in numbers:
        _press(reviewing, Qt.Key.Key_A)
    reviewing.leave()
    states = _states(path)
    assert [states[n] for n in numbers] == ["accepted"] * 5


def test_the_list_of_keys_names_those_of_reviewing(window):
    groups = dict(window.shortcuts())
    assert ("Accept", "A") in groups["Review"]
    assert ("Undo", "Z") in groups["Review"]


def test_keys_can_be_changed_and_two_things_never_have_one_key(reviewing, idle):
    menu = reviewing.page.review_menu
    keys = keys_of(()) | {"accept": "Y"}
    menu._use(keys)
    _press(reviewing, Qt.Key.Key_A)
    assert _row(reviewing) == 0
    _press(reviewing, Qt.Key.Key_Y)
    assert _row(reviewing) == 1
    assert "Y Accept" in reviewing.page.reviewing.bar.keys.text()
    assert keys_of(kept_of(keys)) == keys
    assert clash(keys, {}) == ""
    assert clash(keys | {"reject": "Y"}, {}).startswith("Y is the key for")
    assert "Find" in clash(keys | {"reject": "Ctrl+F"}, menu._taken())


def test_a_chronicle_closed_while_one_reviews_opens_with_all_its_events(reviewing, opened):
    _press(reviewing, Qt.Key.Key_A)
    rows, path = _rows(reviewing), reviewing.archive.path
    reviewing._keep()
    reviewing.leave()
    again = opened(path)
    assert _rows(again) == rows
    assert not again.page.is_filtered()


def test_changed_keys_survive_a_restart(opened, copied, story, idle):
    path = copied(story)
    window = opened(path)
    window.page.review_menu._use(keys_of(()) | {"later": "L"})
    window._keep()
    again = opened(path)
    assert again.page.reviewing.keys["later"] == "L"


def test_a_thousand_chosen_rows_are_one_step(crowded, idle):
    crowded.findChild(QAction, "reviewAction").trigger()
    idle(crowded)
    before = _steps(crowded.archive.path)
    crowded.page.table.selectAll()
    chosen = len(crowded.page.table.ids_chosen())
    _press(crowded, Qt.Key.Key_X)
    idle(crowded)
    states = _states(crowded.archive.path)
    assert list(states.values()).count("rejected") == chosen > 1000
    assert _steps(crowded.archive.path) == before + 1


def test_events_can_be_reviewed_article_by_article(reviewing, idle):
    bar = reviewing.page.reviewing.bar
    bar.order.setCurrentText("By article")
    bar.order.activated.emit(bar.order.currentIndex())
    idle(reviewing)
    events = reviewing.page.table.events
    assert list(events.ids()) == sorted(events.ids())
    days = [events.row_at(n).published for n in range(_rows(reviewing))]
    assert sum(one != other for one, other in pairwise(days)) == 1
    headings = reviewing.page.table._cells.headings.values()
    assert set(headings) == {
        "Marra asks for help after the flood · 12 May 2024",
        "Port talks end without a deal · 4 Mar 2024",
    }


def test_the_least_sure_come_first_or_the_surest(reviewing, idle):
    for words, down in (("Least sure first", False), ("Surest first", True)):
        bar = reviewing.page.reviewing.bar
        bar.order.setCurrentText(words)
        bar.order.activated.emit(bar.order.currentIndex())
        idle(reviewing)
        events = reviewing.page.table.events
        sure = [events.row_at(n).confidence for n in range(_rows(reviewing))]
        assert sure == sorted(sure, reverse=down)


def test_all_that_is_sure_enough_is_accepted_as_one_step(reviewing, idle):
    path, steps = reviewing.archive.path, _steps(reviewing.archive.path)
    rows = reviewing.page.table.events
    sure = {rows.row_at(n).id: rows.row_at(n).confidence for n in range(_rows(reviewing))}
    least = round(sorted(sure.values())[len(sure) // 2], 2)
    reviewing.page.reviewing.bar.bulk.click()
    idle(reviewing)
    dialog = reviewing.findChild(BulkDialog)
    dialog.least.setValue(least)
    _counted(dialog, reviewing, idle)
    wanted = {event for event, number in sure.items() if number >= least}
    assert dialog.save.text() == f"Accept {len(wanted)} events"
    dialog.save.click()
    idle(reviewing)
    accepted = {event for event, state in _states(path).items() if state == "accepted"}
    assert accepted == wanted
    assert _steps(path) == steps + 1
    assert _shown(reviewing).count("accepted") == len(wanted)
    told = reviewing.findChild(QLabel, "reviewProgress").text()
    assert told == f"{len(wanted)} of {len(sure)} reviewed"


def _counted(dialog, window, idle):
    dialog._soon.stop()
    dialog._count()
    idle(window)


@pytest.mark.parametrize(
    ("key", "name"), [(Qt.Key.Key_D, "editDate"), (Qt.Key.Key_E, "editSummary")]
)
def test_a_key_edits_the_event_and_the_keys_of_reviewing_are_letters_there(
    reviewing, idle, key, name
):
    idle(reviewing)
    _press(reviewing, key)
    idle(reviewing)
    focus = reviewing.focusWidget()
    assert focus.objectName() == name
    _press(reviewing, Qt.Key.Key_X)
    idle(reviewing)
    assert set(_states(reviewing.archive.path).values()) == {"proposed"}


def test_of_very_many_events_the_counts_follow_when_the_review_ends(reviewing, idle, monkeypatch):
    monkeypatch.setattr(mode, "_FEW", 2)
    rows, values = _rows(reviewing), reviewing.page.filters.reviews.values
    _press(reviewing, Qt.Key.Key_X)
    idle(reviewing)
    assert values.facet(0).count == rows
    assert reviewing.findChild(QLabel, "reviewProgress").text() == f"1 of {rows} reviewed"
    reviewing.findChild(QAction, "reviewAction").trigger()
    idle(reviewing)
    assert values.facet(0).count == rows - 1
