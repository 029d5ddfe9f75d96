"""Anchors: what a decision is about, found again in any document with the same text."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.decided import Name
from models.composing.loading import chunks, rows
from models.composing.matching import form_keys, telling_keys
from models.composing.said import unpack
from models.composing.touched import Touched
from models.schema.readings import Form, Reading, Telling
from models.schema.tables import table_of
from models.schema.text import Document
from models.schema.work import Anchor, Decision
from models.store import sql

_ANCHOR = table_of(Anchor)
_AROUND = 32  # characters before and after a trigger that are kept with it
_FIRST = sql.larger(Telling.trigger_start - _AROUND, 0)
_WORDS = (
    func.substr(Document.text, _FIRST + 1, Telling.trigger_start - _FIRST),
    func.substr(
        Document.text, Telling.trigger_start + 1, Telling.trigger_end - Telling.trigger_start
    ),
    func.substr(Document.text, Telling.trigger_end + 1, _AROUND),
)
_NOTHING: dict[str, Any] = {
    column.name: None for column in _ANCHOR.columns if column.name not in ("id", "decision_id")
}


def of_tellings(session: Session, tellings: Iterable[int], side: int = 0) -> list[dict[str, Any]]:
    """Anchors on some tellings, with the words of each and what stands around them."""
    found: list[dict[str, Any]] = []
    for part in chunks(tellings):
        query = (
            select(
                Telling.id, Telling.trigger_start, Telling.trigger_end, Telling.nth,
                Document.sha256, Document.text_sha256, Decision.uid, *_WORDS,
            )
            .outerjoin(Document, Document.id == Telling.document_id)
            .outerjoin(Decision, Decision.id == Telling.decision_id)
            .where(Telling.id.in_(sql.given(part)))
            .order_by(Telling.id)
        )  # fmt: skip
        for number, start, end, nth, sha256, text_sha256, uid, *words in rows(session, query):
            anchor = {**_NOTHING, "side": side, "kind": decided.TELLING, "telling_id": number}
            anchor["uid"] = uid
            if sha256 is not None:
                prefix, exact, suffix = words
                anchor |= {
                    "sha256": sha256, "text_sha256": text_sha256, "start": start, "end": end,
                    "nth": nth, "prefix": prefix, "exact": exact, "suffix": suffix,
                }  # fmt: skip
            found.append(anchor)
    return found


def of_forms(session: Session, forms: Iterable[int], side: int = 0) -> list[dict[str, Any]]:
    """Anchors on some forms, each in its own document."""
    found: list[dict[str, Any]] = []
    for part in chunks(forms):
        query = (
            select(
                Form.id, Form.kind, Form.key, Form.nth, Document.sha256, Document.text_sha256,
                Decision.uid,
            )
            .outerjoin(Document, Document.id == Form.document_id)
            .outerjoin(Decision, Decision.id == Form.decision_id)
            .where(Form.id.in_(sql.given(part)))
            .order_by(Form.id)
        )  # fmt: skip
        for number, kind, key, nth, sha256, text_sha256, uid in rows(session, query):
            found.append({
                **_NOTHING, "side": side, "kind": decided.FORM, "form_id": number, "uid": uid,
                "sha256": sha256, "text_sha256": text_sha256, "nth": nth, "actor_kind": kind,
                "key": key,
            })  # fmt: skip
    return found


def of_documents(session: Session, documents: Iterable[int]) -> list[dict[str, Any]]:
    """Anchors on some documents."""
    found: list[dict[str, Any]] = []
    for part in chunks(documents):
        query = select(Document.id, Document.sha256, Document.text_sha256)
        query = query.where(Document.id.in_(sql.given(part))).order_by(Document.id)
        for number, sha256, text_sha256 in rows(session, query):
            found.append({
                **_NOTHING, "side": 0, "kind": decided.A_DOCUMENT, "document_id": number,
                "sha256": sha256, "text_sha256": text_sha256,
            })  # fmt: skip
    return found


def of_names(names: Iterable[Name], side: int = 0) -> list[dict[str, Any]]:
    """Anchors on names wherever they stand."""
    return [
        {**_NOTHING, "side": side, "kind": decided.A_NAME, "actor_kind": each.kind,
         "key": each.key}
        for each in sorted(set(names), key=lambda each: (each.kind, each.key))
    ]  # fmt: skip


def write(session: Session, decision: int, anchors: Sequence[dict[str, Any]]) -> None:
    """Store the anchors of a decision."""
    if anchors:
        session.execute(insert(_ANCHOR), [{**each, "decision_id": decision} for each in anchors])


def touched_by(session: Session, decisions: Iterable[int]) -> Touched:
    """What some decisions are about, as far as it is found."""
    touched = Touched()
    names: set[Name] = set()
    for part in chunks(decisions):
        query = (
            select(
                Anchor.telling_id, Anchor.form_id, Anchor.document_id, Anchor.kind,
                Anchor.actor_kind, Anchor.key, Decision.verb,
            )
            .join(Decision, Decision.id == Anchor.decision_id)
            .where(Anchor.decision_id.in_(sql.given(part)))
        )  # fmt: skip
        for telling, form, document, kind, actor_kind, key, verb in rows(session, query):
            if telling is not None:
                touched.tellings.add(telling)
            if document is not None:
                touched.documents.add(document)
            if verb in decided.OF_ACTORS:
                if form is not None:
                    touched.forms.add(form)
                if kind == decided.A_NAME:
                    names.add(Name(actor_kind, key))
    touched.forms |= _named(session, names)
    return touched


def _named(session: Session, names: Iterable[Name]) -> set[int]:
    found: set[int] = set()
    wanted = set(names)
    keys = sorted({name.key for name in wanted})
    for first in range(0, len(keys), 500):
        query = select(Form.id, Form.kind, Form.key).where(Form.key.in_(keys[first : first + 500]))
        found |= {n for n, kind, key in rows(session, query) if Name(kind, key) in wanted}
    return found


def place(session: Session, documents: Iterable[int]) -> Touched:
    """Find in some documents, which have come just now, what decisions are about.

    A document is known by its file, else by its text where no other one is the very file.
    """
    touched = Touched()
    for number in sorted(set(documents)):
        sha256, text_sha256 = session.execute(
            select(Document.sha256, Document.text_sha256).where(Document.id == number)
        ).one()
        lost = Anchor.telling_id.is_(None) & Anchor.form_id.is_(None) & Anchor.document_id.is_(None)
        query = select(
            Anchor.id, Anchor.kind, Anchor.start, Anchor.end, Anchor.nth, Anchor.actor_kind,
            Anchor.key, Decision.id, Decision.verb,
        ).join(Decision, Decision.id == Anchor.decision_id)  # fmt: skip
        elsewhere = select(Document.id).where(Document.sha256 == Anchor.sha256).exists()
        found = rows(
            session,
            query.where(
                lost,
                or_(
                    Anchor.sha256 == sha256,
                    (Anchor.text_sha256 == text_sha256) & ~elsewhere,
                ),
            ).order_by(Anchor.id),
        )
        if found:
            _place_in(session, number, found, touched)
    return touched


def _place_in(session: Session, number: int, found: Sequence[Any], touched: Touched) -> None:
    tellings, forms = _known(session, number)
    for anchor, kind, start, end, nth, actor_kind, key, decision, verb in found:
        values: dict[str, int] = {}
        if kind == decided.TELLING and verb == decided.NEW:
            made = {
                "document_id": number, "trigger_start": start, "trigger_end": end, "nth": nth,
                "place": None, "event_id": None, "with_id": None, "joined_id": None,
                "decision_id": decision,
            }  # fmt: skip
            there = select(Telling.id).where(
                Telling.decision_id == decision, Telling.document_id == number
            )
            values["telling_id"] = (
                session.scalar(there)
                or session.scalars(insert(Telling).returning(Telling.id), made).one()
            )
            tellings[start, end, nth] = values["telling_id"]
        elif kind == decided.TELLING and (start, end, nth) in tellings:
            values["telling_id"] = tellings[start, end, nth]
        elif kind == decided.FORM and (actor_kind, key, nth) in forms:
            values["form_id"] = forms[actor_kind, key, nth]
            touched.forms.add(values["form_id"])
        elif kind == decided.A_DOCUMENT:
            values["document_id"] = number
            touched.documents.add(number)
        if "telling_id" in values:
            touched.tellings.add(values["telling_id"])
        if values:
            session.execute(update(_ANCHOR).where(_ANCHOR.c.id == anchor).values(values))


def _known(
    session: Session, number: int
) -> tuple[dict[tuple[int, int, int], int], dict[tuple[str, str, int], int]]:
    """The rows of a document by their words now, and by those of every other reading of it."""
    tellings: dict[tuple[int, int, int], int] = {}
    forms: dict[tuple[str, str, int], int] = {}
    query = select(Reading.numbers, Reading.data).where(Reading.document_id == number)
    for numbers, data in rows(session, query.order_by(Reading.current, Reading.id)):
        said = unpack(data)
        tellings |= zip(telling_keys(said), numbers["tellings"], strict=True)
        forms |= zip(form_keys(said), numbers["forms"], strict=True)
    own = select(Telling.id, Telling.trigger_start, Telling.trigger_end, Telling.nth)
    for each, start, end, nth in rows(session, own.where(Telling.document_id == number)):
        tellings.setdefault((start, end, nth), each)
    named = select(Form.id, Form.kind, Form.key, Form.nth).where(Form.document_id == number)
    for each, kind, key, nth in rows(session, named):
        forms.setdefault((kind, key, nth), each)
    return tellings, forms


def lose(session: Session, documents: Iterable[int]) -> None:
    """Have no decision point into some documents, which are about to go."""
    for part in chunks(documents):
        given = sql.given(part)
        for column, kind in (("telling_id", Telling), ("form_id", Form)):
            own = select(kind.id).where(kind.document_id.in_(given))
            session.execute(
                update(_ANCHOR).where(_ANCHOR.c[column].in_(own)).values({column: None})
            )
        session.execute(
            update(_ANCHOR).where(_ANCHOR.c.document_id.in_(given)).values(document_id=None)
        )
