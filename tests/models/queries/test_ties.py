"""The matrix and the network of a filter, counted again from every event of it."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from models.dates.days import to_day
from models.queries import plans
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort, Term
from models.queries.matrix import matrix, standing_out
from models.queries.network import MOST_NODES, laid_out, network
from models.schema.actors import Actor
from models.schema.events import Participation
from models.schema.keys import day_of
from models.store.store import Store
from tests.benchmarks.chronicles import fill

FILTERS = (EventFilter(), EventFilter(kinds=(Term("meeting", exclude=True),)))
STARTS = [to_day(year, 1, 1) for year in range(1990, 2011)]


@pytest.fixture(params=[40_000, 0], ids=["looked up", "listed"], autouse=True)
def ways(request, monkeypatch):
    """Have what belongs to events found in either way."""
    monkeypatch.setattr(plans, "MANY", request.param)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Return a session on a chronicle of 500 events."""
    store = Store.open(tmp_path_factory.mktemp("ties") / "ties.sqlite")
    fill(store, 500, seed=6)
    with store.reading() as made:
        yield made
    store.close()


@pytest.mark.parametrize("wanted", FILTERS, ids=["all", "some"])
def test_each_cell_has_the_events_of_an_actor_that_begin_then(session, wanted):
    ids = set(event_ids(session, wanted, Sort()))
    cells = defaultdict(set)
    for part in session.query(Participation):
        if part.event_id in ids and STARTS[0] <= day_of(part.chrono) < STARTS[-1]:
            year = max(n for n, day in enumerate(STARTS) if day <= day_of(part.chrono))
            cells[part.actor_id, year].add(part.event_id)
    rows = matrix(session, wanted, STARTS, 20)
    assert len(rows) == 20
    assert [row.events for row in rows] == sorted((row.events for row in rows), reverse=True)
    for row in rows:
        assert row.cells == tuple(len(cells[row.id, year]) for year in range(20))
    assert matrix(session, wanted, STARTS[:1], 20) == ()


def test_the_longest_gap_and_the_bursts_stand_out():
    starts = list(range(0, 110, 10))
    gap, bursts, usual = standing_out([1, 0, 1, 0, 0, 0, 0, 1, 12, 0], starts)
    assert (gap.first, gap.last, gap.days) == (3, 6, 40)
    assert (bursts, usual) == ((8,), 1)
    assert standing_out([0] * 10, starts) == (None, (), 0)
    assert standing_out([2, 2, 2, 0, 2, 2, 2, 2, 2, 3], starts) == (None, (), 2)


@pytest.mark.parametrize("wanted", FILTERS, ids=["all", "some"])
def test_a_tie_counts_the_events_that_have_both(session, wanted):
    ids = set(event_ids(session, wanted, Sort()))
    kinds = {actor.id: actor.kind for actor in session.query(Actor)}
    of = defaultdict(set)
    for part in session.query(Participation):
        if part.event_id in ids and part.role != "place" and kinds[part.actor_id] != "place":
            of[part.event_id].add(part.actor_id)
    together = Counter(pair for some in of.values() for pair in combinations(sorted(some), 2))
    found = network(session, wanted)
    assert not found.capped
    assert found.events == len(ids)
    assert len(found.nodes) <= MOST_NODES
    assert [edge.events for edge in found.edges] == sorted(
        (edge.events for edge in found.edges), reverse=True
    )
    for edge in found.edges:
        assert edge.events == together[edge.one, edge.other]
        assert edge.sources >= 1
    assert {n.id for n in found.nodes} == {n for e in found.edges for n in (e.one, e.other)}


def test_the_same_ties_give_the_same_picture_inside_of_its_frame():
    ties = [(0, 1, 5), (1, 2, 1), (3, 4, 2)]
    spots = laid_out(5, ties)
    assert spots == laid_out(5, ties)
    assert all(0 <= value <= 1 for spot in spots for value in spot)
    assert len(set(spots)) == 5
    assert laid_out(0, ()) == []
