"""From the paths the user gives to the files to read, and remarks on the rest."""

import errno
import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models.importing.kinds import (
    counted_kinds,
    is_attachments,
    is_litter,
    is_part_of_page,
    media_type,
)
from models.printable import shown
from models.progress import Progress


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a folder for the report: what in it is not read."""

    path: str
    text: str


@dataclass(slots=True)
class Found:
    """The files to read, in order and without duplicates, and remarks on the folders."""

    files: tuple[Path, ...] = ()
    remarks: list[Remark] = field(default_factory=list)


def find_files(paths: Iterable[Path]) -> Generator[Progress, None, Found]:
    """Find the files named and every text file in the folders named. Yields a tick per folder.

    Links to folders are not followed, so there are no cycles. Hidden files and those that
    systems leave behind are skipped; files of other kinds are counted.
    """
    found = Found()
    files: dict[Path, None] = {}
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path's own raises where one may not look
            yield from _search(path, files, found.remarks)
        else:
            files[path] = None
    found.files = tuple(files)
    return found


def _search(
    top: Path, files: dict[Path, None], remarks: list[Remark]
) -> Generator[Progress, None, None]:
    others: list[str] = []
    links = 0
    waiting = [top]  # a stack, not calls: folders may lie deeper than calls can
    while waiting:
        folder = waiting.pop()
        yield Progress(0, 0, shown(folder.name))
        try:
            entries = sorted(_entries(folder), key=lambda entry: entry.name)
        except OSError as fault:
            remarks.append(Remark(shown(folder), _why(fault)))
            continue
        below: list[Path] = []
        names = {entry.name for entry in entries}
        for entry in entries:
            if _is_folder(entry, follow=False):
                if is_part_of_page(entry.name, names) or is_attachments(entry.name, names):
                    continue
                below.append(folder / entry.name)
            elif _is_folder(entry, follow=True):
                links += 1
            elif media_type(Path(entry.name)):
                files[folder / entry.name] = None
            else:
                others.append(entry.name)
        waiting += reversed(below)
    if others:
        remarks.append(Remark(shown(top), f"{counted_kinds(others)}: not supported yet"))
    if links:
        told = "1 link to a folder" if links == 1 else f"{links:,} links to folders"
        remarks.append(Remark(shown(top), f"{told}: not followed; import the folder itself"))


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not is_litter(entry.name))


def _is_folder(entry: "os.DirEntry[str]", *, follow: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:  # a link to itself, or into a folder that may not be read
        return False


def _why(fault: OSError) -> str:
    if isinstance(fault, PermissionError):
        return "you don’t have permission to read this folder; ask its owner"
    if fault.errno == errno.ENAMETOOLONG:
        return "this folder is nested too deeply to be read; move it up"
    return f"this folder cannot be read: {fault.strerror}"
