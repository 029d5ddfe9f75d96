"""Whatever an article, a file name or a person types is shown as text, never as markup."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from sqlalchemy import update

from desktop.theme.labels import as_tip
from models.queries.filter import EventFilter, Term
from models.schema.actors import Actor
from models.schema.events import Event
from models.schema.text import Document
from models.store.store import Store

ROOT = Path(__file__).parent.parent.parent
EVIL = '<img src="x"><b>bold</b> & “Co”'


@pytest.fixture
def evil(qtbot, opened, story, tmp_path, idle):
    """Return the window on a chronicle in which every text is markup, named like that itself."""
    path = tmp_path / "<b>c<b>.sqlite"
    path.write_bytes(story.read_bytes())
    store = Store.open(path)
    with store.writing() as session:
        session.execute(update(Event).values(summary=EVIL, who=EVIL, place=EVIL, date_words=EVIL))
        session.execute(update(Actor).values(name=EVIL))
        session.execute(
            update(Document).values(
                title=EVIL, outlet=EVIL, source=EVIL, path=EVIL, published_why=EVIL, byline=EVIL
            )
        )
    store.close()
    window = opened(path)
    window._archive.name_filter(EVIL, EventFilter(kinds=(Term("meeting"),)))
    window.page.named.refresh()
    window.page.search.setText(EVIL)
    idle(window)
    article = tmp_path / "<i>a & b<i>.txt"
    article.write_text(
        "Minister Ada Brandvold visited Peru on 3 March 2021, and she met Tomas Okello in Lima."
    )
    window.work.import_paths([article, tmp_path / "<u>none<u>.txt"])
    idle(window)
    window.page.search.setText("")
    idle(window)
    window.page.table.selectRow(0)
    idle(window)
    window.page.filters.dates.start.setText(EVIL)
    window.page.filters.dates.start.editingFinished.emit()
    window.work.complain(EVIL)
    idle(window)
    qtbot.waitUntil(lambda: "import of" in window.menus.undo.text())
    return window


def opened_dialogs(window):
    """Open every dialog the menus offer, but those that ask the system for a file."""
    for action in (window.menus.shortcuts, window.menus.about, window.menus.import_):
        action.trigger()
    window.page.named.all_action.trigger()
    window.page.search.setText("kind:meeting")
    window.page.asking.search_now()
    window.page.named.ask_name()


def test_every_label_shows_plain_text(evil, idle):
    opened_dialogs(evil)
    idle(evil)
    evil.page.table.selectRow(evil.page.table.events.rowCount() - 1)
    idle(evil)
    labels = [
        label
        for label in evil.findChildren(QLabel)
        if not any(isinstance(each, QFileDialog) for each in above(label))
    ]
    assert len(labels) > 30
    assert sum(EVIL in label.text() for label in labels) >= 3
    wrong = [
        (label.text(), label.textFormat(), [each.objectName() for each in above(label)][:3])
        for label in labels
        if label.textFormat() is not Qt.TextFormat.PlainText
    ]
    assert wrong == []


def above(widget):
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def test_no_tooltip_is_markup_from_outside(evil, idle):
    opened_dialogs(evil)
    idle(evil)
    actions = evil.findChildren(QAction)
    tips = {each.toolTip() for each in (*actions, *evil.findChildren(QWidget))}
    tips |= {each.statusTip() for each in actions} | {each.whatsThis() for each in actions}
    assert any("Undo import of" in tip for tip in tips)
    assert sum("&lt;" in tip for tip in tips) >= 3
    assert [tip for tip in tips if is_markup_from_outside(tip)] == []
    for view in (evil.page.table, evil.page.filters.actors, evil.page.detail.people):
        model = getattr(view, "list", view).model()
        for row in range(min(20, model.rowCount())):
            for column in range(7):  # a list has one, and isn't asked how many
                tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""
                assert not is_markup_from_outside(tip)


def is_markup_from_outside(tip):
    ours = as_tip("<").split("&lt;")
    return "<" in tip.removeprefix(ours[0]).removesuffix(ours[1])


def test_an_ampersand_in_a_name_is_seen_in_a_menu(evil):
    assert "&&" in evil.menus.undo.text()
    assert evil.menus.undo.text().count("&") - 2 * evil.menus.undo.text().count("&&") == 1


def test_no_widget_that_reads_markup_is_made():
    """A label is made as PlainLabel, a box as PlainBox; what can't be told to be plain isn't."""
    made = {"QLabel", "QMessageBox", "QTextBrowser", "QErrorMessage"}
    used = {"RichText", "AutoText", "MarkdownText", "insertHtml", "setMarkdown"}
    found = []
    for path in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if (name in made or getattr(node, "attr", "") in used) and path.name != "labels.py":
                found.append(f"{path.name}:{node.lineno}")
    assert found == []
