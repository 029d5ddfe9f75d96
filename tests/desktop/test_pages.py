"""The pages between filter and card: which is in sight, what is asked, and what is kept."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.pages.page import Room
from desktop.pages.stage import Stage
from desktop.pages.wish import Wish
from desktop.window.rooms import ROOMS
from models.errors import KnownError
from tests.desktop.conftest import texts


class _Page:
    """What the stage needs of a page, and what it was asked."""

    def __init__(self, shows):
        self.shows, self.asked, self.kept = frozenset(shows), [], ""

    def attach(self, archive, reader):
        pass

    def begin(self, kept):
        self.kept = kept

    def written(self):
        return self.kept

    def ask(self, wanted):
        self.asked.append(wanted)


@pytest.fixture
def stage(qapp, monkeypatch):
    """Return a stage with a page of actors and one of documents, and these."""
    pages = {"actors": _Page(["actors"]), "documents": _Page(["documents"])}
    rooms = [Room("start", "", "", "")] + [Room(key, "", "", "", key) for key in pages]
    monkeypatch.setattr(Room, "make", lambda room, _theme, _busy: pages[room.key])
    made = Stage(rooms, None, None, qapp)
    made.attach(object(), object(), {"documents": "third"})
    return made, pages["actors"], pages["documents"]


def test_only_the_page_in_sight_asks_and_others_when_they_are_seen(stage):
    stage, actors, documents = stage
    stage.ask("one")
    assert (actors.asked, documents.asked) == ([], [])
    stage.turn("actors")
    stage.ask("two")
    stage.ask("two")
    assert (actors.asked, documents.asked) == (["one", "two"], [])
    stage.turn("documents")
    assert documents.asked == ["two"]
    assert documents.kept == "third"
    stage.turn("actors")
    assert actors.asked == ["one", "two"], "what it shows is still so"


def test_a_change_concerns_only_pages_that_show_what_it_touched(stage):
    stage, actors, documents = stage
    stage.ask("one")
    for key in ("actors", "documents"):
        stage.turn(key)
    stage.touched(frozenset(("documents", "filters")))
    stage.ask("one")
    stage.turn("actors")
    assert (len(actors.asked), len(documents.asked)) == (1, 2)
    stage.touched(frozenset(("actors",)))
    stage.ask("one")
    assert (len(actors.asked), len(documents.asked)) == (2, 2)


def test_every_page_is_turned_to_by_its_button_its_key_and_the_arrows(qtbot, window, idle):
    window.activateWindow()
    for place, room in enumerate(ROOMS, 1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + place), Qt.KeyboardModifier.ControlModifier)
        idle(window)
        assert window.property("page") == room.name
        button = window.rail.buttons[room.key]
        assert button.isChecked()
        assert button.accessibleName() == room.title
        assert button.objectName() == room.name
    first = window.rail.buttons[ROOMS[0].key]
    first.click()
    idle(window)
    assert window.property("page") == ROOMS[0].name
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    idle(window)
    assert window.property("page") == ROOMS[1 % len(ROOMS)].name
    assert window.rail.buttons[ROOMS[1 % len(ROOMS)].key].hasFocus()


def test_the_page_in_sight_is_there_again_after_a_restart(opened, copied, story, idle):
    path = copied(story)
    window = opened(path)
    window.page.turn(ROOMS[-1].key)
    idle(window)
    window.close()
    again = opened(path)
    assert again.property("page") == ROOMS[-1].name
    assert again.rail.buttons[ROOMS[-1].key].isChecked()


def test_people_are_listed_and_their_dossier_stands_beside(qtbot, window, idle):
    window.page.turn("people")
    idle(window)
    page = window.page.staging.page
    names = texts(page.table)
    assert "Ada Brandvold" in names
    assert page.table.accessibleName()
    assert page.dossier.isVisible()
    row = names.index("Lin Haruna")
    page.table.selectRow(row)
    idle(window)
    assert page.dossier.title.text() == "Lin Haruna"
    company = [line.text for line in page.dossier.lists["companions"].lines()]
    assert any(each.startswith("Ada Brandvold") for each in company)
    assert window.page.pointed().actors == (page.dossier.number,)
    event = page.dossier.lists["latest"].lines()[0].key
    page.dossier.lists["latest"].wanted.emit(event)
    idle(window)
    assert window.page.detail.isVisible()
    assert window.page.detail.detail.row.id == event
    assert window.page.side.back.text() == "Lin Haruna"
    window.page.side.back.click()
    assert page.dossier.isVisible()
    page.head.field.setText("okel")
    idle(window)
    assert texts(page.table) == ["Tomas Okello"]


def test_enter_on_a_name_shows_the_events_of_that_name_alone(qtbot, window, idle):
    window.page.turn("people")
    idle(window)
    page = window.page.staging.page
    page.table.selectRow(texts(page.table).index("Tomas Okello"))
    idle(window)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    idle(window)
    assert window.property("page") == "chroniclePage"
    assert window.page.count.text() == "3 of 14 events"
    window.page.turn("people")
    idle(window)
    assert {"Tomas Okello"} < set(texts(page.table)) < {"Tomas Okello", "Ada Brandvold",
            "Harbour Union", "Port Elsa", "Marra"}  # fmt: skip


def test_a_source_is_opened_in_full_and_left_for_the_list(qtbot, window, idle):
    window.page.turn("sources")
    idle(window)
    page = window.page.staging.page
    assert sorted(texts(page.table)) == [
        "Marra asks for help after the flood", "Port talks end without a deal",
    ]  # fmt: skip
    assert page.about.isVisible()
    assert window.page.paper() == page.table.chosen
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    idle(window)
    article = window.articles.article
    assert article.isVisible()
    assert article.number == page.table.chosen
    assert not window.page.histogram.isVisible()
    article.back.click()
    idle(window)
    assert page.table.isVisible()
    assert page.table.hasFocus()
    assert window.page.histogram.isVisible()


@pytest.mark.parametrize("key", [room.key for room in ROOMS])
def test_what_is_filtered_on_a_page_is_filtered_on_every_other(window, idle, key):
    window.page.turn(key)
    idle(window)
    wish = Wish(kind="meeting")
    window.page.grant(wish)
    idle(window)
    asked = window.page.filter()
    assert [term.value for term in asked.kinds] == ["meeting"]
    for other in ROOMS:
        window.page.turn(other.key)
        idle(window)
        assert window.page.filter() == asked
        page = window.page.staging.page
        if page is not None:
            assert window.page.staging.stage._answered[other.key] == asked
        assert window.page.count.text() == "2 of 14 events"


@pytest.mark.parametrize("key", [room.key for room in ROOMS])
def test_every_part_of_a_page_that_takes_keys_says_what_it_is(window, idle, key):
    window.page.turn(key)
    idle(window)
    shown = [window.page.front, window.page.side, window.rail]
    takes = [
        each
        for part in shown
        for each in part.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.objectName().startswith("qt_")
    ]  # fmt: skip
    silent = [
        each for each in takes
        if not (each.accessibleName() or getattr(each, "text", lambda: "")())
    ]  # fmt: skip
    assert not silent
    panes = window.page.panes()
    assert all(first.isVisible() or first.isEnabled() for _, first in panes)


def test_the_window_opens_without_what_is_loaded_behind_it():
    asked = "import sys, desktop.app; print(sorted({'sqlalchemy', 'numpy'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]", "the database layer and numpy are loaded off the GUI thread"


def test_numbers_of_another_filter_are_dimmed_until_the_new_ones_are_counted(
    window, idle, qtbot, monkeypatch
):
    window.page.staging.turn("matrix")
    idle(window)
    veil = window.page.staging.page.findChild(QWidget, "countingVeil")
    assert not veil.is_waiting
    go = threading.Event()
    asked = window.archive.matrix

    def slow(*args):
        question = asked(*args)

        def ask(session):
            assert go.wait(30)
            return question(session)

        return ask

    monkeypatch.setattr(window.archive, "matrix", slow)
    window.page.search.setText("kind:statement")
    window.page.asking.search_now()
    try:
        qtbot.waitUntil(veil.isVisible)
        assert veil.size() == window.page.staging.page.size()
        assert veil.accessibleName() == "Counting…"
    finally:
        go.set()
    idle(window)
    assert not veil.isVisible()
    assert not veil.is_waiting


def test_a_page_that_cannot_be_counted_is_dimmed_no_longer(window, idle, monkeypatch):
    window.page.staging.turn("matrix")
    idle(window)
    page = window.page.staging.page

    def refused(_session):
        raise KnownError("The disk is gone.")

    page.count("matrix", refused, lambda _: None, object())
    veil = page.findChild(QWidget, "countingVeil")
    assert veil.is_waiting
    idle(window)
    assert not veil.is_waiting
    assert window.notice.text.text() == "The disk is gone."
