import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text

from models.errors import KnownError
from models.schema.actors import Actor
from models.schema.text import Document, ImportBatch
from models.store.store import Interrupted, Store, interrupter


def count(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count(ImportBatch.id))) or 0


def test_what_is_written_is_there_and_what_fails_is_not(store: Store) -> None:
    with store.writing() as session:
        session.add(ImportBatch(at="x"))

    def fail() -> None:
        with store.writing() as session:
            session.add(ImportBatch(at="y"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert count(store) == 1


def test_nothing_written_in_a_scope_to_read_stays(store: Store) -> None:
    with store.reading() as session:
        session.add(ImportBatch(at="x"))
        session.flush()
    assert count(store) == 0


def test_tables_made_in_a_failed_scope_are_gone(store: Store) -> None:
    def fail() -> None:
        with store.writing() as session:
            session.execute(text("CREATE TABLE half (x)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.reading() as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE name = 'half'")).all()
    assert names == []


def test_readers_see_one_moment_while_somebody_writes(store: Store) -> None:
    with store.reading() as session:
        assert session.scalar(select(func.count(ImportBatch.id))) == 0
        with store.writing() as writer:
            writer.add(ImportBatch(at="x"))
        assert session.scalar(select(func.count(ImportBatch.id))) == 0
    assert count(store) == 1


def test_foreign_keys_are_kept(store: Store) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), store.writing() as session:
        session.add(Actor(kind="person", name="A", name_key="a", description="", events=0,
                          import_id=99))  # fmt: skip


def test_another_thread_can_stop_a_question_and_the_next_one_is_answered(store: Store) -> None:
    endless = text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    )

    def ask() -> None:
        with store.reading() as session:
            timer = threading.Timer(0.1, interrupter(session))
            timer.start()
            try:
                session.execute(endless)
            finally:
                timer.join()

    with pytest.raises(Interrupted):
        ask()
    assert isinstance(Interrupted("x"), KnownError)
    assert count(store) == 0


def test_a_question_stopped_between_two_statements_asks_no_more(store: Store) -> None:
    def ask() -> None:
        with store.reading() as session:
            stop = interrupter(session)
            session.execute(text("SELECT 1"))
            stop()
            session.execute(text("SELECT 2"))

    with pytest.raises(Interrupted):
        ask()
    assert [count(store) for _ in range(8)] == [0] * 8


def test_threads_read_at_the_same_time(store: Store) -> None:
    with store.writing() as session:
        session.add_all(ImportBatch(at="x") for _ in range(100))
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(count(store))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [100] * 12


def test_the_log_is_gone_when_the_store_is_closed(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "a.sqlite")
    with store.writing() as session:
        session.add(ImportBatch(at="x"))
    store.close()
    assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


def test_the_same_bytes_cannot_be_stored_twice(store: Store) -> None:
    indexes = {index.name: index.unique for index in Document.__table__.indexes}
    assert indexes["ix_document_sha256"]


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what is mapped")
def test_at_rest_the_file_is_not_held_in_memory_and_questions_are_still_answered(
    store: Store,
) -> None:
    def mapped() -> bool:
        maps = Path("/proc/self/maps").read_text("utf-8").splitlines()
        return any(line.endswith(str(store.path)) for line in maps)

    with store.writing() as session:
        session.add(ImportBatch(at="x"))
    store.close()  # moves what was written from the log into the file
    store = Store.open(store.path)
    assert count(store) == 1
    assert mapped()
    with store.reading() as session:
        before = session.scalar(select(func.count(ImportBatch.id)))
        store.rest()  # leaves alone who is reading
        assert session.scalar(select(func.count(ImportBatch.id))) == before
    store.rest()
    assert not mapped()
    assert count(store) == 1
    assert mapped()
    store.close()


def size_of_log(store: Store) -> int:
    return Path(f"{store.path}-wal").stat().st_size


def write_much(store: Store, count: int) -> None:
    for _ in range(count):
        with store.writing() as session:
            session.add(ImportBatch(at="x" * 1_000_000))


def test_the_log_does_not_grow_without_end(store: Store) -> None:
    write_much(store, 30)
    assert size_of_log(store) < 8_000_000
    assert count(store) == 30


def test_the_log_is_brought_into_the_file_while_nobody_can_write(store: Store) -> None:
    """Another's commit in that moment would lose pages, with SQLite before 3.51.3."""
    locked: list[bool] = []
    other = sqlite3.connect(store.path, isolation_level=None, timeout=0)

    def heard(statement: str) -> None:
        if "wal_checkpoint" in statement:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                locked.append(True)
            else:
                other.execute("ROLLBACK")
                locked.append(False)

    store._engine.dispose()
    event.listen(store._engine, "connect", lambda raw, _: raw.set_trace_callback(heard))
    write_much(store, 12)
    other.close()
    assert locked
    assert all(locked)
    with store.reading() as session:
        assert session.scalar(text("PRAGMA wal_autocheckpoint")) == 0


def test_what_was_written_is_kept_though_the_log_cannot_be_brought_into_the_file(
    store: Store,
) -> None:
    reading = sqlite3.connect(store.path, isolation_level=None)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM import_batch").fetchone()
    write_much(store, 8)
    assert size_of_log(store) > 8_000_000
    reading.close()
    write_much(store, 8)
    assert size_of_log(store) < 17_000_000
    assert count(store) == 16
