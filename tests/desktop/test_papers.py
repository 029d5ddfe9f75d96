"""Articles read again from the window, and their details corrected."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QRadioButton, QTreeWidget

from desktop.sources.again import AgainDialog
from desktop.sources.details import DetailsDialog
from desktop.sources.differences import DifferenceDialog
from models.importing import readings, rereading
from models.importing.routine import import_files
from models.importing.workers import Workers
from models.reading.doc import EventKind
from models.reading.reader import read
from models.store.store import Store
from tests.desktop.conftest import texts
from tests.steps import finish

UNDATED = "Mayor Ilse Grondahl visited Norrby on Monday and met Bo Ek there.\n"
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def reader(monkeypatch):
    """Return a function that has texts read, in this process, by another reader."""
    monkeypatch.setattr(rereading, "Workers", lambda _: Workers(0))

    def use(change):
        monkeypatch.setattr(readings, "read", lambda text, hints: change(read(text, hints)))

    return use


def other(doc):
    """Read visits as meetings, and no accusations."""
    kinds = {EventKind.VISIT: EventKind.MEETING}
    events = (
        replace(event, kind=kinds.get(event.kind, event.kind))
        for event in doc.events
        if event.kind is not EventKind.ACCUSATION
    )
    return replace(doc, events=tuple(events))


@pytest.fixture
def compared(window, idle, reader):
    """Return a function that reads all again by another reader and returns the dialog."""

    def show(change=other):
        reader(change)
        window.menus.reread.trigger()
        idle(window)
        choice = window.findChild(AgainDialog)
        choice.findChild(QRadioButton, "rereadAll").click()
        assert choice.findChild(QPushButton, "rereadGo").text() == "Read 2 articles again"
        choice.findChild(QPushButton, "rereadGo").click()
        idle(window)
        return window.findChild(DifferenceDialog)

    return show


def lines(dialog):
    """Every line under the articles: its words in each column, and whether it's ticked."""
    tree = dialog.findChild(QTreeWidget, "rereadDiff")
    found = []
    for row in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(row)
        for number in range(top.childCount()):
            item = top.child(number)
            found.append(([item.text(column) for column in range(4)], item.checkState(0)))
    return found


def summaries(window):
    return texts(window.page.table, 1)


def test_what_would_change_is_shown_side_by_side_then_taken_as_one_step(window, idle, compared):
    before = summaries(window)
    dialog = compared()
    changes = {words[1]: (words, state) for words, state in lines(dialog)}
    assert {"gone", "changed"} <= changes.keys()
    words, state = changes["changed"]
    assert (words[2], words[3], state) == ("Kind: visit", "Kind: meeting", ON)
    assert summaries(window) == before
    dialog.findChild(QPushButton, "rereadTake").click()
    idle(window)
    assert len(summaries(window)) == len(before) - 1
    assert "2 articles read again" in window.notice.text.text()
    window.menus.undo.trigger()
    idle(window)
    assert summaries(window) == before


def test_what_is_not_ticked_stays_and_is_not_offered_again(window, idle, compared):
    before = summaries(window)
    dialog = compared()
    tree = dialog.findChild(QTreeWidget, "rereadDiff")
    for row in range(tree.topLevelItemCount()):
        tree.topLevelItem(row).setCheckState(0, OFF)
    assert {state for _, state in lines(dialog)} == {OFF}
    dialog.findChild(QPushButton, "rereadTake").click()
    idle(window)
    assert summaries(window) == before
    again = compared()
    assert {words[1] for words, _ in lines(again)} == {"kept, as you chose"}
    assert "not read any more" in {words[3] for words, _ in lines(again)}
    again.reject()


def test_one_tick_of_an_article_can_be_left(window, compared):
    dialog = compared()
    tree = dialog.findChild(QTreeWidget, "rereadDiff")
    top = tree.topLevelItem(0)
    assert top.checkState(0) == ON
    top.child(0).setCheckState(0, OFF)
    left, also = dialog.left()[dialog._found[0].document]
    assert (len(left), also) == (1, frozenset())
    assert top.checkState(0) == (Qt.CheckState.PartiallyChecked if top.childCount() > 1 else OFF)
    dialog.reject()


def test_a_reading_that_says_the_same_changes_nothing_and_says_so(window, idle, compared):
    assert compared(lambda doc: doc) is None
    assert "2 articles read again: nothing changes" in window.notice.text.text()


def test_articles_of_an_older_reader_are_offered_when_a_chronicle_opens(
    opened, copied, story, idle, reader, monkeypatch
):
    for module in ("models.composing.rows", "models.edits.rereading"):
        monkeypatch.setattr(f"{module}.READER", "99")
    reader(lambda doc: doc)
    window = opened(copied(story))
    idle(window)
    assert window.notice.text.text() == "2 articles were read by an older reader."
    next(b for b in window.notice.buttons if b.text() == "Read again").click()
    idle(window)
    assert "nothing changes" in window.notice.text.text()


@pytest.fixture
def undated(opened, tmp_path, idle):
    """Return the window on two articles without a date."""
    for name, text in (("a", UNDATED), ("b", UNDATED.replace("Norrby", "Lima"))):
        (tmp_path / f"{name}.txt").write_text(text, "utf8")
    store = Store.open(tmp_path / "c.sqlite")
    finish(import_files(store, [tmp_path / "a.txt", tmp_path / "b.txt"]))
    store.close()
    return opened(tmp_path / "c.sqlite")


def test_articles_without_a_date_get_one_and_see_first_what_it_does(undated, idle, qtbot):
    window = undated
    window.menus.undated.trigger()
    idle(window)
    dialog = window.findChild(DetailsDialog)
    listed = dialog.findChild(QListWidget, "documentList")
    assert (listed.count(), len(listed.selectedItems())) == (2, 1)
    assert dialog.set.text() == "Set"
    listed.selectAll()
    date = dialog.findChild(QLineEdit, "documentDate")
    qtbot.keyClicks(date, "12 June 2019")
    dates = dialog.findChild(QTreeWidget, "documentDates")
    qtbot.waitUntil(lambda: dates.topLevelItemCount() > 0)
    rows = {(item.text(1), item.text(2)) for n in range(dates.topLevelItemCount())
            if (item := dates.topLevelItem(n))}  # fmt: skip
    assert rows == {("no date", "10 Jun 2019")}
    assert dialog.set.text() == "Set for 2 articles"
    dialog.set.click()
    idle(window)
    assert "10 Jun 2019" in texts(window.page.table, 0)
    assert date.text() == "12 Jun 2019"
    assert not dialog.set.isEnabled()
    dialog.reject()
    window.menus.undated.trigger()
    idle(window)
    assert window.notice.text.text() == "Every article has a date."


def test_a_date_that_means_nothing_is_told_and_cannot_be_set(undated, idle, qtbot):
    undated.menus.undated.trigger()
    idle(undated)
    dialog = undated.findChild(DetailsDialog)
    qtbot.keyClicks(dialog.findChild(QLineEdit, "documentDate"), "whenever")
    assert "whenever" in dialog.meaning.text()
    assert not dialog.set.isEnabled()
    dialog.reject()


def test_the_details_of_one_article_are_corrected_from_its_event(window, idle, qtbot):
    window.page.table.selectRow(0)
    idle(window)
    window.menus.details.trigger()
    idle(window)
    dialog = window.findChild(DetailsDialog)
    outlet = dialog.findChild(QLineEdit, "documentOutlet")
    outlet.selectAll()
    qtbot.keyClicks(outlet, "Harbour Post")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "documentByline"), "Ann Ek")
    dialog.set.click()
    idle(window)
    assert "outlet and byline" in window.notice.text.text()
    assert "Harbour Post" in texts(window.page.table, window.page.table.model().columnCount() - 1)


def test_the_card_leads_to_the_details_of_its_article(window, idle):
    window.page.table.selectRow(0)
    idle(window)
    window.page.detail.paper.click()
    idle(window)
    dialog = window.findChild(DetailsDialog)
    number = window.page.detail.shown_passage.document_id
    assert [each.id for each in dialog.chosen] == [number]
    dialog.reject()
