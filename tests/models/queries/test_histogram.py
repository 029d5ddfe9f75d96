"""The date histogram against plain Python over everything there is."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dates.edtf import parse_edtf
from models.dates.relations import certainly_inside
from models.importing.routine import import_files
from models.queries.filter import EventFilter
from models.queries.histogram import date_extent, date_histogram, date_middle
from models.queries.search import parse_query
from models.schema.events import Event
from models.schema.keys import FIRST_DAY as OPEN
from models.schema.keys import UNDATED, day_of
from models.store.store import Interrupted, Store, interrupter
from tests.benchmarks.chronicles import FIRST, LAST, fill
from tests.models.queries.oracle import Everything, Told, everything, matching
from tests.steps import finish


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(tmp_path_factory.mktemp("drawn") / "drawn.sqlite")
    fill(store, 400, seed=5, rejected=True)
    return store


@pytest.fixture(scope="module")
def truth(drawn: Store) -> Everything:
    return everything(drawn)


LINES = st.sampled_from(
    [
        "",
        "kind:visit",
        "actor:#1",
        "-actor:#1",
        "-kind:visit",
        "-a*",
        "-!",
        "-actor:#1 status:asserted",
        "-review:rejected",
        "-(kind:visit review:rejected)",
        "after:1990",
        "dates:undated",
        "-dated:reported",
        "dated:reported",
        "-dated:yes actor:#1",
        "-dated:reported -dated:no kind:visit",
    ]
)
EDGES = st.lists(st.integers(FIRST - 400, LAST + 400), min_size=2, max_size=40, unique=True)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, EDGES)
def test_each_bar_is_what_its_days_would_find_but_for_open_ends(
    drawn: Store, truth: Everything, line: str, edges: list[int]
) -> None:
    starts = sorted(edges)
    wanted = parse_query(line)
    with drawn.reading() as session:
        found = date_histogram(session, wanted, starts)
    others = matching(truth, replace(wanted, dates=None))
    assert found.undated == sum(event.how == "no" for event in others)
    expected = []
    for start, after in itertools.pairwise(starts):
        dated = [each for each in others if each.interval is not None]
        inside = sum(certainly_inside(each.interval, start, after - 1) for each in dated)
        maybe = sum(stands_in(each, start, after - 1) for each in others)
        expected.append((inside, maybe - inside))
    assert list(found.bars) == expected


def stands_in(event: Told, start: int, end: int) -> bool:
    """Tell whether an event is counted in a bar: one that is open stands at its known end."""
    earliest, latest = event.possible
    if earliest is None or latest is None:
        known = latest if earliest is None else earliest
        return known is not None and event.how != "no" and start <= known <= end
    return earliest <= end and latest >= start


@pytest.mark.parametrize("line", ["", "kind:visit", "actor:#1", "-actor:#1", "kind:visit z*"])
def test_a_histogram_is_stopped_in_the_middle(drawn: Store, line: str) -> None:
    """A newer filter must not wait for the bars of the older one."""
    with drawn.reading() as session:
        whole = steps_of(session, line, stop_at=None)
    assert whole > 3
    # Not at the very end: the number of steps is not the same to the last one.
    for stop_at in (1, whole // 4, whole // 2):
        with pytest.raises(Interrupted), drawn.reading() as session:
            steps_of(session, line, stop_at)


def steps_of(session: Session, line: str, stop_at: int | None) -> int:
    """Ask, and say how many hundred steps the database took; stop it from within at one."""
    stop = interrupter(session)
    raw: Any = session.connection().connection.driver_connection
    steps = itertools.count(1)
    last = 0

    def progress() -> None:
        nonlocal last
        last = next(steps)
        if last == stop_at:
            stop()

    raw.set_progress_handler(progress, 100)
    try:
        date_histogram(session, parse_query(line), range(FIRST, LAST, 365))
    finally:
        raw.set_progress_handler(None, 0)
    return last


def test_the_extent_is_from_the_first_to_the_last_known_day_of_dates_and_reports(
    drawn: Store, truth: Everything
) -> None:
    ends: list[Any] = []
    for event in truth.events:
        if event.how != "no":
            ends += event.possible
    known = [day for day in ends if day is not None]
    with drawn.reading() as session:
        assert date_extent(session) == (min(known), max(known))


def test_nearly_all_events_lie_in_the_middle_and_at_least_one_at_either_end(
    drawn: Store, truth: Everything
) -> None:
    with drawn.reading() as session:
        middle = date_middle(session)
        extent = date_extent(session)
        places = sorted(session.scalars(select(Event.chrono).where(Event.chrono < UNDATED)))
    beyond = -(-len(places) // 100)
    assert beyond > 0
    assert middle == (day_of(places[beyond]), day_of(places[-1 - beyond]))
    assert extent is not None
    assert extent[0] <= middle[0] <= middle[1] <= extent[1]


def test_of_few_events_each_is_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks\n\nAnn Ek met Bo Falk on 3 May 1907.\n", "utf8")
    store = Store.open(tmp_path / "a.sqlite")
    with store.reading() as session:
        assert date_middle(session) is None
    finish(import_files(store, [tmp_path / "a.txt"]))
    with store.reading() as session:
        assert date_middle(session) == date_extent(session) is not None
    store.close()


def test_a_plan_whose_report_has_no_first_day_reaches_nowhere(tmp_path: Path) -> None:
    """Published "until 2021": when it was first planned is open."""
    (tmp_path / "a.txt").write_text("Talks\n\nAnn Ek will sign the agreement.\n", "utf8")
    store = Store.open(tmp_path / "a.sqlite")
    finish(import_files(store, [tmp_path / "a.txt"], published=parse_edtf("../2021")))
    with store.reading() as session:
        plan = session.scalars(select(Event)).one()
        assert (plan.status, plan.latest) == ("planned", OPEN)
        assert date_extent(session) is None
        assert date_histogram(session, EventFilter(), (0, 20_000)).bars == ((0, 0),)
    store.close()


def test_an_empty_chronicle_has_no_extent_and_no_bars(tmp_path: Any) -> None:
    store = Store.open(tmp_path / "empty.sqlite")
    with store.reading() as session:
        assert date_extent(session) is None
        assert date_histogram(session, EventFilter(), ()).undated == 0
        assert date_histogram(session, EventFilter(), (0, 5, 9)).bars == ((0, 0), (0, 0))
    store.close()
