"""A chronicle of the version before readings is carried over whole, with what was undone in it."""

import json
import re
import sqlite3
import zlib
from base64 import b64encode
from pathlib import Path

import pytest
from sqlalchemy import select

from models.dates.edtf import parse_edtf
from models.edits import history
from models.importing.routine import import_files
from models.schema.events import Event
from models.schema.tables import TABLES
from models.schema.work import NamedFilter
from models.store import sqlite, upgrading
from models.store.store import Store
from tests.models.composing import played
from tests.steps import finish

FIRST = (
    "Talks about fisheries\n\nForeign Minister Ann Ek visited Peru on 3 March 2021. “We will "
    "never give in,” Ek said on Monday.\n\nPresident Olav Brandt denied that Sweden had "
    "threatened Peru.\n"
)
SECOND = (
    "Brandt in Lima\n\nPresident Olav Brandt met Foreign Minister Ann Ek in Lima on Tuesday. Kim "
    "accused Brandt of a theft.\n"
)
BEFORE = "0007"
NEW = (
    "step", "decision", "reading", "form", "telling", "decision_anchor", "document_tag",
    "watched_folder", "shingle", "original", "trait", "trace", "likely",
)  # fmt: skip


@pytest.fixture
def today(tmp_path: Path) -> Store:
    """Return a chronicle of two imports as today's version makes it."""
    store = Store.open(tmp_path / "today.sqlite")
    for number, text in enumerate((FIRST, SECOND)):
        (tmp_path / f"{number}.txt").write_text(text, "utf8")
        published = parse_edtf(f"2021-03-1{number}")
        finish(import_files(store, [tmp_path / f"{number}.txt"], published=published))
    return store


def as_before(today: Store, path: Path) -> sqlite3.Connection:
    """Make the file that the version before would have made of the same imports."""
    path.touch()
    sqlite.use_log(path)
    upgrading.migrate(path, BEFORE)
    raw = sqlite3.connect(path)
    raw.execute("ATTACH ? AS today", (str(today.path),))
    for kind in TABLES:
        name = kind.__tablename__
        if name in NEW:
            continue
        columns = [row[1] for row in raw.execute(f"PRAGMA main.table_info({name})")]
        own = {row[1] for row in raw.execute(f"PRAGMA today.table_info({name})")}
        actor = f"(SELECT actor_id FROM today.form WHERE id = today.{name}.form_id)"
        import_id = (
            "(SELECT min(import_id) FROM today.document JOIN today.form "
            "ON document.id = document_id WHERE actor_id = actor.id)"
        )
        taken = [
            import_id if (name, c) == ("actor", "import_id") else f'"{c}"' if c in own else actor
            for c in columns
        ]
        listed = ", ".join(f'"{c}"' for c in columns)
        raw.execute(f"INSERT INTO {name} ({listed}) SELECT {', '.join(taken)} FROM today.{name}")
    for number, label in ((1, "Import of 0.txt"), (2, "Import of 1.txt")):
        raw.execute(
            "INSERT INTO change (id, at, label, undone, import_id, data) VALUES (?, ?, ?, 0, ?, ?)",
            (number, f"2025-01-0{number}T00:00:00+00:00", label, number, packed([])),
        )
    values = {"id": 1, "name": "Mine", "name_key": "mine", "line": "peru", "language": 2}
    raw.execute("INSERT INTO named_filter VALUES ('Mine', 'mine', 'peru', 1, 2)")
    raw.execute(
        "INSERT INTO change (id, at, label, undone, data) VALUES (3, ?, 'Saved', 0, ?)",
        ("2025-01-03T00:00:00+00:00", packed([["named_filter", 1, None, values]])),
    )
    raw.commit()
    raw.execute("DETACH today")
    return raw


def packed(rows: list[object]) -> bytes:
    def written(value: bytes) -> dict[str, str]:
        return {"base64 bytes": b64encode(value).decode()}

    return zlib.compress(json.dumps(rows, default=written).encode())


def content(store: Store) -> dict[str, list[str]]:
    """What is composed; actors and events keep their numbers, forms need not."""
    found = played.composed(store)
    del found["form"]
    plain = {name: [re.sub(r'"form_id": \d+, ', "", row) for row in rows]
             for name, rows in found.items()}  # fmt: skip
    return {name: [re.sub(r'"import_id": [^,]+, ', "", row) for row in rows]
            for name, rows in plain.items()}  # fmt: skip


def test_what_was_imported_before_is_what_is_imported_today(today: Store, tmp_path: Path) -> None:
    as_before(today, tmp_path / "older.sqlite").close()
    older = Store.open(tmp_path / "older.sqlite")
    assert played.findings(older) == ()
    assert content(older) == content(today)
    played.compose_everything(older)
    assert content(older) == content(today)
    with older.reading() as session:
        assert [(p.label, p.undone) for p in history.past(session)] == [
            ("Saved", False),
            ("Import of 1.txt", False),
            ("Import of 0.txt", False),
        ]
    assert history.undo(older) == "Saved"
    with older.reading() as session:
        assert session.scalars(select(NamedFilter.id)).all() == []
    assert history.undo(older) == "Import of 1.txt"
    assert played.findings(older) == ()
    history.redo(older)
    assert content(older) == content(today)
    older.close()
    today.close()


def test_an_import_that_was_undone_before_can_still_be_done_again(
    today: Store, tmp_path: Path
) -> None:
    raw = as_before(today, tmp_path / "older.sqlite")
    raw.execute("DELETE FROM change WHERE id = 3")
    raw.execute("DELETE FROM named_filter")
    raw.row_factory = sqlite3.Row
    rows: list[list[object]] = []
    documents, events = (
        "SELECT id FROM document WHERE import_id = 2",
        "SELECT id FROM event WHERE import_id = 2",
    )
    for name, where in (
        ("document", "import_id = 2"),
        ("actor", "import_id = 2"),
        ("alias", f"document_id IN ({documents})"),
        ("role", f"document_id IN ({documents})"),
        ("mention", f"document_id IN ({documents})"),
        ("quotation", f"document_id IN ({documents})"),
        ("event", "import_id = 2"),
        ("event_text", f"id IN ({events})"),
        ("participation", f"event_id IN ({events})"),
        ("evidence", f"event_id IN ({events})"),
        ("claim", f"event_id IN ({events})"),
    ):
        for row in raw.execute(f"SELECT * FROM {name} WHERE {where} ORDER BY id").fetchall():
            values = dict(row)
            if name == "event" and values["date_basis"] is not None:
                values["date_basis"] = json.loads(values["date_basis"])
            rows.append([name, values["id"], None, values])
    for name, number, *_ in rows[::-1]:
        raw.execute(f"DELETE FROM {name} WHERE id = ?", (number,))
    raw.execute(
        "UPDATE actor SET events = (SELECT count(DISTINCT event_id) FROM participation "
        "WHERE actor_id = actor.id)"
    )
    raw.execute("UPDATE change SET undone = 1, data = ? WHERE id = 2", (packed(rows),))
    raw.commit()
    raw.close()
    older = Store.open(tmp_path / "older.sqlite")
    assert played.findings(older) == ()
    with older.reading() as session:
        assert history.redo_label(session) == "Import of 1.txt"
        kept = set(session.scalars(select(Event.id)))
    assert history.redo(older) == "Import of 1.txt"
    assert played.findings(older) == ()
    assert content(older) == content(today)
    history.undo(older)
    with older.reading() as session:
        assert set(session.scalars(select(Event.id))) == kept
    older.close()
    today.close()
