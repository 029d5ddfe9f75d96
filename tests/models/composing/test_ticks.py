"""Long acts say how far they are; stopped at any tick they leave nothing of the step."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy
from sqlalchemy import select

from models.edits import actors, events, history
from models.edits.deciding import deciding
from models.progress import Stopped
from models.schema.events import Event
from models.schema.readings import Form
from models.store.store import Store
from tests.models.composing import played


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = played.opened(tmp_path)
    random = Random(1)
    played.bring(made, [(n, played.drawn_doc(random, n)) for n in range(4)])
    yield made
    made.close()


def acts(store: Store) -> list[events.Act]:
    with store.reading() as session:
        numbers = list(session.scalars(select(Event.id)))
        forms = list(session.scalars(select(Form.id).where(Form.actor_id.is_not(None))))
    return [events.review(numbers, "rejected"), actors.merge(forms[:3]), actors.forget(forms[0])]


@pytest.mark.parametrize("which", range(3))
def test_an_act_that_is_stopped_leaves_nothing(store: Store, which: int) -> None:
    before = played.composed(store)
    act = acts(store)[which]
    steps = deciding(store, act)
    told = next(steps)
    assert told.label in ("actors", "events")
    with pytest.raises(Stopped):
        steps.throw(Stopped())
    assert played.composed(store) == before
    assert history_of(store) == 1


def test_an_undo_that_is_stopped_takes_nothing_back(store: Store) -> None:
    for act in acts(store)[:2]:
        for _ in deciding(store, act):
            pass
    before = played.composed(store)
    steps = history.undoing(store)
    next(steps)
    with pytest.raises(Stopped):
        steps.throw(Stopped())
    assert played.composed(store) == before
    assert history.undo(store) is not None


def history_of(store: Store) -> int:
    with store.reading() as session:
        return len(history.past(session))


def test_a_merge_is_undone_and_done_again_and_undone(store: Store) -> None:
    before = played.composed(store)
    for _ in deciding(store, acts(store)[1]):
        pass
    after = played.composed(store)
    history.undo(store)
    assert played.composed(store) == before
    history.redo(store)
    assert played.composed(store) == after
    history.undo(store)
    assert played.composed(store) == before


def test_undoing_a_review_looks_at_no_reading_of_other_documents(store: Store) -> None:
    before = played.composed(store)
    for _ in deciding(store, acts(store)[0]):
        pass
    asked: list[str] = []
    sqlalchemy.event.listen(
        store._writer, "before_cursor_execute", lambda *given: asked.append(given[2])
    )
    history.undo(store)
    assert asked
    read = [each for each in asked if "FROM reading" in each]
    assert all("document_id IN" in each for each in read), "of its own documents alone"
    assert played.composed(store) == before
