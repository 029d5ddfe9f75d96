"""What a timeline shows of a filter: the same events as its counts, lane by lane."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates.days import to_day
from models.queries.conditions import without
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort, Term
from models.queries.histogram import date_extent, date_histogram
from models.queries.lanes import BY, MOST_LANES, MOST_MARKS, fill, lanes
from models.queries.spread import spread
from models.store.store import Store
from tests.benchmarks.chronicles import fill as draw


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Return a session on a chronicle of 600 events."""
    store = Store.open(tmp_path_factory.mktemp("lanes") / "lanes.sqlite")
    draw(store, 600, seed=4)
    with store.reading() as made:
        yield made
    store.close()


@given(st.lists(st.integers(-3000, 22000), min_size=2, max_size=30, unique=True))
def test_a_spread_counts_as_the_histogram_does(session, days):
    starts = sorted(days)
    for wanted in (EventFilter(kinds=(Term("meeting"), Term("visit"))), EventFilter()):
        bars = spread(session, wanted).bars(starts)
        assert bars == date_histogram(session, wanted, starts).bars


@pytest.mark.parametrize("by", [each for each in BY if each])
def test_each_lane_has_the_events_of_the_filter_with_its_value(session, by):
    wanted = EventFilter(statuses=(Term("asserted"),))
    ids = set(event_ids(session, wanted, Sort()))
    made = lanes(session, wanted, by)
    assert len(made) <= MOST_LANES
    sizes = [set(event_ids(session, lane.wanted, Sort())) for lane in made]
    assert all(size and size <= ids for size in sizes)
    assert len({lane.label for lane in made}) == len(made)


def test_few_events_are_drawn_one_by_one_and_of_many_the_density(session):
    wanted = EventFilter()
    of = lanes(session, wanted, "")
    first, last = date_extent(session)
    whole = fill(session, wanted, of, [first, last + 1])
    assert not whole.single
    starts = [to_day(2001, month, 1) for month in range(1, 13)]
    some = fill(session, wanted, of, starts)
    assert some.single
    (lane,) = some.filled
    assert 0 < len(lane.rows) <= MOST_MARKS
    certain = [
        row for row in lane.rows
        if row.interval is not None and row.interval.earliest is not None
        and row.interval.latest is not None
        and starts[0] <= row.interval.earliest and row.interval.latest < starts[-1]
    ]  # fmt: skip
    assert len(certain) >= sum(sure for sure, _ in lane.bars)
    assert some.undated == date_histogram(session, without(wanted, "dates"), ()).undated
