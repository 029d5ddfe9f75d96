"""The chronicles that speed is measured on are as they are said to be."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dates.interval import Precision
from models.queries.integrity import check
from models.reading.doc import EventKind, EventStatus
from models.schema.actors import Actor
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import FIRST_DAY, LAST_DAY, SINCE_REPORT, UNDATED, UNTIL_REPORT
from models.schema.text import Document
from models.store.store import Store
from tests.benchmarks.chronicles import FIRST, LAST, fill
from tests.steps import finish

EVENTS = 4_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(tmp_path_factory.mktemp("made") / "made.sqlite")
    fill(store, EVENTS, seed=3)
    return store


def share(session: Session, *held: object) -> float:
    query = select(func.count()).select_from(Event).where(*held)  # type: ignore[arg-type]
    return (session.scalar(query) or 0) / EVENTS


def test_who_takes_part_follows_the_law(made: Store) -> None:
    with made.reading() as session:
        kinds = dict(session.execute(select(Actor.kind, func.count()).group_by(Actor.kind)).all())
        assert kinds["person"] + kinds["organisation"] == EVENTS // 20
        parts = select(func.count()).select_from(Participation).group_by(Participation.event_id)
        numbers = Counter(session.scalars(parts))
        assert set(numbers) == {1, 2, 3, 4, 5, 6}
        assert numbers.total() == EVENTS
        taking = select(Actor.kind).join(Participation, Participation.actor_id == Actor.id)
        assert set(session.scalars(taking.distinct())) == {"person", "organisation"}
        most = list(session.scalars(select(Actor.events).order_by(Actor.events.desc()).limit(20)))
        assert most[0] > 1.5 * most[1] > 2.5 * most[4] > 5 * most[19]


def test_dates_are_days_in_bursts_or_longer_or_missing(made: Store) -> None:
    with made.reading() as session:
        dated = Event.edtf.is_not(None)
        assert 0.04 < share(session, ~dated) < 0.06
        assert 0.13 < share(session, Event.latest > Event.earliest, dated) < 0.17
        for precision in (Precision.MONTH, Precision.YEAR, Precision.INTERVAL):
            assert share(session, Event.precision == precision.value) > 0.01, precision
        assert share(session, Event.earliest == FIRST_DAY, dated) > 0.01
        assert share(session, Event.latest == LAST_DAY, dated) > 0.01
        days = select(Event.earliest).where(Event.earliest == Event.latest)
        each = Counter(session.scalars(days))
        assert min(each) >= FIRST
        assert max(each) <= LAST
        assert pytest.approx(60 * 365.25, abs=2) == LAST - FIRST
        # Evenly spread, a busy month would hold five or six.
        assert max(Counter(day // 30 for day in each.elements()).values()) > 50


def test_most_events_without_a_date_have_one_of_their_report(made: Store) -> None:
    with made.reading() as session:
        without = Event.edtf.is_(None)
        assert 0 < share(session, Event.chrono == UNDATED) < 0.2 * share(session, without)
        for side in (UNTIL_REPORT, SINCE_REPORT):
            assert share(session, Event.earliest == side, without) > 0.001
        known = select(func.count(Document.id)).where(Document.published_edtf.is_not(None))
        assert 0.8 < (session.scalar(known) or 0) / (EVENTS // 10) < 0.9


def test_every_kind_and_status_occurs(made: Store) -> None:
    with made.reading() as session:
        assert set(session.scalars(select(Event.kind).distinct())) == set(EventKind)
        assert set(session.scalars(select(Event.status).distinct())) == set(EventStatus)


def test_events_are_told_in_passages_of_several_documents(made: Store) -> None:
    with made.reading() as session:
        assert session.scalar(select(func.count(Document.id))) == EVENTS // 10
        told = select(func.count()).select_from(Evidence).group_by(Evidence.event_id)
        numbers = Counter(session.scalars(told))
        assert set(numbers) == {1, 2, 3}
        assert (numbers[2] + numbers[3]) / EVENTS > 0.2


def test_it_is_whole_and_the_same_number_makes_the_same(made: Store, tmp_path: Path) -> None:
    with made.writing() as session:
        assert finish(check(session)) == ()
    again = Store.open(tmp_path / "again.sqlite")
    fill(again, EVENTS, seed=3)
    rows = select(Event.summary, Event.chrono, Event.who, Event.place).order_by(Event.id)
    with made.reading() as one, again.reading() as other:
        assert one.execute(rows).all() == other.execute(rows).all()
    again.close()
