"""Spreadsheets of any kind: told by what the file holds, read as grids, written with changes."""

import logging
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from models.errors import KnownError
from models.importing.sheets.grid import Edits, Sheet

log = logging.getLogger(__name__)

ENDINGS = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv")
LARGEST = 64 * 2**20
"""Bytes of a file that are read."""


def load(path: Path) -> bytes:
    """What a file holds; a KnownError where it cannot be had."""
    try:
        if path.stat().st_size > LARGEST:
            raise KnownError(f"{path.name} is larger than {LARGEST // 2**20} MB; split it.")
        data = path.read_bytes()
    except OSError as fault:
        why = fault.strerror or "it cannot be opened"
        raise KnownError(f"{path.name} cannot be read: {why}.") from fault
    if not data.strip():
        raise KnownError(f"{path.name} is empty; there is nothing to read.")
    return data


def kind(name: str, data: bytes) -> str:
    """What kind of spreadsheet a file is: xlsx, ods or delimited; a KnownError where it is none."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise KnownError(f"{name} is damaged; open it elsewhere and save it again.") from fault
        if "[Content_Types].xml" in names and any("workbook" in each for each in names):
            return "xlsx"
        if "content.xml" in names:
            return "ods"
        raise KnownError(f"{name} isn’t a spreadsheet; save it as .xlsx, .ods or .csv.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise KnownError(
            f"{name} is locked with a password or of an old kind of Excel; save it as .xlsx "
            "without one."
        )
    return "delimited"


def sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file."""
    with _guarded(name):
        found: tuple[Sheet, ...] = _module(name, data).sheets(name, data)
    return found


def written(name: str, data: bytes, number: int, edits: Edits) -> bytes:
    """The file with changes in its sheet of this number; nothing else in it is touched."""
    with _guarded(name):
        made: bytes = _module(name, data).written(name, data, number, edits)
    return made


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """Damage of any kind becomes a KnownError."""
    try:
        yield
    except KnownError:
        raise
    except MemoryError as fault:
        raise KnownError(f"{name} needs too much memory to read; split it.") from fault
    except Exception as fault:
        log.info("%s was not opened as a spreadsheet", name, exc_info=True)
        raise KnownError(f"{name} is damaged; open it elsewhere and save it again.") from fault


def is_packed(data: bytes) -> bool:
    """Whether a file is an archive, as those of office programs are."""
    return data.startswith(b"PK")


def _module(name: str, data: bytes) -> Any:
    return import_module(f"models.importing.sheets.{kind(name, data)}")
