"""Where the dialogs that ask for a file begin."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.importing.choose import ChooseDialog
from desktop.settings import Memory
from desktop.window.pickers import start


def asked(window, name):
    """The dialog that an action opens, to be closed by who asked."""
    getattr(window.menus, name).trigger()
    return window.findChildren(QFileDialog)[-1]


@pytest.mark.parametrize("name", ["open", "new", "export"])
def test_a_dialog_begins_in_the_users_folder_and_never_in_the_programs(
    window, monkeypatch, tmp_path, name
):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    picker = asked(window, name)
    assert Path(picker.directory().absolutePath()) == home
    picker.reject()


def test_the_dialog_of_an_import_begins_there_too(window, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    window.menus.import_.trigger()
    dialog = window.findChild(ChooseDialog)
    dialog._add_files()
    picker = dialog.findChild(QFileDialog)
    assert Path(picker.directory().absolutePath()) == tmp_path
    picker.reject()
    dialog.reject()
    assert Memory().settings().folder == "", "nothing was chosen there"


def test_the_next_dialog_begins_where_the_last_file_was(window, idle, copied, crowd, tmp_path):
    path = copied(crowd)
    picker = asked(window, "open")
    picker.fileSelected.emit(str(path))
    picker.reject()
    idle(window)
    assert Memory().settings().folder == str(tmp_path)
    picker = asked(window, "export")
    assert Path(picker.directory().absolutePath()) == tmp_path
    picker.reject()


def test_a_folder_that_is_gone_is_not_begun_in(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    documents = tmp_path / "Documents"
    documents.mkdir()
    assert start(str(tmp_path / "gone")) == str(documents)
    assert start("") == str(documents)
    documents.rmdir()
    assert start("") == str(tmp_path)
    assert start(str(tmp_path)) == str(tmp_path)
