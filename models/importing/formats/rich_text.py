"""Rich Text Format: its text, and nothing else of it."""

from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.press import composed

_LARGEST = 8 * 2**20  # characters; it takes four seconds for each million


def articles(file: File) -> Iterator[Article]:
    """The whole file as one article; each line of it is a paragraph."""
    yield Article(composed(None, text_of(file).splitlines()))


def text_of(file: File) -> str:
    """The text, with a line end behind each paragraph."""
    if len(file.data) > _LARGEST:
        raise KnownError(f"{file.name} is larger than {_LARGEST // 2**20} MB; split it.")
    text: str = rtf_to_text(file.data.decode("latin-1"), encoding="cp1252", errors="replace")
    return text.replace("\r\n", "\n")
