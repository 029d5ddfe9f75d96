import json
import sqlite3
import zlib
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select

from models.edits import history
from models.errors import KnownError
from models.progress import Progress, Stopped
from models.queries.events import count_events
from models.queries.search import parse_query
from models.schema.actors import Alias
from models.schema.events import Event
from models.schema.tables import TABLES, metadata
from models.schema.text import Document, ImportBatch
from models.store import opening, sqlite, upgrading
from models.store.store import Store

TODAY = opening.REVISIONS[-1]


def empty(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("CREATE TABLE passing (x)")
        raw.execute("DROP TABLE passing")
    raw.close()


def schema(path: Path) -> dict[str, str]:
    """Return every object's SQL, without the spaces that only lay it out."""
    raw = sqlite3.connect(path)
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    raw.close()
    return {name: " ".join(sql.split()) for name, sql in rows}


def test_the_versions_we_know_are_the_migrations_in_their_order() -> None:
    script = ScriptDirectory.from_config(upgrading.config())
    steps = [step.revision for step in script.walk_revisions()][::-1]
    assert tuple(steps) == opening.REVISIONS


def test_a_migrated_file_equals_a_new_one(tmp_path: Path) -> None:
    empty(tmp_path / "migrated.sqlite")
    upgrading.migrate(tmp_path / "migrated.sqlite")
    Store.open(tmp_path / "new.sqlite").close()
    migrated, new = schema(tmp_path / "migrated.sqlite"), schema(tmp_path / "new.sqlite")
    assert migrated.keys() == new.keys()
    indexes = {name for name in new if name.startswith("ix_")}
    assert len(indexes) > 30
    assert {n: migrated[n] for n in indexes} == {n: new[n] for n in indexes}
    searches = {name for name in new if name.startswith(("event_", "participation_"))}
    assert {n: migrated[n] for n in searches if "event_tag" not in n and n != "event_text"} == {
        n: new[n] for n in searches if "event_tag" not in n and n != "event_text"
    }


def test_the_models_ask_for_nothing_the_migrations_do_not_make(tmp_path: Path) -> None:
    empty(tmp_path / "a.sqlite")
    upgrading.migrate(tmp_path / "a.sqlite")
    engine = create_engine(f"sqlite:///{tmp_path / 'a.sqlite'}")

    def ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and str(name).startswith(("event_search", "alembic")))

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True}
        )
        differences = compare_metadata(context, metadata())
    engine.dispose()
    assert differences == []


def test_all_tables_are_named_for_undo() -> None:
    assert {kind.__tablename__ for kind in TABLES} == set(metadata().tables)


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a chronicle with a row in it, one version behind the program."""
    path = tmp_path / "older.sqlite"
    store = Store.open(path)
    with store.writing() as session:
        session.add(ImportBatch(at="kept"))
    store.close()
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    for step in (upgrading.MIGRATIONS / "env.py", *upgrading.MIGRATIONS.glob("versions/0*.py")):
        name = step.relative_to(upgrading.MIGRATIONS)
        (tmp_path / "migrations" / name).write_text(step.read_text())
    monkeypatch.setattr(upgrading, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(opening, "REVISIONS", (*opening.REVISIONS, "next"))
    return path


def write_step(folder: Path, *body: str) -> None:
    lines = "\n    ".join(body)
    (folder / "migrations" / "versions" / "next.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\n"
        f"revision, down_revision = 'next', '{TODAY}'\nbranch_labels = depends_on = None\n"
        f"def upgrade():\n    {lines}\n"
    )


def kept(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"older.before-upgrade-{TODAY}-*.sqlite"))


def test_an_older_chronicle_is_upgraded_and_a_copy_kept(older: Path) -> None:
    write_step(older.parent, "op.add_column('import_batch', sa.Column('who', sa.String()))")
    before = schema(older)
    store = Store.open(older)
    with store.reading() as session:
        assert session.scalars(select(ImportBatch.at)).all() == ["kept"]
    store.close()
    assert "who" in schema(older)["import_batch"]
    assert len(kept(older)) == 1
    assert schema(kept(older)[0]) == before
    Store.open(older).close()
    assert len(kept(older)) == 1


def test_a_failed_upgrade_alters_nothing(older: Path) -> None:
    write_step(
        older.parent,
        "op.add_column('import_batch', sa.Column('who', sa.String()))",
        "raise ZeroDivisionError",
    )
    before = schema(older)
    with pytest.raises(ZeroDivisionError):
        Store.open(older)
    assert schema(older) == before
    raw = sqlite3.connect(older)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(TODAY,)]
    raw.close()


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(older: Path) -> None:
    raw = sqlite3.connect(older)
    raw.execute("INSERT INTO actor VALUES ('person', 'A', 'a', NULL, NULL, '', '', 0, 1, 1)")
    raw.commit()
    raw.close()
    write_step(
        older.parent,
        "with op.batch_alter_table('import_batch', recreate='always') as batch:",
        "    batch.add_column(sa.Column('who', sa.String()))",
    )
    Store.open(older).close()
    raw = sqlite3.connect(older)
    assert raw.execute("SELECT name, import_id FROM actor").fetchall() == [("A", 1)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


def test_an_upgrade_that_loses_a_row_is_undone(older: Path) -> None:
    raw = sqlite3.connect(older)
    raw.execute("INSERT INTO actor VALUES ('person', 'A', 'a', NULL, NULL, '', '', 0, 1, 1)")
    raw.commit()
    raw.close()
    write_step(older.parent, "op.execute('DELETE FROM import_batch')")
    with pytest.raises(KnownError, match="nothing was changed"):
        Store.open(older)
    raw = sqlite3.connect(older)
    assert raw.execute("SELECT count(*) FROM import_batch").fetchone() == (1,)
    raw.close()


def test_the_file_is_marked_as_a_chronicle(tmp_path: Path) -> None:
    Store.open(tmp_path / "a.sqlite").close()
    raw = sqlite3.connect(tmp_path / "a.sqlite")
    assert raw.execute("PRAGMA application_id").fetchone() == (sqlite.APPLICATION,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def put(raw: sqlite3.Connection, table: str, **values: object) -> None:
    """Insert a row; columns that must hold something and are not named hold nothing much."""
    for _, column, kind, needed, default, _ in raw.execute(f"PRAGMA table_info({table})"):
        if needed and default is None and column not in values:
            values[column] = "" if "CHAR" in kind else 0
    columns, marks = ", ".join(f'"{column}"' for column in values), ", ".join("?" * len(values))
    raw.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))


def test_letters_are_searched_by_their_plain_form_in_chronicles_of_before(tmp_path: Path) -> None:
    path = tmp_path / "before.sqlite"
    empty(path)
    upgrading.migrate(path, "0004")
    raw = sqlite3.connect(path)
    put(raw, "import_batch", id=1, at="then")
    document = {"import_id": 1, "path": "/news/Łódź-fair.txt", "sha256": "a", "paragraphs": b""}
    put(raw, "document", id=1, title_key="fair", source_key="ŋ post", **document)
    put(raw, "actor", id=1, name="Əli", name_key="əli")
    put(raw, "alias", id=1, actor_id=1, text="Əli", key="əli", full=1)
    put(raw, "alias", id=9, actor_id=1, text="Ŧ", key="ŧ", full=0)
    for number, words in ((1, "Ærø and Łódź"), (2, "Kim and Lee")):
        put(raw, "event", id=number, summary=words, place_key="ɗan" if number == 1 else "")
        put(raw, "event_text", id=number, summary=words, names="Łódź", passages="Straße")
    gone = {"id": 3, "summary": "Þórr", "names": "", "passages": "kept"}
    put(raw, "event", id=3)  # in a chronicle it would have gone with its text
    rows = [["event_text", 3, None, gone], ["alias", 9, {"key": "ŧ"}, None]]
    put(raw, "change", id=1, undone=1, data=zlib.compress(json.dumps(rows).encode()))
    raw.commit()
    raw.close()
    store = Store.open(path)
    with store.reading() as session:
        assert session.scalars(select(Document.source_words)).one() == "n post fair lodz fair txt"
        assert session.scalars(select(Alias.key).where(Alias.id == 1)).one() == "ali"
        assert session.scalars(select(Event.place_key).where(Event.id == 1)).one() == "dan"
        for typed in ("aero", "lodz", "strasse", "łódź"):
            found = count_events(session, parse_query(typed))
            assert found == (2 if typed in ("lodz", "strasse", "łódź") else 1), typed
    history.redo(store)
    with store.writing() as session:
        assert count_events(session, parse_query("thorr")) == 1
        assert sqlite.first_fault(session.connection()) is None
    store.close()


def test_a_chronicle_of_any_earlier_version_opens(tmp_path: Path) -> None:
    for number, revision in enumerate(opening.REVISIONS[:-1]):
        path = tmp_path / f"{number}.sqlite"
        empty(path)
        upgrading.migrate(path, revision)
        Store.open(path).close()
        assert schema(path).keys() == schema_of_today(tmp_path).keys()
        assert len(list(tmp_path.glob(f"{number}.before-upgrade-{revision}-*.sqlite"))) == 1


def schema_of_today(folder: Path) -> dict[str, str]:
    Store.open(folder / "today.sqlite").close()
    return schema(folder / "today.sqlite")


def test_an_upgrade_says_how_far_it_is_and_can_be_stopped(older: Path) -> None:
    write_step(
        older.parent,
        "op.add_column('import_batch', sa.Column('who', sa.String()))",
        "op.get_bind().exec_driver_sql('WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 '"
        "'FROM n WHERE x < 2000000) SELECT count(*) FROM n')",
        "from models.store.ticking import tell",
        "tell(1, 2, 'rows')",
    )
    before = schema(older)
    for wanted in ("copy", "upgrade", "rows"):

        def stop(now: Progress, wanted: str = wanted) -> None:
            if now.label == wanted:
                raise Stopped

        with pytest.raises(Stopped):
            Store.open(older, tick=stop)
        assert schema(older) == before
        assert kept(older) == []
    told: list[Progress] = []
    Store.open(older, tick=told.append).close()
    assert Progress(1, 2, "rows") in told
    assert len(kept(older)) == 1
