"""The filter panel: ticks, dates, names."""

import unicodedata

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QMenu
from sqlalchemy import select

from desktop.chronicle.filters.dates import DateFields
from desktop.chronicle.filters.facet_model import Ticked
from models.queries.events import count_events
from models.queries.filter import ActorRole, ActorTerm, EventFilter
from models.schema.actors import Alias
from tests.desktop.conftest import texts


def click(qtbot, view, row, column=0):
    # A row beyond the height that a list still has is not there to be clicked.
    qtbot.waitUntil(lambda: view.height() >= view.sizeHint().height())
    rect = view.visualRect(view.model().index(row, column))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_a_click_anywhere_in_a_row_ticks_it_once(qtbot, window, idle):
    view = window.page.filters.actors
    for column in (0, 1):
        click(qtbot, view, 0, column)
        idle(window)
        assert (
            view.model().index(0, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        )
        assert window.page.table.events.rowCount() == int(texts(view, 1)[0])
        click(qtbot, view, 0, column)
        idle(window)
        assert view.values.ticked == ()


def test_space_ticks(qtbot, window, idle):
    view = window.page.filters.statuses
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    idle(window)
    assert window.page.table.events.rowCount() == int(texts(view, 1)[0])


def test_the_model_ticks_for_outside_drivers(window, idle):
    model = window.page.filters.kinds.model()
    assert model.setData(model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    idle(window)
    assert window.page.is_filtered()
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    idle(window)
    assert not window.page.is_filtered()


def test_nothing_jumps_when_a_value_is_ticked(window, idle):
    view = window.page.filters.actors
    before = texts(view)
    view.values.choose(3)
    idle(window)
    assert texts(view) == before


def test_a_value_stays_under_the_hand_while_others_are_stored(crowded, idle, monkeypatch):
    view = crowded.page.filters.actors
    before = texts(view)
    rows = [view.values.facet(row) for row in range(view.values.rowCount())]
    view.setCurrentIndex(view.values.index(12, 0))
    view.verticalScrollBar().setValue(4)
    top = view.verticalScrollBar().value()
    assert top
    for hand in (True, False):
        monkeypatch.setattr(view, "underMouse", lambda hand=hand: hand)
        crowded.page.search.setFocus()
        crowded.page.filters.refresh(crowded.page.filter())
        view.values.put([rows[20], *rows[:20], *rows[21:]])  # one has become the most frequent
        assert view.currentIndex().data() == before[12], "the keys stay on their value"
        assert texts(view)[0] == (before[0] if hand else before[20])
        if hand:
            assert view.verticalScrollBar().value() == top
            assert sorted(texts(view)) == sorted(before)
            QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
            assert texts(view)[0] == before[20], "no hand is on the list any more"
            assert view.currentIndex().data() == before[12]
        idle(crowded)


def test_what_the_mouse_presses_does_not_move_under_it(qtbot, window):
    window.resize(1280, 560)
    area = window.page.filters._area
    view = window.page.filters.kinds
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    window.page.table.setFocus()
    bar.setValue(0)
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert bar.value() == 0
    window.page.table.setFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert bar.value() > 0


def test_a_value_can_be_left_out(window, idle):
    view = window.page.filters.actors
    total, with_first = window.page.table.events.rowCount(), int(texts(view, 1)[0])
    view.values.choose(0, exclude=True)
    idle(window)
    assert window.page.table.events.rowCount() == total - with_first
    assert window.page.chips.texts()[0].startswith("not ")


def test_names_narrow_as_one_types_and_ticks_stay(qtbot, window, idle):
    view = window.page.filters.actors
    view.values.choose(0)
    idle(window)
    ticked = texts(view)[0]
    qtbot.keyClicks(window.page.filters.search, "hARun")
    idle(window)
    assert [name for name in texts(view) if name != ticked] == ["Lin Haruna"]
    assert view.values.ticked[0].label == ticked


def test_any_of_several_actors_is_offered(window, idle):
    view = window.page.filters.actors
    for row in (0, 1):
        view.values.choose(row)
    idle(window)
    both = window.page.table.events.rowCount()
    assert window.page.filters.modes.any.isEnabled()
    window.page.filters.modes.any.click()
    idle(window)
    assert window.page.table.events.rowCount() > both


def test_dates_count_what_may_be_and_what_has_no_date(qtbot, crowded, idle):
    dates = crowded.page.filters.dates
    assert not dates.possible.isEnabled()
    qtbot.keyClicks(dates.start, "1990")
    qtbot.keyClicks(dates.end, "10 May 1996")
    idle(crowded)
    certain = crowded.page.table.events.rowCount()
    for button in (dates.possible, dates.undated):
        number = int(button.text().split("·")[1])
        assert number
        before = crowded.page.table.events.rowCount()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        idle(crowded)
        assert crowded.page.table.events.rowCount() == before + number
    assert crowded.page.table.events.rowCount() > certain


@pytest.fixture
def fields(qtbot):
    made = DateFields()
    qtbot.addWidget(made)
    made.show()
    return made


def test_half_a_date_is_not_called_wrong_while_one_types(qtbot, fields):
    qtbot.keyClicks(fields.start, "3 Fe")
    assert not fields.wrong.isVisible()
    assert fields.range() is None
    qtbot.waitUntil(fields.wrong.isVisible)
    assert "3 Fe" in fields.wrong.text()
    qtbot.keyClicks(fields.start, "b 2025")
    assert not fields.wrong.isVisible()
    assert fields.range().start.edtf == "2025-02-03"


def test_what_is_wrong_with_a_date_is_plain_text_and_wholly_in_sight(qtbot, window):
    dates, section = window.page.filters.dates, window.page.filters.sections["dates"]
    window.resize(900, 700)
    dates.start.setText("<b>bold</b> and <img src=x> and more of it")
    qtbot.waitUntil(dates.wrong.isVisible)
    assert dates.wrong.textFormat() == Qt.TextFormat.PlainText
    assert "<b>bold</b>" in dates.wrong.text()
    line = dates.wrong.fontMetrics().height()
    qtbot.waitUntil(
        lambda: (
            dates.wrong.height() >= dates.wrong.heightForWidth(dates.wrong.width()) > 2 * line
            and dates.undated.mapTo(section, dates.undated.rect().bottomLeft()).y()
            < section.height()
        )
    )


def test_dates_the_wrong_way_round_are_told(qtbot, fields):
    fields.start.setText("2025")
    fields.end.setText("2024")
    qtbot.waitUntil(fields.wrong.isVisible)
    assert "after the second" in fields.wrong.text()


def test_ticked_values_that_are_not_listed_stay_ticked(window, idle):
    kinds = window.page.filters.kinds.values
    kinds.tick([Ticked("death", "death")])
    kinds.changed.emit()
    idle(window)
    assert "Kind: death" in window.page.chips.texts()
    assert "Death" in texts(window.page.filters.kinds)


def roles(window, actor, role):
    """Return how many events an actor takes part in, in that role."""
    with window._archive.reading() as (session, _):
        wanted = EventFilter(actors=(ActorTerm(id=actor, role=role),))
        return count_events(session, wanted)


def test_the_menu_of_an_actor_asks_for_a_role_by_key(qtbot, window, idle, monkeypatch):
    opened = []  # without a screen no menu can take the keys
    monkeypatch.setattr(QMenu, "popup", lambda menu, place: opened.append(menu))
    view = window.page.filters.actors
    actor = view.values.facet(0)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    (menu,) = opened
    words = [action.text().replace("&", "") for action in menu.actions() if action.text()]
    assert words == [
        "In any role", "As agent (who acted)", "As target (who was affected)",
        "Only this", "Leave out", "Merge with another actor…", "Split…",
        "Rename or change kind…", "Not an actor…", "Add a note…",
    ]  # fmt: skip
    menu.actions()[1].trigger()
    idle(window)
    assert window.page.table.events.rowCount() == roles(window, actor.id, ActorRole.AGENT)
    assert window.page.chips.texts() == (f"{actor.label} as agent",)
    spoken = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"{actor.label} as agent, ")


def test_the_role_button_is_for_all_that_are_ticked_and_says_so(window, idle):
    page = window.page
    modes, values = page.filters.modes, page.filters.actors.values
    values.choose(0)
    idle(window)
    modes._roles[ActorRole.TARGET].trigger()
    idle(window)
    assert modes.role.text() == "As target"
    assert page.chips.texts()[0].endswith(" as target")
    values.choose(1, role=ActorRole.AGENT)
    idle(window)
    assert modes.role.text() == "In several roles"
    page.clear_filters()
    idle(window)
    assert modes.role.text() == "In any role"


def test_minus_leaves_out_and_the_chip_says_not(qtbot, crowded, idle):
    window = crowded
    view = window.page.filters.places
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    place = texts(view)[0]
    total = window.page.table.events.rowCount()
    there = int(texts(view, 1)[0].replace(",", ""))
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    idle(window)
    assert window.page.chips.texts() == (f"Place: not {place}",)
    assert window.page.table.events.rowCount() == total - there


def test_review_states_are_offered_once_there_is_something_to_tell_apart(window, crowded, idle):
    assert not window.page.filters.sections["reviews"].isVisibleTo(window.page.filters)
    reviews = crowded.page.filters.reviews
    assert crowded.page.filters.sections["reviews"].isVisibleTo(crowded.page.filters)
    assert texts(reviews) == ["To review", "Accepted"], "none was rejected"
    reviews.values.choose(1)
    idle(crowded)
    assert crowded.page.table.events.rowCount() == int(texts(reviews, 1)[1].replace(",", ""))


def test_one_of_several_is_said_by_the_chips(window, idle):
    values = window.page.filters.actors.values
    names = texts(window.page.filters.actors)[:2]
    for row in (0, 1):
        values.choose(row)
    window.page.filters.modes.any.click()
    idle(window)
    assert window.page.chips.texts() == (names[0], f"or {names[1]}")
    window.page.chips.chips()[1].click()
    idle(window)
    assert window.page.chips.texts() == (names[0],)
    assert not window.page.filters.modes.any.isEnabled()


def test_names_are_found_without_accents_and_by_other_spellings(qtbot, crowded, idle):
    with crowded._archive.reading() as (session, _):
        every = session.execute(select(Alias.text, Alias.actor_id)).all()
    form, actor = next((t, a) for t, a in every if not t.isascii() and " " in t)
    plain = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
    qtbot.keyClicks(crowded.page.filters.search, plain.upper())
    idle(crowded)
    values = crowded.page.filters.actors.values
    assert values.row_of(actor) >= 0
    assert values.rowCount() < 20


def test_only_what_is_ticked_otherwise_is_drawn_anew(crowded, idle):
    values = crowded.page.filters.actors.values
    drawn: list[tuple[int, int]] = []
    values.dataChanged.connect(lambda top, end: drawn.append((top.row(), end.row())))
    last = values.rowCount() - 1
    first, second = (Ticked(values.facet(row).id, values.facet(row).label) for row in (4, last))
    values.tick([first])
    assert drawn == [(4, 4)]
    drawn.clear()
    values.tick([second])
    assert drawn == [(4, 4), (last, last)]
    drawn.clear()
    values.tick([second])
    assert drawn == []


def test_down_leads_from_the_field_of_names_into_the_list(qtbot, window, idle):
    panel = window.page.filters
    panel.search.setFocus()
    qtbot.keyClicks(panel.search, "brandv")
    idle(window)
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert window.focusWidget() is panel.actors
    assert panel.actors.currentIndex().row() == 0
    window.page.turn("sources")
    idle(window)
    page = window.page.staging.page
    page.head.field.setFocus()
    qtbot.keyClick(page.head.field, Qt.Key.Key_Down)
    assert window.focusWidget() is page.table
