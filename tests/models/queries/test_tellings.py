"""What each document says of an event, what several would say as one, and parts that go."""

import pytest
from sqlalchemy import select

from models.edits import history
from models.edits.deciding import decide
from models.edits.events import new_event, same, separate, set_fields
from models.errors import KnownError
from models.queries.events import event_rows
from models.queries.tellings import event_tellings, joined
from models.schema.events import Event
from tests.models.composing import played


@pytest.fixture
def store(tmp_path):
    made = played.opened(tmp_path)
    people = (("Ann Lee", "Bo Ek"), ("Ann Marie Lee", "Bo Ek"), ("Olav Brandt", "Bo Ek"))
    for number, (who, whom) in enumerate(people):
        played.bring(
            made, [(number, played.told_doc(number, who, whom, day=f"{2019 + number}-03-10"))]
        )
    yield made
    made.close()


def events(store):
    with store.reading() as session:
        return tuple(session.scalars(select(Event.id).order_by(Event.id)))


def test_what_is_shown_before_joining_is_what_the_joined_event_says(store):
    one, two, three = events(store)
    decide(store, set_fields(two, {"date": "3 Feb 2020", "place": "Oslo"}))
    with store.reading() as session:
        told = joined(session, (one, two, three))
    decide(store, same((three, one, two)))
    with store.reading() as session:
        row = event_rows(session, (one,))[one]
        assert (told.summary, told.when, told.who, told.place, told.kind, told.status) == (
            row.summary, row.when, row.who, row.place, row.kind, row.status,
        )  # fmt: skip
        assert told.documents == row.sources == 3
        assert joined(session, (10**9,)) is None


def test_the_tellings_of_an_event_are_listed_with_their_passages(store):
    one, two, three = events(store)
    by_hand = decide(store, new_event("They met")).made
    decide(store, same((one, two, by_hand)))
    with store.reading() as session:
        rows = event_tellings(session, two)
        assert rows == event_tellings(session, one)
        assert [row.how for row in rows] == ["decision"] * 3
        assert rows[0].passage[rows[0].start : rows[0].end] == "met"
        assert "Ann Marie Lee met Bo Ek" in rows[1].passage
        assert (rows[2].document_id, rows[2].passage, rows[2].summary) == (None, "", "They met")
        assert [row.how for row in event_tellings(session, three)] == ["reading"]
        assert event_tellings(session, 10**9) == ()


def test_several_parts_of_an_event_become_another_one_together(store):
    one, two, three = events(store)
    decide(store, same((one, two, three)))
    with store.reading() as session:
        told = [row.id for row in event_tellings(session, one)]
    for wrong, why in (((), "Choose"), (told, "Leave at least one passage"), ((10**9,), "Choose")):
        with pytest.raises(KnownError, match=why):
            decide(store, separate(one, wrong))
    decide(store, separate(one, told[1:]))
    assert events(store) == (one, two)
    with store.reading() as session:
        assert [row.id for row in event_tellings(session, two)] == told[1:]
    history.undo(store)
    assert events(store) == (one,)
    assert played.findings(store) == ()
