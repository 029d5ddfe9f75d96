"""Which articles are in the store already, whatever file they came in."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.importing.formats.article import Article
from models.reading.doc import PublishedBasis
from models.schema.keys import fold, text_hash
from models.schema.text import Document

_AT_ONCE = 500  # texts that are looked for in one question


def identity(article: Article) -> str:
    """What one article among others is known by, as a SHA-256 in hexadecimal.

    The same text in two papers, or on two days, is two documents.
    """
    day = article.published.interval if article.published else None
    told = (article.accession, article.outlet, day and day.edtf, article.text)
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()


def same_texts(session: Session, articles: Sequence[Article]) -> list[int | None]:
    """For each article, the document that has the same text and no other outlet or day."""
    hashes = [text_hash(each.text) for each in articles]
    stored: dict[str, list[tuple[int, str | None, str | None]]] = defaultdict(list)
    wanted = sorted(set(hashes))
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        rows = session.execute(
            select(
                Document.text_sha256, Document.id, Document.outlet, Document.published_edtf
            ).where(Document.text_sha256.in_(part))
        )
        for text, number, outlet, day in rows:
            stored[text].append((number, outlet, day))
    return [
        next((number for number, *told in stored[text] if _agrees(each, *told)), None)
        for text, each in zip(hashes, articles, strict=True)
    ]


def _agrees(article: Article, outlet: str | None, day: str | None) -> bool:
    """Whether neither outlet nor day, where both are known, are others."""
    if outlet and article.outlet and fold(outlet) != fold(article.outlet):
        return False
    own = article.published
    if own is None or own.basis is not PublishedBasis.STATED:
        return True
    return day is None or own.interval is None or own.interval.edtf == day
