"""One document to read, and what came of it: what goes to a reading process and what comes back."""

from dataclasses import dataclass
from logging import LogRecord
from pathlib import Path

from models.dates.interval import DateInterval
from models.errors import KnownError
from models.importing.files import as_text
from models.printable import shown
from models.reading.doc import Doc, Hints
from models.reading.reader import default_pipeline, read


@dataclass(frozen=True, slots=True)
class Source:
    """The file a text came from."""

    path: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file to read, with what it holds; ``published``: when, where the person says so."""

    path: Path
    data: bytes
    published: DateInterval | None = None

    @property
    def size(self) -> int:
        """How much there is to read, in characters or thereabouts."""
        return len(self.data)

    @property
    def name(self) -> str:
        """What to call it."""
        return shown(self.path.name)


@dataclass(frozen=True, slots=True)
class TextTask:
    """A text to read again as it is stored."""

    name: str
    text: str
    hints: Hints

    @property
    def size(self) -> int:
        """How much there is to read, in characters."""
        return len(self.text)


Task = FileTask | TextTask


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says and where it came from, or why it could not be read."""

    source: Source | None
    doc: Doc | None
    refusal: str | None = None
    log: tuple[LogRecord, ...] = ()
    """What was logged meanwhile, where it was read in another process."""


def prepare_reader() -> None:
    """Load all that reading needs."""
    default_pipeline()


def read_task(task: Task) -> Reading:
    """Read one document; what is wrong with it is said in the answer."""
    if isinstance(task, TextTask):
        return Reading(None, read(task.text, task.hints))
    try:
        file = as_text(task.path, task.data, task.published)
    except KnownError as fault:
        return Reading(None, None, str(fault))
    source = Source(shown(task.path), file.media_type, file.sha256)
    return Reading(source, read(file.text, file.hints))
