"""Factiva exports as RTF: nothing but the order of lines, each article ending with its number."""

import re
from collections.abc import Iterator

from models.importing.formats.article import Article, File
from models.importing.formats.factiva import ACCESSION, article_of
from models.importing.formats.press import is_rights, words_in
from models.importing.formats.rich_text import text_of

_FURNITURE = re.compile(r"(?i)^(?:page \d+.*|.*\bfactiva, inc\b.*|search summary.*)$")


def articles(file: File) -> Iterator[Article]:
    """Every article up to its number."""
    lines: list[str] = []
    for line in text_of(file).splitlines():
        line = " ".join(line.split())
        number = ACCESSION.fullmatch(line)
        if number is not None:
            yield _article(lines, number[1])
            lines = []
        elif line and not _FURNITURE.match(line):
            lines.append(line)


def _article(lines: list[str], accession: str) -> Article:
    at = next((n for n, line in enumerate(lines) if len(line) < 40 and words_in(line)), 0)
    rights = (n for n, line in enumerate(lines) if at <= n < at + 12 and is_rights(line))
    start = next(rights, min(at + 6, len(lines) - 1)) + 1
    return article_of(lines[:start], lines[start:], accession=accession)
