"""The history: what was done, by whom, and the way back from each step."""

from datetime import timedelta, timezone

import pytest
from PySide6.QtCore import Qt

from desktop.tables.decided import moment_words
from desktop.window.history.words import along_words, detail_lines
from models.edits.details import Detail
from models.edits.history import Past

EVIL = '<b>x</b><img src="file:///etc/passwd">\nsecond line'


@pytest.fixture
def done(window, idle):
    """Return the window in which three things were done to one event, and a function."""
    event = window.page.table.events.ids()[0]
    deeds = window.archive.deeds

    def do(act):
        window.page.decide.emit("Correcting", act)
        idle(window)

    do(deeds.change(event, {"date": "2019-05-02"}))
    do(deeds.change(event, {"date": "2019-05-03"}))
    do(deeds.review([event], "accepted"))
    window.menus.history.trigger()
    idle(window)
    return window, do


def _labels(window):
    steps = window.beside.history.steps
    return [steps.index(row, 1).data() for row in range(steps.rowCount())]


def _choose(window, idle, row):
    shown = window.beside.history
    shown.list.setCurrentIndex(shown.steps.index(row, 1))
    idle(window)
    return shown


def test_every_step_is_listed_the_last_one_first_and_new_ones_come_by_themselves(done, idle):
    window, do = done
    labels = _labels(window)
    assert labels[0] == "Accepted 1 event"
    assert labels[-1].startswith("Import of")
    assert window.beside.history.count.text() == f"{len(labels)} steps"
    do(window.archive.deeds.tag([window.page.table.events.ids()[0]], "port"))
    assert _labels(window) == ["Tagged 1 event “port”", *labels]
    assert window.beside.history.chosen.label == "Accepted 1 event", "what is in focus stays"


def test_an_old_step_is_undone_with_what_builds_on_it_which_is_said_before(done, idle):
    window, _ = done
    shown = _choose(window, idle, 2)
    assert "date:" in shown.did.toPlainText()
    assert "→ 2 May 2019" in shown.did.toPlainText()
    assert "builds on it" in shown.along.text()
    assert shown.act.text() == "Undo 2 steps"
    shown.act.click()
    idle(window)
    steps = [shown.steps.step(row) for row in range(4)]
    assert [each.undone for each in steps] == [False, True, True, False]
    assert shown.steps.index(2, 3).data() == "undone"
    assert shown.steps.data(shown.steps.index(2, 1), Qt.ItemDataRole.FontRole).strikeOut()
    assert shown.act.text() == "Redo"
    shown.list.activated.emit(shown.steps.index(2, 1))
    idle(window)
    assert not any(shown.steps.step(row).undone for row in range(4))
    assert shown.act.text() == "Undo 2 steps"


def test_typing_narrows_and_what_is_in_focus_stays_if_it_is_found(done, idle):
    window, _ = done
    shown = _choose(window, idle, 1)
    number = shown.chosen.number
    shown.search.setText("changed")
    idle(window)
    assert len(_labels(window)) == 2
    assert shown.chosen.number == number
    assert shown.count.text() == "2 of 4 steps"
    shown.search.setText("import")
    idle(window)
    assert shown.chosen.verb == "import"
    shown.search.setText("nothing like it")
    idle(window)
    assert _labels(window) == []
    assert not shown.act.isEnabled()


def test_nothing_is_undone_where_nothing_can_be_written(done, idle):
    window, _ = done
    shown = _choose(window, idle, 0)
    assert shown.act.isEnabled()
    window._refuse("The chronicle cannot be written.")
    idle(window)
    assert not shown.act.isEnabled()
    shown.list.activated.emit(shown.steps.index(0, 1))
    idle(window)
    assert not shown.chosen.undone


def test_the_window_of_the_history_is_not_made_before_it_is_wanted(window):
    assert window.beside._history is None


def test_a_moment_is_told_as_the_clock_here_has_it_and_a_damaged_one_as_it_is():
    zone = timezone(timedelta(hours=2))
    assert moment_words("2026-11-30T22:05:09.123456+00:00", zone) == "1 Dec 2026, 00:05"
    assert moment_words("2026-11-30T22:05:09", zone) == "1 Dec 2026, 00:05"
    assert moment_words("yesterday", zone) == "yesterday"


def _detail(verb, value, was=None, who=""):
    return Detail(1, "", "", "", False, verb, value, was, ("The talks",), 0, who)


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        (
            _detail("set", {"field": "date", "value": None}, {"value": "2024-02"}),
            "date: Feb 2024 → none · The talks",
        ),
        (_detail("set", {"field": "kind", "as_read": True}), "kind: as read · The talks"),
        (_detail("review", {"review": "rejected"}), "rejected · The talks"),
        (_detail("tag", {"tag": "x", "add": False}), "without tag x · The talks"),
        (_detail("part", {"role": "agent", "add": True}, who="Ada"), "Ada agent · The talks"),
        (
            _detail("part", {"role": "agent", "add": False}, who="Ada"),
            "Ada no longer agent · The talks",
        ),
        (_detail("note", {"text": EVIL}), None),
    ],
)
def test_what_a_step_did_is_said_in_a_line_each(detail, told):
    (line,) = detail_lines([detail])
    assert "\n" not in line
    assert told is None or line == told


def test_of_many_steps_that_go_along_three_are_named():
    later = [Past(n, "", "", "decide", f"Step {n}", False) for n in range(5)]
    assert along_words(later[:1]) == "This also undoes what builds on it: Step 0."
    assert along_words(later).endswith("Step 0; Step 1; Step 2; and 2 more steps.")
    assert along_words([]) == ""
