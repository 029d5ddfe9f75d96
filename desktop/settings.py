"""What survives a restart: one typed field, one default, one line each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from desktop.folders import config_folder

_OLD = "window"  # where all of the settings stood together
_PASSED = 10_000  # marks that are kept of one chronicle
RECENT = 8
"""How many chronicles the Open recent menu remembers."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The window's own state. Layouts are Qt's own byte strings, in base 64."""

    geometry: str = ""
    name: str = ""  # under which one decides; empty: that of the system's user
    splitter: str = ""  # "panes" was one whose details were too narrow for what they show today
    columns: tuple[tuple[str, int], ...] = ()  # in sight, from left to right, with their widths
    two_lines: bool = True
    scheme: str = "system"
    zoom: int = 100  # per cent of the usual size of letters
    hidden: tuple[str, ...] = ()  # panes
    hinted: bool = False  # the hint for new users was put away
    keep_originals: bool = False  # imports keep the bytes of their files
    last: str = ""
    recent: tuple[str, ...] = ()
    folder: str = ""
    sort: str = "date"
    down: bool = False
    folded: tuple[str, ...] = ()
    review_keys: tuple[tuple[str, str], ...] = ()  # those changed: what it does, its key


@dataclass(frozen=True, slots=True)
class View:
    """The filter and view of one chronicle, to reopen it as it was left."""

    search: str = ""
    actors: tuple[tuple[int, str, bool, str], ...] = ()  # True: left out; the role wanted
    any: bool = False
    kinds: tuple[tuple[str, bool], ...] = ()
    statuses: tuple[tuple[str, bool], ...] = ()
    reviews: tuple[tuple[str, bool], ...] = ()
    places: tuple[tuple[str, bool], ...] = ()
    sources: tuple[tuple[str, bool], ...] = ()
    tags: tuple[tuple[str, bool], ...] = ()
    start: str = ""
    end: str = ""
    possible: bool = False
    undated: bool = False
    dated: tuple[tuple[str, bool], ...] = ()
    event: int = 0
    threshold: float = 0.0  # how sure the reader must be of what is shown; 0: nothing is hidden
    unstored: str = ""  # what was typed in the card and not stored
    page: str = ""  # the key of the page in sight; empty: the table of events
    pages: tuple[tuple[str, str], ...] = ()  # where each stood
    sight: str = ""  # the dates in sight in the bars; empty: what one sees first


@dataclass(frozen=True, slots=True)
class Begun:
    """An import that began and has not ended."""

    paths: tuple[str, ...] = ()
    published: str = ""  # EDTF
    done: int = 0
    total: int = 0
    exact: bool = False


class Memory:
    """Settings on disk. A file that cannot be read or written is as good as none."""

    def __init__(self, folder: Path | None = None) -> None:
        path = (folder or config_folder()) / "dateline.ini"
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def settings(self) -> Settings:
        """The window's state as last saved by any window or process.

        Defaults for what is missing or damaged.
        """
        self._file.sync()
        text = self._file.value(_OLD)
        known = _read(Settings(), text)
        return _taken(known, {name: _json(self._file.value(key)) for name, key in _keys().items()})

    def keep(self, settings: Settings) -> None:
        """Save the window's state. Only what differs is written: others may have saved the rest."""
        before = self.settings()
        for name, key in _keys().items():
            value = getattr(settings, name)
            if value != getattr(before, name):
                self._file.setValue(key, json.dumps(value))
        self._file.sync()

    def view(self, chronicle: str) -> View:
        """The last filter and view of this chronicle."""
        return _read(View(), self._file.value(f"chronicles/{_key(chronicle)}"))

    def keep_view(self, chronicle: str, view: View) -> None:
        """Save the filter and view of this chronicle."""
        self._file.setValue(f"chronicles/{_key(chronicle)}", _write(view))
        self._file.sync()

    def begun(self, chronicle: str) -> Begun:
        """The unfinished import of this chronicle; without files where there is none."""
        return _read(Begun(), self._file.value(f"imports/{_key(chronicle)}"))

    def keep_begun(self, chronicle: str, begun: Begun) -> None:
        """Save how far an import is."""
        self._file.setValue(f"imports/{_key(chronicle)}", _write(begun))
        self._file.sync()

    def forget_begun(self, chronicle: str) -> None:
        """The import has ended."""
        self._file.remove(f"imports/{_key(chronicle)}")
        self._file.sync()

    def passed(self, chronicle: str) -> frozenset[str]:
        """The marks of new files in watched folders that were seen and not imported."""
        kept = _json(self._file.value(f"passed/{_key(chronicle)}"))
        return (
            frozenset(each for each in kept if isinstance(each, str))
            if isinstance(kept, list)
            else frozenset()
        )

    def keep_passed(self, chronicle: str, marks: Sequence[str]) -> None:
        """Add to these marks; the oldest ones are forgotten."""
        kept = _json(self._file.value(f"passed/{_key(chronicle)}"))
        before = kept if isinstance(kept, list) else []
        both = list(dict.fromkeys([*before, *marks]))[-_PASSED:]
        self._file.setValue(f"passed/{_key(chronicle)}", json.dumps(both))
        self._file.sync()

    def lock_of(self, chronicle: str) -> Path:
        """The file by which one process tells others that it imports into this chronicle."""
        return Path(self._file.fileName()).with_name(f"import-{_key(chronicle)}.lock")


def remember(settings: Settings, chronicle: str) -> Settings:
    """The settings with ``chronicle`` as the last and the most recent one."""
    others = (each for each in settings.recent if each != chronicle)
    return replace(settings, last=chronicle, recent=(chronicle, *others)[:RECENT])


def pack(state: QByteArray) -> str:
    """Qt's own byte string as text."""
    return bytes(state.toBase64().data()).decode("ascii")


def unpack(text: str) -> QByteArray:
    """The byte string again; empty for what is damaged."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))


_SHAPES: dict[str, tuple[type, ...]] = {
    "actors": (int, str, bool, str),
    "kinds": (str, bool),
    "statuses": (str, bool),
    "reviews": (str, bool),
    "places": (str, bool),
    "sources": (str, bool),
    "tags": (str, bool),
    "dated": (str, bool),
    "pages": (str, str),
    "columns": (str, int),
    "review_keys": (str, str),
    "recent": (str,),
    "folded": (str,),
    "hidden": (str,),
    "paths": (str,),
}
Kept = TypeVar("Kept", Settings, View, Begun)


def _key(chronicle: str) -> str:
    return sha256(chronicle.encode()).hexdigest()[:16]


def _write(kept: Settings | View | Begun) -> str:
    return json.dumps({each.name: getattr(kept, each.name) for each in fields(kept)})


def _keys() -> dict[str, str]:
    """The key of each settings field in the file."""
    return {each.name: f"state/{each.name}" for each in fields(Settings)}


def _read(default: Kept, text: object) -> Kept:
    found = _json(text)
    return _taken(default, found) if isinstance(found, dict) else default


def _json(text: object) -> object:
    try:
        return json.loads(str(text))
    except ValueError:
        return None


def _taken(default: Kept, found: dict[str, object]) -> Kept:
    """The defaults, overridden by stored values of the right type."""
    known: dict[str, Any] = {}
    for each in fields(default):
        value = _as(getattr(default, each.name), found.get(each.name))
        if value is not None and _shaped(each.name, value):
            known[each.name] = value
    return replace(default, **known)


def _shaped(name: str, value: object) -> bool:
    """Whether the items of a tuple have the right types."""
    shape = _SHAPES.get(name)
    if shape is None or not isinstance(value, tuple):
        return True
    parts = (part if isinstance(part, tuple) else (part,) for part in value)
    return all(tuple(map(type, part)) == shape for part in parts)


def _as(like: object, value: object) -> object:
    """``value`` if it has the type of ``like``, lists as tuples; None if not."""
    if isinstance(like, tuple) and isinstance(value, list):
        return tuple(tuple(each) if isinstance(each, list) else each for each in value)
    return value if type(value) is type(like) else None
