"""What a name means is what a filter by that name finds."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from models.queries import names as naming
from models.queries.events import event_ids
from models.queries.filter import ActorTerm, EventFilter, Match, Sort, Term
from models.queries.names import MOST, meant
from models.schema.actors import Alias
from models.schema.events import Event
from models.schema.keys import fold
from models.schema.text import Document
from models.store.store import Store
from tests.benchmarks.chronicles import fill


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a chronicle in which one outlet has several documents."""
    made = Store.open(tmp_path_factory.mktemp("named") / "named.sqlite")
    fill(made, 1000, seed=5)
    yield made
    made.close()


@pytest.mark.parametrize("part", [False, True])
def test_the_actors_a_name_means_have_the_events_the_name_finds(larger: Store, part: bool) -> None:
    several = 0
    with larger.reading() as session:
        for name in session.scalars(select(Alias.text).distinct().limit(40)).all():
            term = ActorTerm(name=name.upper()[: 2 if part else None], part=part)
            found = meant(session, [("actors", term)])["actors", term]
            assert 0 < len(found) <= MOST
            numbers = tuple(ActorTerm(int(number)) for number, _ in found)
            by_number = EventFilter(actors=numbers, match=Match.ANY)
            by_name = EventFilter(actors=(term,))
            assert event_ids(session, by_name, Sort()) == event_ids(session, by_number, Sort())
            several += len(found) > 1
        nobody = ("actors", ActorTerm(name="nobody at all", part=part))
        assert meant(session, [nobody]) == {nobody: ()}
    assert several or not part


@pytest.mark.parametrize("field", ["places", "sources"])
def test_the_values_a_part_of_a_name_means_are_those_it_finds(larger: Store, field: str) -> None:
    column = Event.place if field == "places" else Document.source
    told = 0
    with larger.reading() as session:
        for name in session.scalars(select(column).where(column > "").distinct().limit(30)).all():
            term = Term(fold(name).split()[-1][:3], part=True)
            found = meant(session, [(field, term)])[field, term]
            by_name: dict[str, Any] = {field: (term,)}
            by_value: dict[str, Any] = {field: tuple(Term(shown) for _, shown in found)}
            if found:
                told += 1
                assert event_ids(session, EventFilter(**by_name), Sort()) == event_ids(
                    session, EventFilter(**by_value), Sort()
                )
    assert told > 3


def test_a_source_of_which_only_some_documents_are_meant_is_not_one_of_them(larger: Store) -> None:
    with larger.reading() as session:
        several = select(Document.source).group_by(Document.source).having(func.count() > 1)
        title = select(Document.title).where(Document.source.in_(several)).limit(1)
        term = Term(str(session.scalar(title)), part=True)
        assert meant(session, [("sources", term)]) == {("sources", term): ()}
        assert event_ids(session, EventFilter(sources=(term,)), Sort())


def test_too_many_values_are_not_told_one_by_one(
    larger: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "MOST", 1)
    with larger.reading() as session:
        names = session.scalars(select(Alias.text).distinct().limit(60)).all()
        terms = [("actors", ActorTerm(name=name[:1], part=True)) for name in names]
        few = {term for term, found in meant(session, terms).items() if found}
        monkeypatch.undo()
        many = {term for term, found in meant(session, terms).items() if len(found) > 1}
    assert many
    assert not few & many
