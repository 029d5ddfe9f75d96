"""What is known of actors, and filters that name one by a number it had before it was merged."""

import pytest

from models.edits.actors import merge
from models.edits.deciding import decide
from models.queries.actors import actor_cards, actor_rows, actors_named, together
from models.queries.detail import event_detail
from models.queries.events import event_ids
from models.queries.facets import actor_facet, review_facet
from models.queries.filter import ActorTerm, Either, EventFilter, Match, Sort
from models.queries.names import meant
from models.queries.papers import actor_papers
from tests.benchmarks.chronicles import fill


@pytest.fixture
def merged(store):
    """Return a chronicle with two actors merged: the store, their numbers, their events."""
    fill(store, 300, seed=5)
    with store.reading() as session:
        people = [row for row in actor_rows(session) if row.events][:2]
        numbers = tuple(sorted(row.id for row in people))
        events = {
            number
            for each in numbers
            for number in event_ids(session, EventFilter(actors=(ActorTerm(id=each),)), Sort())
        }
    decide(store, merge(numbers))
    return store, numbers, events


def test_a_filter_by_either_number_finds_the_events_of_both(merged):
    store, (first, second), events = merged
    with store.reading() as session:
        for number in (first, second):
            wanted = EventFilter(actors=(ActorTerm(id=number),))
            assert set(event_ids(session, wanted, Sort())) == events
            either = EventFilter(either=(Either((wanted,)),))
            assert set(event_ids(session, either, Sort())) == events
            left_out = EventFilter(actors=(ActorTerm(id=number, exclude=True),))
            assert not set(event_ids(session, left_out, Sort())) & events
            counted = sum(row.count or 0 for row in review_facet(session, wanted))
            assert counted == len(events)
        both = EventFilter(actors=(ActorTerm(id=first), ActorTerm(id=second)), match=Match.ALL)
        assert set(event_ids(session, both, Sort())) == events


def test_the_panel_learns_which_actor_a_ticked_number_means_now(merged):
    store, (first, second), events = merged
    with store.reading() as session:
        rows = actor_facet(session, EventFilter(), ticked=(second,))
        (row,) = [row for row in rows if row.was]
        assert (row.id, row.was, row.count) == (first, (second,), len(events))
        term = ActorTerm(id=second)
        ((number, name),) = meant(session, [("actors", term)])["actors", term]
        assert (number, name) == (first, row.label)


def test_a_card_has_the_names_and_counts_of_all_that_was_merged(merged):
    store, (first, second), events = merged
    with store.reading() as session:
        (card,) = actor_cards(session, (second, first, 10**9))
        assert card.id == first
        assert card.events == len(events)
        assert together(session, (first, second)).events == len(events)
        assert together(session, (second,)).documents == card.documents
        for name in (card.name, *card.names):
            assert card.id in {each.id for each in actors_named(session, name, 50)}
        assert actors_named(session, card.name, 50, without=(first,)) == tuple(
            each for each in actors_named(session, card.name, 51) if each.id != first
        )


def test_each_document_of_an_actor_has_a_passage_with_one_of_its_names(merged):
    store, (first, second), events = merged
    with store.reading() as session:
        papers = actor_papers(session, second, 100)
        (card,) = actor_cards(session, (first,))
        assert len(papers) == card.documents
        told = [paper for paper in papers if paper.end]
        assert told
        for paper in told:
            assert 0 <= paper.start < paper.end <= len(paper.passage)
        found = {p.document_id: p.events for p in papers}
        seen = {}
        for number in events:
            detail = event_detail(session, number)
            for passage in {each.document_id for each in detail.passages}:
                seen[passage] = seen.get(passage, 0) + 1
        assert found == {number: seen[number] for number in found}
        assert len(actor_papers(session, first, 1)) == 1
