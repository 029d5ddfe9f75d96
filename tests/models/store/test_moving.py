"""A chronicle goes to a server and back as it was, or not at all."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits.deciding import decide
from models.edits.events import new_event, review, set_fields, tag
from models.edits.history import past, redo, undo
from models.errors import FailedError, KnownError
from models.exporting.formats import named
from models.importing.routine import import_files
from models.progress import Stopped, drain
from models.queries.filter import EventFilter, Sort
from models.queries.integrity import check_index, check_rows
from models.schema.tables import TABLES
from models.store import moving
from models.store.moving import copy_to, move
from models.store.store import Store
from tests.served import Server
from tests.steps import finish


@pytest.fixture
def worked_on(tmp_path: Path) -> Iterator[Store]:
    """Return a chronicle with articles, decisions, and something undone."""
    store = Store.open(tmp_path / "own.sqlite")
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("Anna Muster met Ben Beispiel in Oslo on 3 May 2024.\n")
    two.write_text("Ben Beispiel denied on 4 May 2024 that he met Anna Muster in Oslo.\n")
    finish(import_files(store, [one, two], jobs=1))
    made = decide(store, new_event("A thing happened", date="2024-05-01"), by="Anna").made
    assert made is not None
    decide(store, tag([1, made], "Très urgent"), by="Ben")
    decide(store, set_fields(1, {"summary": "They met in Łódź"}))
    gone = decide(store, new_event("It did not", date="2024-05-02")).made
    undo(store)
    decide(store, review([made], "rejected"))
    undo(store)
    assert gone is not None
    yield store
    store.close()


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, in the order of their numbers."""
    with store.reading() as session:
        return {
            kind.__tablename__: [
                tuple(row)
                for row in session.connection().execute(
                    select(kind.__table__).order_by(kind.__table__.c.id)
                )
            ]
            for kind in TABLES
        }


def exported(store: Store) -> str:
    out = StringIO()
    form = named("json")
    assert form is not None
    with store.reading() as session:
        drain(form.write(session, EventFilter(), out, Sort()))
    return out.getvalue()


def test_it_goes_to_a_server_and_back_as_it_was(
    worked_on: Store, server: Server, tmp_path: Path
) -> None:
    shared = Store.open(server.chronicle())
    number = drain(move(worked_on, shared))
    before = rows(worked_on)
    assert number == sum(map(len, before.values())) > 50
    assert rows(shared) == before
    assert exported(shared) == exported(worked_on)
    with shared.reading() as session:
        assert check_index(session) == ()
        assert finish(check_rows(session)) == ()
    back = Store.open(tmp_path / "back.sqlite")
    drain(move(shared, back))
    assert rows(back) == before
    with back.writing() as session:
        assert check_index(session) == ()
    with back.reading() as session:
        assert finish(check_rows(session)) == ()
    assert {each.name for each in (shared, back)} != {worked_on.name}
    shared.close()
    back.close()


def test_work_goes_on_where_it_was_and_gives_no_number_again(
    worked_on: Store, server: Server, tmp_path: Path
) -> None:
    shared, back = Store.open(server.chronicle()), Store.open(tmp_path / "back.sqlite")
    drain(move(worked_on, shared))
    drain(move(shared, back))
    told = []
    for store in (worked_on, shared, back):
        redo(store)
        undo(store)
        undo(store)
        made = decide(store, new_event("A new thing", date="2024-06-01")).made
        with store.reading() as session:
            told.append((made, [step.label for step in past(session)]))
    assert told[0] == told[1] == told[2]
    shared.close()
    back.close()


def test_a_chronicle_that_is_not_empty_is_left_as_it_is(worked_on: Store, server: Server) -> None:
    shared = Store.open(server.chronicle())
    decide(shared, tag([decide(shared, new_event("Theirs")).made or 0], "theirs"))
    before = rows(shared)
    with pytest.raises(KnownError, match="isn’t empty"):
        drain(move(worked_on, shared))
    assert rows(shared) == before
    shared.close()


def test_stopped_at_any_tick_it_leaves_nothing(worked_on: Store, server: Server) -> None:
    shared = Store.open(server.chronicle())
    steps = move(worked_on, shared)
    for _ in range(9):
        next(steps)
    steps.close()
    steps = move(worked_on, shared)
    next(steps)
    with pytest.raises(Stopped):
        steps.throw(Stopped())
    assert not any(rows(shared).values())
    drain(move(worked_on, shared))
    shared.close()


def test_what_does_not_arrive_as_it_was_is_not_kept(
    worked_on: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = Store.open(server.chronicle())
    read = moving._rows

    def altered(session, table):  # type: ignore[no-untyped-def]
        for some in read(session, table):
            if table.name == "event" and session.get_bind().dialect.name == "postgresql":
                some[0]["summary"] += "!"
            yield some

    monkeypatch.setattr(moving, "_rows", altered)
    with pytest.raises(FailedError, match="Not every row of event arrived"):
        drain(move(worked_on, shared))
    assert not any(rows(shared).values())
    shared.close()


def test_it_is_copied_by_address_and_a_file_is_there_when_it_is_whole(
    worked_on: Store, server: Server, tmp_path: Path
) -> None:
    address, target = server.empty(), tmp_path / "copy.sqlite"
    drain(copy_to(worked_on, address))
    shared = Store.open(address, create=False)
    steps = copy_to(shared, str(target))
    next(steps)
    steps.close()
    assert list(tmp_path.glob("*copy*")) == []
    drain(copy_to(shared, str(target)))
    copy = Store.open(target, create=False)
    assert rows(copy) == rows(worked_on)
    with pytest.raises(KnownError, match="already exists"):
        drain(copy_to(shared, str(target)))
    copy.close()
    shared.close()
