"""A chronicle on a server: making it, several who use it at once, and a server that goes away."""

import threading
import time
from collections.abc import Iterator
from importlib import util

import pytest

from models.edits.deciding import decide
from models.edits.events import new_event, note, tag
from models.edits.history import past, undo
from models.errors import KnownError
from models.queries.events import count_events
from models.queries.filter import EventFilter
from models.queries.integrity import check_index, check_rows
from models.store import served
from models.store.faults import Locked
from models.store.served_faults import Unreachable
from models.store.store import Store
from tests.served import Server, running
from tests.steps import finish


@pytest.fixture
def address(server: Server) -> str:
    """Return where a new, empty chronicle is."""
    return server.chronicle()


@pytest.fixture
def two(address: str) -> Iterator[tuple[Store, Store]]:
    """Return one chronicle as two people have it open."""
    stores = Store.open(address), Store.open(address)
    yield stores
    for each in stores:
        each.close()


def events(store: Store) -> int:
    with store.reading() as session:
        return count_events(session, EventFilter())


def test_an_empty_database_becomes_a_chronicle_and_stays_one(server: Server) -> None:
    address = server.empty()
    with pytest.raises(KnownError, match="There is no chronicle in"):
        Store.open(address, create=False)
    made = Store.open(address)
    assert made.path is None
    assert made.address == address
    assert made.name in address
    decide(made, new_event("A thing happened", date="2024-05-01"))
    made.close()
    again = Store.open(address, create=False)
    assert events(again) == 1
    with again.reading() as session:
        assert check_index(session) == ()
        assert finish(check_rows(session)) == ()
    again.close()
    with pytest.raises(KnownError, match="has been closed"):
        again.version()


def test_two_who_make_it_at_once_make_one(server: Server) -> None:
    address, made = server.empty(), []
    threads = [threading.Thread(target=lambda: made.append(Store.open(address))) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [events(each) for each in made] == [0, 0, 0]
    for each in made:
        each.close()


def test_a_database_of_something_else_is_left_alone(server: Server) -> None:
    address = server.empty()
    name = address.partition("@/")[2].partition("?")[0]
    server.ask("CREATE TABLE ours (id integer)", database=name)
    with pytest.raises(KnownError, match="holds something that isn’t a chronicle"):
        Store.open(address)
    assert server.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'",
                      database=name) == [(1,)]  # fmt: skip


def test_a_newer_chronicle_is_refused(server: Server, address: str) -> None:
    name = address.partition("@/")[2].partition("?")[0]
    server.ask("UPDATE alembic_version SET version_num = '9999'", database=name)
    with pytest.raises(KnownError, match="was made by a newer Dateline"):
        Store.open(address)


def test_what_cannot_be_reached_is_said_in_a_sentence_without_the_password(server: Server) -> None:
    for address, said in (
        ("postgresql://me:s3cret@127.0.0.1:1/news", "cannot be reached"),
        (server.address("missing"), "There is no database missing"),
        (server.address("postgres", "nobody"), "does not let you in"),
        ("postgresql://me:s3cret@desk:notaport/news", "isn’t the address"),
        ("postgresql://me:s3cret@desk", "ends in the name of a database"),
    ):
        with pytest.raises(KnownError, match=said) as fault:
            Store.open(address)
        told: BaseException | None = fault.value
        while told is not None:
            assert "s3cret" not in str(told)
            told = None if told.__suppress_context__ else told.__cause__ or told.__context__


def test_the_address_that_is_shown_and_kept_has_no_password(address: str) -> None:
    store = Store.open(address.replace("postgres@", "postgres:s3cret@"))
    assert "s3cret" not in f"{store.address} {store.name} {store!r}"
    store.close()


def test_without_its_driver_one_sentence_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(served, "find_spec", lambda name: None if name == "psycopg" else util)
    with pytest.raises(KnownError, match=r"pip install 'dateline\[desk\]'"):
        Store.open("postgresql://me@desk/news")


def test_what_one_stores_the_other_notices_and_reads(two: tuple[Store, Store]) -> None:
    anna, ben = two
    before = ben.version()
    assert ben.version() == before
    decide(anna, new_event("A thing happened", date="2024-05-01"), by="Anna")
    assert anna.version() == before + 1
    until = time.monotonic() + 10
    while ben.version() == before and time.monotonic() < until:
        time.sleep(0.01)
    assert ben.version() == anna.version()
    assert events(ben) == 1
    seen = ben.version()
    with ben.writing() as session:
        session.connection()
    assert ben.version() == seen


def test_a_scope_that_fails_or_reads_leaves_nothing(two: tuple[Store, Store]) -> None:
    anna, ben = two
    before = ben.version()

    def fail() -> None:
        with anna.writing() as session:
            session.connection().exec_driver_sql("INSERT INTO tag (name, key) VALUES ('a', 'a')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert ben.version() == before
    with pytest.raises(KnownError), anna.reading() as session:
        session.connection().exec_driver_sql("INSERT INTO tag (name, key) VALUES ('a', 'a')")


def test_who_reads_sees_one_state_however_long_it_takes(two: tuple[Store, Store]) -> None:
    anna, ben = two
    with ben.reading() as session:
        assert count_events(session, EventFilter()) == 0
        decide(anna, new_event("A thing happened", date="2024-05-01"))
        assert count_events(session, EventFilter()) == 0
    assert events(ben) == 1


def test_writers_wait_for_each_other_and_are_told_when_it_takes_too_long(
    two: tuple[Store, Store],
) -> None:
    anna, ben = two
    with anna.writing() as session:
        session.connection()
        with pytest.raises(Locked), ben.writing(patience=0.1) as other:
            other.connection()
    with ben.writing(patience=0.1) as other:
        other.connection()


def test_many_who_decide_at_once_lose_nothing(address: str) -> None:
    first = Store.open(address)
    numbers = [decide(first, new_event(f"Thing {n}", date="2024-05-01")).made for n in range(4)]
    faults: list[BaseException] = []

    def work(who: str) -> None:
        store = Store.open(address)
        try:
            for at in range(6):
                decide(store, tag(numbers, f"{who} {at}"), by=who)
                decide(store, note(numbers[at % 4], f"{who} says {at}"), by=who)
                if at % 3 == 2:
                    undo(store)
        except BaseException as fault:  # noqa: BLE001 - told by the test
            faults.append(fault)
        finally:
            store.close()

    threads = [threading.Thread(target=work, args=(who,)) for who in ("Anna", "Ben", "Carla")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert faults == []
    with first.reading() as session:
        steps = past(session)
        assert len(steps) == 4 + 3 * 12
        assert check_index(session) == ()
        assert finish(check_rows(session)) == ()
    first.close()


def test_numbers_are_never_given_twice(address: str) -> None:
    store = Store.open(address)
    one = decide(store, new_event("A thing happened", date="2024-05-01")).made
    undo(store)
    other = decide(store, new_event("Another thing", date="2024-05-02")).made
    assert other > one
    store.close()


def test_who_may_only_read_is_told_so_and_can_read(server: Server, address: str) -> None:
    name = address.partition("@/")[2].partition("?")[0]
    server.ask(
        f"CREATE ROLE reader_of_{name} LOGIN",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_of_{name}",
        database=name,
    )
    theirs = server.address(name, f"reader_of_{name}")
    with pytest.raises(KnownError, match=r"You may read .* but not change it"):
        Store.open(theirs)
    store = Store.open(theirs, write=False)
    assert store.read_only
    assert events(store) == 0
    with pytest.raises(KnownError, match="You may read"), store.writing():
        pass
    assert store.version() == store.version()
    store.close()


def test_a_server_that_goes_away_is_one_sentence_and_is_there_again() -> None:
    with running() as server:
        store = Store.open(server.chronicle())
        decide(store, new_event("A thing happened", date="2024-05-01"))
        seen = store.version()

        def fail() -> None:
            with store.writing() as session:
                ask = session.connection().exec_driver_sql
                ask("INSERT INTO tag (name, key) VALUES ('a', 'a')")
                server.stop("immediate")

        with pytest.raises(Unreachable):
            fail()
        for ask in (store.version, lambda: events(store)):
            with pytest.raises(Unreachable, match="cannot be reached"):
                ask()
        server.start()
        assert events(store) == 1
        assert store.version() == seen
        with store.reading() as session:
            tags = session.connection().exec_driver_sql("SELECT count(*) FROM tag").scalar()
            assert tags == 0
        decide(store, new_event("Another thing", date="2024-05-02"))
        assert store.version() != seen
        store.close()
