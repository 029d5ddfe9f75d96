"""Which articles are in the store already, whatever file they came in."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import InstrumentedAttribute, Session

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


def same_articles(session: Session, articles: Sequence[Article]) -> list[int | None]:
    """For each article, the document that has its number in an archive, or the same text.

    One with the same text in another outlet or of another day is not the same.
    """
    numbered = _stored(session, Document.accession, [each.accession for each in articles])
    hashes = [text_hash(each.text) for each in articles]
    told = _stored(session, Document.text_sha256, hashes)
    return [
        next(
            (
                row.id
                for row in (*numbered[each.accession], *told[text])
                if _agrees(each, row.outlet, row.published_edtf)
            ),
            None,
        )
        for text, each in zip(hashes, articles, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another article with the same text."""

    called: str
    agrees: bool
    """Whether it is the very same article: neither its outlet nor its day is another one."""


class Twins:
    """The texts found so far in a look at files, to be found again in others."""

    def __init__(self) -> None:
        self._seen: dict[str, list[tuple[str, str | None, str | None]]] = {}

    def of(self, session: Session, article: Article, called: str) -> Twin | None:
        """The article with the same text that was found before or is stored; and note this one."""
        key = text_hash(article.text)
        day = article.published.interval if article.published else None
        seen = self._seen.setdefault(key, [])
        agreeing = [name for name, *facts in seen if _agrees(article, *facts)]
        first = next(iter((*agreeing, *(name for name, *_ in seen))), None)
        seen.append((called, article.outlet, day.edtf if day else None))
        if first is not None:
            return Twin(first, agrees=bool(agreeing))
        stored = session.execute(
            select(Document.title, Document.outlet).where(Document.text_sha256 == key).limit(1)
        ).first()
        if stored is None:
            return None
        title, outlet = stored
        return Twin(f"“{title}”, {outlet}" if outlet else f"“{title}”", agrees=False)


def _stored(
    session: Session, column: InstrumentedAttribute[Any], values: Iterable[str | None]
) -> dict[str | None, list[Row[Any]]]:
    """The documents that have one of these values, by value; None is the value of none."""
    stored: dict[str | None, list[Row[Any]]] = defaultdict(list)
    wanted = sorted({value for value in values if value is not None})
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        asked = select(column, Document.id, Document.outlet, Document.published_edtf)
        for row in session.execute(asked.where(column.in_(part))):
            stored[row[0]].append(row)
    return stored


def _agrees(article: Article, outlet: str | None, day: str | None) -> bool:
    """Whether neither outlet nor day, where both are known, are others."""
    if outlet and article.outlet and fold(outlet) != fold(article.outlet):
        return False
    own = article.published
    if own is None or own.basis is not PublishedBasis.STATED:
        return True
    return day is None or own.interval is None or own.interval.edtf == day
