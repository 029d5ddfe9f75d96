"""One article of a Factiva export: lines above the text in a fixed order, told by what they are."""

import re
from collections.abc import Sequence

from models.importing.formats.article import Article
from models.importing.formats.counting import words_of_all
from models.importing.formats.press import composed, is_rights, numbered, stated, words_in, writer

ACCESSION = re.compile(
    r"(?:Document|Dokument|Documento|文件|문서)\s+([A-Z0-9]{5,12}\d{8}[a-z0-9]{4,16})"
)
_TIME = re.compile(r"\d{1,2}:\d\d(?:\s*[AP]M)?")
_LONGEST = 300  # characters of a line of the head


def article_of(
    lines: Sequence[str],
    body: Sequence[str],
    *,
    title: str | None = None,
    byline: str | None = None,
    accession: str | None = None,
    captions: Sequence[str] = (),
) -> Article:
    """An article from the lines above its text and the paragraphs of it.

    ``captions``: what counts for its length besides, and is no part of its text.

    Without a ``title`` it is the line before the length, or the one before the writer there.
    """
    lines = [" ".join(line.split()) for line in lines if line.strip()]
    at = next((n for n, line in enumerate(lines) if len(line) < 40 and words_in(line)), None)
    before = list(lines[:at] if at is not None else lines[:1])
    after = list(lines[at + 1 :] if at is not None else lines[1:])
    if title is None and before:
        if len(before) > 1 and writer(before[-1]) != before[-1]:
            byline = byline or before.pop()
        title = before[-1]
    date = next((found for line in after[:2] if (found := stated(line))), None)
    rest = [line for line in after if not _TIME.fullmatch(line) and not stated(line)]
    if date is None:
        rest = list(after)
    outlet = rest[0] if rest and len(rest[0]) < _LONGEST and not is_rights(rest[0]) else None
    return Article(
        composed(title, body),
        title=title,
        outlet=outlet,
        byline=writer(byline),
        published=date or numbered(accession),
        words=words_in(lines[at]) if at is not None else None,
        counted=words_of_all(title, byline, *body, *captions),
        accession=accession,
    )
