"""What is kept twice is the same in both places, whoever writes it, and however."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from models.edits import history
from models.edits.change import Change, RowChange, apply, snapshot
from models.importing.routine import import_files
from models.queries.integrity import check
from models.schema.events import Event, Participation
from models.store import sqlite, upgrading
from models.store.store import Store
from tests.benchmarks.chronicles import fill
from tests.steps import finish

SUNK = "its place in the order of dates differs from its event’s"


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "filled.sqlite")
    fill(store, 60, seed=2)
    return store


def astray(session: Session) -> int:
    """Return how many participations are not where their event is in time."""
    wrong = (
        select(func.count())
        .select_from(Participation)
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.chrono != Event.chrono)
    )
    return session.scalar(wrong) or 0


def move_events(session: Session) -> None:
    session.execute(update(Event).where(Event.id < 20).values(chrono=Event.chrono - 7))


def move_one_event(session: Session) -> None:
    session.get_one(Event, 3).chrono = 12
    session.flush()


def merge_events(session: Session) -> None:
    session.execute(update(Participation).where(Participation.event_id == 3).values(event_id=4))


def spoil(session: Session) -> None:
    session.execute(update(Participation).values(chrono=5))


def add(session: Session) -> None:
    values = {"event_id": 3, "actor_id": 1, "role": "agent", "title": "", "start": 0, "end": 0}
    session.execute(insert(Participation), {**values, "words": "", "chrono": 99})


def add_as_earlier_versions_did(session: Session) -> None:
    """Do as an undo does that was written down before there was such a column."""
    row = snapshot(session, "participation", 1)
    assert row is not None
    del row["chrono"]
    apply(session, (RowChange("participation", 1, row, None),))
    apply(session, (RowChange("participation", 1, None, row),))


@pytest.mark.parametrize(
    "write",
    [move_events, move_one_event, merge_events, spoil, add, add_as_earlier_versions_did],
)
def test_a_participation_is_where_its_event_is(
    filled: Store, write: Callable[[Session], None]
) -> None:
    with filled.writing() as session:
        write(session)
        assert astray(session) == 0
        assert not [told for told in finish(check(session)) if SUNK in told]


def test_the_check_sees_one_that_is_not(filled: Store) -> None:
    with filled.writing() as session:
        session.execute(text("DROP TRIGGER participation_changed"))
        session.execute(update(Participation).where(Participation.id == 7).values(chrono=5))
        assert f"participation 7: {SUNK}" in finish(check(session))


def test_edits_undone_and_done_again_take_it_along(filled: Store) -> None:
    def edit(session: Session) -> Change:
        row = RowChange("event", 3, {"chrono": session.get_one(Event, 3).chrono}, {"chrono": 12})
        apply(session, (row,))
        return Change("Dated", (row,))

    for step in (lambda store: history.do(store, edit), history.undo, history.redo):
        step(filled)
        with filled.reading() as session:
            assert astray(session) == 0


def test_an_import_writes_it_and_brings_it_back(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Foreign Minister Ann Ek visited Peru on 3 March 2021.\n", "utf8")
    store = Store.open(tmp_path / "a.sqlite")
    for _ in import_files(store, [article]):
        pass
    for step in (None, history.undo, history.redo):
        if step is not None:
            step(store)
        with store.reading() as session:
            assert astray(session) == 0
    with store.reading() as session:
        assert session.scalar(select(func.count(Participation.id)).where(Participation.chrono != 0))


def test_an_upgrade_fills_it(tmp_path: Path) -> None:
    path = tmp_path / "older.sqlite"
    path.touch()
    sqlite.use_log(path)
    upgrading.migrate(path, "0002")
    raw = sqlite3.connect(path)
    raw.execute("INSERT INTO actor VALUES ('person', 'A', 'a', NULL, NULL, '', 0, NULL, 1)")
    columns = [row[1] for row in raw.execute("PRAGMA table_info(event)")]
    values = dict.fromkeys(columns, "") | {"id": 5, "chrono": 77, "import_id": None}
    values |= {"place_id": None, "claimed_by_id": None, "date_basis": None}
    marks = ", ".join("?" * len(columns))
    raw.execute(f"INSERT INTO event VALUES ({marks})", [values[name] for name in columns])
    raw.execute("INSERT INTO participation VALUES (5, 1, 'agent', '', NULL, 0, 0, '', 9)")
    raw.commit()
    raw.close()
    store = Store.open(path)
    with store.reading() as session:
        assert session.scalars(select(Participation.chrono)).all() == [77]
    store.close()
