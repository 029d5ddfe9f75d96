"""One thing to do for a reading process, and what came of it: what goes there and comes back."""

from dataclasses import dataclass
from logging import LogRecord
from pathlib import Path

from models.errors import KnownError
from models.importing.files import open_bytes
from models.importing.formats.article import Article, Columns
from models.importing.glance import Glance, glance
from models.printable import shown
from models.reading.doc import Doc, Hints
from models.reading.reader import default_pipeline, read

_LEAST = 0.4  # of the words that were pasted: an article in them has as many


@dataclass(frozen=True, slots=True)
class Source:
    """The file a text came from, and its place in it."""

    path: str
    media_type: str
    sha256: str
    """Of the file's bytes; of an article among others in its file, what it is known by."""
    ordinal: int | None = None
    """Which article of its file it is, from 1; None where it is the only one."""
    inside: str | None = None
    """The file in the file, of an archive."""
    accession: str | None = None
    section: str | None = None
    words: int | None = None
    """Its length as the file states it."""
    original: str | None = None
    """The hash of the file's bytes, where they are kept."""


_LIBRARY, _HOUR = b"SQLite format 3", 3600.0  # thousands of files belong to one


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file to open: which articles are in it."""

    path: Path
    data: bytes
    columns: Columns = ()
    """Of a table what its columns hold, where somebody has said it."""
    plain: str = ""
    """What was pasted, as plain text: read where ``data``, as a page, has no article in it."""
    glance: bool = False
    """Whether to say of each article what can be told of it before it is read."""

    @property
    def seconds(self) -> float:
        """How long it may take."""
        if self.data.startswith(_LIBRARY):
            return _HOUR
        return 60.0 + min(len(self.data) / 50_000, 540.0)

    @property
    def name(self) -> str:
        """Its name for people."""
        return shown(self.path.name)


@dataclass(frozen=True, slots=True)
class TextTask:
    """A text to read."""

    name: str
    text: str
    hints: Hints

    @property
    def seconds(self) -> float:
        """How long it may take: a hundred times what one of its length usually does."""
        return 60.0 + len(self.text) / 200


Task = FileTask | TextTask


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, or which articles are in a file, or why neither could be had."""

    doc: Doc | None = None
    articles: tuple[Article, ...] = ()
    glances: tuple[Glance, ...] = ()
    """Of each article what can be told of it before it is read, where that was asked for."""
    refusal: str | None = None
    log: tuple[LogRecord, ...] = ()
    """The log records of a reading in another process."""


def prepare_reader() -> None:
    """Load all that reading needs."""
    default_pipeline()


def read_task(task: Task) -> Reading:
    """Read one text or open one file; what is wrong with it is said in the answer."""
    if isinstance(task, TextTask):
        return Reading(read(task.text, task.hints))
    try:
        found = _opened(task)
    except KnownError as fault:
        return Reading(refusal=str(fault))
    glances = tuple(glance(each, task.name) for each in found) if task.glance else ()
    return Reading(articles=found, glances=glances)


def _opened(task: FileTask) -> tuple[Article, ...]:
    """The articles of a file; of what was pasted those of the page, unless that loses most."""
    if not task.plain:
        return open_bytes(task.path, task.data, task.columns)
    try:
        found = open_bytes(task.path, task.data)
    except KnownError:
        found = ()
    words = sum(len(each.text.split()) for each in found)
    if words >= _LEAST * len(task.plain.split()):
        return found
    return open_bytes(task.path.with_suffix(".txt"), task.plain.encode("utf-8", "replace"))
