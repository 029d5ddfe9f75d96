"""What can be done is in sight: the toolbar, the menu of a row, panes, zoom, and one hint."""

import re
from collections import Counter
from dataclasses import fields

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from desktop.chronicle.page import ChroniclePage
from desktop.pages.touching import EVERYTHING
from desktop.settings import Memory, Settings
from desktop.theme.theme import ZOOMS
from desktop.window.house import House
from tests.desktop.conftest import texts


@pytest.fixture(autouse=True)
def _usual_letters(qapp):
    before = qapp.font()
    yield
    qapp.setFont(before)


@pytest.fixture(autouse=True)
def popped(monkeypatch):
    """Return the menus that were popped up; this display cannot show them."""
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    return opened


def entries(menu):
    return {a.text().replace("&", ""): a for a in menu.actions() if a.text()}


def test_what_one_does_most_is_in_the_toolbar_and_reached_by_key(qtbot, window, idle):
    buttons = {each.accessibleName(): each for each in window.toolbar.buttons}
    assert list(buttons) == ["Import", "Export", *list(buttons)[2:]]
    assert {each.defaultAction() for each in buttons.values()} == {
        window.menus.import_, window.menus.export, window.menus.undo, window.menus.redo,
    }  # fmt: skip
    for each in buttons.values():
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert not each.icon().isNull()
        assert each.isEnabled() is each.defaultAction().isEnabled()
    assert window.toolbar.isAncestorOf(window.page.search)
    assert window.toolbar.isAncestorOf(window.page.count)
    assert buttons["Import"].toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    qtbot.mouseClick(window.toolbar.buttons[2], Qt.MouseButton.LeftButton)
    idle(window)
    assert window.page.table.events.rowCount() == 0, "the import is undone"


@pytest.mark.parametrize(("name", "key"), [("filters", Qt.Key.Key_F8), ("details", Qt.Key.Key_F9)])
def test_a_pane_is_folded_away_by_key_and_stays_so(qtbot, opened, copied, story, name, key):
    path = copied(story)
    window = opened(path)
    window.activateWindow()
    pane = window.page.split.sides[name]
    action = window.menus.panes[name]
    wide = window.page.table.width()
    assert pane.isVisible()
    assert action.isChecked()
    qtbot.keyClick(window, key)
    assert not pane.isVisible()
    assert not action.isChecked()
    qtbot.waitUntil(lambda: window.page.table.width() > wide + 100)
    window.close()
    again = opened(path)
    assert again.page.split.sides[name].isHidden()
    assert not again.menus.panes[name].isChecked()
    again.menus.panes[name].trigger()
    assert again.page.split.sides[name].isVisible()
    again.menus.panes[name].trigger()
    again.menus.reset.trigger()
    assert again.menus.panes[name].isChecked()


def test_the_keys_of_a_pane_that_is_folded_away_go_back_to_where_they_were(qtbot, window):
    window.activateWindow()
    window.page.table.setFocus()
    window.page.filters.search.setFocus()
    window.menus.filters_pane.trigger()
    assert window.focusWidget() is window.page.table


def test_letters_grow_and_shrink_in_every_part_and_stay_so(qtbot, opened, copied, story, idle):
    path = copied(story)
    window = opened(path)
    page = window.page
    parts = (page.detail.title, page.detail.date, page.table, page.filters.kinds, page.count)
    before = [QFontMetrics(part.font()).height() for part in parts]
    for _ in range(3):
        window.menus.larger.trigger()
    assert window.theme.zoom == 150
    for part, high in zip(parts, before, strict=True):
        assert QFontMetrics(part.font()).height() > 1.3 * high
    assert page.table.verticalHeader().defaultSectionSize() > 1.2 * 28
    window.close()
    again = opened(path)
    assert again.theme.zoom == 150
    assert QFontMetrics(again.page.detail.title.font()).height() > 1.3 * before[0]
    again.menus.usual.trigger()
    assert [QFontMetrics(p.font()).height() for p in (
        again.page.detail.title, again.page.detail.date, again.page.table,
        again.page.filters.kinds, again.page.count,
    )] == before  # fmt: skip
    again.menus.smaller.trigger()
    assert again.theme.zoom == 90
    for _ in range(20):
        again.menus.smaller.trigger()
    assert again.theme.zoom == ZOOMS[0]


def test_the_hint_for_new_users_goes_away_for_good(qtbot, opened, copied, story):
    path = copied(story)
    window = opened(path)
    assert window.hint.isVisible()
    qtbot.mouseClick(window.hint.button, Qt.MouseButton.LeftButton)
    assert not window.hint.isVisible()
    assert Memory().settings().hinted
    window.close()
    assert not opened(path).hint.isVisible()


def test_whoever_imports_needs_no_hint_but_the_example_is_no_import(
    opened, tmp_path, articles, idle
):
    window = opened(None)
    idle(window)
    assert window.page.table.events.rowCount()
    assert window.hint.isVisible()
    window.work.import_paths([articles])
    idle(window)
    assert not window.hint.isVisible()


def row_menu(window, qtbot, row):
    """The menu of a row, as Shift+F10 opens it, after the details have come."""
    table = window.page.table
    table.selectRow(row)
    qtbot.waitUntil(lambda: window.page.detail.detail.row.id == table.chosen)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(table.viewport(), event)
    return window.page.row_menu


def test_the_menu_of_a_row_filters_by_what_it_is_about(qtbot, window, idle):
    table, page = window.page.table, window.page
    row = next(n for n in range(table.events.rowCount()) if table.events.row_at(n).who)
    event, total = table.events.row_at(row), table.events.rowCount()
    found = entries(row_menu(window, qtbot, row))
    found[f"Only this kind: {event.kind}"].trigger()
    idle(window)
    assert 0 < table.events.rowCount() < total
    assert {table.events.row_at(n).kind for n in range(table.events.rowCount())} == {event.kind}
    page.clear_filters()
    idle(window)
    found = entries(row_menu(window, qtbot, row))
    next(a for words, a in found.items() if words.startswith("Only from")).trigger()
    idle(window)
    assert {table.events.row_at(n).source for n in range(table.events.rowCount())} == {event.source}
    page.clear_filters()
    idle(window)
    people = entries(row_menu(window, qtbot, row) and page.row_menu.people)
    name, action = next(iter(people.items()))
    action.trigger()
    idle(window)
    assert [each.label for each in page.filters.actors.values.ticked] == [name]


def test_the_menu_of_a_row_copies_all_that_are_chosen(qtbot, window, popped):
    table = window.page.table
    menu = row_menu(window, qtbot, 0)
    assert popped == [menu]
    table.selectAll()
    number = table.events.rowCount()
    window.page.row_menu.open(table.events.row_at(0), window.page.detail.detail, number)
    with qtbot.waitSignal(table.copied):
        entries(menu)[f"Copy {number} events"].trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == number + 1


def test_names_in_the_menu_of_a_row_stay_names(window):
    from dataclasses import replace

    menu, detail = window.page.row_menu, window.page.detail.detail
    row = replace(detail.row, source="Q&A " + "long " * 40)
    menu.open(row, detail, 1)
    (told,) = [a.text() for a in menu.actions() if "source" in a.text()]
    assert "Q&&A" in told
    assert len(told) < 80


def test_enter_and_a_double_click_take_the_keys_to_the_details(qtbot, window, idle):
    window.activateWindow()
    page = window.page
    page.split.show_pane("details", shown=False)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert page.detail.isAncestorOf(window.focusWidget())
    page.split.show_pane("details", shown=False)
    place = page.table.visualRect(page.table.events.index(1, 1)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.detail.isVisible()


def test_old_settings_give_todays_layout(tmp_path):
    memory = Memory(tmp_path)
    memory._file.setValue("state/panes", '"AAAA"')
    memory._file.setValue("state/header", '"AAAA"')
    memory._file.setValue("state/columns", '[["date"], 5, ["event", "wide"]]')
    assert memory.settings() == Settings()
    assert {"zoom", "hidden", "hinted", "columns"} <= {each.name for each in fields(Settings)}


def test_the_headings_offer_the_columns_by_right_click(window, popped):
    table = window.page.table
    across = table.horizontalHeader()
    across.customContextMenuRequested.emit(QPoint(20, 5))
    assert popped == [window.page.columns]
    view = next(m for m in window.menuBar().findChildren(QMenu) if m.title() == "&View")
    assert window.page.columns.menuAction() in view.actions()


def test_the_window_knows_its_house_by_what_every_house_has(window):
    told = {name for name in vars(House) if not name.startswith("_")} | set(House.__annotations__)
    assert all(hasattr(window.page, name) for name in told)
    assert isinstance(window.page, ChroniclePage)
    seen = []
    window.page.refresh = lambda: seen.append("events")
    window.page.named.refresh = lambda: seen.append("filters")
    window.page.touched(frozenset(("filters",)))
    assert seen == ["filters"]
    window.page.touched(EVERYTHING)
    assert seen == ["filters", "events"]


def test_actors_are_shown_by_kind_in_the_one_list(qtbot, crowded, idle):
    panel = crowded.page.filters
    every, model = texts(panel.actors), panel.actors.values
    there = {model.facet(row).kind for row in range(model.rowCount())}
    assert len(there) > 1
    for kind, button in panel.groups.buttons.items():
        assert button.accessibleName()
        assert button.toolTip()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        idle(crowded)
        kinds = {model.facet(row).kind for row in range(model.rowCount())}
        assert kinds == (there & {kind} if kind else there)
    panel.groups.buttons[""].click()
    idle(crowded)
    assert texts(panel.actors) == every


def test_a_ticked_actor_stays_ticked_when_another_kind_is_shown(window, idle):
    panel = window.page.filters
    model = panel.actors.values
    person = next(row for row in range(model.rowCount()) if model.facet(row).kind == "person")
    model.choose(person)
    idle(window)
    panel.groups.buttons["place"].click()
    idle(window)
    assert len(panel.actors.values.ticked) == 1
    assert window.page.chips.texts()


def test_the_panel_scrolls_as_one_and_shows_all_values_where_it_is_asked(qtbot, crowded, idle):
    panel = crowded.page.filters
    for each in panel.lists.values():
        assert each.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    more = panel.more["actor"]
    high = panel.actors.height()
    number = panel.actors.values.rowCount()
    assert more.text() == f"Show {number - 9} more"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.actors.height() > 10 * high)
    assert panel.actors.verticalScrollBar().maximum() == 0
    assert more.text() == "Show fewer"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.actors.height() == high)


def test_saved_filters_stand_in_the_panel_and_open_by_a_press(qtbot, window, idle):
    page = window.page
    assert not page._saved.isVisible()
    page.search.setText("kind:meeting")
    idle(window)
    page.named._save(page.named._questions, page.filter(), "Meetings & more")
    idle(window)
    qtbot.waitUntil(page._saved.isVisible)
    (line,) = page.saved.lines
    assert line.accessibleName() == "Saved filter: Meetings & more"
    assert line.isChecked()
    page.clear_filters()
    idle(window)
    assert not line.isChecked()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    idle(window)
    assert line.isChecked()
    assert page.is_filtered()


def test_every_new_part_is_told_to_who_cannot_see_it(window):
    for widget in window.findChildren(QToolButton):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or widget.text()
    for name in ("toolbar", "firstHint", "chosenCount"):
        assert window.findChild(QWidget, name).accessibleName()
    for name in ("filtersPaneAction", "detailsPaneAction", "zoomInAction", "zoomOutAction"):
        assert window.findChild(QAction, name).shortcuts()


def test_the_dates_in_sight_outlive_a_restart(opened, copied, crowd, idle):
    path = copied(crowd)
    window = opened(path)
    window.page.histogram.bars.zoom_in()
    idle(window)
    span = window.page.histogram.bars.span
    window.close()
    assert opened(path).page.histogram.bars.span == span


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_filter_panel_is_as_wide_as_its_letters_need(qtbot, window, zoom):
    window.resize(1280, 800)
    window.theme.use_zoom(zoom)
    panel = window.page.filters
    inner, seen = panel._inner, panel._area.viewport()
    qtbot.waitUntil(lambda: inner.width() <= seen.width())
    for part in (panel.search, panel.modes, panel.groups, panel.dates.start):
        right = part.mapTo(seen, QPoint(part.width(), 0)).x()
        assert right <= seen.width()


def test_a_narrow_table_needs_no_sideways_scrolling(qtbot, window):
    window.resize(900, 600)
    table = window.page.table
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.columnWidth(0) < 110


def test_the_menu_of_a_row_opens_by_its_keys_and_leaves_no_other_behind(qtbot, window, popped):
    table = window.page.table
    table.selectRow(0)
    menus = []
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        menus.append(len(window.page.row_menu.findChildren(QMenu)))
    assert popped == [window.page.row_menu] * 3
    assert len(set(menus)) == 1


def test_an_ampersand_in_a_source_is_no_key(window):
    window.page.detail.origin.setText("S&F · Q&A")
    assert window.page.detail.origin.shortcut().isEmpty()


def test_a_letter_leads_to_one_line_of_a_menu(window):
    for menu in window.findChildren(QMenu):
        letters = Counter(
            found[1].lower()
            for action in menu.actions()
            if (found := re.search("&([^&])", action.text().replace("&&", "")))
        )
        assert not [each for each, times in letters.items() if times > 1], menu.title()
