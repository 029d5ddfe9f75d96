"""Plain text and Markdown: the file's own text, as it is."""

import re
from collections.abc import Iterator

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.decoding import text_of
from models.reading.article.addresses import is_url

_POINT = re.compile(r"^\s*(?:[-*+•]|\d{1,6}[.)])\s+")  # before each line of a list


def articles(file: File) -> Iterator[Article]:
    """The whole file as one article; only line ends and a byte-order mark are altered.

    A file with an address on every line is a list of links.
    """
    text = text_of(file.name, file.data).replace("\r\n", "\n")
    if not text.strip():
        raise KnownError(f"{file.name} contains only white space; there is nothing to read.")
    addresses = links(text)
    if addresses:
        yield from (Article(url=each, link=True) for each in addresses)
    else:
        yield Article(text)


def links(text: str) -> list[str]:
    """The web addresses of a text with nothing but one on each line; none where there is more."""
    found: list[str] = []
    for line in text.splitlines():
        address = _POINT.sub("", line).strip().removeprefix("<").removesuffix(">")
        if not address:
            continue
        if "://" not in address or not is_url(address):
            return []
        found.append(address)
    return found
