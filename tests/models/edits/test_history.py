"""An import is taken back, and done again, as one step, also after a restart."""

import json
from collections.abc import Generator
from io import StringIO
from pathlib import Path
from typing import Any

from models.edits import history
from models.exporting.chronicle import write_json
from models.importing.routine import import_files
from models.progress import Progress
from models.queries.filter import EventFilter
from models.store.store import Store

FIRST = "Norwegian Foreign Minister Astrid Solheim visited Peru on 3 March 2021.\n"
SECOND = "Astrid Solheim met President Olav Brandt in Lima on 4 March 2021.\n"


def finish(steps: Generator[Progress, None, Any]) -> None:
    for _ in steps:
        pass


def content(store: Store) -> Any:
    out = StringIO()
    with store.reading() as session:
        finish(write_json(session, EventFilter(), out))
    written = json.loads(out.getvalue())
    del written["export"]["at"]  # the time of the export
    return written


def labels(store: Store) -> tuple[str | None, str | None]:
    with store.reading() as session:
        return history.undo_label(session), history.redo_label(session)


def test_an_import_is_undone_and_redone_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, "utf8")
    (tmp_path / "b.txt").write_text(SECOND, "utf8")
    database = tmp_path / "c.dateline"
    store = Store.open(database)
    assert labels(store) == (None, None)
    finish(import_files(store, [tmp_path / "a.txt"]))
    one = content(store)
    finish(import_files(store, [tmp_path / "b.txt"]))
    two = content(store)
    assert len(two["documents"]) == 2

    history.undo(store)
    assert content(store) == one
    store.close()

    store = Store.open(database)
    undo, redo = labels(store)
    assert undo is not None
    assert redo is not None
    history.redo(store)
    assert content(store) == two
    history.undo(store)
    history.undo(store)
    assert content(store)["documents"] == []
    assert history.undo(store) is None
    store.close()
