"""The laws of composing, held by sequences of acts that are drawn at random."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from models.edits import history
from models.edits.deciding import decide
from models.edits.events import review
from models.schema.events import Event
from models.schema.readings import Form, Telling
from models.store.store import Store
from tests.models.composing import played

SEEDS = range(12)
ACTS = 10


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = played.opened(tmp_path)
    yield made
    made.close()


def act(store: Store, random: Random, docs: list[played.Doc]) -> bool:
    """Do something drawn at random; return whether anything could be done."""
    draw = random.random()
    number = random.randrange(len(docs))
    if draw < 0.15:
        played.bring(store, [(number, docs[number])])
        return True
    if draw < 0.25:
        doc = docs[number]
        return played.read_again(store, number, replace(doc, events=doc.events[number % 2 :]))
    drawn = played.drawn_act(store, random)
    return drawn is not None and played.try_act(store, drawn)


@pytest.mark.parametrize("seed", SEEDS)
def test_undo_after_do_is_nothing_and_composing_again_changes_nothing(
    store: Store, seed: int
) -> None:
    random = Random(seed)
    docs = [played.drawn_doc(random, number) for number in range(4)]
    played.bring(store, list(enumerate(docs[:2])))
    for _ in range(ACTS):
        before = played.composed(store)
        if not act(store, random, docs):
            continue
        after = played.composed(store)
        assert played.findings(store) == ()
        played.compose_everything(store)
        assert played.composed(store) == after
        assert history.undo(store)
        assert played.composed(store) == before
        assert history.redo(store)
        assert played.composed(store) == after
        if random.random() < 0.3:
            history.undo(store)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_decisions_undone_in_any_order_give_the_pure_reading(store: Store, seed: int) -> None:
    random = Random(100 + seed)
    docs = [played.drawn_doc(random, number) for number in range(3)]
    played.bring(store, list(enumerate(docs)))
    pure = played.composed(store)
    steps = []
    for _ in range(ACTS):
        drawn = played.drawn_act(store, random)
        if drawn is not None and played.try_act(store, drawn):
            with store.reading() as session:
                steps.append(history.past(session, 1)[0].number)
    assert steps
    random.shuffle(steps)
    for number in steps:
        history.undo(store, number)
        assert played.findings(store) == ()
    assert played.composed(store) == pure
    random.shuffle(steps)
    for number in steps:
        history.redo(store, number)
    done = played.composed(store)
    for number in sorted(steps):
        history.undo(store, number)
    for number in sorted(steps):
        history.redo(store, number)
    assert played.composed(store) == done


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_decided_on_a_text_holds_again_when_it_comes_again(
    store: Store, seed: int
) -> None:
    random = Random(200 + seed)
    docs = [played.drawn_doc(random, number) for number in range(3)]
    for each in enumerate(docs):
        played.bring(store, [each])
    for _ in range(ACTS):
        drawn = played.drawn_act(store, random)
        if drawn is not None:
            played.try_act(store, drawn)
    before = played.content(store)
    history.undo(store, 2)
    assert played.findings(store) == ()
    played.bring(store, [(1, docs[1])])
    assert played.findings(store) == ()
    assert played.content(store) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_imports_does_not_matter(tmp_path: Path, seed: int) -> None:
    random = Random(300 + seed)
    docs = list(enumerate(played.drawn_doc(random, number) for number in range(5)))
    found = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        store = played.opened(tmp_path / name)
        for each in docs:
            played.bring(store, [each])
        assert played.findings(store) == ()
        found.append(played.content(store))
        store.close()
        random.shuffle(docs)
    assert found[0] == found[1]


def test_numbers_are_never_given_twice(store: Store) -> None:
    random = Random(5)
    docs = [played.drawn_doc(random, number) for number in range(4)]
    given: set[tuple[str, int]] = set()
    for number, doc in enumerate(docs):
        played.bring(store, [(number, doc)])
        with store.reading() as session:
            now = {("telling", n) for n in session.scalars(select(Telling.id))}
            now |= {("form", n) for n in session.scalars(select(Form.id))}
        assert not given & now
        given |= now
        history.undo(store)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_quick_way_to_review_gives_what_composing_gives(store: Store, seed: int) -> None:
    random = Random(400 + seed)
    docs = [played.drawn_doc(random, number) for number in range(4)]
    played.bring(store, list(enumerate(docs)))
    for _ in range(4):
        drawn = played.drawn_act(store, random)
        if drawn is not None:
            played.try_act(store, drawn)
    for state in ("rejected", "accepted", "proposed", "rejected"):
        with store.reading() as session:
            events = list(session.scalars(select(Event.id)))
        decide(store, review(random.sample(events, len(events) // 2 + 1), state))
        after = played.composed(store)
        played.compose_everything(store)
        assert played.composed(store) == after
        assert played.findings(store) == ()
