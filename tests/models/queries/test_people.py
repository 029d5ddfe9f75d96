"""The lists of actors and of documents under a filter, checked against every event of it."""

from collections import defaultdict

import pytest

from models.queries import plans
from models.queries.dossier import dossier
from models.queries.events import event_ids, event_rows
from models.queries.filter import ActorTerm, EventFilter, Sort, Term
from models.queries.people import people, person_papers, person_rows
from models.queries.sources import source_facts, source_rows, sources
from models.schema.events import Claim, Evidence, Participation
from models.schema.keys import UNDATED
from models.schema.text import Document
from tests.benchmarks.chronicles import fill

FILTERS = (
    EventFilter(),
    EventFilter(kinds=(Term("meeting"), Term("visit"))),
    EventFilter(kinds=(Term("meeting", exclude=True),), statuses=(Term("asserted"),)),
)


@pytest.fixture(params=[40_000, 0], ids=["looked up", "listed"], autouse=True)
def ways(request, monkeypatch):
    """Have what belongs to events found in either way."""
    monkeypatch.setattr(plans, "MANY", request.param)


@pytest.fixture
def filled(store):
    """Return a chronicle of 400 events."""
    fill(store, 400, seed=9)
    return store


@pytest.mark.parametrize("wanted", FILTERS, ids=["all", "some", "most"])
def test_everybody_in_the_events_is_listed_with_his_events_and_their_ends(filled, wanted):
    with filled.reading() as session:
        ids = set(event_ids(session, wanted, Sort()))
        events, places = defaultdict(set), defaultdict(set)
        for part in session.query(Participation):
            if part.event_id in ids:
                events[part.actor_id].add(part.event_id)
                if part.chrono < UNDATED:
                    places[part.actor_id].add(part.chrono)
        found = people(session, wanted)
        assert set(found.ids) == set(events)
        counts = [len(events[number]) for number in found.ids]
        assert counts == sorted(counts, reverse=True)
        rows = person_rows(session, found.ids, found.reach)
        for number, row in rows.items():
            assert row.events == len(events[number])
            assert (row.first is None) == (not places[number])
            if row.first is not None:
                (first,) = event_rows(session, [row.first.id]).values()
                assert row.first.when == first.when
        for sort, at in (("first", min), ("last", max)):
            order = people(session, wanted, sort, down=False).ids
            known = [at(places[number]) for number in order if places[number]]
            assert known == sorted(known)
            assert all(not places[number] for number in order[len(known) :])


def test_the_list_is_narrowed_by_kind_and_by_the_beginning_of_a_name(filled):
    with filled.reading() as session:
        every = people(session, EventFilter())
        rows = person_rows(session, every.ids, every.reach)
        of_kind = people(session, EventFilter(), kind="place").ids
        assert set(of_kind) == {n for n, row in rows.items() if row.kind == "place"}
        one = rows[every.ids[0]]
        found = people(session, EventFilter(), narrowed=one.name.split()[-1][:3]).ids
        assert one.id in found
        assert len(found) < len(every.ids)
        papers = person_papers(session, every.ids)
        assert set(papers) == set(every.ids)


@pytest.mark.parametrize("wanted", FILTERS, ids=["all", "some", "most"])
def test_every_document_of_the_events_is_listed_with_how_many_it_tells(filled, wanted):
    with filled.reading() as session:
        ids = set(event_ids(session, wanted, Sort()))
        told = defaultdict(set)
        for each in session.query(Evidence):
            if each.event_id in ids:
                told[each.document_id].add(each.event_id)
        found = sources(session, wanted, "events")
        if wanted != EventFilter():
            assert set(found.ids) == set(told)
        else:
            assert len(found.ids) == session.query(Document).count()
        rows = source_rows(session, found.ids, found.events)
        assert {n: row.events for n, row in rows.items() if row.events} == {
            number: len(events) for number, events in told.items()
        }
        for sort in ("title", "outlet", "published", "format"):
            assert set(sources(session, wanted, sort).ids) == set(found.ids)
        undated = sources(session, wanted, which="no").ids
        assert set(undated) == {n for n, row in rows.items() if row.published is None}
        assert set(source_facts(session, found.ids)) == set(found.ids)


def test_a_dossier_has_the_years_the_company_and_what_is_said(filled):
    with filled.reading() as session:
        number = people(session, EventFilter()).ids[0]
        found = dossier(session, number)
        own = EventFilter(actors=(ActorTerm(id=number),))
        ids = set(event_ids(session, own, Sort()))
        assert found.events == len(ids)
        assert sum(count for _, count in found.years) + found.undated == len(ids)
        shared = defaultdict(set)
        for part in session.query(Participation):
            if part.event_id in ids and part.actor_id != number:
                shared[part.actor_id].add(part.event_id)
        assert [c.events for c in found.companions] == sorted(
            map(len, shared.values()), reverse=True
        )[: len(found.companions)]
        for each in found.companions:
            assert each.events == len(shared[each.id])
            assert sum(n for _, n in each.what) <= each.events
        spoken = {c.event_id for c in session.query(Claim) if c.actor_id == number}
        assert {each.event.id for each in found.says} <= spoken
        assert {row.id for row in found.latest} <= ids
        assert dossier(session, 10**9) is None
