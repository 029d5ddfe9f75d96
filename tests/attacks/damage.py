"""Damage copies of a chronicle and ask them everything.

``python -m tests.attacks.damage FILE [N [WHAT]]``, by hand. Each of ``N`` copies is damaged in one
place: a bit, a page, the end of the file, or, by SQL, a value, a row, a table (WHAT: that alone).
Then it is opened, browsed,
exported, edited and checked, in a process of its own. Told are: answers that end in anything but
rows or one sentence; and copies whose rows are not those of the sound one, though the check calls
them whole.
"""

import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.archive import Archive
from models.dates.typed import parse_typed
from models.edits import history
from models.edits.filters import name_filter
from models.errors import KnownError
from models.exporting.chronicle import write_json
from models.exporting.table import write_csv
from models.queries.asked import Named
from models.queries.documents import document_detail, documents_page
from models.queries.filter import ActorTerm, DateRange, EventFilter, Sort, SortField, Term, TextTerm
from models.queries.integrity import check_index, check_rows
from models.schema.tables import metadata
from models.store.store import Store
from tests.steps import finish

SECONDS = 120
VALUES = ("NULL", "'x'", "x'ff00'", "CAST(x'ff' AS TEXT)", "-1", "1e300", "''", "2e18")


KINDS = "bit zero swap cut end value row table version".split()
OFTEN = (6, 1, 1, 1, 1, 3, 1, 1, 1)


def damage(path: Path, draw: random.Random, kinds: list[str]) -> str:
    """Damage a file in one place; returns what was done."""
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    page = 4096 * draw.randrange(pages)
    what = draw.choice(kinds)
    if what == "bit":
        at, bit = draw.randrange(len(content)), draw.randrange(8)
        content[at] ^= 1 << bit
        what = f"bit {bit} of byte {at}"
    elif what == "zero":
        content[page : page + 4096] = bytes(4096)
    elif what == "swap":
        other = 4096 * draw.randrange(pages)
        one, two = content[page : page + 4096], content[other : other + 4096]
        content[page : page + 4096], content[other : other + 4096] = two, one
    elif what == "cut":
        del content[draw.randrange(100, len(content)) :]
    elif what == "end":
        content += os.urandom(5000)
    else:
        return by_sql(path, what, draw)
    path.write_bytes(content)
    return what


NAMES: tuple[Named, ...] = (
    ("actors", ActorTerm(name="norway", part=True)),
    ("places", Term("kim", part=True)),
    ("sources", Term("kim", part=True)),
)


def by_sql(path: Path, what: str, draw: random.Random) -> str:
    """Damage a value, a row, a table or the version."""
    kind = draw.choice(metadata().sorted_tables)
    column = draw.choice(list(kind.columns))
    name, row = kind.name, f"(SELECT id FROM {kind.name} ORDER BY random() LIMIT 1)"
    statement = {
        "value": f'UPDATE {name} SET "{column.name}" = {draw.choice(VALUES)} WHERE id = {row}',
        "row": f"DELETE FROM {name} WHERE id = {row}",
        "table": f"DELETE FROM sqlite_master WHERE tbl_name = '{name}'",
        "version": f"UPDATE alembic_version SET version_num = '000{draw.randint(1, 2)}'",
    }[what]
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        if what == "value":
            raw.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') "
                        f"WHERE name = '{kind.name}'")  # fmt: skip
            raw.execute("PRAGMA schema_version=98")
            raw.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
            raw.execute("PRAGMA schema_version=99")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        try:
            raw.execute(statement)
        except sqlite3.Error as fault:
            return f"{statement}: {fault}"
    return statement


def questions(session: Session, archive: Archive) -> Iterator[tuple[str, Callable[[], object]]]:
    """Whatever the window, the commands and the exports ask."""
    everything = EventFilter()
    filters = {
        "all": everything,
        "words": EventFilter(texts=(TextTerm("norway", prefix=True),)),
        "kind": EventFilter(kinds=(Term("visit"),)),
        "actor": EventFilter(actors=(ActorTerm(1),)),
        "dates": EventFilter(dates=DateRange(parse_typed("1990"), None, possible=True)),
    }
    for name, wanted in filters.items():
        yield f"ids {name}", lambda w=wanted: archive.order(w, Sort(), 3)(session)
        yield f"page {name}", lambda w=wanted: archive.page(w, Sort(SortField.WHO), 50)(session)
        yield f"dates {name}", lambda w=wanted: archive.dates(w, exact=True)(session)
        for field in ("kind", "status", "place", "review", "source"):
            yield f"{field} {name}", lambda w=wanted, f=field: archive.values(f, w)(session)
        yield f"actors {name}", lambda w=wanted: archive.actors(w, "", 50, (), "")(session)
        yield f"bars {name}", lambda w=wanted: archive.histogram(w, (0, 10_000, 20_000))(session)
    ids = range(1, 400)
    yield "rows", lambda: archive.rows(list(ids))(session)
    yield "details", lambda: [archive.detail(each, 400)(session) for each in ids]
    yield "documents", lambda: documents_page(session)
    yield "document", lambda: [document_detail(session, each) for each in range(1, 20)]
    yield "names", lambda: archive.meant(NAMES)(session)
    yield "extent", lambda: archive.extent()(session)
    yield "totals", lambda: archive.totals()(session)
    yield "news", lambda: archive.news(None)(session)
    yield "copied", lambda: archive.copied(list(ids), lambda _: None)(session)
    yield "named", lambda: archive.named_filters()(session)
    yield "json", lambda: finish(write_json(session, everything, StringIO()))
    yield "csv", lambda: finish(write_csv(session, everything, StringIO()))


def outcome(path: Path, out: Path) -> None:
    """Ask a copy everything; write a line for each answer that is neither rows nor a sentence."""
    with out.open("w", encoding="utf-8") as told:

        def ask(name: str, act: Callable[[], object]) -> Any:
            try:
                return act()
            except KnownError as fault:
                told.write(f"said\t{name}\t{type(fault).__name__}: {fault}\n")
            except Exception as fault:  # noqa: BLE001 - what this looks for
                told.write(f"raw\t{name}\t{type(fault).__name__}: {str(fault)[:300]!r}\n")
            told.flush()
            return None

        store = ask("open", lambda: Store.open(path))
        if store is not None:
            archive = Archive(store, fresh=False)

            def one(name: str) -> object:
                with store.reading() as session:
                    return dict(questions(session, archive))[name]()

            for name, _ in questions(None, archive):  # type: ignore[arg-type]
                ask(name, lambda name=name: one(name))
        store = store or ask("examine", lambda: Store.examine(path))
        if store is not None:

            def checked() -> None:
                with store.reading() as session:
                    found = list(check_index(session))
                with store.reading() as session:
                    found += finish(check_rows(session))
                for each in found:
                    told.write(f"found\t\t{each}\n")

            ask("check", checked)
            ask("edit", lambda: history.do(store, name_filter("new", "peru")))
            for _ in range(4):
                ask("undo", lambda: history.undo(store))
            store.close()
        told.write("end\n")


def rows(path: Path) -> dict[str, set[Any]]:
    """All rows as they are stored; a table that cannot be read is not there."""
    found: dict[str, set[Any]] = {}
    with closing(sqlite3.connect(path)) as raw:
        raw.text_factory = bytes
        for table in metadata().sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            try:
                found[table.name] = set(raw.execute(f"SELECT {names} FROM {table.name}"))
            except sqlite3.Error:
                found[table.name] = set()
    return found


def differences(sound: dict[str, set[Any]], path: Path) -> list[str]:
    """Which columns hold something else than in the sound chronicle."""
    found = []
    try:
        other = rows(path)
    except sqlite3.Error:
        return ["everything"]
    for table in metadata().sorted_tables:
        here, there = sound[table.name] - other[table.name], other[table.name] - sound[table.name]
        if len(here) == len(there) == 1:
            one, two = here.pop(), there.pop()
            found += [
                f"{table.name}.{column.name}"
                for column, a, b in zip(table.columns, one, two, strict=True)
                if a != b
            ]
        elif here or there:
            found.append(f"{table.name}: {len(here)} rows gone, {len(there)} more")
    return found


def main() -> None:
    """Try, and tell."""
    sound, count = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 300
    usual = [kind for kind, often in zip(KINDS, OFTEN, strict=True) for _ in range(often)]
    before = rows(sound)
    raw, silent, kinds, dead, altered = [], [], Counter[str](), 0, 0
    for trial in range(count):
        with tempfile.TemporaryDirectory() as home:
            path, out = Path(home, "copy.sqlite"), Path(home, "out")
            shutil.copy(sound, path)
            done = damage(path, random.Random(trial), sys.argv[3:] or usual)
            changed = differences(before, Path(shutil.copy(path, Path(home, "look.sqlite"))))
            altered += bool(changed)
            child = os.fork()
            if not child:
                signal.alarm(SECONDS)
                outcome(path, out)
                os._exit(0)
            _, status = os.waitpid(child, 0)
            lines = out.read_text("utf-8", "surrogateescape").splitlines()
        if status or lines[-1:] != ["end"]:
            dead += 1
            print(f"{trial}: {done}: died with {status} after {lines[-1:]}", flush=True)
        for line in lines:
            kind, _, rest = line.partition("\t")
            kinds[kind] += 1
            if kind == "raw":
                raw.append(trial)
                print(f"{trial}: {done}: {rest}", flush=True)
        found = [line for line in lines if line.startswith("found")]
        told = found or any(line.startswith("said\topen") for line in lines)
        if changed and not told:
            silent.append(trial)
            print(f"{trial}: {done}: called whole, though {'; '.join(changed[:4])}", flush=True)
    print(f"{count} tried, {altered} with other rows: {dead} died, {len(set(raw))} raw, "
          f"{len(silent)} silent; {dict(kinds)}")  # fmt: skip


if __name__ == "__main__":
    main()
