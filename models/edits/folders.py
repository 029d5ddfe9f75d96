"""Naming the folders whose new articles are offered, and taking them off the list."""

import os
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.edits.change import Change, RowChange, apply, snapshot
from models.edits.history import Edit
from models.errors import KnownError
from models.printable import shown
from models.schema.work import WatchedFolder

_TABLE = WatchedFolder.__tablename__


def watch_folder(folder: Path) -> Edit:
    """Name a folder. The edit raises KnownError where it is none, or is named already."""
    path = Path(os.path.abspath(folder))  # noqa: PTH100 - a link stays one

    def edit(session: Session) -> Change:
        name = shown(path.name or path)
        if not path.is_dir():
            raise KnownError(f"{name} isn’t a folder; choose one that exists.")
        told = _told(path)
        if session.scalar(select(WatchedFolder.id).where(WatchedFolder.path == told)):
            raise KnownError(f"{name} is watched already.")
        made = session.scalar(insert(WatchedFolder).returning(WatchedFolder.id), {"path": told})
        assert made is not None
        row = RowChange(_TABLE, made, None, {"id": made, "path": told})
        return Change(f"Watched folder “{name}”", (row,))

    return edit


def unwatch_folder(number: int) -> Edit:
    """Take a folder off the list. The edit raises KnownError where it is gone already."""

    def edit(session: Session) -> Change:
        before = snapshot(session, _TABLE, number)
        if before is None:
            raise KnownError("That folder is no longer watched.")
        row = RowChange(_TABLE, number, before, None)
        apply(session, (row,))
        return Change(f"Folder “{shown(Path(before['path']).name)}” not watched", (row,))

    return edit


def _told(path: Path) -> str:
    """The path as it is stored. A KnownError where it cannot be: its name is no text."""
    try:
        str(path).encode()
    except UnicodeEncodeError as fault:
        raise KnownError(
            f"{shown(path.name)} has a name that can’t be stored; rename the folder first."
        ) from fault
    return str(path)
