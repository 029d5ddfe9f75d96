"""Merging and its undo from the rows alone: the outcome is what composing gives."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.composing import composer, renaming
from models.edits import actors, history
from models.edits.deciding import decide
from models.schema.actors import Actor
from models.schema.events import Participation
from models.schema.readings import Form, Telling
from models.store.store import Store
from tests.models.composing import played

SEEDS = range(10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = played.opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def composed_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the tellings that were composed since the list was cleared."""
    found: list[int] = []
    groups = composer._groups

    def watched(session: Session, tellings: set[int]) -> Iterable[object]:
        found.extend(tellings)
        return groups(session, tellings)

    monkeypatch.setattr(composer, "_groups", watched)
    return found


def numbers(store: Store, *names: str) -> list[int]:
    with store.reading() as session:
        return [session.scalars(select(Actor.id).where(Actor.name == n)).one() for n in names]


def events_with(store: Store, actor: int) -> set[int]:
    query = select(Participation.event_id).where(Participation.actor_id == actor)
    with store.reading() as session:
        return set(session.scalars(query))


@pytest.mark.parametrize("seed", SEEDS)
def test_merging_undoing_and_redoing_give_what_composing_gives(
    store: Store, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composer, "MANY", 0)  # as if there were thousands of events
    random = Random(seed)
    played.bring(store, [(n, played.drawn_doc(random, n)) for n in range(8)])
    before = played.composed(store)
    pair = numbers(store, "Bo Ek", "Olav Brandt")
    decide(store, actors.merge(pair, random.choice((None, "Merged One"))))
    after = played.composed(store)
    assert after != before
    assert played.findings(store) == ()
    played.compose_everything(store)
    assert played.composed(store) == after
    for _ in range(2):
        history.undo(store)
        assert played.composed(store) == before
        assert played.findings(store) == ()
        history.redo(store)
        assert played.composed(store) == after


def tellings_of(store: Store, events: set[int]) -> set[int]:
    with store.reading() as session:
        return set(session.scalars(select(Telling.id).where(Telling.event_id.in_(events))))


def told_where_both_are_known(store: Store, pair: list[int]) -> set[int]:
    """Return the events of which some document knows the one of two, and some the other."""
    query = select(Telling.event_id).join(Form, Form.document_id == Telling.document_id)
    with store.reading() as session:
        known = [set(session.scalars(query.where(Form.actor_id == actor))) for actor in pair]
    return known[0] & known[1]


@pytest.mark.parametrize("seed", [3, 21, 22, 27])
def test_only_events_in_which_both_take_part_are_composed(
    store: Store, composed_anew: list[int], seed: int
) -> None:
    random = Random(seed)
    played.bring(store, [(n, played.drawn_doc(random, n)) for n in range(30)])
    pair = numbers(store, "Bo Ek", "Olav Brandt")
    first, second = (events_with(store, actor) for actor in pair)
    assert first - second
    assert second - first
    both = tellings_of(store, first & second)
    # Whoever keeps number and name has not moved: no event of theirs was noted down by merging.
    unmoved = second if pair[1] < pair[0] else set()
    again = tellings_of(store, unmoved & told_where_both_are_known(store, pair))
    composed_anew.clear()
    decide(store, actors.merge(pair))
    assert set(composed_anew) == both
    assert events_with(store, min(pair)) == first | second
    composed_anew.clear()
    history.undo(store)
    assert set(composed_anew) == both | again


def test_events_in_which_the_name_stays_are_not_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: set[int] = set()
    asked = renaming._rows

    def watched(session: Session, events: list[int]) -> object:
        looked_at.update(events)
        return asked(session, events)

    random = Random(3)
    played.bring(store, [(n, played.drawn_doc(random, n)) for n in range(30)])
    pair = sorted(numbers(store, "Bo Ek", "Olav Brandt"))
    kept, going = (events_with(store, actor) for actor in pair)
    with store.reading() as session:
        name = session.get_one(Actor, pair[1]).name
    monkeypatch.setattr(renaming, "_rows", watched)
    decide(store, actors.merge(pair, name))
    assert going - kept
    assert looked_at.isdisjoint(going - kept)
    assert events_with(store, pair[0]) == kept | going
    looked_at.clear()
    history.undo(store)
    assert looked_at.isdisjoint(going - kept)
    assert [events_with(store, actor) for actor in pair] == [kept, going]


def test_the_index_of_texts_merges_its_parts_again_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composer, "MANY", 0)
    random = Random(3)
    played.bring(store, [(n, played.drawn_doc(random, n)) for n in range(3)])
    decide(store, actors.merge(numbers(store, "Bo Ek", "Olav Brandt")))
    with store.reading() as session:
        settings = dict(map(tuple, session.execute(text("SELECT k, v FROM event_search_config"))))
    assert (settings["automerge"], settings["hashsize"]) == (4, 1 << 20)
