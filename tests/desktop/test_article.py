"""An article in full, with its events marked in the text."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication
from sqlalchemy import delete, update

from desktop.sources.looks import FAMILIES, family_of
from desktop.sources.shown import ShownText
from desktop.sources.text import ArticleText, told_of
from desktop.theme.theme import Scheme, Theme
from models.dates.edtf import parse_edtf
from models.queries.rows import EventRow, MarkedEvent
from models.reading.doc import EventKind
from models.schema.events import Evidence
from models.schema.text import Document
from models.store.store import Store

EVIL = '<b>x</b><img src="file:///etc/passwd"> 🙂\u2028'


def _mark(number, start, trigger, end, kind="meeting", review="proposed"):
    row = EventRow(number, parse_edtf("2024-04"), EVIL, "", kind, "asserted", "", 1, review)
    return MarkedEvent(row, start, end, *trigger)


@pytest.fixture
def text(qtbot):
    theme = Theme(QApplication.instance())
    theme.use(Scheme.LIGHT)
    made = ArticleText(theme)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def _formats(text):
    """Every marked stretch, as the widget's own text has it, with its format."""
    block, found = text.document().begin(), []
    while block.isValid():
        for each in block.layout().formats():
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + each.start)
            cursor.setPosition(
                block.position() + each.start + each.length, QTextCursor.MoveMode.KeepAnchor
            )
            found.append((cursor.selectedText(), QTextCharFormat(each.format)))
        block = block.next()
    return found


def _point(text, place):
    cursor = QTextCursor(text.document())
    cursor.setPosition(text._shown.to_qt(place))
    return text.cursorRect(cursor).center()


@pytest.mark.parametrize("words", ["plain", "🙂a🙂\nb🙂", "\r\0\u2029\ufdd0x", "🙂" * 30, ""])
def test_a_place_in_the_text_is_the_same_character_in_the_widget(text, words):
    shown = ShownText(words)
    text.put(shown, ())
    assert len(shown.text) == len(words)
    assert text.toPlainText() == shown.text
    for place in range(len(words) + 1):
        assert shown.of_qt(shown.to_qt(place)) == place
        assert shown.to_qt(place) == len(words[:place].encode("utf-16-le")) // 2


def test_a_line_of_any_length_is_broken_at_spaces_and_keeps_every_place():
    words = "word " * 50_000
    shown = ShownText(words)
    assert len(shown.text) == len(words)
    assert max(map(len, shown.text.split("\n"))) <= 20_000
    assert shown.text.replace("\n", " ") == words
    assert ShownText("x" * 50_000).text == "x" * 50_000


def test_exactly_the_triggers_are_marked_and_markup_stays_text(text):
    words = EVIL + "She met him.\nThey left."
    at, left = words.index("met"), words.index("left")
    text.put(
        ShownText(words),
        (
            _mark(1, len(EVIL), (at, at + 3), at + 7),
            _mark(2, left - 5, (left, left + 4), left + 5, "visit", "rejected"),
        ),
    )
    (met, one), (went, two) = _formats(text)
    assert (met, went) == ("met", "left")
    assert "<img" in text.toPlainText()
    assert one.background().color().name() == text._theme.colours.mark_talks
    assert not one.fontStrikeOut()
    assert two.fontStrikeOut()
    text.put(ShownText(words), ())
    assert _formats(text) == []


def test_every_kind_has_a_mark_and_none_is_told_by_colour_alone():
    assert {kind for family in FAMILIES for kind in family.kinds} == {k.value for k in EventKind}
    assert len({family.line for family in FAMILIES}) == len(FAMILIES)
    assert family_of("something new") is FAMILIES[-1]


def test_a_click_on_a_mark_chooses_its_event_and_again_the_next_of_several(text, qtbot):
    words = "Ada met Tom.\n" * 3
    marks = (_mark(1, 0, (4, 7), 12), _mark(2, 0, (4, 7), 12, "visit"))
    text.put(ShownText(words), marks)
    with qtbot.waitSignal(text.event_wanted) as told:
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=_point(text, 5))
    assert told.args == [1]
    text.choose(1)
    with qtbot.waitSignal(text.event_wanted) as told:
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=_point(text, 5))
    assert told.args == [2]
    with qtbot.assertNotEmitted(text.event_wanted):
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=_point(text, 10))
        qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(450, 380))
    assert told_of(marks[0]).startswith("Meeting · Apr 2024 · <b>x</b>")


def test_the_chosen_event_is_brought_in_sight_and_what_is_in_sight_stays(text):
    words = "A line of words.\n" * 500
    place = words.index("A line", 17 * 400)
    text.put(
        ShownText(words),
        (_mark(1, 0, (2, 6), 16), _mark(2, place, (place + 2, place + 6), place + 16)),
    )
    text.choose(1)
    assert text.verticalScrollBar().value() == 0
    text.choose(2)
    assert text.verticalScrollBar().value() > 300
    before = text.verticalScrollBar().value()
    text.put(ShownText(words), text.marks)
    assert text.verticalScrollBar().value() == before
    assert text.accessibleDescription() == "A line of words."


def test_the_selection_is_told_as_a_stretch_of_the_article(text):
    text.put(ShownText("🙂 One two three."), ())
    cursor = text.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert text.selected() == (2, 5)
    text.forget_selection()
    assert text.selected() is None


# In the window


def _open(window, idle):
    window.page.table.selectRow(0)
    idle(window)
    window.menus.article.trigger()
    idle(window)
    return window.articles.article


def test_the_article_opens_in_place_of_the_table_on_the_event_and_back_leads_there(
    window, idle, qtbot
):
    shown = _open(window, idle)
    event = window.page.table.chosen
    assert shown.isVisible()
    assert not window.page.table.isVisible()
    assert shown.text.chosen == event == window.page.detail.detail.row.id
    assert shown.title.text() in (
        "Port talks end without a deal",
        "Marra asks for help after the flood",
    )
    assert shown.about.text().startswith(("4 Mar 2024", "12 May 2024"))
    assert shown.text.hasFocus()
    for mark in shown.text.marks:
        assert shown.text.text[mark.trigger_start : mark.trigger_end].strip()
    qtbot.keyClick(shown.text, Qt.Key.Key_Escape)
    idle(window)
    assert window.page.table.isVisible()
    assert window.page.table.chosen == event
    assert window.page.table.hasFocus()


def test_next_event_goes_through_the_article_and_the_card_follows(window, idle):
    shown = _open(window, idle)
    order = list(dict.fromkeys(mark.event.id for mark in shown.text.marks))
    assert len(order) > 3
    shown._pick(order[0])
    seen = [order[0]]
    for _ in order[1:]:
        window.menus.next_event.trigger()
        idle(window)
        seen.append(window.page.detail.detail.row.id)
    assert seen == order
    assert shown.which.text() == f"Event {len(order)} of {len(order)}"
    assert not shown._more.isEnabled()
    window.menus.previous_event.trigger()
    idle(window)
    assert window.page.detail.detail.row.id == order[-2]
    shown.back.click()
    idle(window)
    assert window.page.table.chosen == order[-2], "back leads to the event looked at last"


def test_what_is_rejected_in_the_article_is_that_event_and_is_struck_through(window, idle):
    shown = _open(window, idle)
    order = list(dict.fromkeys(mark.event.id for mark in shown.text.marks))
    other = next(each for each in order if each != window.page.table.chosen)
    shown._pick(other)
    idle(window)
    window.menus.reject.trigger()
    idle(window)
    reviews = {mark.event.id: mark.event.review for mark in shown.text.marks}
    assert [n for n, review in reviews.items() if review == "rejected"] == [other]
    assert "Rejected" in shown.legend.words
    assert shown.text.chosen == other == window.page.detail.detail.row.id
    assert shown.isVisible()


def test_a_filter_brings_the_table_back(window, idle):
    shown = _open(window, idle)
    window.page.filters.only_kind("meeting")
    idle(window)
    assert not shown.isVisible()
    assert window.page.table.isVisible()


def test_the_report_and_the_menu_of_a_row_open_articles(opened, idle, articles):
    window = opened(None)
    window.work.import_paths([articles])
    idle(window)
    item = window.report.list.topLevelItem(0)
    window.report.list.itemActivated.emit(item, 0)
    idle(window)
    shown = window.articles.article
    assert shown.isVisible()
    assert shown.number == item.data(0, Qt.ItemDataRole.UserRole)
    assert not window.menus.reject.isEnabled(), "no event is chosen in it"
    window.menus.next_event.trigger()
    idle(window)
    assert shown.text.chosen == shown._order()[0][1]
    window.page.take_back()
    window.page.table.selectRow(1)
    idle(window)
    row = window.page.table.events.row_at(1)
    window.page.row_menu.open(row, window.page.detail.detail, 1)
    act = next(each for each in window.page.row_menu.actions() if "article" in each.text())
    act.trigger()
    idle(window)
    assert shown.text.chosen == window.page.table.chosen


def test_an_article_that_is_gone_says_so(window, idle):
    shown = _open(window, idle)
    store = Store.open(str(window.archive.path))
    with store.writing() as session:
        session.execute(update(Document).values(title=EVIL))
    store.close()
    shown.refresh()
    idle(window)
    assert "<img" in shown.title.text()
    shown.open(10**9)
    idle(window)
    assert shown.title.text() == "This article is no longer in the chronicle."
    assert shown.text.toPlainText() == ""


def test_what_was_not_taken_is_marked_at_the_edge_and_can_be_stepped_through(window, idle, qtbot):
    shown = _open(window, idle)
    event = shown.text.marks[-1]
    store = Store.open(str(window.archive.path))
    with store.writing() as session:  # as if the reader had missed what its passage tells
        inside = Evidence.trigger_start.between(event.start, event.end)
        there = Evidence.document_id == shown.number
        session.execute(delete(Evidence).where(inside, there))
    store.close()
    shown.refresh()
    idle(window)
    window.menus.next_untaken.trigger()
    qtbot.waitUntil(lambda: shown.text.edge >= 0, timeout=120_000)
    idle(window)
    edge = shown.text.edges[shown.text.edge]
    assert any(each.start <= event.trigger_start < each.end for each in shown.text.edges)
    assert "but no event" in edge.why
    assert shown.words() == (shown.number, edge.start, edge.end)
    assert window.page.detail.detail is None
    assert shown.which.text() == f"Sentence {shown.text.edge + 1} of {len(shown.text.edges)}"
    number, place = next(shown.text.edges_seen())
    margin = shown.text._margin
    with qtbot.waitSignal(margin.wanted) as told:
        at = QPoint(5, round(place.center().y()))
        qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [number]
    window.menus.next_event.trigger()
    idle(window)
    assert shown.text.edge == -1
    assert shown.text.chosen == window.page.detail.detail.row.id
    shown.seeking.button.click()
    assert shown.text.edges == ()


def test_letters_of_reviewing_act_on_the_article_and_go_on_in_it(window, idle, qtbot):
    shown = _open(window, idle)
    order = list(dict.fromkeys(mark.event.id for mark in shown.text.marks))
    shown._pick(order[0])
    idle(window)
    qtbot.keyClick(shown.text, "J")
    idle(window)
    assert window.page.detail.detail.row.id == order[1]
    qtbot.keyClick(shown.text, "k")
    qtbot.keyClick(shown.text, "X")
    idle(window)
    assert shown.text.chosen == order[0], "nothing is decided before one reviews"
    window.page.reviewing.start()
    idle(window)
    shown = _open(window, idle)
    shown._pick(order[0])
    idle(window)
    qtbot.keyClick(shown.text, "X")
    idle(window)
    assert shown.text.chosen == order[1] == window.page.detail.detail.row.id
    shown.refresh()
    idle(window)
    states = {mark.event.id: mark.event.review for mark in shown.text.marks}
    assert (states[order[0]], states[order[1]]) == ("rejected", "proposed")
