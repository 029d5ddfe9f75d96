"""The README shows the window as it is, and what it tells to type and press works."""

import os
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QColor, QKeySequence

from desktop.theme.theme import Scheme
from models.importing.routine import import_files
from models.store.store import Store
from seeds import seed_path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Name a folder here to get the pictures of the README made anew.
PICTURES = os.environ.get("DATELINE_PICTURES")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """Return the file of a chronicle read from the example article."""
    path = tmp_path_factory.mktemp("example") / "chronicle.sqlite"
    store = Store.open(path)
    for _ in import_files(store, [seed_path()]):
        pass
    store.close()
    return path


def test_every_key_of_the_menus_is_told(window):
    table = README.split("## Keys", 1)[1].split("## ", 1)[0]
    told = {key.strip() for cell in table.split("|") for key in cell.split(", ")}
    keys = {
        action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        for action in window.findChildren(QAction)
        if action.menu() is None and not action.shortcut().isEmpty()
    }
    assert "Ctrl+I" in keys
    assert keys - told == set()


def test_the_search_of_the_tour_finds_something(opened, copied, idle, example):
    (query,) = re.findall(r"Ctrl\+F and type `(.+?)`", README)
    window = opened(copied(example))
    window.page.search.setText(query)
    idle(window)
    shown = window.page.table.model().rowCount()
    assert 0 < shown < 20


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK], ids=lambda scheme: scheme.name)
def test_the_pictures_are_taken_from_the_example(
    opened, copied, idle, qtbot, example, tmp_path, monkeypatch, scheme
):
    monkeypatch.setenv("HOME", str(tmp_path))  # whose folder it is, no picture tells
    window = opened(copied(example))
    window.theme.use(scheme)
    window.hint.button.click()
    window.resize(1280, 800)
    for _ in range(3):
        window.page.table.step(1)
    idle(window)
    qtbot.waitUntil(lambda: bool(window.page.detail.title.text()))
    window.page.table.setFocus()
    title = window.page.detail.title
    qtbot.waitUntil(lambda: title.height() >= title.heightForWidth(title.width()))
    people = window.page.detail.people
    qtbot.waitUntil(lambda: people.height() >= people.sizeHint().height())
    picture = window.grab()
    folder = Path(PICTURES) if PICTURES else tmp_path
    file = folder / f"window-{scheme.name.lower()}.png"
    assert picture.save(str(file))
    image = picture.toImage()
    ground = QColor(image.pixel(image.width() - 18, image.height() // 2))
    assert (ground.lightness() > 128) is (scheme is Scheme.LIGHT)
    colours = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, 800, 5)}
    assert len(colours) > 20, "nothing is drawn"


@pytest.mark.parametrize("key", ["timeline", "people", "network"])
def test_the_pictures_of_pages_are_taken_from_the_example(
    opened, copied, idle, example, tmp_path, monkeypatch, key
):
    monkeypatch.setenv("HOME", str(tmp_path))
    window = opened(copied(example))
    window.theme.use(Scheme.LIGHT)
    window.hint.button.click()
    window.resize(1280, 800)
    window.page.turn(key)
    idle(window)
    picture = window.grab()
    folder = Path(PICTURES) if PICTURES else tmp_path
    assert picture.save(str(folder / f"{key}.png"))
    assert f"resources/pictures/{key}.png" in README
    image = picture.toImage()
    middle = {image.pixel(x, y) for x in range(400, 850, 3) for y in range(260, 740, 3)}
    assert len(middle) > 10, "nothing is drawn"
