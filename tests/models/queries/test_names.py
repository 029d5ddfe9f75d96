"""Whom a name means is whom a filter by that name finds."""

from sqlalchemy import select

from models.queries.events import event_ids
from models.queries.filter import ActorTerm, EventFilter, Match, Sort
from models.queries.names import MOST, actors_meant
from models.schema.actors import Alias
from models.store.store import Store


def test_the_actors_a_name_means_have_the_events_the_name_finds(drawn: Store) -> None:
    with drawn.reading() as session:
        names = session.scalars(select(Alias.text).distinct().limit(40)).all()
        meant = actors_meant(session, [name.upper() for name in names])
        for name in names:
            found = meant[name.upper()]
            assert 0 < len(found) <= MOST
            by_name = EventFilter(actors=(ActorTerm(name=name),))
            numbers = tuple(ActorTerm(number) for number, _ in found)
            by_number = EventFilter(actors=numbers, match=Match.ANY)
            if len(found) < MOST:
                assert event_ids(session, by_name, Sort()) == event_ids(session, by_number, Sort())
        assert actors_meant(session, ["nobody at all"]) == {"nobody at all": ()}
