"""The pages between filter and card: which is in sight, what is asked, and what is kept."""

import pytest
from PySide6.QtCore import Qt

from desktop.pages.page import Room
from desktop.pages.stage import Stage
from desktop.window.rooms import ROOMS


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
