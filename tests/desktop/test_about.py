"""What the program says of itself, in the window, on the command line and in its documents."""

import platform
import sqlite3
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton

from desktop.about import DESCRIPTION, LICENCE, version
from desktop.cli import main
from desktop.theme.labels import PlainLabel

ROOT = Path(__file__).parent.parent.parent


def test_the_box_says_version_licence_and_what_it_runs_on_and_copies_it(qtbot, window):
    window.menus.about.trigger()
    box = window.findChild(QDialog, "aboutDialog")
    said = "\n".join(label.text() for label in box.findChildren(PlainLabel))
    for each in (
        f"Dateline {version()}", DESCRIPTION, LICENCE, f"Python {platform.python_version()}",
        f"Qt {qVersion()}", f"SQLite {sqlite3.sqlite_version}",
    ):  # fmt: skip
        assert each in said
    copy = next(each for each in box.findChildren(QPushButton) if "Copy" in each.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == f"Dateline {version()}"
    assert f"SQLite {sqlite3.sqlite_version}" in copied
    assert box.isVisible()


def test_every_place_describes_the_program_alike(capsys):
    assert main(["--help"]) == 0
    assert DESCRIPTION in " ".join(capsys.readouterr().out.split())
    assert f'description = "{DESCRIPTION}"' in (ROOT / "pyproject.toml").read_text("utf8")
    readme = " ".join((ROOT / "README.md").read_text("utf8").split())
    assert DESCRIPTION.removeprefix("Turns") in readme
