"""What decisions meant that no text has any more: it is found again in another one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from models.edits import events, history
from models.edits.deciding import decide
from models.reading.doc import EventKind, EventStatus
from models.schema.actors import Actor
from models.schema.events import Event, Participation
from models.schema.readings import Telling
from models.schema.text import Document
from models.store.store import Store
from tests.models.composing import played


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = played.opened(tmp_path)
    yield made
    made.close()


def naming(names: set[str], *, within: bool) -> Iterator[played.Doc]:
    """Drawn readings that know one of these names, or none of them."""
    random = Random(3)
    for number in range(1000):
        doc = played.drawn_doc(random, number)
        if bool(names & {actor.name for actor in doc.actors}) is within:
            yield doc


@pytest.mark.parametrize("act", ["part", "place", "claim"])
def test_somebody_added_to_an_event_comes_back_with_another_text(store: Store, act: str) -> None:
    name = "Oslo" if act == "place" else "Olav Brandt"
    with_name = naming({name}, within=True)
    one = next(naming({name}, within=False))
    played.bring(store, [(1, one)])
    played.bring(store, [(2, next(with_name))])
    with store.reading() as session:
        document = session.scalar(select(Document.id).order_by(Document.id))
        event = session.scalar(select(Telling.event_id).where(Telling.document_id == document))
    assert event is not None
    decide(store, {
        "part": events.add_part(event, "participant", name),
        "place": events.set_fields(event, {"place": name}),
        "claim": events.claim(event, "confirms", name),
    }[act])  # fmt: skip
    history.undo(store, 2)
    assert not known(store, event, name)
    played.bring(store, [(3, next(with_name))])
    after = played.composed(store)
    assert known(store, event, name)
    played.compose_everything(store)
    assert played.composed(store) == after
    assert played.findings(store) == ()


def known(store: Store, event: int, name: str) -> bool:
    with store.reading() as session:
        row = session.get_one(Event, event)
        texts = session.scalars(
            select(Actor.name)
            .join(Participation, Participation.actor_id == Actor.id)
            .where(Participation.event_id == event, Participation.role == "participant")
        ).all()
        claims = "claims" in row.edited
        return name in texts or row.place == name or claims


def test_a_telling_that_the_reading_has_no_more_is_no_event(store: Store) -> None:
    random = Random(11)
    doc = next(d for n in range(50) if len((d := played.drawn_doc(random, n)).events) > 2)
    second = replace(doc.events[1], kind=EventKind.ATTACK, status=EventStatus.NEGATED)
    doc = replace(doc, events=(doc.events[0], second, *doc.events[2:]))
    played.bring(store, [(1, doc)])
    with store.reading() as session:
        told = list(session.scalars(select(Telling.event_id).order_by(Telling.id)))
    kept, gone = told[0], told[1]
    assert kept is not None
    assert gone is not None
    decide(store, events.same([kept, gone]))
    decide(store, events.review([kept], "rejected"))
    played.read_again(store, 1, replace(doc, events=(doc.events[0], *doc.events[2:])))
    decide(store, events.review([kept], "accepted"))
    after = played.composed(store)
    with store.reading() as session:
        assert session.scalar(select(Telling.event_id).where(Telling.id == gone)) is None
    played.compose_everything(store)
    assert played.composed(store) == after
