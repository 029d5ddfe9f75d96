"""Several windows on one chronicle, of this program and of others."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from desktop.settings import Memory
from desktop.theme.palette import DARK, LIGHT
from desktop.theme.theme import Scheme
from desktop.window.main import Window
from models.edits import history
from models.edits.filters import name_filter
from models.importing.routine import import_files
from models.store.store import Store
from tests.desktop.conftest import texts


@pytest.fixture
def other(tmp_path):
    """Return a function that opens a chronicle as another program does."""
    stores = []

    def open_store(path):
        stores.append(Store.open(path))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def second(qtbot, idle):
    """Return a function that opens a second window from the menu of a first one."""
    made = []

    def open_second(window):
        before = windows()
        window.findChild(QAction, "newWindowAction").trigger()
        (found,) = (each for each in windows() if each not in before)
        made.append(found)
        idle(found)
        return found

    yield open_second
    for window in filter(isValid, made):
        window.jobs.stop()
        window.shut()
        window.deleteLater()


def windows():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, Window)]


def bring(store, *paths):
    for _ in import_files(store, list(paths)):
        pass


def shown(window):
    """What a window tells of its events, in order."""
    return list(zip(texts(window.page.table), texts(window.page.table, 1), strict=True))


def test_an_empty_window_shows_what_another_program_imports(
    qtbot, opened, tmp_path, articles, other, idle
):
    window = opened(tmp_path / "new.sqlite")
    page = window.page
    assert page.empty.isVisible()
    theirs = other(tmp_path / "new.sqlite")
    bring(theirs, articles / "flood.txt")
    qtbot.waitUntil(lambda: page.table.isVisible() and not window.property("busy"), timeout=60000)
    first = shown(window)
    assert first
    assert page.count.text() == f"{len(first)} events"
    assert "Lin Haruna" in texts(page.filters.actors)
    assert page.histogram.bars.span is not None
    assert window.menus.undo.text() == "&Undo import of flood.txt"
    assert page.detail.title.text() == first[0][1]
    bring(theirs, articles / "harbour.txt")
    qtbot.waitUntil(
        lambda: len(shown(window)) > len(first) and not window.property("busy"), timeout=60000
    )
    assert page.detail.title.text() == first[0][1], "what is read stays"
    history.undo(theirs)
    qtbot.waitUntil(lambda: shown(window) == first, timeout=60000)
    history.undo(theirs)
    qtbot.waitUntil(page.empty.isVisible, timeout=60000)
    idle(window)
    assert page.empty.title.text() == "This chronicle is empty"
    assert page.detail.title.text() == ""
    assert texts(page.filters.actors) == []
    assert window.menus.redo.isEnabled()


def test_a_filter_that_another_program_names_is_offered_and_nothing_else_is_asked(
    qtbot, window, other, idle
):
    asked = []
    window._reader._came.connect(lambda question, _: asked.append(question.channel))
    theirs = other(window.archive.path)
    history.do(theirs, name_filter("meetings", "kind:meeting"))
    named = window.page.named
    qtbot.waitUntil(lambda: [each.name for each in named.kept] == ["meetings"], timeout=60000)
    idle(window)
    assert window.menus.undo.text() == "&Undo saved filter “meetings”"
    assert set(asked) == {"news", "named filters"}


def test_what_is_filtered_and_chosen_stays_when_others_write(
    qtbot, window, other, articles, tmp_path, idle
):
    page = window.page
    page.search.setText("kind:meeting")
    idle(window)
    before, chosen = shown(window), page.table.chosen
    assert chosen
    path = tmp_path / "more.txt"
    path.write_text(
        "Talks held\n\nPORT ELSA, March 6, 2024 -- Petra Sandoval met Lin Haruna in Port Elsa "
        "on Tuesday.\n"
    )
    bring(other(window.archive.path), path)
    qtbot.waitUntil(lambda: len(shown(window)) > len(before), timeout=60000)
    idle(window)
    assert set(before) < set(shown(window))
    assert page.table.chosen == chosen
    assert page.search.text() == "kind:meeting"
    assert len(page.chips.texts()) == 1


def test_the_menu_opens_a_second_window_that_may_ask_something_else(qtbot, window, second, idle):
    window.page.search.setText("brandvold")
    idle(window)
    window.page.table.selectRow(1)
    idle(window)
    made = second(window)
    assert made.archive is window.archive, "there is one connection to the file for both"
    assert made.windowTitle() == window.windowTitle()
    assert shown(made) == shown(window)
    assert made.page.table.chosen == window.page.table.chosen
    assert made.size() == window.size()
    assert made.pos() != window.pos()
    made.page.clear_filters()
    made.page.search.setText("kind:visit")
    idle(made)
    assert window.page.search.text() == "brandvold"
    assert shown(made) != shown(window)


def test_both_windows_write_and_each_shows_what_the_other_did(
    qtbot, opened, tmp_path, articles, second, idle
):
    one = opened(tmp_path / "new.sqlite")
    two = second(one)
    one.work.import_paths([articles / "flood.txt"])
    two.work.import_paths([articles / "harbour.txt"])
    for window in (one, two):
        idle(window)

    def same():
        return len(shown(one)) > 5 and sorted(shown(one)) == sorted(shown(two))

    qtbot.waitUntil(lambda: same() and len(texts(two.page.filters.sources)) == 2, timeout=60000)
    two.menus.undo.trigger()
    idle(two)
    qtbot.waitUntil(lambda: len(texts(one.page.filters.sources)) == 1, timeout=60000)
    idle(one)
    assert sorted(shown(one)) == sorted(shown(two))
    assert one.menus.redo.text() == two.menus.redo.text() != "&Redo"


def test_a_theme_reaches_every_window(window, second):
    made = second(window)
    made.menus.schemes[Scheme.DARK].trigger()
    assert window.theme.colours is DARK
    assert window.menus.schemes[Scheme.DARK].isChecked()
    assert made.menus.schemes[Scheme.DARK].isChecked()
    window.menus.schemes[Scheme.LIGHT].trigger()
    assert made.theme.colours is LIGHT
    assert made.menus.schemes[Scheme.LIGHT].isChecked()
    third = second(made)
    assert third.menus.schemes[Scheme.LIGHT].isChecked()


def test_one_window_closes_and_the_other_goes_on(qtbot, window, second, idle):
    made = second(window)
    window.close()
    assert not window.isVisible()
    assert made.isVisible()
    made.page.search.setText("brandvold")
    idle(made)
    assert shown(made)
    made.page.named._save(made.archive, made.page.filter(), "hers")
    idle(made)
    assert [each.name for each in made.page.named.kept] == ["hers"]


def test_the_other_window_can_be_the_one_that_closes(qtbot, window, second, idle):
    made = second(window)
    made.resize(900, 700)
    made.menus.schemes[Scheme.DARK].trigger()
    made.close()
    window.page.search.setText("brandvold")
    idle(window)
    assert shown(window)
    window.close()
    kept = Memory().settings()
    assert kept.scheme == "dark", "what was chosen in the window closed first is not lost"


def test_quitting_closes_every_window(window, second):
    made = second(window)
    made.menus.quit.trigger()
    assert not window.isVisible()
    assert not made.isVisible()
    assert window.archive is None


def test_quitting_asks_about_a_long_job_before_any_window_goes(
    qtbot, opened, tmp_path, articles, second, idle
):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n:02}.txt").write_text(f"{n:02} " + (articles / "flood.txt").read_text())
    window = opened(tmp_path / "new.sqlite")
    made = second(window)
    window.work.import_paths([folder])
    qtbot.waitUntil(
        lambda: window.strip.isVisible() and window.strip.bar.value() >= 1, timeout=60000
    )

    def answer(word):
        made.menus.quit.trigger()
        box = window.findChild(QMessageBox, "leaveQuestion")
        (button,) = (each for each in box.buttons() if each.text() == word)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    answer("Keep running")
    assert window.isVisible()
    assert made.isVisible()
    with qtbot.waitSignal(window.closed, timeout=60000):
        answer("Stop and quit")
        assert not made.isVisible(), "it need not wait for the other one"
    assert not window.isVisible()


def test_a_window_opens_what_another_has_open_already_by_sharing_it(
    window, second, copied, crowd, idle
):
    made = second(window)
    made.open(str(copied(crowd)))
    idle(made)
    assert made.page.count.text() == "3,000 events"
    assert window.archive is not made.archive
    assert shown(window)
    window.open(str(made.archive.path))
    idle(window)
    assert window.archive is made.archive
    made.close()
    window.page.search.setText("kind:visit")
    idle(window)
    assert shown(window)


def test_a_window_beside_one_with_nothing_open_shows_the_users_own(opened, tmp_path, second):
    notes = tmp_path / "notes.sqlite"
    notes.write_text("notes")
    window = opened(notes)
    made = second(window)
    assert shown(made)
    assert window.closed_page.isVisible()


def test_the_key_for_a_second_window_is_the_usual_one(window):
    assert window.menus.another.shortcut().toString() == "Ctrl+Shift+N"
    assert window.menus.another.isEnabled()
