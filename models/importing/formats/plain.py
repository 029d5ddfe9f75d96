"""Plain text and Markdown: the file's own text, as it is."""

from collections.abc import Iterator

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.decoding import text_of


def articles(file: File) -> Iterator[Article]:
    """The whole file as one article; only line ends and a byte-order mark are altered."""
    text = text_of(file.name, file.data).replace("\r\n", "\n")
    if not text.strip():
        raise KnownError(f"{file.name} contains only white space; there is nothing to read.")
    yield Article(text)
