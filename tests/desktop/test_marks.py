"""Words searched for are marked in the table and in the passage, and are only ever text."""

import pytest
from PySide6.QtGui import QColor

from desktop.theme.theme import Scheme
from models.importing.routine import import_files
from models.store.store import Store

HOSTILE = """Council meets 😀 <script>alert(1)</script>

PORT ELSA, March 4, 2024 (Coast Wire) -- Trade Minister Ada Brandvold met union leader Tomas \
Okello in Port Elsa on Monday to <b>discuss</b> the closed &lt;docks&gt;.
"""


def marked(window):
    """Return the words marked in the passage."""
    return [each.cursor.selectedText() for each in window.page.detail.passage.extraSelections()]


def shades(window):
    """Return how many pixels of the table have the ground of a mark."""
    image = window.page.table.viewport().grab().toImage()
    ground = QColor(window.theme.colours.found).rgb()
    return sum(
        image.pixel(x, y) == ground for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK], ids=lambda scheme: scheme.name)
def test_hits_are_marked_and_unmarked(window, idle, scheme):
    window.theme.use(scheme)
    assert shades(window) == 0
    window.page.search.setText("brandvold")
    idle(window)
    window.page.table.selectRow(1)
    idle(window)
    assert shades(window) > 50
    assert set(marked(window)) == {"Brandvold"}
    window.page.search.setText("bran* -flood")
    idle(window)
    assert "Brandvold" in marked(window)
    window.page.clear_filters()
    idle(window)
    assert marked(window) == []
    assert shades(window) == 0


def test_markup_in_an_article_stays_text(opened, idle, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(HOSTILE, encoding="utf-8")
    path = tmp_path / "hostile.sqlite"
    store = Store.open(path)
    for _ in import_files(store, [article]):
        pass
    store.close()
    window = opened(path)
    window.page.search.setText("docks")
    idle(window)
    assert window.page.table.events.rowCount() == 1
    window.page.table.selectRow(0)
    idle(window)
    passage = window.page.detail.passage
    assert "<b>discuss</b> the closed &lt;docks&gt;" in passage.toPlainText()
    assert "😀" in passage.toPlainText(), "a letter that Qt counts twice"
    assert marked(window)[-1] == "docks"
