"""What decisions are about leads to them, however many there are: what the database says of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import event, select, text

from models.composing import composer
from models.edits import actors, events, history
from models.edits.deciding import Act, decide
from models.schema.actors import Actor
from models.schema.events import Event
from models.store.store import Store
from tests.models.composing import played

_LARGE = re.compile(r"^SCAN (decision|decision_anchor|step|telling|event|participation|form)\b")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A chronicle never analysed, as all of them: its plans are those of any size."""
    made = played.opened(tmp_path)
    random = Random(5)
    played.bring(made, [(n, played.drawn_doc(random, n)) for n in range(12)])
    with made.reading() as session:
        known = session.scalars(text("SELECT name FROM sqlite_master WHERE name LIKE '%stat_'"))
        assert known.all() == []
    yield made
    made.close()


@pytest.fixture
def steps(store: Store) -> Iterator[list[tuple[str, str]]]:
    """Every step of the plan of each statement about decisions that is run, and the statement."""
    told: list[tuple[str, str]] = []

    def explain(conn, cursor, statement, parameters, context, executemany) -> None:  # type: ignore[no-untyped-def]
        if "decision" in statement and not statement.startswith("INSERT") and not executemany:
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            told.extend((row[3], statement) for row in plan)

    event.listen(store._writer, "before_cursor_execute", explain)
    yield told
    event.remove(store._writer, "before_cursor_execute", explain)


def _acts(store: Store) -> dict[str, Act]:
    with store.reading() as session:
        some = list(session.scalars(select(Event.id).order_by(Event.id)))
        pair = [
            session.scalars(select(Actor.id).where(Actor.name == name)).one()
            for name in ("Bo Ek", "Olav Brandt")
        ]
    return {
        "review": events.review(some, "rejected"),
        "date": events.set_fields(some[0], {"date": "1 May 2020"}),
        "tag": events.tag(some, "later"),
        "note": events.note_all(some, "Ask her"),
        "rename": actors.rename(pair[0], "Bo Lind"),
        "merge": actors.merge(pair),
    }


@pytest.mark.parametrize("many", [True, False])
@pytest.mark.parametrize("name", ["review", "date", "tag", "note", "rename", "merge"])
def test_no_decision_is_looked_for_among_all_steps_that_are_not_undone(
    store: Store,
    steps: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    many: bool,
) -> None:
    if many:
        monkeypatch.setattr(composer, "MANY", 0)
    decide(store, _acts(store)[name])
    history.undo(store)
    history.redo(store)
    assert steps
    wrong = {
        f"{step}: {statement}"
        for step, statement in steps
        if "ix_step_undone_at" in step or _LARGE.match(step)
    }
    assert wrong == set()
