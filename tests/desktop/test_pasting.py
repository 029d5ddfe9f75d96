"""What is on the clipboard becomes an article in the import table, or is refused in a sentence."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from desktop.importing.choose import ChooseDialog
from desktop.importing.found_model import DATE, TITLE
from tests.desktop.conftest import FLOOD, texts, urls

PAGE = "<h1>Bridge opens in Marra</h1>" + (
    "<p>Mayor Petra Sandoval opened the new bridge in Marra on Friday, 10 May 2024, and thanked "
    "the engineers who had built it.</p>" * 3
)


@pytest.fixture
def empty(opened, tmp_path):
    return opened(tmp_path / "new.sqlite")


@pytest.fixture
def copied_now():
    """Return a function that puts something on the clipboard, which is empty afterwards."""

    def copy(text="", html="", files=(), picture=False, address=""):
        data = QMimeData()
        if text:
            data.setText(text)
        if html:
            data.setHtml(html)
        if files:
            data.setUrls(urls(*files))
        if address:
            data.setUrls([QUrl(address)])
            data.setText(address)
        if picture:
            data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
        QGuiApplication.clipboard().setMimeData(data)

    yield copy
    QGuiApplication.clipboard().clear()


def shown(window):
    return next((each for each in window.findChildren(ChooseDialog) if each.isVisible()), None)


def test_a_text_pasted_is_one_more_key_away_from_its_events(
    qtbot, empty, copied_now, idle, go_ahead
):
    copied_now(FLOOD)
    empty.page.table.setFocus()
    qtbot.keyClick(empty.page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    idle(empty)
    dialog = shown(empty)
    assert texts(dialog.table, TITLE) == ["Marra asks for help after the flood"]
    assert texts(dialog.table, DATE) == ["12 May 2024, stated"]
    assert dialog.sources == ()
    go_ahead(empty)
    assert empty.page.table.events.rowCount() >= 3


def test_a_page_and_files_are_pasted_into_the_open_dialog_as_well(
    empty, copied_now, idle, articles
):
    copied_now("Bridge opens in Marra\n\nMayor Petra Sandoval opened the new bridge.", PAGE)
    empty.menus.paste.trigger()
    idle(empty)
    dialog = shown(empty)
    assert texts(dialog.table, 5) == ["Web page"]
    copied_now(files=[articles / "harbour.txt"])
    empty._choosing.paste()
    idle(empty)
    assert shown(empty) is dialog
    assert texts(dialog.table, TITLE)[1] == "Port talks end without a deal"


@pytest.mark.parametrize(
    ("clip", "words"),
    [
        ({"address": "https://example.org/news/1"}, "holds an address, not an article"),
        ({"picture": True}, "holds a picture"),
        ({}, "holds no text"),
    ],
)
def test_what_is_no_article_is_refused_in_a_sentence(empty, copied_now, clip, words):
    copied_now(**clip)
    empty.menus.paste.trigger()
    assert shown(empty) is None
    assert words in empty.notice.text.text()


def test_in_a_field_it_is_pasted_there(qtbot, empty, copied_now):
    copied_now("Brandvold")
    empty.show()
    empty.page.search.setFocus()
    qtbot.keyClick(empty.page.search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert empty.page.search.text() == "Brandvold"
    assert shown(empty) is None


def test_nothing_is_pasted_where_nothing_can_be_written(empty, copied_now):
    copied_now(FLOOD)
    empty._refuse("It cannot be written.")
    assert not empty.menus.paste.isEnabled()
