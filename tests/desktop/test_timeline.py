"""The timeline: what is drawn, by which keys one goes through it, and what it filters."""

import itertools
import json
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from sqlalchemy import select

from desktop.scale.spans import Span, Unit
from desktop.timeline.marks import ARROW, LEAST, placed
from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.importing.routine import import_files
from models.queries.rows import EventRow
from models.schema.events import Event
from models.schema.keys import UNDATED
from models.store.store import Store


def _row(number, date, status="asserted", reported=None):
    interval = parse_edtf(date) if date else None
    return EventRow(number, interval, f"Event {number}", "", "visit", status, "", 1, "proposed",
                    reported=reported)  # fmt: skip


YEAR = Span(Unit.MONTH, 2024 * 12, 12)


def _marks(*rows, wide=1200, worded=False):
    return placed(rows, YEAR, wide, lambda text: 7 * len(text), worded=worded)[0]


def test_a_month_is_never_drawn_as_a_point_and_a_day_is_sure():
    month, day, about = _marks(_row(1, "2024-04"), _row(2, "2024-04-09"), _row(3, "2024-04-09~"))
    assert (month.sure, day.sure, about.sure) == (False, True, False)
    assert month.right - month.left == pytest.approx(100, abs=2)
    assert day.right - day.left == pytest.approx(LEAST, abs=1)


def test_open_ends_and_reports_have_an_arrow_to_where_they_are_open():
    until, since = _marks(_row(1, "../2024-03-01"), _row(2, "2024-03-01/.."))
    assert (until.left_open, until.right_open) == (True, False)
    assert (since.left_open, since.right_open) == (False, True)
    assert until.right - until.left >= ARROW
    day = parse_edtf("2024-06-01").earliest
    by, yet = _marks(_row(3, "", reported=day), _row(4, "", "planned", reported=day))
    assert (by.left_open, by.right_open) == (True, False)
    assert (yet.left_open, yet.right_open) == (False, True)
    assert _marks(_row(5, "")) == ()


def test_no_mark_lies_over_another_or_its_words():
    rows = [_row(n, f"2024-0{1 + n % 9}-{1 + n % 28:02}") for n in range(60)]
    marks, lines = placed(rows, YEAR, 1200, lambda text: 7 * len(text), worded=True)
    assert len(marks) == 60
    assert 1 < lines < 60
    for line in range(lines):
        here = sorted(m.reach for m in marks if m.line == line)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(here))


@pytest.fixture
def timeline(window, idle):
    """Return the page of the timeline in sight, in a window."""
    window.page.turn("timeline")
    idle(window)
    return window.page.staging.page


def test_every_dated_event_is_drawn_and_walked_through_by_key(timeline, window, qtbot, idle):
    ids = {mark.row.id for mark in timeline.view.marks()}
    assert len(ids) == 14
    assert not window.page.histogram.isVisible()
    timeline.view.setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(timeline.view, Qt.Key.Key_Right)
        idle(window)
        seen.append(timeline.view.chosen)
        assert window.page.detail.detail.row.id == timeline.view.chosen
    assert len(set(seen)) == 3
    assert window.page.detail.detail.row.when in timeline.view.accessibleDescription()
    qtbot.keyClick(timeline.view, Qt.Key.Key_Left)
    assert timeline.view.chosen == seen[1]


def test_zooming_by_key_and_the_days_in_sight_survive_a_restart(opened, copied, story, qtbot, idle):
    path = copied(story)
    window = opened(path)
    window.page.turn("timeline")
    idle(window)
    page = window.page.staging.page
    before = page.view.sight.span
    qtbot.keyClick(page.view, Qt.Key.Key_Plus)
    idle(window)
    after = page.view.sight.span
    assert after != before
    page.by.setCurrentIndex(page.by.findData("kind"))
    page.by.activated.emit(page.by.currentIndex())
    idle(window)
    assert len(page.view.strips) > 1
    window.close()
    again = opened(path).page.staging.page
    assert again.view.sight.span == after
    assert again.by.currentData() == "kind"


def test_what_is_dragged_over_the_dates_is_filtered_on_every_page(timeline, window, qtbot, idle):
    axis = timeline.axis
    picture = timeline.view.picture(timeline.view.width())
    first, last = (picture.x(at) for at in (0, picture.span.count / 2))
    qtbot.mousePress(axis, Qt.MouseButton.LeftButton, pos=QPoint(first + 2, 5))
    qtbot.mouseMove(axis, QPoint(last, 5))
    qtbot.mouseRelease(axis, Qt.MouseButton.LeftButton, pos=QPoint(last, 5))
    idle(window)
    dates = window.page.filter().dates
    assert dates is not None
    assert dates.start.earliest == picture.span.unit.start(picture.span.first)
    assert window.page.filters.dates.start.text()
    timeline.view.setFocus()
    qtbot.keyClick(timeline.view, Qt.Key.Key_Escape)
    idle(window)
    assert window.page.filter().dates is None


def test_it_is_saved_as_a_drawing_and_as_a_picture(timeline, tmp_path):
    for name in ("line.svg", "line.png"):
        timeline.save_picture(tmp_path / name)
    drawn = (tmp_path / "line.svg").read_text("utf-8")
    assert drawn.startswith("<?xml")
    assert "Lin Haruna" in drawn
    picture = QImage(str(tmp_path / "line.png"))
    assert picture.width() == 2 * timeline.view.width()
    with pytest.raises(KnownError):
        timeline.save_picture(tmp_path / "nowhere" / "line.png")


def test_many_events_are_bars_to_walk_through_and_filter_by(crowded, qtbot, idle):
    crowded.page.turn("timeline")
    idle(crowded)
    page = crowded.page.staging.page
    assert not page.view.marks()
    page.view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(page.view, key)
    idle(crowded)
    dates = crowded.page.filter().dates
    assert dates is not None
    assert dates.end.latest > dates.start.earliest
    assert "filtered" in page.view.accessibleDescription()


UNKNOWN = """Port talks end

Trade Minister Ada Brandvold met union leader Tomas Okello in Port Elsa. Lin Haruna visited Oslo.
"""


def test_events_of_unknown_date_lie_in_a_tray_below_and_lead_to_their_cards(
    opened, copied, story, idle, tmp_path
):
    path = copied(story)
    (tmp_path / "undated.txt").write_text(UNKNOWN)
    with closing(Store.open(path)) as store:
        for _ in import_files(store, [tmp_path / "undated.txt"]):
            pass
        with store.reading() as session:
            query = select(Event.id).where(Event.chrono == UNDATED)
            ids = set(session.scalars(query))
    window = opened(path)
    window.page.turn("timeline")
    idle(window)
    page = window.page.staging.page
    assert page.tray.isHidden()
    page.undated.click()
    idle(window)
    assert page.tray.isVisible()
    lines = page.tray.lines.lines()
    assert {line.key for line in lines} == ids != set()
    page.tray.lines.wanted.emit(lines[0].key)
    idle(window)
    assert window.page.detail.detail.row.id == lines[0].key
    assert json.loads(page.written())["tray"] is True
    page.tray.put((), 3)
    (rest,) = page.tray.lines.lines()
    assert rest.text == "Show all 3 in the table"
    page.tray.lines.wanted.emit(rest.key)
    idle(window)
    assert window.property("page") == "chroniclePage"
    assert set(window.page.table.events.ids()) == ids
