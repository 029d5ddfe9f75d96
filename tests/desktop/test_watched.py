"""Watched folders in the window: named in a dialog, and what is new in them is offered once."""

import os
import time

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.importing import watched
from desktop.importing.choose import ChooseDialog
from desktop.importing.watched import WatchedDialog
from tests.desktop.conftest import texts

BARE = "Mayor Ilse Grondahl visited the village of Norrby on 3 May 2021, number {}.\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "incoming"
    made.mkdir()
    return made


@pytest.fixture
def empty(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(watched, "_PAUSE", 0.1)
    return opened(tmp_path / "new.sqlite")


def put(folder, name):
    (folder / name).write_text(BARE.format(name))
    os.utime(folder / name, (time.time() - 100,) * 2)


def press(window, words):
    buttons = window.notice.findChildren(QPushButton)
    next(each for each in buttons if each.text() == words and each.isVisible()).click()


def dialog_of(window, idle):
    window.menus.watched.trigger()
    idle(window)
    return window.findChild(WatchedDialog)


def test_a_folder_is_named_and_what_is_new_is_offered_and_looked_at(
    qtbot, empty, folder, idle, go_ahead
):
    dialog = dialog_of(empty, idle)
    assert not dialog.remove.isEnabled()
    dialog.watch(str(folder))
    idle(empty)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    assert dialog.list.item(0).text() == str(folder)
    dialog.reject()
    assert empty.menus.undo.text() == "&Undo watched folder “incoming”"
    put(folder, "one.txt")
    told = "1 new file in incoming."
    qtbot.waitUntil(lambda: empty.notice.text.text() == told, timeout=30000)
    press(empty, "Show them")
    go_ahead(empty)
    assert empty.findChild(ChooseDialog) is None or not empty.findChild(ChooseDialog).isVisible()
    assert len(texts(empty.page.filters.sources)) == 1
    assert not empty.notice.offers(told)


def test_what_is_not_wanted_is_not_offered_again(qtbot, opened, empty, folder, idle, tmp_path):
    dialog = dialog_of(empty, idle)
    dialog.watch(str(folder))
    idle(empty)
    dialog.reject()
    put(folder, "one.txt")
    put(folder, "two.txt")
    told = "2 new files in incoming."
    qtbot.waitUntil(lambda: empty.notice.text.text() == told, timeout=30000)
    press(empty, "Ignore them")
    put(folder, "three.txt")
    qtbot.waitUntil(lambda: "1 new file" in empty.notice.text.text(), timeout=30000)
    empty.close()
    again = opened(tmp_path / "new.sqlite")
    qtbot.waitUntil(lambda: "1 new file" in again.notice.text.text(), timeout=30000)


def test_a_folder_is_taken_off_the_list(qtbot, empty, folder, idle):
    dialog = dialog_of(empty, idle)
    dialog.watch(str(folder))
    idle(empty)
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    dialog.list.setCurrentRow(0)
    dialog.remove.click()
    idle(empty)
    qtbot.waitUntil(lambda: dialog.list.count() == 0)
    dialog.watch(str(folder / "gone"))
    idle(empty)
    assert "isn’t a folder" in empty.notice.text.text()
