"""Panel, search line and chips are one filter, whichever of them somebody edits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from models.queries.filter import ActorRole
from tests.desktop.conftest import texts

TICK = Qt.ItemDataRole.CheckStateRole
STATES = {Qt.CheckState.Checked: "", Qt.CheckState.PartiallyChecked: "not "}


def ticked(view):
    """What a list shows as ticked, as one sees it."""
    model = view.model()
    found = ((model.index(n, 0), texts(view)[n]) for n in range(model.rowCount()))
    return [
        f"{STATES[state]}{text}"
        for index, text in found
        if (state := Qt.CheckState(index.data(TICK))) in STATES
    ]


def click(qtbot, view, text):
    # A row beyond the height that a list still has is not there to be clicked.
    qtbot.waitUntil(lambda: view.height() >= view.sizeHint().height())
    row = texts(view).index(text)
    place = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def type_in(qtbot, window, idle, text):
    window.page.search.clear()
    qtbot.keyClicks(window.page.search, text)
    idle(window)


def rows(window):
    events = window.page.table.events
    return [events.row_at(n).summary for n in range(events.rowCount())]


def test_what_is_typed_is_ticked(qtbot, window, idle):
    panel = window.page.filters
    type_in(qtbot, window, idle, 'actor:"ada brandvold" kind:meeting -status:denied')
    assert ticked(panel.actors) == ["Ada Brandvold"]
    assert ticked(panel.kinds) == ["Meeting"]
    assert ticked(panel.statuses) == ["not Denied"]
    assert texts(panel.actors)[0] == "Ada Brandvold", "ticked ones come first"
    assert len(rows(window)) == 2
    type_in(qtbot, window, idle, "kind:meeting")
    assert ticked(panel.kinds) == ["Meeting"]
    assert ticked(panel.actors) == ticked(panel.statuses) == []


def test_places_and_sources_are_ticked_in_any_spelling(qtbot, crowded, idle):
    panel = crowded.page.filters
    place, source = texts(panel.places)[1], texts(panel.sources)[2]
    line = f'place:"{place.upper()}" -source:"{source.lower()}"'
    type_in(qtbot, crowded, idle, line)
    assert ticked(panel.places) == [place]
    assert ticked(panel.sources) == [f"not {source}"]
    click(qtbot, panel.places, place)
    idle(crowded)
    assert crowded.page.chips.texts() == (f"Source: not {source.lower()}",)


def test_parts_of_names_tick_what_they_mean(qtbot, window, idle):
    panel, page = window.page.filters, window.page
    source = "Marra asks for help after the flood"
    type_in(qtbot, window, idle, "source:after actor:brand")
    assert ticked(panel.sources) == [source]
    assert ticked(panel.actors) == ["Ada Brandvold"]
    assert page.chips.texts() == ("Ada Brandvold", f"Source: {source}")
    click(qtbot, panel.sources, source)
    idle(window)
    assert page.search.text() == "actor:brand"


def test_a_part_of_a_place_ticks_every_place_it_means(qtbot, crowded, idle):
    panel = crowded.page.filters
    part = texts(panel.places)[0].lower()[:3]
    type_in(qtbot, crowded, idle, f"place:{part}")
    meant = [name for name in texts(panel.places) if name.lower().startswith(part)]
    assert ticked(panel.places) == meant
    number = crowded.page.table.events.rowCount()
    assert number == sum(int(texts(panel.places, 1)[texts(panel.places).index(m)]) for m in meant)


def test_what_is_chosen_with_or_is_one_chip(qtbot, window, idle):
    page = window.page
    every = len(rows(window))
    type_in(qtbot, window, idle, "kind:meeting OR (brandvold denied) actor:brand")
    assert page.chips.texts()[0] == "Kind: meeting or (“brandvold” and “denied”)"
    assert 0 < len(rows(window)) < every
    qtbot.mouseClick(page.chips.chips()[0], Qt.MouseButton.LeftButton)
    idle(window)
    assert page.search.text() == "actor:brand"


def test_what_is_unticked_goes_out_of_the_line(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "offer kind:meeting actor:brandvold")
    click(qtbot, page.filters.kinds, "Meeting")
    idle(window)
    assert page.search.text() == "offer actor:brandvold"
    assert page.chips.texts() == ("“offer”", "Ada Brandvold")
    page.filters.actors.setFocus()
    page.filters.actors.setCurrentIndex(page.filters.actors.model().index(0, 0))
    qtbot.keyClick(page.filters.actors, Qt.Key.Key_Space)
    idle(window)
    assert page.search.text() == "offer"
    assert ticked(page.filters.actors) == []


def test_what_is_wanted_in_another_way_is_written_in_another_way(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "actor:brandvold")
    page.filters.actors.values.choose(0, role=ActorRole.AGENT)
    idle(window)
    assert page.search.text() == "agent:brandvold"
    assert page.chips.texts() == ("Ada Brandvold as agent",)
    page.filters.actors.setCurrentIndex(page.filters.actors.model().index(0, 0))
    page.filters.actors.setFocus()
    qtbot.keyClick(page.filters.actors, Qt.Key.Key_Minus)
    idle(window)
    assert page.search.text() == "-agent:brandvold"
    assert ticked(page.filters.actors) == ["not Ada Brandvold"]


def test_ticks_and_words_are_kept_apart_and_add_up(qtbot, window, idle):
    page = window.page
    click(qtbot, page.filters.kinds, "Meeting")
    idle(window)
    assert ticked(page.filters.kinds) == ["Meeting"]
    met = len(rows(window))
    type_in(qtbot, window, idle, "kind:threat")
    assert sorted(ticked(page.filters.kinds)) == ["Meeting", "Threat"]
    assert len(rows(window)) > met
    type_in(qtbot, window, idle, "")
    assert ticked(page.filters.kinds) == ["Meeting"]
    assert len(rows(window)) == met


def test_a_chip_goes_out_of_the_line_and_of_the_panel(qtbot, window, idle):
    page = window.page
    click(qtbot, page.filters.kinds, "Meeting")
    type_in(qtbot, window, idle, "kind:meeting okello")
    assert page.chips.texts() == ("“okello”", "Kind: meeting"), "one chip for both"
    qtbot.mouseClick(page.chips.chips()[1], Qt.MouseButton.LeftButton)
    idle(window)
    assert page.search.text() == "okello"
    assert ticked(page.filters.kinds) == []


def test_only_this_leaves_the_line_without_the_others(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "kind:meeting okello")
    page.filters.kinds.values.choose(texts(page.filters.kinds).index("Threat"), only=True)
    idle(window)
    assert page.search.text() == "okello"
    assert ticked(page.filters.kinds) == ["Threat"]
    assert page.chips.texts() == ("“okello”", "Kind: threat")


def test_any_in_the_line_is_any_in_the_panel_and_all_takes_it_back(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "actor:brandvold actor:okello match:any")
    assert page.filters.modes.any.isChecked()
    assert page.filters.modes.any.isEnabled()
    some = len(rows(window))
    qtbot.mouseClick(page.filters.modes.all, Qt.MouseButton.LeftButton)
    idle(window)
    assert page.search.text() == "actor:brandvold actor:okello"
    assert len(rows(window)) < some


def test_the_undo_of_the_line_brings_back_what_was_unticked(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "kind:meeting brandvold")
    click(qtbot, page.filters.kinds, "Meeting")
    idle(window)
    assert page.search.text() == "brandvold"
    page.search.setFocus()
    page.search.undo()
    idle(window)
    assert page.search.text() == "kind:meeting brandvold"
    assert ticked(page.filters.kinds) == ["Meeting"]


def test_clear_empties_all_three(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "kind:meeting actor:brandvold from:2024")
    qtbot.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    idle(window)
    assert page.search.text() == page.filters.dates.start.text() == ""
    assert not any(ticked(each) for each in page.filters.lists.values())
    assert page.chips.texts() == ()
    assert not page.is_filtered()


def test_a_filter_that_was_typed_is_ticked_when_it_is_opened_by_its_name(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "brand kind:meeting from:2024-03 actor:okello")
    before, chips = rows(window), set(page.chips.texts())
    page.named.save_action.trigger()
    dialog = window.findChild(QDialog, "nameDialog")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "filterName"), "talks")
    qtbot.keyClick(dialog.findChild(QLineEdit, "filterName"), Qt.Key.Key_Return)
    idle(window)
    page.clear_filters()
    idle(window)
    window.menus.undo.trigger()
    idle(window)
    window.menus.redo.trigger()
    idle(window)
    (choice,) = [a for a in page.named.menu.actions() if a.text().endswith("talks")]
    choice.trigger()
    idle(window)
    assert rows(window) == before
    assert set(page.chips.texts()) == chips
    assert ticked(page.filters.kinds) == ["Meeting"]
    assert ticked(page.filters.actors) == ["Tomas Okello"]
    assert page.filters.dates.start.text() == "Mar 2024"
    assert page.search.text() == "brand actor:okello"
    assert choice.isChecked()


def test_what_is_typed_is_not_ticked_of_its_own_after_a_restart(opened, copied, story, idle):
    path = copied(story)
    first = opened(path)
    first.page.filters.kinds.values.choose(texts(first.page.filters.kinds).index("Threat"))
    first.page.search.setText("kind:meeting from:2024 actor:brandvold")
    idle(first)
    chips = first.page.chips.texts()
    first.close()
    second = opened(path)
    assert second.page.chips.texts() == chips
    assert ticked(second.page.filters.actors) == ["Ada Brandvold"]
    assert second.page.filters.dates.start.text() == "2024"
    second.page.search.clear()
    idle(second)
    assert second.page.chips.texts() == ("Kind: threat",)
    assert second.page.filters.dates.start.text() == ""


def test_undoing_an_import_leaves_what_is_asked(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "actor:brandvold")
    assert page.chips.texts() == ("Ada Brandvold",)
    window.menus.undo.trigger()
    idle(window)
    assert page.search.text() == "actor:brandvold"
    assert page.chips.texts() == ("brandvold…",)
    assert ticked(page.filters.actors) == []
    window.menus.redo.trigger()
    idle(window)
    assert ticked(page.filters.actors) == ["Ada Brandvold"]


@pytest.mark.parametrize("line", ["kind:nonsense", "from:nonsense"])
def test_a_line_that_means_nothing_leaves_the_ticks(qtbot, window, idle, line):
    page = window.page
    type_in(qtbot, window, idle, "kind:meeting")
    page.search.setText(line)
    idle(window)
    assert page.wrong.isVisible()
    assert ticked(page.filters.kinds) == ["Meeting"]
    click(qtbot, page.filters.kinds, "Meeting")
    idle(window)
    assert not page.is_filtered()
    assert not page.wrong.isVisible()


def test_a_word_is_found_as_it_is_typed(qtbot, window, idle):
    page, counts = window.page, []
    for letter in "brandvold":
        qtbot.keyClicks(page.search, letter)
        idle(window)
        assert page.table.isVisible()
        counts.append(page.table.events.rowCount())
    assert counts[0] == max(counts), "one letter is a word that has begun"
    assert 0 < counts[-1] < counts[0]
    assert counts == sorted(counts, reverse=True)


def test_the_rows_of_before_stay_until_the_answer_is_there(qtbot, window, idle):
    page, seen = window.page, []
    type_in(qtbot, window, idle, "okello")
    page.table.events.modelReset.connect(lambda: seen.append(page.table.events.rowCount()))
    for letter in " offer":
        qtbot.keyClicks(page.search, letter)
        assert page.table.events.rowCount()
        idle(window)
    assert seen
    assert all(seen)


def buttons(window):
    return [each.text() for each in window.page.empty.findChildren(QPushButton) if each.isVisible()]


def test_a_near_spelling_is_offered_where_nothing_matches(qtbot, window, idle):
    page = window.page
    type_in(qtbot, window, idle, "Brandvolt kind:meeting")
    assert page.empty.isVisible()
    offered = ["Did you mean Brandvold?", "Clear all filters"]
    qtbot.waitUntil(lambda: buttons(window) == offered)  # shown a turn after they are made
    page.empty.setFocus()
    qtbot.keyClick(page.empty.focusProxy(), Qt.Key.Key_Space)
    idle(window)
    assert page.search.text() == "Brandvold kind:meeting"
    assert rows(window)
    type_in(qtbot, window, idle, "qqqqqq")
    qtbot.waitUntil(lambda: buttons(window) == ["Clear all filters"])


def test_the_keys_stay_in_the_middle_when_a_spelling_is_found(qtbot, window, idle):
    page = window.page
    page.table.setFocus()
    page.search.setText("Brandvolt")
    idle(window)
    focus = page.window().focusWidget()
    assert page.empty.isAncestorOf(focus)
    assert focus.text() == "Did you mean Brandvold?"


def test_half_a_search_is_not_called_wrong_while_one_types(qtbot, window, idle):
    page = window.page
    qtbot.keyClicks(page.search, "from:20")
    qtbot.wait(200)
    assert not page.wrong.isVisible()
    idle(window)
    assert "needs a date" in page.wrong.text()
    assert page.wrong.isVisible()
    qtbot.keyClicks(page.search, "24")
    idle(window)
    assert not page.wrong.isVisible()
