"""Words marked in an article or a passage become an event, as the reader proposes it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.chronicle.details.draft import Draft, Who, draft_from, written
from desktop.chronicle.details.passage import Passage, _units
from desktop.theme.theme import Scheme, Theme
from desktop.window.articles import draft_for
from models.dates.edtf import parse_edtf
from models.queries.proposed import Meant, Proposed, proposed
from models.queries.rows import PassageRow
from models.reading.events.proposing import Named, Proposal
from models.schema.events import Event, Evidence, Participation
from models.schema.text import Document
from models.store.store import Store


@pytest.fixture
def article(window, idle):
    """Return the window with an article open that Ada Brandvold is named in."""
    window.page.table.selectRow(0)
    idle(window)
    window.menus.article.trigger()
    idle(window)
    return window


def _mark(window, first, last):
    text = window.articles.article.text
    start = text.text.index(first)
    end = text.text.index(last, start) + len(last)
    cursor = text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    text.setFocus()
    return start, end


def _stored(window, question):
    store = Store.open(str(window.archive.path))
    try:
        with store.reading() as session:
            return session.execute(question).all()
    finally:
        store.close()


def test_words_marked_become_an_event_with_what_the_reader_proposes(article, idle, qtbot):
    window = article
    start, end = _mark(window, "Haruna met", "May 9")
    window.menus.add_event.trigger()
    editor = window.page.detail.editing.editor
    qtbot.waitUntil(lambda: window.page.detail.is_editing, timeout=30_000)
    qtbot.waitUntil(lambda: editor.draft().kind == "meeting", timeout=120_000)
    idle(window)
    draft = editor.draft()
    assert draft.source == (window.articles.article.number, start, end)
    assert draft.date == "9 May 2024"
    names = {who.name: who.id for who in draft.parts}
    assert names.keys() == {"Lin Haruna", "Ada Brandvold"}
    assert all(names.values()), "both are known here"
    assert editor.heading.text() == "New event from these words"
    editor.done.emit()
    idle(window)
    number = window.page.detail.detail.row.id
    assert window.articles.article.text.chosen == number
    assert _stored(
        window,
        select(Evidence.document_id, Evidence.trigger_start, Evidence.trigger_end).where(
            Evidence.event_id == number
        ),
    ) == [draft.source]
    people = _stored(window, select(Participation.actor_id).where(Participation.event_id == number))
    assert {row[0] for row in people} == set(names.values())
    window.menus.undo.trigger()
    idle(window)
    assert not _stored(window, select(Event.id).where(Event.id == number)), "it was one step"


def test_what_somebody_types_before_the_proposal_comes_stays(article, idle, qtbot):
    window = article
    source = (window.articles.article.number, *_mark(window, "Haruna met", "May 9"))
    editing = window.page.detail.editing
    assert window.page.begin_event(Draft(summary="Haruna met", source=source))
    editing.editor.prefill(summary="They talked")
    window.page.propose(Draft(summary="Another", kind="meeting", source=source))
    assert editing.editor.draft().summary == "They talked"
    assert editing.editor.draft().kind == "other"
    assert not window.page.begin_event(Draft(summary="And more", source=source)), "it comes first"
    assert editing.editor.draft().summary == "They talked"


def test_other_words_take_the_place_of_those_that_nobody_has_touched(article):
    page = article.page
    source = (article.articles.article.number, 0, 5)
    page.begin_event(Draft(summary="One", source=source))
    assert page.begin_event(Draft(summary="Two", source=(source[0], 5, 9)))
    page.propose(Draft(summary="Late", source=source))
    assert page.detail.editing.editor.draft().summary == "Two", "that was for other words"
    page.propose(Draft(summary="Right", kind="visit", source=(source[0], 5, 9)))
    assert page.detail.editing.editor.draft().kind == "visit"


def test_enter_makes_an_event_of_what_is_marked_and_of_nothing_else(article, idle, qtbot):
    text = article.articles.article.text
    text.forget_selection()
    with qtbot.assertNotEmitted(text.make_wanted):
        qtbot.keyClick(text, Qt.Key.Key_Return)
    _mark(article, "Haruna", "asked")
    with qtbot.waitSignal(text.make_wanted):
        qtbot.keyClick(text, Qt.Key.Key_Return)


def _passage(before, quote, after, start=None):
    start = len(before) if start is None else start
    return PassageRow(
        3, "Title", None, parse_edtf("2024-05-12"), "stated", "", "/a.txt", start,
        start + len(quote), start, start + 1, before, quote, after,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("One two. ", " End."), ("🙂 cut off here " + "x " * 150, " y" * 150 + " 🙂 z")],
)
def test_a_selection_in_the_passage_is_a_stretch_of_the_document(qtbot, before, after):
    theme = Theme(QApplication.instance())
    theme.use(Scheme.LIGHT)
    shown = Passage(theme)
    qtbot.addWidget(shown)
    quote = "She 🙂 met him."
    document = "Earlier words 🙂. " * 30 + before + quote + after
    shown.put(_passage(before, quote, after, document.index(before + quote) + len(before)))
    assert shown.selected() is None
    for wanted in ("met", "🙂 met", "She", "him."):
        text, cursor = shown.toPlainText(), shown.textCursor()
        at = text.index(wanted, text.index(quote))
        cursor.setPosition(_units(text[:at]))
        cursor.setPosition(_units(text[: at + len(wanted)]), QTextCursor.MoveMode.KeepAnchor)
        shown.setTextCursor(cursor)
        number, start, end = shown.selected()
        assert (number, document[start:end]) == (3, wanted)
    shown.selectAll()
    _, start, end = shown.selected()
    assert document[start:end] in before + quote + after
    assert quote in document[start:end]
    assert "…" not in document[start:end]


def test_a_draft_keeps_its_words_when_it_is_put_away():
    draft = Draft(summary="x", source=(1, 2, 3))
    assert draft_from(written(draft)) == draft
    assert draft_from({**written(draft), "source": [1, "2", 3]}) is None
    assert draft_from({**written(draft), "source": None}).source is None


def test_a_proposal_fills_the_fields_as_a_person_would():
    proposal = Proposal("They met", "2024-05~", "meeting", "claimed")
    place = Meant("place", "Marra", "place", 4)
    found = Proposed(proposal, place, (Meant("agent", "Ada", "person", 2),), ())
    draft = draft_for((1, 2, 3), found)
    assert draft.date == "c. May 2024"
    assert draft.place == Who("place", "Marra", 4, "place")
    assert draft.parts == (Who("agent", "Ada", 2, "person"),)


def test_whoever_the_chronicle_knows_there_is_meant_and_others_are_new(window):
    (number, text) = _stored(window, select(Document.id, Document.text))[0]
    starts = tuple(n for n in range(len(text)) if text.startswith(("Haruna", "Brandvold"), n))
    store = Store.open(str(window.archive.path))
    with store.reading() as session:
        known = Named("agent", "As the reader writes it", "person", starts[-1:])
        nobody = Named("target", "Nobody", "organisation", (10**6,))
        found = proposed(session, number, Proposal("x", parts=(known, nobody), claims=(known,)))
    store.close()
    assert found.parts[0].id is not None
    assert found.parts[0].name != known.name
    assert found.parts[1] == Meant("target", "Nobody", "organisation")
    assert found.claims == found.parts[:1]
