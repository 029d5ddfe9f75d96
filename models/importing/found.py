"""Articles found in files and not read yet: what to show of them, and which are wanted."""

import zlib
from dataclasses import dataclass, replace
from pathlib import Path

from models.dates.interval import DateInterval
from models.importing.formats.article import Article
from models.importing.report import FOUND, DocumentReport


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a file, or a file that gave none; ``report`` says what is known of it.

    ``report.status`` is "found", "unchanged" (it is in the chronicle) or "skipped".
    """

    path: Path
    sha256: str
    ordinal: int | None
    report: DocumentReport
    rest: Article | None = None
    """The article without its text; None where the file need not be opened, or cannot."""
    packed: bytes = b""
    """Its text, compressed: thousands of articles wait until somebody has chosen."""

    @property
    def article(self) -> Article | None:
        """The article with its text."""
        if self.rest is None:
            return None
        return replace(self.rest, text=zlib.decompress(self.packed).decode())

    @property
    def wanted(self) -> bool:
        """Whether one would read it unless somebody says otherwise."""
        return self.report.status == FOUND and not self.report.again

    @property
    def possible(self) -> bool:
        """Whether it can be read at all."""
        return self.rest is not None or self.report.document_id is not None


@dataclass(frozen=True, slots=True)
class Chosen:
    """An article to read, with what somebody knows better than its file."""

    found: Found
    published: DateInterval | None = None
    outlet: str | None = None


def packed(article: Article) -> tuple[Article, bytes]:
    """An article without its text, and the text."""
    return replace(article, text=""), zlib.compress(article.text.encode(), 1)
