"""An event is changed in its card: as typed, as one step, and nothing typed is lost."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from desktop.chronicle.details.draft import Who
from desktop.window.yourself import YourName
from models.queries.detail import event_detail
from models.store.store import Store


def stored(window):
    """Return the event in focus as the store has it."""
    store = Store.open(str(window.archive.path))
    try:
        with store.reading() as session:
            return event_detail(session, window.page.table.chosen)
    finally:
        store.close()


@pytest.fixture
def editor(window, idle):
    """Return the fields of the first event."""
    window.page.table.selectRow(0)
    idle(window)
    window.menus.edit.trigger()
    return window.page.detail.editing.editor


def until(qtbot, so):
    """Wait for something that other programs on this machine may delay."""
    qtbot.waitUntil(so, timeout=60000)


def finish(window, idle):
    """Store what is in the fields."""
    window.findChild(QPushButton, "editDone").click()
    idle(window)


def test_the_fields_have_the_names_that_others_rely_on(window, editor):
    for kind, name in (
        (QLineEdit, "editDate"), (QPlainTextEdit, "editSummary"), (QComboBox, "editKind"),
        (QComboBox, "editStatus"), (QLineEdit, "editPlace"), (QPushButton, "editDone"),
        (QPushButton, "editCancel"),
    ):  # fmt: skip
        found = window.findChild(kind, name)
        assert found.isVisible(), name
        assert found.accessibleName() or found.text(), name
    assert editor.people.objectName() == "editPeople"
    assert editor.meaning.objectName() == "editDateMeaning"


def test_a_date_is_understood_as_it_is_typed_and_stored_as_one_step(window, editor, idle, qtbot):
    was = stored(window)
    editor.date.setFocus()
    editor.date.selectAll()
    qtbot.keyClicks(editor.date, "early March 2024")
    assert editor.meaning.text() == "about 1–10 Mar 2024"
    editor.words.put("They met twice")
    editor.kind.put("visit")
    qtbot.keyClick(editor.date, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(window)
    now = stored(window)
    assert now.row.interval.edtf == "2024-03-01~/2024-03-10~"
    assert (now.row.summary, now.row.kind) == ("They met twice", "visit")
    assert not editor.isVisible()
    assert window.page.detail.title.text() == "They met twice"
    window.menus.undo.trigger()
    idle(window)
    assert stored(window) == was


@pytest.mark.parametrize("typed", ["3/4/2024", "soon", "5 Feb 2025 to 3 Feb 2025"])
def test_what_is_not_a_date_is_said_and_cannot_be_stored(window, editor, qtbot, typed):
    editor.date.setText(typed)
    editor.words.setFocus()
    until(qtbot, lambda: editor.meaning.text().endswith("."))
    assert not editor.save.isEnabled()
    qtbot.keyClick(editor.date, Qt.Key.Key_Return)
    assert editor.isVisible()
    editor.date.setText("none")
    assert editor.meaning.text() == "No date"
    assert editor.save.isEnabled()


def test_esc_shows_the_card_again_and_what_was_typed_can_be_brought_back(window, editor, qtbot):
    waiting = window.page.detail.editing.waiting
    editor.words.put("Something else")
    qtbot.keyClick(editor.words, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert waiting.isVisible()
    waiting.back.click()
    assert editor.isVisible()
    assert editor.words.text() == "Something else"


def test_another_event_can_be_looked_at_and_what_was_typed_waits(window, editor, idle):
    typed = window.page.table.chosen
    editor.words.put("Half a sen")
    window.page.table.selectRow(2)
    idle(window)
    assert not editor.isVisible()
    waiting = window.page.detail.editing.waiting
    assert "Not stored yet" in waiting.words.text()
    waiting.back.click()
    idle(window)
    assert window.page.table.chosen == typed
    assert editor.words.text() == "Half a sen"
    assert not waiting.isVisible()


def test_what_is_typed_outlives_the_window(window, editor, opened, idle):
    path = window.archive.path
    editor.words.put("Half a sen")
    window.close()
    again = opened(path)
    again.page.detail.editing.waiting.back.click()
    idle(again)
    assert again.page.detail.editing.editor.words.text() == "Half a sen"


def test_what_is_typed_stays_while_the_event_is_changed_elsewhere(window, editor, idle, qtbot):
    number = window.page.table.chosen
    editor.words.put("Half a sen")
    act = window.archive.deeds.change(number, {"date": "1 May 2020", "summary": "Theirs"})
    window.page.decide.emit("Changing", act)
    until(qtbot, lambda: editor.date.text() == "1 May 2020")
    idle(window)
    assert editor.words.text() == "Half a sen"
    assert "summary" in editor.hints.text()
    editor.words.put("Half a sente")
    assert "summary" in editor.hints.text()
    finish(window, idle)
    assert stored(window).row.summary == "Half a sente"
    assert stored(window).row.interval.edtf == "2020-05-01"


def test_people_are_completed_from_the_chronicle_added_and_removed(window, editor, idle, qtbot):
    before = {(p.role, p.name) for p in stored(window).participants}
    row = editor.people.add_one()
    qtbot.keyClicks(row.name, "sandov")
    idle(window)
    assert row.name.is_new  # nobody is called that
    qtbot.keyClick(row.name.completer().popup(), Qt.Key.Key_Down)
    qtbot.keyClick(row.name.completer().popup(), Qt.Key.Key_Return)
    assert row.name.text() == "Petra Sandoval"
    assert not row.kind.isVisible()
    row.role.put("participant")
    new = editor.people.add_one()
    qtbot.keyClicks(new.name, "Dock Council")
    idle(window)
    assert new.kind.isVisible()
    new.kind.put("organisation")
    new.role.put("target")
    gone = editor.people.rows[0]
    left = gone.who()
    gone.remove.click()
    finish(window, idle)
    now = {(p.role, p.name, p.kind) for p in stored(window).participants}
    assert ("participant", "Petra Sandoval", "person") in now
    assert ("target", "Dock Council", "organisation") in now
    assert (left.role, left.name) in before
    assert (left.role, left.name) not in {(role, name) for role, name, _ in now}


def test_who_denies_it_and_where_it_was_are_stored_in_the_same_step(window, editor, idle, qtbot):
    row = editor.claims.add_one()
    row.role.put("denies")
    qtbot.keyClicks(row.name, "Ada Brandvold")
    editor.status.put("denied")
    editor.place.setFocus()
    editor.place.selectAll()
    qtbot.keyClicks(editor.place, "Nowhere Bay")
    idle(window)
    assert editor.place_said.isVisible()
    finish(window, idle)
    now = stored(window)
    assert ("denies", "Ada Brandvold") in {(c.stance, c.name) for c in now.claims}
    assert (now.row.place, now.row.status) == ("Nowhere Bay", "denied")


def test_contradictions_are_said_and_not_forbidden(window, editor, idle):
    editor.status.put("asserted")
    editor.date.setText("3 Dec 2025")
    assert "after the article’s own date" in editor.hints.text()
    assert editor.save.isEnabled()
    editor.status.put("planned")
    assert "after the article" not in editor.hints.text()


def test_the_keys_come_back_to_where_they_were(window, idle, qtbot):
    table = window.page.table
    table.setFocus()
    table.selectRow(1)
    idle(window)
    window.menus.edit.trigger()
    editor = window.page.detail.editing.editor
    assert QApplication.focusWidget() is editor.words
    qtbot.keyClick(editor.words, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is table


def test_an_event_is_added_by_hand_and_chosen(window, idle, qtbot):
    rows = window.page.table.events.rowCount()
    window.menus.add_event.trigger()
    editor = window.page.detail.editing.editor
    assert not editor.save.isEnabled()
    qtbot.keyClicks(editor.words, "The harbour was closed")
    editor.date.setText("Feb 2024")
    row = editor.people.add_one()
    qtbot.keyClicks(row.name, "Tomas Okello")
    idle(window)
    finish(window, idle)
    assert window.page.table.events.rowCount() == rows + 1
    now = stored(window)
    assert now.row.summary == "The harbour was closed"
    assert now.row.by_hand
    assert [p.name for p in now.participants] == ["Tomas Okello"]
    assert window.page.detail.title.text() == "The harbour was closed"


def test_a_new_event_in_which_nothing_was_typed_leaves_nothing_behind(window, idle, qtbot):
    window.page.table.selectRow(0)
    idle(window)
    window.menus.add_event.trigger()
    editing = window.page.detail.editing
    assert editing.editor.date.text()
    qtbot.keyClick(editing.editor.words, Qt.Key.Key_Escape)
    assert not editing.waiting.isVisible()
    assert editing.save() == ""


def test_nothing_is_edited_where_nothing_can_be_written(window, editor):
    editor.words.put("Other")
    window._refuse("The chronicle cannot be written.")
    assert not editor.save.isEnabled()
    assert "cannot be written" in editor.save.toolTip()
    assert not window.menus.edit.isEnabled()


def change(window, idle, by, **fields):
    """Change the event in focus under a name."""
    window.archive.deeds.by = by
    act = window.archive.deeds.change(window.page.table.chosen, fields)
    window.page.decide.emit("Changing", act)
    idle(window)


def test_the_card_says_what_was_changed_by_whom_and_takes_it_back(window, idle, qtbot):
    window.page.table.selectRow(0)
    idle(window)
    pane = window.page.detail
    was = stored(window)
    assert pane.changes.lines == []
    assert not pane.past.isVisible()
    change(window, idle, "Ann Ode", date="5 Feb 2023")
    change(window, idle, "Bo Ek", kind="attack")
    until(qtbot, lambda: len(pane.changes.lines) == 2)
    (date, restore), (kind, _) = pane.changes.lines
    assert date.text().startswith("Date: 5 Feb 2023, changed by Ann Ode on ")
    assert date.text().endswith(f"; as read: {was.row.when}")
    assert "Kind: attack, changed by you on " in kind.text()
    assert restore.accessibleName() == "Restore as read: date"
    restore.click()
    idle(window)
    until(qtbot, lambda: len(pane.changes.lines) == 1)
    assert stored(window).row.interval == was.row.interval
    assert stored(window).row.edited == "kind"
    assert pane.past.isVisible()
    assert not pane.past.lines.isVisible()
    pane.past.heading.click()
    assert len(pane.past.lines.text().splitlines()) == 3
    assert "Ann Ode" in pane.past.lines.text()


def test_people_and_claims_are_taken_back_to_what_was_read(window, editor, idle, qtbot):
    was = stored(window)
    editor.people.rows[0].remove.click()
    editor.people.add_one().put(Who("participant", "Dock Council", None, "organisation"))
    editor.claims.add_one().put(Who("denies", "Petra Sandoval"))
    finish(window, idle)
    pane = window.page.detail
    until(qtbot, lambda: len(pane.changes.lines) == 2)
    for field in ("participants", "claims"):
        pane.changes.restore.emit(field)
        idle(window)
    now = stored(window)
    assert [(p.role, p.actor_id) for p in now.participants] == [
        (p.role, p.actor_id) for p in was.participants
    ]
    assert now.claims == was.claims
    assert now.row.edited == ""


def test_review_and_hand_are_said_in_the_card_and_in_the_row(window, idle, qtbot):
    window.page.table.selectRow(0)
    idle(window)
    window.archive.deeds.by = "Ann Ode"
    window.menus.accept.trigger()
    idle(window)
    pane = window.page.detail
    until(qtbot, lambda: pane.review.text().startswith("Accepted by you on "))
    window.page.decide.emit("Adding", window.archive.deeds.add("By hand alone", {"date": "2024"}))
    idle(window)
    rows = window.page.table.events
    at = next(n for n in range(rows.rowCount()) if rows.row_at(n).by_hand)
    window.page.table.selectRow(at)
    idle(window)
    until(qtbot, lambda: "Added by hand by you on " in pane.review.text())
    assert pane.review.text().endswith("without a source")
    assert pane.why.text() == "Entered by hand."
    assert pane.changes.lines == []
    event = next(n for n, column in enumerate(rows.columns) if column.key == "event")
    spoken = rows.index(at, event).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Event: By hand alone, added by hand"


def test_a_date_taken_away_is_not_said_to_be_unknown_to_the_text(window, idle):
    window.page.table.selectRow(0)
    idle(window)
    change(window, idle, "Ann", date=None)
    assert window.page.detail.why.text().startswith("Entered without a date")


def test_the_name_chosen_is_kept_with_what_is_decided(window, idle, qtbot, opened):
    window.menus.yourself.trigger()
    dialog = window.findChild(YourName)
    qtbot.keyClicks(dialog.line, "  Ann   Ode ")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert window.archive.deeds.by == "Ann Ode"
    idle(window)
    window.page.table.selectRow(0)
    idle(window)
    window.menus.accept.trigger()
    idle(window)
    with window.archive.reading() as (session, _):
        assert window.archive.past()(session)[0].by == "Ann Ode"
    path = window.archive.path
    window.close()
    assert opened(path).archive.deeds.by == "Ann Ode"


def test_the_tab_key_goes_through_the_fields_as_the_eye_does(window, editor, qtbot):
    editor.claims.add_one()
    editor.words.setFocus()
    seen = [QApplication.focusWidget()]
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is editor.cancel:
            break
    assert seen == [each for each in editor.stops() if each.isVisible() and each.isEnabled()]
    tops = [each.mapTo(editor, QPoint(0, 0)).y() for each in seen[:-2]]
    assert tops == sorted(tops)


def test_every_field_says_what_it_is(window, editor):
    editor.claims.add_one()
    for stop in editor.stops():
        assert stop.accessibleName() or stop.text(), stop.objectName()


def test_letters_are_for_the_fields_and_no_key_of_reviewing_acts(window, editor, qtbot):
    pressed = []
    act = QAction("Accept", window)
    act.setShortcut("A")
    act.triggered.connect(lambda: pressed.append("A"))
    window.addAction(act)
    for field in (editor.words, editor.date, editor.kind, editor.people.rows[0].role, editor.save):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_A)
    assert pressed == []
    assert editor.kind.value() in ("accusation", "agreement", "aid", "appointment", "attack")
    window.page.table.setFocus()
    qtbot.keyClick(window.page.table, Qt.Key.Key_A)
    assert pressed == ["A"]


def test_the_wheel_over_a_list_changes_nothing(window, editor):
    before = editor.draft()
    at = QPointF(5, 5)
    turned = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.kind, turned)
    assert editor.draft() == before


def test_a_double_click_and_the_pencils_open_the_field_they_are_at(window, idle, qtbot):
    window.page.table.selectRow(0)
    idle(window)
    pane = window.page.detail
    qtbot.mouseDClick(pane.date, Qt.MouseButton.LeftButton)
    editor = pane.editing.editor
    assert QApplication.focusWidget() is editor.date
    editor.cancel.click()
    pane.pencils["participants"].click()
    assert QApplication.focusWidget() is editor.people.rows[0].name
    editor.cancel.click()
    qtbot.mouseDClick(pane.status, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is editor.kind


def test_in_a_narrow_pane_nothing_is_cut_at_the_right(window, editor, idle):
    editor.claims.add_one()
    row = editor.people.rows[0]
    assert row.name.y() == row.role.y()
    try:
        window.theme.use_zoom(150)
        window.resize(1100, 800)
        idle(window)
        QApplication.processEvents()
        assert row.name.y() > row.role.y()
        wide = editor.area.viewport().width()
        for stop in editor.stops():
            if stop.isVisible():
                right = stop.mapTo(editor, QPoint(stop.width(), 0)).x()
                assert right <= wide + 2, stop.objectName()
    finally:
        window.theme.use_zoom(100)


def test_the_field_with_the_keys_is_in_sight(window, editor, qtbot):
    window.resize(1100, 480)
    for _ in range(4):
        row = editor.people.add_one()
        inside = editor.area.viewport().rect()
        until(
            qtbot,
            lambda row=row, inside=inside: inside.contains(
                row.name.mapTo(editor.area.viewport(), row.name.rect().center())
            ),
        )
