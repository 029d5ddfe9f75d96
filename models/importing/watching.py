"""Watch folders: which files in them are new and complete, and take them as they come."""

import hashlib
import os
import time
from collections.abc import Callable, Collection, Container, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from models.dates.interval import DateInterval
from models.importing.folders import find_files
from models.importing.report import ImportReport
from models.importing.routine import import_files
from models.printable import shown
from models.progress import Progress, Stopped
from models.queries.folders import watched_folders
from models.schema.text import Document
from models.store.store import Store

_SETTLED = 10.0  # seconds after which a file that is seen for the first time is complete
_EVERY = 1.0  # seconds between two looks
_NAP = 0.1  # seconds between two moments at which one may stop


class _State(NamedTuple):
    """A file as it stands: another size or time, and it is another file."""

    size: int
    changed: int

    def mark(self, path: Path) -> str:
        """A short text that tells this state of this file from any other."""
        told = f"{os.fsencode(path)!r} {self.size} {self.changed}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file that is new and complete; ``mark`` tells it from any other state of it."""

    path: Path
    mark: str


class FolderWatch:
    """The new files of some folders, each when it is complete: when it has stopped growing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._before: dict[Path, _State] = {}
        self._stored: Collection[str] = frozenset()
        self._version: object = None

    def folders(self) -> tuple[Path, ...]:
        """The folders that the chronicle names."""
        with self._store.reading() as session:
            return tuple(Path(row.path) for row in watched_folders(session))

    def look(
        self, paths: Sequence[Path], passed: Container[str] = frozenset()
    ) -> Generator[Progress, None, tuple[Fresh, ...]]:
        """The complete files in these folders that no document came from.

        ``passed``: the marks of those that are not wanted. Yields a tick per folder.
        """
        found = yield from find_files([path for path in paths if path.exists()])
        stored = self._paths()
        now: dict[Path, _State] = {}
        fresh: list[Fresh] = []
        for path in found.files:
            if shown(path) in stored:
                continue
            try:
                status = path.stat()
            except OSError:  # it is gone already, or may not be looked at
                continue
            state = now[path] = _State(status.st_size, status.st_mtime_ns)
            mark = state.mark(path)
            if state.size and self._is_complete(path, state) and mark not in passed:
                fresh.append(Fresh(path, mark))
        self._before = now
        return tuple(fresh)

    def _is_complete(self, path: Path, state: _State) -> bool:
        if path in self._before:
            return self._before[path] == state
        return time.time() - state.changed / 1e9 > _SETTLED

    def _paths(self) -> Collection[str]:
        """The files that documents came from; asked again only when something was stored."""
        version = self._store.version()
        if version != self._version:
            with self._store.reading() as session:
                self._stored = frozenset(session.scalars(select(Document.path).distinct()))
            self._version = version
        return self._stored


def take_new(
    store: Store,
    paths: Sequence[Path],
    told: Callable[[ImportReport], None],
    *,
    published: DateInterval | None = None,
    outlet: str | None = None,
    jobs: int = 1,
    cluster: str | None = None,
) -> Generator[Progress, None, None]:
    """Import what is in these folders and whatever comes into them, until it is stopped.

    Without ``paths`` those of the chronicle. Each file is taken once, when it is complete; ``told``
    gets a report of every handful.
    """
    watch = FolderWatch(store)
    taken: set[str] = set()
    try:
        while True:
            fresh = yield from watch.look(paths or watch.folders(), taken)
            if fresh:
                taken.update(each.mark for each in fresh)
                files = [each.path for each in fresh]
                report = yield from import_files(
                    store, files, published=published, outlet=outlet, jobs=jobs, cluster=cluster
                )
                told(report)
                if report.stopped or report.ended:
                    return
            until = time.monotonic() + _EVERY
            while time.monotonic() < until:
                yield Progress(0, 0, "waiting for new files")
                time.sleep(_NAP)
    except Stopped:
        return
