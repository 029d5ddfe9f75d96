"""A chronicle that may only be read, and one whose file is gone while it is open."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog

from desktop.cli import main
from models.store.store import Store
from tests.desktop.conftest import texts, urls


@pytest.fixture
def read_only(monkeypatch):
    """Return a function after which a path may not be written, by whoever runs this."""
    paths = set()
    real = os.access
    monkeypatch.setattr(
        "models.store.access.os.access",
        lambda path, mode: real(path, mode) and not (mode == os.W_OK and Path(path) in paths),
    )
    return paths.add


def drop(window, *paths):
    data = QMimeData()
    data.setUrls(urls(*paths))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    act = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), act, data, buttons, keys))
    told = window.drop.label.text()
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), act, data, buttons, keys))
    return told


def offered(part):
    return {b.text(): b for b in part.findChildren(QAbstractButton) if b.text() and b.isVisible()}


def test_a_chronicle_that_may_only_be_read_says_so_and_offers_nothing_that_writes(
    opened, copied, story, read_only, articles, idle
):
    path = copied(story)
    before = path.read_bytes()
    read_only(path)
    window = opened(path)
    menus, page = window.menus, window.page
    why = "story.sqlite is read-only; copy it to a folder of your own to change it."
    assert window.windowTitle() == "Read only: story – Dateline"
    assert window.foot.quiet.isVisible()
    assert window.foot.quiet.text() == f"Read only: {why}"
    assert page.table.events.rowCount() > 5
    page.search.setText("brandvold")
    idle(window)
    for action in (menus.import_, menus.undo, menus.redo, page.named.save_action):
        assert not action.isEnabled()
        assert action.toolTip() == why
    assert menus.export.isEnabled()
    assert menus.copy.isEnabled()
    assert page.named.copy_action.isEnabled()
    assert drop(window, articles) == why
    idle(window)
    assert window.notice.text.text() == why
    assert list(offered(window.notice)) == ["Save a copy…"]
    assert len(texts(page.filters.sources)) == 2
    out = path.parent / "out.json"
    window.work.export_to(out)
    idle(window)
    assert out.exists()
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.glob("story*")) == ["story.sqlite"]


def test_filters_of_a_chronicle_that_may_only_be_read_are_opened_and_not_changed(
    opened, copied, story, read_only, idle
):
    path = copied(story)
    window = opened(path)
    window.page.search.setText("brandvold")
    idle(window)
    window.page.named._save(window.archive, window.page.filter(), "hers")
    idle(window)
    window.close()
    read_only(path)
    again = opened(path)
    again.page.named.show_all()
    dialog = again.page.findChild(object, "allFilters")
    assert dialog._open.isEnabled()
    assert not dialog._rename.isEnabled()
    assert not dialog._delete.isEnabled()
    assert not dialog.list.currentItem().flags() & Qt.ItemFlag.ItemIsEditable
    dialog.delete_chosen()
    dialog.open_chosen()
    idle(again)
    assert again.page.search.text() == "brandvold"
    assert [each.name for each in again.page.named.kept] == ["hers"]


def test_an_empty_chronicle_that_may_only_be_read_offers_no_import(opened, tmp_path, read_only):
    path = tmp_path / "new.sqlite"
    Store.open(path).close()
    read_only(path.parent)
    window = opened(path)
    assert window.page.empty.isVisible()
    assert "is read-only" in window.page.empty.text.text()
    assert not offered(window.page.empty)


def test_the_commands_read_what_may_only_be_read(copied, story, read_only, capsys, articles):
    path = copied(story)
    read_only(path)
    assert main(["list", "--database", str(path)]) == 0
    assert "Brandvold" in capsys.readouterr().out
    assert main(["import", str(articles), "--database", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "story.sqlite is read-only" in told.err


unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps an open file where it is"
)


@unix_only
def test_a_chronicle_that_is_moved_is_noticed_browsed_copied_and_put_back(
    qtbot, window, tmp_path, idle, articles
):
    path = window.archive.path
    away = tmp_path / "away.sqlite"
    window.archive.rest()
    path.rename(away)
    qtbot.waitUntil(window.notice.isVisible, timeout=60000)
    told = window.notice.text.text()
    assert told.startswith(f"story.sqlite is no longer in {tmp_path}: it was moved, renamed")
    assert list(offered(window.notice)) == ["Save a copy…", "Open another chronicle…"]
    assert not window.menus.import_.isEnabled()
    assert window.menus.import_.toolTip() == told
    window.work.import_paths([articles])
    window.work.undo()
    idle(window)
    assert window.notice.text.text() == told
    assert not path.exists(), "nothing is made in its place"
    window.page.search.setText("brandvold")
    idle(window)
    assert window.page.table.events.rowCount() > 1
    assert window.page.detail.title.text()
    qtbot.mouseClick(offered(window.notice)["Save a copy…"], Qt.MouseButton.LeftButton)
    picker = window.findChildren(QFileDialog)[-1]
    picker.fileSelected.emit(str(tmp_path / "copy.sqlite"))
    picker.reject()
    qtbot.waitUntil(lambda: "Saved a copy as" in window.notice.text.text(), timeout=60000)
    idle(window)
    assert "Saved a copy as" in window.notice.text.text(), "it is not told over"
    Store.open(tmp_path / "copy.sqlite").close()
    away.rename(path)
    qtbot.waitUntil(window.menus.import_.isEnabled, timeout=60000)
    assert told not in [each.text for each in window.notice._open]
    window.menus.undo.trigger()
    idle(window)
    assert window.page.count.text() == "0 events"


@unix_only
def test_a_chronicle_that_is_replaced_is_opened_again_when_that_is_wanted(
    qtbot, window, tmp_path, idle, crowd
):
    path = window.archive.path
    rows = texts(window.page.table, 1)
    window.archive.rest()
    path.rename(tmp_path / "away.sqlite")
    shutil.copy(crowd, path)
    before = path.read_bytes()
    qtbot.waitUntil(window.notice.isVisible, timeout=60000)
    assert "was replaced by another file" in window.notice.text.text()
    window.page.named._save(window.archive, window.page.filter(), "lost")
    idle(window)
    assert texts(window.page.table, 1) == rows, "what is open is still shown"
    assert path.read_bytes() == before
    qtbot.mouseClick(offered(window.notice)["Open it again"], Qt.MouseButton.LeftButton)
    idle(window)
    assert window.page.count.text() == "3,000 events"
    assert window.menus.import_.isEnabled()
    assert not window.notice.isVisible()


@unix_only
def test_an_import_into_a_chronicle_that_is_taken_away_meanwhile_says_so(
    qtbot, opened, tmp_path, articles, idle
):
    window = opened(tmp_path / "new.sqlite")
    window.work.import_paths([articles])
    (tmp_path / "new.sqlite").unlink()
    idle(window)
    qtbot.waitUntil(window.notice.isVisible, timeout=60000)
    assert "it was moved, renamed or deleted" in window.notice.text.text()
    assert not (tmp_path / "new.sqlite").exists()
    assert not list(tmp_path.glob("*.sqlite"))


@unix_only
def test_a_command_says_that_the_chronicle_was_taken_away(tmp_path, articles, capsys, monkeypatch):
    from models.importing import routine

    path = tmp_path / "c.sqlite"
    saved = routine.save

    def save_and_remove(*args):
        made = saved(*args)
        path.unlink(missing_ok=True)
        return made

    monkeypatch.setattr(routine, "save", save_and_remove)
    assert main(["import", str(articles), "--database", str(path)]) != 0
    assert "c.sqlite is no longer in" in capsys.readouterr().err
    assert not path.exists()
