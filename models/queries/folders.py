"""The folders that are watched."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.schema.work import WatchedFolder


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A watched folder; ``path`` is absolute."""

    id: int
    path: str


def watched_folders(session: Session) -> tuple[FolderRow, ...]:
    """All watched folders, by path."""
    query = select(WatchedFolder.id, WatchedFolder.path).order_by(WatchedFolder.path)
    return tuple(FolderRow(*row) for row in session.execute(query))
