"""What a card needs to know: what people changed of an event, as it was read, who and when."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits import actors, events, history, meaning
from models.edits.along import takes_along
from models.edits.deciding import Outcome, decide
from models.edits.details import changed_fields, event_history, step_details
from models.importing.routine import import_files
from models.schema.actors import Actor
from models.schema.events import Event
from models.store.store import Store
from tests.steps import finish

TEXT = (
    "Norwegian Foreign Minister Astrid Solheim visited Peru on 3 March 2021.\n\n"
    "She met President Olav Brandt in Lima on 4 March 2021.\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    made = Store.open(tmp_path / "c.sqlite")
    finish(import_files(made, [tmp_path / "a.txt"]))
    yield made
    made.close()


def first(store: Store) -> int:
    with store.reading() as session:
        number = session.scalar(select(Event.id).order_by(Event.id).limit(1))
    assert number is not None
    return number


def done(store: Store, act: events.Act, by: str = "Ann") -> Outcome:
    return decide(store, act, by=by)


def test_changed_fields_say_what_was_read_and_who_changed_it(store: Store) -> None:
    event = first(store)
    with store.reading() as session:
        read = session.get_one(Event, event)
        date, who = read.edtf, read.who
        assert changed_fields(session, event) == ()
    done(store, events.set_fields(event, {"date": "2020"}))
    last = done(store, events.set_fields(event, {"date": "2019"}), by="Bo")
    done(store, events.add_part(event, "target", "Cy Ek"))
    done(store, events.claim(event, "denies", "Cy Ek"))
    with store.reading() as session:
        found = {each.field: each for each in changed_fields(session, event)}
    assert list(found) == ["date", "participants", "claims"]
    assert (found["date"].read, found["date"].by, found["date"].step) == (date, "Bo", last.step)
    assert found["participants"].read == who
    assert not any(each.otherwise for each in found.values())
    done(store, events.as_read(event, ("date",)))
    with store.reading() as session:
        assert [e.field for e in changed_fields(session, event)] == ["participants", "claims"]


def test_an_events_history_has_every_decision_on_it_also_undone_ones(store: Store) -> None:
    event = first(store)
    done(store, events.set_fields(event, {"summary": "Otherwise"}))
    done(store, meaning.event_means(event, "Astrid Solheim", "Another Solheim"))
    history.undo(store)
    with store.reading() as session:
        past = event_history(session, event)
        details = step_details(session, past[-1].step)
    assert [(each.verb, each.undone, each.by) for each in past] == [
        ("means", True, "Ann"),
        ("set", False, "Ann"),
    ]
    assert past[-1].about == ("Otherwise",)
    assert past[-1].was is not None
    assert details == past[-1:]


def test_what_builds_on_a_step_is_taken_along(store: Store) -> None:
    event = first(store)
    with store.reading() as session:
        people = list(session.scalars(select(Actor.id).where(Actor.kind == "person")))
    merged = done(store, actors.merge(people[:2]))
    named = done(store, actors.rename(people[0], "Somebody"))
    done(store, events.set_fields(event, {"kind": "meeting"}))
    made = done(store, events.new_event("By hand", parts=(("agent", "New Person"),)))
    assert made.made is not None
    dated = done(store, events.set_fields(made.made, {"date": "2020"}))
    part = done(store, events.add_part(event, "target", "New Person"))
    done(store, events.note(event, "A note builds on nothing."))
    numbers = [each.step for each in (merged, named, made, dated, part)]
    assert None not in numbers
    with store.reading() as session:
        assert takes_along(session, numbers[0] or 0) == (numbers[1],)
        assert takes_along(session, numbers[2] or 0) == (numbers[3], numbers[4])
        assert takes_along(session, numbers[4] or 0) == ()
