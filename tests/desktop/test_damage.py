"""A damaged chronicle answers in rows or in one sentence, whatever is asked of it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Table

from desktop.archive import Archive
from models.dates.typed import parse_typed
from models.edits import history
from models.edits.filters import name_filter
from models.errors import KnownError
from models.exporting.chronicle import write_json
from models.exporting.table import write_csv
from models.queries.asked import Named
from models.queries.documents import document_detail, documents_page
from models.queries.filter import (
    ActorTerm,
    DateRange,
    EventFilter,
    Sort,
    SortField,
    Term,
    TextTerm,
)
from models.schema.tables import metadata
from models.store.faults import DamagedError
from models.store.store import Question, Store
from tests.benchmarks.chronicles import fill
from tests.steps import finish

FILTERS = (
    EventFilter(),
    EventFilter(
        dates=DateRange(parse_typed("1990"), None, possible=True),
        actors=(ActorTerm(1, exclude=True),),
    ),
    EventFilter(texts=(TextTerm("no", prefix=True),)),
)
NAMES: tuple[Named, ...] = (
    ("actors", ActorTerm(name="ann", part=True)),
    ("places", Term("bo", part=True)),
    ("sources", Term("bo", part=True)),
)


def questions(archive: Archive) -> Iterator[Question[object]]:
    """Whatever the window, the commands and the exports ask."""
    for wanted in FILTERS:
        for field in (SortField.DATE, SortField.WHO):
            yield archive.page(wanted, Sort(field), 50)
        yield archive.order(wanted, Sort(), 3)
        yield archive.dates(wanted, exact=True)
        yield archive.actors(wanted, "", 50, (), "")
        yield archive.histogram(wanted, (0, 10_000, 20_000))
        for facet in ("kind", "place", "source"):
            yield archive.values(facet, wanted)
    yield archive.rows(list(range(1, 40)))
    yield lambda session: [archive.detail(each, 400)(session) for each in range(1, 40)]
    yield documents_page
    yield lambda session: [document_detail(session, each) for each in range(1, 5)]
    yield archive.meant(NAMES)
    yield archive.extent()
    yield archive.totals()
    yield archive.news(None)
    yield archive.copied(list(range(1, 40)), lambda _: None)
    yield archive.named_filters()
    yield lambda session: finish(write_json(session, EventFilter(), StringIO()))
    yield lambda session: finish(write_csv(session, EventFilter(), StringIO()))


def answers(store: Store) -> list[KnownError]:
    """Ask everything; the sentences that were answers."""
    archive = Archive(store, fresh=False)
    said: list[KnownError] = []
    for question in questions(archive):
        try:
            with store.reading() as session:
                question(session)
        except KnownError as fault:
            said.append(fault)
    return said


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a chronicle of forty events."""
    store = Store.open(tmp_path_factory.mktemp("sound") / "sound.sqlite")
    fill(store, 40, seed=4)
    history.do(store, name_filter("a", "kind:visit"))
    assert answers(store) == []
    store.close()
    return store.path


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Iterator[Store]:
    """Return a copy of it, open already when it is damaged."""
    store = Store.open(shutil.copy(sound, tmp_path / "copy.sqlite"))
    yield store
    store.close()


def alter(store: Store, *statements: str) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        for statement in ("PRAGMA writable_schema=ON", *statements):
            raw.execute(statement)


def may_hold_anything(store: Store, table: str) -> None:
    demands = f"UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = '{table}'"
    no_triggers = "DELETE FROM sqlite_master WHERE type = 'trigger'"
    alter(store, demands, no_triggers, "PRAGMA schema_version=999")


VALUES = ("NULL", "'x'", "x'ff00'", "CAST(x'ff' AS TEXT)", "-1", "1e300", "''", "'[]'",
          "CAST(2e18 AS INTEGER)")  # fmt: skip


@pytest.mark.parametrize("kind", metadata().sorted_tables, ids=str)
def test_no_value_ends_in_a_fault_of_ours(copy: Store, kind: Table) -> None:
    """Every other row holds something strange in a column; which, goes round with the columns."""
    may_hold_anything(copy, kind.name)
    with closing(sqlite3.connect(copy.path)) as raw:
        for turn, column in enumerate(kind.columns):
            value = VALUES[4 * turn % len(VALUES)]
            before = raw.execute(f'SELECT "{column.name}", id FROM {kind.name}').fetchall()
            half = f"id % 2 = 0 OR (SELECT count(*) FROM {kind.name}) = 1"
            try:
                raw.execute(f'UPDATE {kind.name} SET "{column.name}" = {value} WHERE {half}')
            except sqlite3.IntegrityError:  # what a key or an index of one kind refuses
                continue
            raw.commit()
            for fault in answers(copy):
                assert str(fault).endswith("."), (column, value, fault)
            raw.executemany(f'UPDATE {kind.name} SET "{column.name}" = ? WHERE id = ?', before)
            raw.commit()


# Tables that these questions need; what is in the others is written, or found by words alone.
ASKED = frozenset(
    (
        "event evidence participation claim actor alias role document step decision "
        "decision_anchor tag event_tag document_tag note named_filter event_search reading "
        "telling form"
    ).split()
)


@pytest.mark.parametrize("name", [*metadata().tables, "event_search"])
def test_a_table_that_is_missing_ends_in_sentences(copy: Store, name: str) -> None:
    alter(copy, f"DELETE FROM sqlite_master WHERE tbl_name = '{name}'", "PRAGMA schema_version=999")
    found = answers(copy)
    assert all(isinstance(fault, DamagedError) for fault in found), found
    assert bool(found) == (name in ASKED)


@pytest.mark.parametrize("part", ["config", "data", "idx", "docsize"])
def test_an_index_of_words_that_is_damaged_ends_in_sentences(copy: Store, part: str) -> None:
    alter(copy, f"DELETE FROM event_search_{part}", "PRAGMA schema_version=999")
    found = answers(copy)
    assert all(isinstance(fault, DamagedError) for fault in found), found
    assert bool(found) == (part in ("config", "data"))


@pytest.mark.parametrize("seed", range(24))
def test_a_torn_file_ends_in_sentences(copy: Store, seed: int) -> None:
    draw = Random(seed)
    copy.close()
    content = bytearray(copy.path.read_bytes())
    page = 4096 * draw.randrange(len(content) // 4096)
    what = seed % 4
    if what == 0:
        content[page : page + 4096] = bytes(4096)
    elif what == 1:
        content[page : page + 4096] = draw.randbytes(4096)
    elif what == 2:
        del content[draw.randrange(100, len(content)) :]
    else:
        for _ in range(20):
            content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    copy.path.write_bytes(content)
    try:
        store = Store.open(copy.path)
    except KnownError as fault:
        found = [fault]
    else:
        found = answers(store)
        store.close()
    assert all(str(fault).endswith(".") for fault in found), found


@pytest.mark.parametrize("version", ["'0001'", "'0002'", "CAST(x'ff' AS TEXT)", "NULL", "x'30'"])
def test_a_version_that_is_not_true_is_reported(copy: Store, version: str) -> None:
    may_hold_anything(copy, "alembic_version")
    alter(copy, f"UPDATE alembic_version SET version_num = {version}")
    copy.close()
    before = copy.path.read_bytes()
    with pytest.raises(KnownError, match=r"is damaged|newer Dateline"):
        Store.open(copy.path)
    assert copy.path.read_bytes() == before
    assert [path.name for path in copy.path.parent.iterdir() if path.is_file()] == [copy.path.name]


def test_the_window_says_so_in_place_of_an_empty_table(opened, copied, story) -> None:
    path = copied(story)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE event SET summary = CAST(x'ff' AS TEXT) WHERE id = 3")
    window = opened(path)
    assert window.notice.isVisible()
    assert window.notice.text.text() == (
        "story.sqlite is damaged: some of its text is unreadable; run “dateline check” to see how "
        "far, or open a copy kept beside it or one of your backups."
    )


def test_an_index_that_says_something_else_than_its_table_is_reported(copy: Store) -> None:
    """Some answers come from an index alone."""
    with closing(sqlite3.connect(copy.path, isolation_level=None)) as raw:
        found = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_participation_event'"
        )
        page = found.fetchone()[0]
    copy.close()
    content = copy.path.read_bytes()
    first = 4096 * (page - 1)
    torn = content[first : first + 4096].replace(b"agent", b"agenu")
    assert torn != content[first : first + 4096]
    copy.path.write_bytes(content[:first] + torn + content[first + 4096 :])
    store = Store.open(copy.path)
    found = answers(store)
    store.close()
    assert found
    assert all(isinstance(fault, DamagedError) for fault in found)
