"""What is offered where nothing matches finds something, and is spelled nearly so."""

from collections.abc import Iterator

import pytest
from rapidfuzz.distance import OSA
from sqlalchemy import select

from models.letters import words
from models.queries.asked import combine
from models.queries.events import count_events
from models.queries.filter import EventFilter
from models.queries.near import near
from models.queries.search import parse_query, to_query
from models.schema.actors import Actor, Alias
from models.schema.events import EventText
from models.schema.text import Document
from models.store.store import Store
from tests.benchmarks.chronicles import fill

NOTHING = EventFilter()


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a chronicle in which somebody has a name of many letters."""
    made = Store.open(tmp_path_factory.mktemp("near") / "near.sqlite")
    fill(made, 300, seed=3)
    with made.writing() as session:
        (number,) = session.scalars(select(Actor.id).order_by(Actor.events.desc()).limit(1))
        for text in ("Aleksandr Łukaszenko", "Łukaszenko"):
            key = text.lower().replace("ł", "l")
            session.add(Alias(actor_id=number, document_id=None, text=text, key=key, full=False))
        told = session.get_one(EventText, 1)
        told.passages = "The Lukaszenko government spoke of nightingales."
    yield made
    made.close()


@pytest.mark.parametrize(
    ("line", "corrected"),
    [
        ("Lukaszenka", "Łukaszenko"),
        ("lukaszneko", "Łukaszenko"),
        ("lukasenk", "Łukaszenko"),
        ("lvkaszenko", "Łukaszenko"),
        ("actor:lukaszenka", "actor:Łukaszenko"),
        ('-agent:xx "Lukaszenka government"', '"Łukaszenko government" -agent:xx'),
        ("nightingails", "nightingales"),
        ("(lukaszenka nigtingales) OR kind:visit", "(Łukaszenko nightingales) OR kind:visit"),
    ],
)
def test_a_slip_is_answered_with_what_is_meant(named: Store, line: str, corrected: str) -> None:
    with named.reading() as session:
        found = near(session, NOTHING, parse_query(line))
    assert corrected in [to_query(each.wanted) for each in found]


@pytest.mark.parametrize("line", ["", "qqqqqqqq", "qq", "lukaszenko kind:visit", "-lukaszenka"])
def test_nothing_is_offered_where_it_is_not_the_spelling(named: Store, line: str) -> None:
    with named.reading() as session:
        assert near(session, NOTHING, parse_query(line)) == ()


def test_every_offer_is_near_and_finds_something_under_the_other_filters(drawn: Store) -> None:
    offered = 0
    with drawn.reading() as session:
        known = session.scalars(select(Alias.key).distinct().limit(40)).all()
        known += session.scalars(select(Document.title_key).limit(20)).all()
        own = parse_query("-kind:visit")
        for word in sorted({word.plain for key in known for word in words(key)}):
            slip = word[:2] + "q" + word[3:]
            for field in ("", "actor:", "source:"):
                typed = parse_query(field + slip)
                for each in near(session, own, typed):
                    offered += 1
                    assert count_events(session, combine(own, each.wanted)) > 0
                    (meant,) = words(each.meant)
                    away = OSA.distance(each.typed, meant.plain[: len(slip)])
                    assert min(away, OSA.distance(each.typed, meant.plain)) <= 3
                    assert len(near(session, own, typed)) <= 3
    assert offered > 30


def test_what_finds_nothing_under_the_other_filters_is_not_offered(named: Store) -> None:
    with named.reading() as session:
        own = parse_query("on:0100")
        assert near(session, own, parse_query("Lukaszenka")) == ()
