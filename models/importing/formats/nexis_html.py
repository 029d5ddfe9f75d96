"""LexisNexis exports as HTML: each article between two comments of its own."""

import re
from collections.abc import Iterator

from models.importing.formats.article import Article, File, each_of
from models.importing.formats.decoding import markup_of
from models.importing.formats.lexis import article_of
from models.importing.formats.markup import light, paragraphs, tree_of
from models.importing.formats.nexis_text import COUNT

_START = re.compile(r"<DOC NUMBER=\"?\d+\"?>\s*<DOCFULL>\s*-->", re.IGNORECASE)
_END = re.compile(r"<!--[^<>]{0,60}</DOCFULL>", re.IGNORECASE)


def articles(file: File) -> Iterator[Article]:
    """Every article between its comments."""
    text = light(file.name, markup_of(file.data))
    yield from each_of(_START.split(text)[1:], _article)


def _article(part: str) -> Article:
    inner = _END.split(part, maxsplit=1)[0]
    blocks = paragraphs(tree_of("This article", f"<div>{inner}</div>"))
    if blocks and re.match(COUNT, blocks[0]):
        blocks = blocks[1:]
    return article_of(blocks)
