"""Events that people add, and what they set by number: whoever is new is made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits import events, history
from models.edits.deciding import decide, together
from models.queries.detail import event_detail
from models.queries.integrity import check_rows
from models.schema.actors import Actor
from models.schema.events import Event
from models.store.store import Store
from tests.steps import finish


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "c.sqlite")
    yield made
    made.close()


def test_somebody_new_is_made_once_however_often_an_act_names_them(store: Store) -> None:
    parts = (
        ("agent", "Dock Council", "organisation"),
        ("participant", "dock  council", "organisation"),
        ("target", "Rui Bo"),
        ("place", "Novy Port", "place"),
    )
    claims = (("states", "Rui Bo", "person"), ("denies", None, "person"))
    act = events.new_event(
        "The docks closed", date="Feb 2024", place="Novy Port", parts=parts, claims=claims
    )
    made = decide(store, act, by="Ann")
    assert made.made is not None
    with store.reading() as session:
        names = sorted((row[0], row[1]) for row in session.execute(select(Actor.name, Actor.kind)))
        found = event_detail(session, made.made)
        assert finish(check_rows(session)) == ()
    assert names == [
        ("Dock Council", "organisation"), ("Novy Port", "place"), ("Rui Bo", "person"),
    ]  # fmt: skip
    assert found is not None
    assert found.row.by_hand
    assert (found.row.place, found.row.claimed_by) == ("Novy Port", "Rui Bo")
    assert {(p.role, p.name) for p in found.participants} == {
        ("agent", "Dock Council"), ("participant", "Dock Council"), ("target", "Rui Bo"),
        ("place", "Novy Port"),
    }  # fmt: skip
    assert {(c.stance, c.name) for c in found.claims} == {("states", "Rui Bo"), ("denies", None)}
    history.undo(store)
    with store.reading() as session:
        assert session.scalars(select(Event.id)).all() == []
        assert session.scalars(select(Actor.id)).all() == []


def test_what_is_set_by_number_is_named_in_what_is_told_of_it(store: Store) -> None:
    event = decide(store, events.new_event("It closed", parts=(("agent", "Rui Bo"),))).made
    assert event is not None
    with store.reading() as session:
        number = session.scalar(select(Actor.id))
    acts = (
        events.drop_part(event, "agent", f"#{number}"),
        events.add_part(event, "target", f"#{number}"),
        events.set_fields(event, {"place": f"#{number}"}),
    )
    made = decide(store, together(acts))
    assert made.label == "Removed Rui Bo as agent"
    with store.reading() as session:
        found = event_detail(session, event)
    assert found is not None
    assert found.row.place == "Rui Bo"
    assert [(p.role, p.name) for p in found.participants] == [("target", "Rui Bo")]
    again = decide(store, events.set_fields(event, {"place": f"#{number}"}))
    assert again.step is None
