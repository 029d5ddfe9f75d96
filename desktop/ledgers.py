"""Somebody's own chronology as the window sees it; whatever is heavy is loaded off its thread."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.author import author
from models.importing.sheets.columns import FIELDS
from models.queries.filter import EventFilter, Sort

if TYPE_CHECKING:  # loaded when it is needed
    from collections.abc import Generator

    from models.ledgers.desk import Opened, Prepared
    from models.progress import Progress
    from models.store.store import Store

_DESK = "models.ledgers.desk"


class Ledgers:
    """What can be done with a spreadsheet in one chronicle."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def fields(self) -> dict[str, str]:
        """What a column may hold, in words."""
        return dict(FIELDS)

    def open(self, path: Path) -> "Opened":
        """Open a file, to be called off the GUI thread; a KnownError where it is none."""
        opened: Opened = import_module(_DESK).open_sheet(path)
        return opened

    def preparing(self, opened: "Opened") -> "Generator[Progress, None, Any]":
        """The steps that compare a file with the chronicle; they return a Prepared."""
        return (yield from import_module(_DESK).preparing(self._store, opened))

    def taking(
        self, prepared: "Prepared", names: Mapping[str, str], rows: Mapping[int, str]
    ) -> "Generator[Progress, None, Any]":
        """The steps that take a file in; they return an Outcome."""
        made = import_module("models.ledgers.taking").Choices(dict(names), rows=dict(rows))
        return (yield from import_module(_DESK).taking(self._store, prepared, made, by=author()))

    def updating(
        self, path: Path, to: Path, wanted: EventFilter, sort: Sort
    ) -> "Generator[Progress, None, Any]":
        """The steps that write a file again, brought up to date; they return a Given."""
        desk = import_module(_DESK)
        return (yield from desk.updating(self._store, desk.open_sheet(path), to, wanted, sort))
