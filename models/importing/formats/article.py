"""What a format turns a file into: articles, and what the file says of each besides its text."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from models.errors import KnownError
from models.reading.doc import Hints, Published

MOST_ARTICLES = 20_000
"""How many articles one file may hold."""
LONGEST = 16 * 2**20
"""How many characters one article may have."""


T = TypeVar("T")
Columns: TypeAlias = tuple[tuple[str, int], ...]
"""What a column of a table holds, and its number from 0: (("text", 2), ("published", 0))."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class File:
    """A file to open: what to call it in a sentence, and what it holds."""

    name: str
    data: bytes
    depth: int = 0
    """In how many other files it lies: a page in a mail in an archive is at 2."""
    columns: Columns = ()
    """Of a table what its columns hold, where somebody has said it."""
    folder: Path | None = None
    """Where it lies; None of what lies in another file. Only what belongs to it is read there."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a file, or why it could not be had (``fault``, a sentence).

    ``text`` is what the reader reads and the store keeps; paragraphs that are not part of the
    article (credits, indexing terms, rights) are not in it.
    """

    text: str = ""
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    section: str | None = None
    published: Published | None = None
    """Its date; ``stated`` goes before what the text says, ``inferred`` after it."""
    words: int | None = None
    """Its length in words, as the file states it."""
    counted: int | None = None
    """How long it is as whoever stated that counts; None where nobody knows how."""
    accession: str | None = None
    """Its number in the archive that it was exported from."""
    inside: str | None = None
    """The file it lies in, inside the one that was opened."""
    media_type: str = ""
    form: str = ""
    """What its format is called: "web page"."""
    language: str = "English"
    link: bool = False
    """Whether there is no text, but what a list says of an article that may be here."""
    remark: str | None = None
    """What its reader should know: that only its beginning is there, say."""
    fault: str | None = None

    @property
    def hints(self) -> Hints:
        """What is known of it besides its text, for the reader."""
        return Hints(
            title=self.title,
            url=self.url,
            outlet=self.outlet,
            byline=self.byline,
            dated=self.published,
        )

    @property
    def is_short(self) -> bool:
        """Whether it is clearly shorter than the file says it should be."""
        counted = len(self.text.split()) if self.counted is None else self.counted
        return self.words is not None and counted < 0.85 * self.words - 5


def each_of(parts: Iterable[T], make: Callable[[T], Article]) -> Iterator[Article]:
    """An article from each part of a file; one that is damaged costs itself alone."""
    for part in parts:
        try:
            yield make(part)
        except KnownError as fault:
            yield Article(fault=str(fault))
        except MemoryError:
            raise
        except Exception:
            log.info("an article of a file could not be had", exc_info=True)
            yield Article(fault="This article is damaged; save it from its archive again.")
