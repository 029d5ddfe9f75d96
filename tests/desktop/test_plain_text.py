"""Text that somebody else wrote is shown as it is, whatever it looks like."""

import pytest
from PySide6.QtGui import Qt, QTextDocument

from desktop.theme.labels import as_tip

ODD = [
    "<b>bold</b>",
    "a &lt;b&gt; c",
    "<img src='/etc/hostname'> & <br>",
    "plain & simple",
    "1 < 2",
]


def seen(text: str) -> str:
    """Return what Qt shows of a text that may be markup or not."""
    if not Qt.mightBeRichText(text):
        return text
    shown = QTextDocument()
    shown.setHtml(text)
    return shown.toPlainText()


@pytest.mark.parametrize("text", ODD)
def test_a_tooltip_shows_the_text_itself(text):
    assert seen(as_tip(text)) == text


@pytest.mark.parametrize("text", ODD)
def test_what_undo_and_a_named_filter_say_of_themselves_is_not_markup(window, idle, text):
    window.menus.name_undo(f"Import of {text}", None)
    assert seen(window.menus.undo.toolTip()) == f"Undo import of {text}"
    page = window.page
    page.search.setText("port")
    idle(window)
    page.named._save(page.named._questions, page.filter(), text)
    idle(window)
    assert text in {seen(action.toolTip()) for action in page.named.menu.actions()}
