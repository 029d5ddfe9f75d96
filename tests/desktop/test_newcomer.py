"""What a newcomer wants to know, in steps: when two first met, who says so, and what came after."""

from PySide6.QtCore import QPoint, Qt

from desktop.pages.touching import EVERYTHING
from tests.desktop.conftest import texts


def test_when_two_first_met_who_reported_it_and_what_happened_after(window, qtbot, idle):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)  # the network
    idle(window)
    network = window.page.staging.page
    pairs = zip(texts(network.table), texts(network.table, 1), strict=True)
    row = next(n for n, pair in enumerate(pairs) if set(pair) == {"Ada Brandvold", "Lin Haruna"})
    network.table.selectRow(row)
    network.table.setFocus()
    qtbot.keyClick(network.table, Qt.Key.Key_Return)  # the events of both
    idle(window)
    table = window.page.table
    table.selectRow(0)
    idle(window)
    detail = window.page.detail
    assert detail.detail.row.when == "9 May 2024"
    assert "flood" in detail.origin.text()
    qtbot.keyClick(
        window, Qt.Key.Key_X,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)  # the timeline
    idle(window)
    timeline = window.page.staging.page
    picture = timeline.view.picture(timeline.view.width())
    first, last = (picture.x(picture.span.place(day)) for day in
                   (detail.detail.row.interval.earliest, picture.span.end))  # fmt: skip
    qtbot.mousePress(timeline.axis, Qt.MouseButton.LeftButton, pos=QPoint(first + 1, 5))
    qtbot.mouseMove(timeline.axis, QPoint(last - 1, 5))
    qtbot.mouseRelease(timeline.axis, Qt.MouseButton.LeftButton, pos=QPoint(last - 1, 5))
    idle(window)
    dates = window.page.filter().dates
    assert dates.start.earliest <= detail.detail.row.interval.earliest
    rows = map(table.events.row_at, range(table.events.rowCount()))
    assert {"9 May 2024", "10 May 2024"} <= {row.when for row in rows if row is not None}


def test_a_page_asks_again_only_for_what_it_shows(window, idle):
    window.page.turn("matrix")
    idle(window)
    page, asked = window.page.staging.page, []
    page.ask = asked.append
    window.page.touched(frozenset(("documents",)))
    idle(window)
    assert asked == []
    window.page.touched(EVERYTHING)
    idle(window)
    assert len(asked) == 1
