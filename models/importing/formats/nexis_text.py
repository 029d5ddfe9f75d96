"""LexisNexis exports as plain text: lines wrapped at a width, "3 of 100 DOCUMENTS" above each."""

import re
from collections.abc import Iterator

from models.importing.formats.article import Article, File, each_of
from models.importing.formats.decoding import text_of
from models.importing.formats.lexis import article_of

COUNT = (
    r"(?im)^[ \t]*(?:Dokument |Document )?\d{1,5} (?:of|von|de|sur) \d{1,5}"
    r"(?: (?:DOCUMENTS?|DOKUMENTEN?))?[ \t]*\r?$"
)


def articles(file: File) -> Iterator[Article]:
    """Every article below its count; what stands above the first is about the search."""
    text = text_of(file.name, file.data).replace("\r\n", "\n").replace("\f", "\n")
    yield from each_of(re.split(COUNT, text)[1:], _article)


def _article(part: str) -> Article:
    blocks = (" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", part))
    return article_of([block for block in blocks if block])
