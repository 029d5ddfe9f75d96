"""An import taken back and brought again: its documents with all that was read of them.

What is composed follows; what people decided stays, and holds again when a text comes again.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.composing import anchors
from models.composing.composer import composing, tellings_shared
from models.composing.loading import chunks
from models.composing.rows import numbers_of, use_newest_reading
from models.composing.touched import Touched
from models.edits.change import ConflictError, RowChange, apply
from models.printable import shown
from models.progress import Progress
from models.schema.base import Base
from models.schema.readings import Form, Reading, Telling
from models.schema.tables import table_of
from models.schema.text import Document, Mention, Quotation
from models.schema.work import DocumentTag, Note
from models.store import sql
from models.store.copies import add_copies, drop_copies

# In the order in which they can be inserted.
_BROUGHT: tuple[type[Base], ...] = (Document, Reading, Form, Telling)
# What is worked out again when the rows are back.
_COMPOSED = {
    "form": ("actor_id",),
    "telling": ("event_id", "joined_id"),
    "document": ("events", "copy_of", "origin"),
}


def withdrawing(
    session: Session, import_id: int
) -> Generator[Progress, None, tuple[RowChange, ...]]:
    """Take the documents of an import away; returns the rows that bring them back."""
    query = select(Document.id).where(Document.import_id == import_id)
    documents = list(session.scalars(query.order_by(Document.id)))
    if not documents:
        return ()
    rows = tuple(_rows(session, documents))
    tellings, forms = numbers_of(session, documents)
    anchors.lose(session, documents)
    # Tellings and forms that people added in the text go as well.
    nowhere = {"place": None, "decision_id": None}
    for own_kind, values in ((Reading, {"current": False}), (Telling, nowhere), (Form, nowhere)):
        table = table_of(own_kind)
        for part in chunks(documents):
            own = table.c.document_id.in_(sql.given(part))
            session.execute(update(table).where(own).values(values))
    regrouped = drop_copies(session, documents)
    shared = tellings_shared(session, regrouped)
    yield from composing(session, Touched(tellings | shared, forms))
    table = table_of(Telling)
    for part in chunks(tellings):
        session.execute(
            update(table).where(table.c.with_id.in_(sql.given(part))).values(with_id=None)
        )
    hanging: tuple[type[Base], ...] = (DocumentTag, Note, Mention, Quotation)
    for kind in (*hanging, *reversed(_BROUGHT)):
        table = table_of(kind)
        column = table.c.id if kind is Document else table.c.document_id
        for part in chunks(documents):
            session.execute(delete(table).where(column.in_(sql.given(part))))
    return rows


def bringing_back(session: Session, rows: Sequence[RowChange]) -> Generator[Progress, None, None]:
    """Bring documents again that were taken away.

    Raises ConflictError where the same file has come again meanwhile.
    """
    brought = {row.id: row.after for row in rows if row.table == Document.__tablename__}
    for part in chunks(brought):
        hashes = [values["sha256"] for n in part if (values := brought[n]) is not None]
        query = select(Document.path).where(Document.sha256.in_(hashes)).limit(1)
        path = session.scalar(query)
        if path is not None:
            raise ConflictError(f"{shown(path)} has been imported again since")
    apply(session, rows)
    regrouped: set[int] = set()
    for number, values in brought.items():
        if values is not None:
            regrouped |= add_copies(session, number, values["text"])
    for number in brought:
        use_newest_reading(session, number)
    tellings, forms = numbers_of(session, brought)
    placed = anchors.place(session, brought)
    shared = tellings_shared(session, regrouped)
    yield from composing(session, Touched(tellings | shared, forms, set(brought)) | placed)


def _rows(session: Session, documents: Iterable[int]) -> Iterator[RowChange]:
    for kind in _BROUGHT:
        table = table_of(kind)
        column = table.c.id if kind is Document else table.c.document_id
        for part in chunks(documents):
            query = select(table).where(column.in_(sql.given(part))).order_by(table.c.id)
            for row in session.execute(query).mappings():
                values = {**row} | dict.fromkeys(_COMPOSED.get(kind.__tablename__, ()))
                if kind is Document:
                    values |= {"events": 0, "origin": ""}
                yield RowChange(kind.__tablename__, row["id"], None, values)
