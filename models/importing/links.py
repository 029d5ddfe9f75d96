"""Lists of links: what they say of articles that are here already, matched by their addresses."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.edits.deciding import Act, decide_in, together
from models.edits.documents import set_document
from models.importing.formats.article import Article
from models.printable import counted, listed
from models.reading.doc import PublishedBasis
from models.schema.text import Document

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|cmpid|ocid|ns_\w+|s|CMP)", re.IGNORECASE)
_CALLED = {"title": "title", "outlet": "outlet", "published": "date"}


@dataclass(frozen=True, slots=True)
class Filling:
    """What a list says of a document that is not known of it yet, by field."""

    document: int
    title: str
    values: Mapping[str, str]

    @property
    def told(self) -> str:
        """In words: "outlet and date"."""
        return listed(_CALLED[name] for name in self.values)


class Links:
    """The documents here by their addresses, asked for once."""

    def __init__(self, session: Session) -> None:
        query = select(
            Document.id, Document.url, Document.title, Document.outlet, Document.path,
            Document.published_basis,
        )  # fmt: skip
        self._rows = {key_of(row.url): row for row in session.execute(query.where(
            Document.url.is_not(None)).order_by(Document.id.desc()))}  # fmt: skip

    def filling(self, link: Article) -> Filling | None:
        """What a link says of an article here; None where it is the address of none."""
        row = self._rows.get(key_of(link.url or ""))
        if row is None:
            return None
        values: dict[str, str] = {}
        if link.title and row.title in (PurePath(row.path).name, PurePath(row.path).stem):
            values["title"] = link.title
        host = key_of(row.url).partition("/")[0]
        if link.outlet and link.outlet != host and row.outlet in (None, "", host):
            values["outlet"] = link.outlet
        day = link.published.interval if link.published else None
        if day is not None and row.published_basis == PublishedBasis.UNKNOWN:
            values["published"] = day.edtf
        return Filling(row.id, row.title, values)


def fill(session: Session, fillings: Iterable[Filling], name: str) -> int | None:
    """Decide what lists say, as one step; its number, None where there is nothing to decide."""
    first: dict[tuple[int, str], str] = {}
    for each in fillings:
        for field, value in each.values.items():
            first.setdefault((each.document, field), value)
    acts: Sequence[Act] = [
        set_document([document], {field: value}, why=f"{name} lists it")
        for (document, field), value in first.items()
    ]
    if not acts:
        return None
    documents = len({document for document, _ in first})
    label = f"Details of {counted(documents, 'document')} from {name}"
    return decide_in(session, together(acts, label)).step


def key_of(url: str) -> str:
    """An address to compare by: no scheme, no "www.", nothing that only tells who has linked."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return url
    asked = [pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def told(matched: int, links: int, filled: int) -> str:
    """How many addresses of a list are those of articles here, for the report."""
    belong = "belongs to an article" if matched == 1 else "belong to articles"
    begun = f"{matched:,} of {counted(links, 'address', 'addresses')} {belong} here"
    missing = f"{counted(filled, 'article')} lacked details" if filled else "nothing was missing"
    return f"{begun}; {missing}" if matched else begun
