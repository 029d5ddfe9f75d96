"""What the window shows is in the list of all that the program says."""

import re

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from tests.wording.pieces import sentences


@pytest.fixture(scope="module")
def patterns():
    """Return the list as patterns: each placeholder can be anything."""
    made = set()
    for piece in {each for pieces in sentences().values() for each in pieces}:
        parts = re.split(r"\{[^{}]*\}", re.sub(r"&(?=\w)", "", piece).replace(" ⏎ ", "\n"))
        made.add(".*".join(map(re.escape, parts)))
        made.add(re.escape(re.sub(r" \(.\)$", "", piece)))  # a button is called so without its key
    return [re.compile(each, re.DOTALL) for each in made if len(each) > 1]


def test_all_that_the_window_shows_is_in_the_list(opened, tmp_path, patterns):
    """Labels, buttons, menus, tooltips and what a screen reader says, in an empty chronicle."""
    window = opened(tmp_path / "new.sqlite")
    said = set()
    for action in window.findChildren(QAction):
        said |= {action.text(), action.statusTip()}  # Qt makes the tip from the text
    for widget in window.findChildren(QWidget):
        said |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
        if isinstance(widget, QLineEdit):
            said.add(widget.placeholderText())
        elif isinstance(widget, QAbstractButton | QLabel):
            said.add(widget.text())
    plain = {each.replace("&", "") for each in said if re.search(r"[A-Za-z]{2}", each)}
    assert len(plain) > 80
    unlisted = {each for each in plain if not _is_listed(each, patterns, window)}
    assert not unlisted, unlisted


def _is_listed(text, patterns, window):
    """Whether each part of a text is in the list, a count, or the name of the chronicle."""
    path = window.archive.path
    names = (path.name, path.stem, path.parent.name)
    parts = re.split(r" · |, | – ", text)
    if "   " in text:  # the keys of reviewing: each letter, and what it does
        parts = [re.sub(r"^[A-Z] ", "", part) for part in text.split("   ")]
    return any(pattern.fullmatch(text) for pattern in patterns) or all(
        re.match(r"\d+\b", part)
        or any(name in part for name in names)
        or any(pattern.match(part) for pattern in patterns if len(part) > 2)
        for part in parts
    )
