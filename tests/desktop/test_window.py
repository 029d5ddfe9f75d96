"""The whole window: names that others rely on, asking, answering, restarting."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from desktop.theme.theme import Scheme
from models.queries.filter import Sort, SortField
from models.queries.rows import FacetRow
from tests.desktop.conftest import texts

WIDGETS = {
    "eventTable": QTableView,
    "searchField": QLineEdit,
    "actorList": QAbstractItemView,
    "actorSearch": QLineEdit,
    "kindList": QAbstractItemView,
    "statusList": QAbstractItemView,
    "sourceList": QAbstractItemView,
    "fromDate": QLineEdit,
    "toDate": QLineEdit,
    "datePossible": QAbstractButton,
    "dateUndated": QAbstractButton,
    "dateReported": QAbstractButton,
    "activeFilters": QWidget,
    "clearFilters": QAbstractButton,
    "resultCount": QLabel,
    "detailPane": QWidget,
    "detailTitle": QWidget,
    "detailDate": QWidget,
    "detailDateWhy": QWidget,
    "detailPeople": QWidget,
    "detailClaims": QWidget,
    "detailSource": QWidget,
}
ACTIONS = "import open export undo redo find quit".split()


def find(window, name):
    return window.findChild(QWidget, name)


@pytest.mark.parametrize("name", WIDGETS)
def test_every_widget_of_the_contract_has_its_name_and_a_spoken_one(window, name):
    (widget,) = window.findChildren(WIDGETS[name], name)
    assert widget.accessibleName()


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_of_the_contract_has_a_shortcut(window, name):
    action = window.findChild(QAction, f"{name}Action")
    assert action.shortcuts()
    assert action.text()


def test_the_headings_are_those_of_the_contract(window):
    model = find(window, "eventTable").model()
    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert headings == ["Date", "Event", "Who", "Kind", "Status", "Place", "Sources"]


def test_no_two_shortcuts_are_the_same(window):
    keys = [k.toString() for a in window.findChildren(QAction) for k in a.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_the_window_is_busy_until_the_first_answer_is_shown(qtbot, opened, copied, story, idle):
    window = opened(copied(story), wait=False)
    assert window.property("busy") is True
    assert find(window, "eventTable").model().rowCount() == 0
    idle(window)
    assert find(window, "eventTable").model().rowCount() > 3


def test_typing_is_busy_at_once_and_the_count_says_how_many_of_how_many(qtbot, window, idle):
    total = find(window, "eventTable").model().rowCount()
    assert find(window, "resultCount").text() == f"{total} events"
    qtbot.keyClicks(find(window, "searchField"), "actor:brandvold")
    assert window.property("busy") is True
    idle(window)
    shown = find(window, "eventTable").model().rowCount()
    assert 0 < shown < total
    assert find(window, "resultCount").text() == f"{shown} of {total} events"


def test_a_chip_goes_away_by_key_and_by_click(qtbot, window, idle):
    total = window.page.table.events.rowCount()
    window.page.filters.actors.values.choose(0)
    window.page.search.setText("kind:meeting")
    idle(window)
    assert len(window.page.chips.texts()) == 2
    qtbot.keyClick(window.page.chips.chips()[1], Qt.Key.Key_Delete)
    idle(window)
    assert window.page.filters.actors.values.ticked == ()
    qtbot.mouseClick(window.page.chips.chips()[0], Qt.MouseButton.LeftButton)
    idle(window)
    assert window.page.search.text() == ""
    assert window.page.table.events.rowCount() == total
    assert not window.page.chips.isVisible()


def test_clear_takes_every_filter_away(qtbot, window, idle):
    window.page.filters.kinds.values.choose(0)
    window.page.filters.dates.start.setText("2024")
    window.page.search.setText("brandvold")
    idle(window)
    qtbot.mouseClick(find(window, "clearFilters"), Qt.MouseButton.LeftButton)
    idle(window)
    assert not window.page.is_filtered()
    assert window.page.search.text() == window.page.filters.dates.start.text() == ""


def test_a_search_that_means_nothing_gets_one_sentence_and_keeps_the_rows(window, idle):
    rows = window.page.table.events.rowCount()
    window.page.search.setText("after:nonsense")
    idle(window)
    assert "nonsense" in window.page.wrong.text()
    assert window.page.wrong.isVisible()
    assert window.page.table.events.rowCount() == rows
    window.page.search.clear()
    idle(window)
    assert not window.page.wrong.isVisible()


def test_nothing_found_says_which_filter_and_offers_to_clear(qtbot, window, idle):
    window.page.search.setText("zzzzz")
    idle(window)
    assert window.page.empty.isVisible()
    assert "zzzzz" in window.page.empty.text.text()
    button = next(b for b in window.page.empty.findChildren(QAbstractButton))
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    idle(window)
    assert window.page.table.isVisible()


def test_an_empty_chronicle_says_what_to_do(opened, tmp_path):
    window = opened(tmp_path / "new.sqlite")
    assert window.page.empty.isVisible()
    assert "Drop articles here" in window.page.empty.text.text()
    assert window.page.count.text() == "0 events"


def test_a_person_in_the_details_filters_by_enter(qtbot, window, idle):
    table, people = window.page.table, window.page.detail.people
    row = next(
        n for n in range(table.events.rowCount()) if "Brandvold" in table.events.row_at(n).who
    )
    table.selectRow(row)
    idle(window)
    place = next(n for n in range(people.count()) if "Brandvold" in people.item(n).text())
    people.setCurrentRow(place)
    qtbot.keyClick(people, Qt.Key.Key_Return)
    idle(window)
    assert "Brandvold" in window.page.chips.texts()[0]
    assert table.events.rowCount() < window.page._total
    assert all("Brandvold" in table.events.row_at(n).who for n in range(table.events.rowCount()))


def test_the_details_show_the_event_in_focus_down_to_its_words(window, idle):
    table, detail = window.page.table, window.page.detail
    for row in range(table.events.rowCount()):
        table.selectRow(row)
        idle(window)
        event = table.events.row_at(row)
        assert detail.title.text() == event.summary.removesuffix(f" ({event.status})")
        passage = detail.detail.passages[0]
        shown = detail.passage.toPlainText()
        assert passage.quote in shown
        assert passage.document in detail.origin.text()
        assert detail.published.text().startswith("Published ")
        assert passage.published_why in detail.published.text()


def test_a_source_in_the_details_filters_by_it(qtbot, window, idle):
    table, detail = window.page.table, window.page.detail
    total = table.events.rowCount()
    source = table.events.row_at(table.currentIndex().row()).source
    qtbot.mouseClick(detail.origin, Qt.MouseButton.LeftButton)
    idle(window)
    assert [each.word for each in window.page.filters.sources.values.ticked] == [source]
    assert 0 < table.events.rowCount() < total
    assert {table.events.row_at(n).source for n in range(table.events.rowCount())} == {source}


def test_the_details_have_room_and_grow_with_the_window(window, qtbot):
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.page.detail.width() >= 355)
    before, rows = window.page.detail.width(), window.page.table.width()
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.page.detail.width() > before + 100)
    assert window.page.table.width() > rows + 200


def test_next_and_previous_event_by_key(qtbot, window, idle):
    window.activateWindow()
    table = window.page.table
    table.selectRow(0)
    next_event, previous = window.menus.go[:2]
    next_event.trigger()
    assert table.currentIndex().row() == 1
    previous.trigger()
    previous.trigger()
    assert table.currentIndex().row() == 0


def test_the_panes_go_round_by_key(qtbot, window):
    seen = []
    window.page.search.setFocus()
    for _ in range(4):
        window.menus.next_pane.trigger()
        seen.append(window.focusWidget().objectName())
    assert seen == ["actorSearch", "eventTable", "detailPeople", "searchField"]


def test_tab_reaches_everything_from_the_search_field(qtbot, window, idle):
    window.page.filters.actors.values.choose(0)
    idle(window)
    window.page.table.selectRow(0)
    idle(window)
    window.page.search.setFocus()
    seen = []
    for _ in range(60):
        focus = window.focusWidget()
        seen.append(focus.objectName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    for name in (
        "actorSearch actorList fromDate toDate kindList statusList sourceList clearFilters "
        "eventTable detailPeople detailSource searchField"
    ).split():
        assert name in seen, seen
    order = [
        seen.index(name) for name in ("searchField", "clearFilters", "eventTable", "detailSource")
    ]
    assert order == sorted(order)


def test_tab_goes_from_the_search_to_the_chips_and_on_to_what_clears_them(qtbot, window, idle):
    page = window.page
    for line in ("kind:meeting", "kind:meeting okello"):  # the second time among chips of before
        page.search.setText(line)
        idle(window)
        page.search.setFocus()
        seen = []
        for _ in range(3 + len(page.chips.texts())):
            qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            seen.append(window.focusWidget())
        assert seen == [page.named.button, *page.chips.chips(), page.clear, page.histogram.heading]


def test_state_survives_a_restart(opened, copied, story, idle):
    path = copied(story)
    first = opened(path)
    first.resize(first.minimumSizeHint().width(), 655)
    first.theme.use(Scheme.DARK)
    first.page.filters.actors.values.choose(0)
    first.page.filters.kinds.values.choose(1, exclude=True)
    first.page.filters.dates.end.setText("2030")
    first.page.filters.dates.undated.click()
    first.page.search.setText("kind:meeting OR")
    first.page.search.setText("brandvold")
    first.page.table.horizontalHeader().resizeSection(0, 133)
    first.page.table.horizontalHeader().moveSection(6, 0)
    first.page.split.setSizes([260, 500, 351])
    first.page.table.sort_wanted.emit(Sort(SortField.KIND, down=True))
    idle(first)
    first.page.table.selectRow(1)
    idle(first)
    chips, chosen = first.page.chips.texts(), first.page.table.chosen
    sizes, size = first.page.split.sizes(), first.size()
    first.close()
    second = opened(path)
    assert second.theme.scheme is Scheme.DARK
    assert second.size() == size
    assert second.page.chips.texts() == chips
    assert second.page.search.text() == "brandvold"
    assert second.page.filters.dates.undated.isChecked()
    assert second.page.table.columnWidth(0) == 133
    assert second.page.table.horizontalHeader().visualIndex(6) == 0
    assert second.page.split.sizes() == sizes
    assert second.page.table.events.sorting.down
    assert second.page.table.chosen == chosen
    second.theme.use(Scheme.LIGHT)


def test_filters_belong_to_their_chronicle(opened, copied, story, crowd, idle):
    window = opened(copied(story))
    window.page.search.setText("brandvold")
    idle(window)
    window.open(str(copied(crowd)))
    idle(window)
    assert window.page.search.text() == ""
    assert window.page.count.text() == "3,000 events"
    assert "story" in window.menus.recent.actions()[1].text()
    window.menus.recent.actions()[1].trigger()
    idle(window)
    assert window.page.search.text() == "brandvold"


def test_a_file_that_is_not_a_chronicle_gets_a_sentence_and_is_not_harmed(qtbot, opened, tmp_path):
    path = tmp_path / "notes.sqlite"
    path.write_text("my notes\n" * 1000)
    window = opened(path)
    assert window.closed_page.isVisible()
    assert "notes.sqlite" in window.closed_page.text.text()
    assert path.read_text() == "my notes\n" * 1000
    assert not window.menus.import_.isEnabled()
    captions = [b.text() for b in window.closed_page.findChildren(QAbstractButton) if b.isVisible()]
    assert captions == ["Open another chronicle…", "Try again", "Open my chronicle"]


@pytest.mark.parametrize("name", ["notes.txt", "chronicle.sqlite"])
def test_an_empty_file_is_reported_and_stays_empty(opened, tmp_path, idle, name):
    path = tmp_path / name
    path.touch()
    window = opened(path)
    assert window.closed_page.isVisible()
    assert f"{name} is an empty file, not a chronicle" in window.closed_page.text.text()
    path.unlink()
    (again,) = (b for b in window.closed_page.findChildren(QAbstractButton) if "again" in b.text())
    again.click()
    idle(window)
    assert window.page.empty.isVisible()
    assert path.stat().st_size > 0


def offered(part):
    """What can be pressed in a part of the window, by its words."""
    return {b.text(): b for b in part.findChildren(QAbstractButton) if b.text() and b.isVisible()}


def test_a_chronicle_that_cannot_be_opened_leaves_the_one_that_is_open(
    qtbot, window, tmp_path, idle
):
    page = window.page
    page.search.setText("brandvold")
    idle(window)
    page.table.selectRow(2)
    idle(window)
    chosen, shown, title = page.table.chosen, texts(page.table, 1), window.windowTitle()
    notes = tmp_path / "notes.sqlite"
    notes.write_text("my notes\n" * 1000)
    window.open(str(notes), create=False)
    idle(window)
    assert page.isVisible()
    assert window.windowTitle() == title
    assert (page.search.text(), page.table.chosen) == ("brandvold", chosen)
    assert texts(page.table, 1) == shown
    assert "notes.sqlite is not a chronicle" in window.notice.text.text()
    assert list(offered(window.notice)) == ["Open another chronicle…", "Try again"]
    assert window.menus.import_.isEnabled()
    page.table.selectRow(1)
    idle(window)
    assert page.detail.title.text() == shown[1], "it can still be browsed"
    window.work.import_paths([tmp_path / "notes.sqlite"])
    idle(window)
    assert not window.windowTitle().startswith("notes")
    window.open(str(notes), create=False)
    idle(window)
    notes.unlink()
    again = offered(window.notice)["Try again"]
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    idle(window)
    assert "There is no chronicle" in window.notice.text.text()
    assert not notes.exists()


def test_a_chronicle_used_before_that_is_gone_is_not_made_anew(
    window, copied, crowd, tmp_path, idle
):
    window.open(str(copied(crowd)))
    idle(window)
    gone = tmp_path / "story.sqlite"
    gone.unlink()
    window.menus.recent.actions()[1].trigger()
    for _ in range(2):
        idle(window)
        assert window.page.count.text() == "3,000 events"
        assert "There is no chronicle" in window.notice.text.text()
        assert not gone.exists()
        offered(window.notice)["Try again"].click()


def test_the_window_is_idle_a_turn_after_the_last_answer(qtbot, window, idle):
    places = window.page.filters.places
    high = places.height()
    window.busy.hold("an answer")
    places.values.put([FacetRow(None, f"place {n}", f"Place {n}", 1) for n in range(6)])
    window.busy.release("an answer")
    assert window.property("busy") is True
    assert places.height() == high
    idle(window)
    qtbot.waitUntil(lambda: places.height() == places.sizeHint().height() > high)


def test_shortcuts_are_listed_in_groups(qtbot, window):
    groups = {title: dict(keys) for title, keys in window.shortcuts()}
    menus = ["File", "Edit", "Correct", "Review", "Filters", "View", "Go", "Help"]
    assert list(groups)[:8] == menus
    assert groups["File"]["Import articles"] == "Ctrl+I"
    assert groups["Edit"]["Find"] == "Ctrl+F"
    assert any(what.startswith("Undo import") for what in groups["Edit"])
    told = [keys for group in groups.values() for keys in group.values()]
    listed = {a.shortcut().toString() for a in window.findChildren(QAction)} - {""}
    assert listed <= set(told)
    window.menus.shortcuts.trigger()
    dialog = window.findChild(QWidget, "shortcutsDialog")
    qtbot.waitUntil(dialog.isVisible)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    headings = iter(shown)
    assert all(group in headings for group in groups), "each of them, in this order"
    lines = [label for label in dialog.findChildren(QLabel) if label.text() in groups["File"]]
    assert lines[1].y() - lines[0].y() < 2 * lines[0].height()
    dialog.close()


def test_what_there_is_nothing_to_do_with_is_not_offered(qtbot, opened, tmp_path, window, idle):
    def can(window):
        names = "import_ export copy clear next_event previous_event next_passage".split()
        return {name for name in names if getattr(window.menus, name).isEnabled()}

    assert can(opened(tmp_path / "new.sqlite")) == {"import_"}
    browsing = {"import_", "export", "copy", "next_event", "previous_event"}
    assert can(window) == browsing
    window.page.search.setText("after:")  # nothing that can be read yet, but something to clear
    assert can(window) == {*browsing, "clear"}
    window.page.table.clearSelection()
    assert can(window) == browsing - {"copy"} | {"clear"}
    window.page.search.setText("zzzzz")
    idle(window)
    assert can(window) == {"import_", "clear"}
    window.menus.clear.trigger()
    idle(window)
    assert not window.menus.clear.isEnabled()
    window.page.filters.kinds.values.choose(0)
    assert window.menus.clear.isEnabled()
    window.page.clear_filters()
    idle(window)
    window.page.table.selectRow(0)
    idle(window)
    passages = window.page.detail.detail.passages
    window.page.detail.put(replace(window.page.detail.detail, passages=passages * 2))
    assert window.menus.next_passage.isEnabled()


def test_a_chronicle_opened_before_is_told_by_name_and_folder(window, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    deep = tmp_path / "a" / "folder with <b>many</b> & parts that go on" / "and on" / "end"
    window.menus.show_recent(
        [str(tmp_path / "one.sqlite"), str(deep / "two.sqlite"), "/srv/three.db"]
    )
    near, far, elsewhere = window.menus.recent.actions()
    assert near.text() == f"one – {Path('~')}"
    assert far.text() == f"two – {Path('…', 'and on', 'end')}"
    assert elsewhere.text() == f"three – {Path('/srv')}"
    assert elsewhere.toolTip() == "/srv/three.db"
    assert "<b>" not in far.toolTip()
    assert "two.sqlite" in far.toolTip()
    assert window.menus.recent.toolTipsVisible()


def test_enter_in_the_search_field_marks_the_row_that_is_shown(qtbot, window, idle):
    page = window.page
    for wait in (True, False):
        page.search.setText("")
        idle(window)
        told = texts(page.table, 1)
        page.table.selectRow(next(n for n, text in enumerate(told) if "Sandoval" in text))
        idle(window)
        page.search.setFocus()
        page.search.setText("brandvold -sandoval")
        if wait:
            idle(window)
            assert page.table.chosen == 0, "the one chosen before is not among them"
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
        idle(window)
        (row,) = page.table.selectionModel().selectedRows()
        assert row.row() == page.table.currentIndex().row() == 0
        assert page.table.chosen == page.table.events.id_at(0) == page.detail.detail.row.id


def test_what_is_counted_is_told_to_who_cannot_see_it(window, idle):
    for name in ("resultCount", "histogramSpan"):
        label = find(window, name)
        assert label.text()
        assert label.accessibleName().endswith(f": {label.text()}")
    window.page.search.setText("kind:meeting")
    idle(window)
    assert find(window, "resultCount").accessibleName().startswith("Number of events shown: ")
    assert " of " in find(window, "resultCount").accessibleName()


def test_a_bug_is_told_with_details_to_copy(qtbot, window, opened):
    window.work.crashed("Traceback: details")
    assert window.notice.text.text() == "Something went wrong in Dateline."
    (button,) = window.notice.buttons
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == "Traceback: details"


def test_counts_on_the_facets_obey_the_other_filters(window, idle):
    page = window.page
    kinds = dict(zip(texts(page.filters.kinds), texts(page.filters.kinds, 1), strict=True))
    page.filters.kinds.values.choose(0)
    idle(window)
    after = dict(zip(texts(page.filters.kinds), texts(page.filters.kinds, 1), strict=True))
    assert after == kinds  # its own tick changes none of its counts
    shown = page.table.events.rowCount()
    statuses = [int(count) for count in texts(page.filters.statuses, 1)]
    assert sum(statuses) == shown == int(kinds[texts(page.filters.kinds)[0]])


def test_the_tab_key_follows_the_eye_from_the_search_to_the_details(window):
    page = window.page
    wanted = [page.search, page.histogram.heading, page.histogram.undated, page.histogram.bars]
    wanted += [page.table, page.detail.people]
    at, order = page.search, []
    while True:
        if at in wanted:
            order.append(at)
        at = at.nextInFocusChain()
        if at is page.search:
            break
    assert order == wanted


def test_the_keys_are_in_the_table_from_the_start(window):
    assert window.focusWidget() is window.page.table
    assert window.page.table.currentIndex().row() == 0


def test_a_filter_list_that_the_keys_come_to_is_wholly_in_sight(qtbot, window):
    window.resize(1280, 560)
    panel = window.page.filters
    for facet in (panel.sources, panel.actors, panel.places, panel.kinds):
        facet.setFocus()
        area = panel._area.viewport()
        top = facet.mapTo(area, QPoint(0, 0)).y()
        assert top >= 0
        assert top + facet.height() <= area.height()


def test_no_list_of_values_moves_while_and_after_it_is_counted(qtbot, window, idle):
    lists = window.page.filters.lists.values()
    heading = window.page.filters.sections["sources"].heading

    def places():
        area = window.page.filters._inner
        return [heading.mapTo(area, QPoint(0, 0)).y(), *(each.height() for each in lists)]

    qtbot.waitUntil(lambda: all(each.height() == each.sizeHint().height() for each in lists))
    before, seen = places(), []
    for each in lists:
        each.values.modelReset.connect(lambda: seen.append(places()))
    for line in ("zzzzz", "okello", "kind:meeting", ""):
        window.page.search.setText(line)
        idle(window)
        QApplication.processEvents()
        seen.append(places())
    assert len(seen) > 10
    assert {tuple(each) for each in seen} == {tuple(before)}


def test_clear_buttons_stand_only_in_fields_that_hold_something(qtbot, window, idle):
    page = window.page
    fields = (page.search, page.filters.dates.start)

    def clearing(field):
        return [b for b in field.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]

    empty = [len(clearing(field)) for field in fields]
    page.search.setText("from:2024 brandvold")
    idle(window)
    qtbot.waitUntil(lambda: [len(clearing(f)) for f in fields] == [n + 1 for n in empty])
    page.clear_filters()
    idle(window)
    qtbot.waitUntil(lambda: [len(clearing(f)) for f in fields] == empty)


def test_the_keys_stay_in_the_middle_when_nothing_matches_and_when_something_does(
    qtbot, window, idle
):
    window.activateWindow()
    page = window.page
    page.table.setFocus()
    page.search.setText("zzzzz")
    idle(window)
    focus = window.focusWidget()
    assert page.empty.isAncestorOf(focus)
    qtbot.keyClick(focus, Qt.Key.Key_Space)
    idle(window)
    assert not page.is_filtered()
    assert window.focusWidget() is page.table


def test_rows_boxes_and_icons_grow_with_the_letters(qtbot, window, idle):
    page = window.page
    lists = (page.table, page.filters.kinds, page.filters.actors)
    before = [view.visualRect(view.model().index(0, 0)).height() for view in lists]
    font = page.table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    for view in lists:
        view.setFont(font)
    qtbot.waitUntil(
        lambda: all(
            view.visualRect(view.model().index(0, 0)).height() > 1.4 * high
            for view, high in zip(lists, before, strict=True)
        )
    )
    assert page.table._cells.icon > 1.4 * 16


def test_the_list_of_keys_fits_every_screen_and_closes_by_key(qtbot, window):
    font = window.font()
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * 2)
    window.setFont(large)
    window.menus.shortcuts.trigger()
    dialog = window.findChild(QWidget, "shortcutsDialog")
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.height() < window.screen().availableSize().height()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
