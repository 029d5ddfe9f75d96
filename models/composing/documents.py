"""What is kept of a document: what its reading says of it, and what people decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.decided import Decided
from models.composing.loading import Readings, chunks, decisions_on_documents
from models.composing.said import Said, title_of
from models.composing.writing import tag_numbers, write_notes
from models.dates.edtf import parse_edtf
from models.reading.doc import PublishedBasis
from models.schema.keys import fold, source_words
from models.schema.tables import table_of
from models.schema.text import Document
from models.schema.work import DocumentTag
from models.store.copies import group_again

_GIVEN = "entered by hand"
_GROUPING = frozenset(("published_edtf", "outlet", "byline", "counts_as"))
_TABLE = table_of(Document)


def document_values(said: Said, path: str, decisions: Sequence[Decided] = ()) -> dict[str, Any]:
    """The columns of a document that follow from its reading and from decisions."""
    chosen: dict[str, Any] = {}
    told = _GIVEN
    for each in decisions:
        if each.verb == decided.DOCUMENT:
            if each.value.get("as_read"):
                chosen.pop(each.value["field"], None)
            else:
                chosen[each.value["field"]] = each.value["value"]
                if each.value["field"] == "published":
                    told = each.value.get("why", _GIVEN)
    title = chosen.get("title") or title_of(said, path)
    outlet = chosen.get("outlet", said.outlet)
    edtf = chosen.get("published", said.published)
    basis, why = said.published_basis, said.published_why
    if "published" in chosen:
        basis = (PublishedBasis.GIVEN if edtf else PublishedBasis.UNKNOWN).value
        why = told
    published = parse_edtf(edtf) if edtf else None
    shown = outlet or title
    title_key, source_key = fold(title), fold(shown)
    return {
        "title": title,
        "title_key": title_key,
        "outlet": outlet,
        "byline": chosen.get("byline", said.byline),
        "url": chosen.get("url", said.url),
        "counts_as": chosen.get("copy_of"),
        "source": shown,
        "source_key": source_key,
        "source_words": source_words(source_key, title_key, path),
        "published_earliest": published.earliest if published else None,
        "published_latest": published.latest if published else None,
        "published_edtf": published.edtf if published else None,
        "published_precision": published.precision.value if published else None,
        "published_approximate": published.approximate if published else False,
        "published_basis": basis,
        "published_why": why,
        "faults": said.faults,
        "edited": " ".join(sorted(chosen)),
    }


@dataclass(slots=True)
class Moved:
    """Documents of which the events have to be composed anew."""

    dated: set[int] = field(default_factory=set)
    """They have another date."""
    regrouped: set[int] = field(default_factory=set)
    """They are copies of others, or no longer, or of another outlet: what counts it counts anew."""


def write_documents(session: Session, readings: Readings, documents: Iterable[int]) -> Moved:
    """Bring some documents up to date; those are returned of which the events depend on it."""
    moved, grouped = Moved(), set[int]()
    for part in chunks(documents, 200):
        by_document: dict[int, list[Decided]] = {}
        for each in decisions_on_documents(session, part):
            for number in each.subjects:
                by_document.setdefault(number, []).append(each)
        readings.load(part)
        for number in part:
            there = session.execute(select(_TABLE).where(_TABLE.c.id == number)).mappings().first()
            if there is None:
                continue
            own = by_document.get(number, [])
            values = document_values(readings.said(number), there["path"], own)
            changed = {name: value for name, value in values.items() if there[name] != value}
            if changed:
                session.execute(update(_TABLE).where(_TABLE.c.id == number).values(changed))
                if "published_edtf" in changed:
                    moved.dated.add(number)
                if _GROUPING & changed.keys():
                    grouped.add(number)
            _write_tags(session, number, own)
            write_notes(session, "document_id", {number: decided.notes_of(own)})
    if grouped:
        moved.regrouped = grouped | group_again(session, grouped)
    readings.forget(moved.dated | moved.regrouped)
    return moved


def _write_tags(session: Session, number: int, decisions: Iterable[Decided]) -> None:
    tags: set[str] = set()
    for each in decisions:
        if each.verb == decided.TAG:
            (tags.add if each.value["add"] else tags.discard)(each.value["tag"])
    table = table_of(DocumentTag)
    own = table.c.document_id == number
    there = set(session.scalars(select(table.c.tag_id).where(own)))
    wanted = set(tag_numbers(session, tags).values())
    if there - wanted:
        session.execute(delete(table).where(own, table.c.tag_id.in_(there - wanted)))
    if wanted - there:
        rows = [{"document_id": number, "tag_id": tag} for tag in sorted(wanted - there)]
        session.execute(insert(table), rows)
