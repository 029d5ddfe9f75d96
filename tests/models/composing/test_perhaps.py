"""Who takes part in an event perhaps: as its readings say, until a person answers."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.composing.composer import perhaps_in
from models.edits import actors, events, history
from models.edits.deciding import decide
from models.errors import KnownError
from models.importing.rereading import read_again
from models.importing.routine import import_files
from models.queries.detail import event_detail
from models.queries.events import count_events
from models.queries.filter import EventFilter
from models.queries.integrity import check
from models.queries.rows import EventDetail
from models.queries.search import parse_query
from models.reading.events import doubting
from models.schema.actors import Actor
from models.schema.events import Event
from models.store.store import Store
from tests.steps import finish

# Both may have been arrested.
UNSURE = (
    "OSLO, March 4, 2024 -- Ann Lee wrote to Mary Ford on Monday. Police read the letter for Mary "
    "Ford. She was arrested on Tuesday.\n"
)


@pytest.fixture
def told(store: Store, tmp_path: Path) -> Store:
    path = tmp_path / "letter.txt"
    path.write_text(UNSURE, "utf8")
    finish(import_files(store, [path]))
    return store


def arrest(store: Store) -> EventDetail:
    with store.reading() as session:
        number = session.scalars(select(Event.id).where(Event.kind == "coercion")).one()
        detail = event_detail(session, number)
        assert detail is not None
        return detail


def names(store: Store) -> tuple[list[str], list[str]]:
    """Who takes part in the arrest, and who does perhaps."""
    detail = arrest(store)
    return [p.name for p in detail.participants], [p.name for p in detail.perhaps]


def is_sound(store: Store) -> bool:
    with store.writing() as session:
        return not finish(check(session))


def lee(store: Store) -> str:
    with store.reading() as session:
        return f"#{session.scalars(select(Actor.id).where(Actor.name == 'Ann Lee')).one()}"


def test_the_card_has_who_takes_part_perhaps_with_the_words_that_say_so(told: Store) -> None:
    (found,) = arrest(told).perhaps
    assert (found.name, found.kind, found.role, found.words) == (
        "Ann Lee",
        "person",
        "target",
        "She",
    )
    assert 0 < found.sure < 1


def test_whoever_takes_part_perhaps_is_not_found_by_it(told: Store) -> None:
    with told.reading() as session:
        wanted = parse_query('actor:"Ann Lee" kind:coercion')
        assert count_events(session, wanted) == 0
        assert count_events(session, EventFilter()) == 2


def test_yes_makes_a_participant_and_undoing_it_a_doubt_again(told: Store) -> None:
    decide(told, events.add_part(arrest(told).row.id, "target", lee(told)))
    assert names(told) == (["Ann Lee"], [])
    assert is_sound(told)
    history.undo(told)
    assert names(told) == ([], ["Ann Lee"])


def test_no_is_remembered_and_can_be_undone(told: Store) -> None:
    decide(told, events.drop_part(arrest(told).row.id, "target", lee(told)))
    assert names(told) == ([], [])
    assert is_sound(told)
    finish(read_again(told, [1]))
    assert names(told) == ([], [])
    history.undo(told)
    assert names(told) == ([], ["Ann Lee"])


def surely_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the letter again with a reader that doubts nothing."""
    monkeypatch.setattr(doubting, "SURE", 0.0)
    finish(read_again(store, [1]))


def test_a_later_reading_that_is_sure_makes_a_participant(
    told: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    surely_read_again(told, monkeypatch)
    assert names(told) == (["Ann Lee"], [])


def test_no_holds_where_a_later_reading_is_sure(
    told: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(told, events.drop_part(arrest(told).row.id, "target", lee(told)))
    surely_read_again(told, monkeypatch)
    assert names(told) == ([], [])
    assert is_sound(told)


def test_whoever_neither_takes_part_nor_does_perhaps_cannot_be_left_out(told: Store) -> None:
    with pytest.raises(KnownError, match="doesn’t take part"):
        decide(told, events.drop_part(arrest(told).row.id, "target", "Mary Ford"))


def test_a_merged_actor_takes_part_perhaps_under_the_number_that_stays(told: Store) -> None:
    with told.reading() as session:
        ford, ann = (
            session.scalars(select(Actor.id).where(Actor.name == name)).one()
            for name in ("Mary Ford", "Ann Lee")
        )
    decide(told, actors.merge([ford, ann]))
    assert names(told) == ([], ["Mary Ford"])


def test_an_event_without_doubts_has_none(told: Store) -> None:
    with told.reading() as session:
        other = session.scalars(select(Event.id).where(Event.kind != "coercion")).one()
        assert perhaps_in(session, other) == ()
