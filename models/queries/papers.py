"""The documents that know an actor: by which names, and where each speaks of it."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.loading import Readings
from models.composing.numbers import actors_now
from models.composing.said import Said
from models.queries.events import PUBLISHED, published
from models.queries.plain import plain_rows
from models.queries.rows import ActorPaper
from models.queries.stretches import around
from models.reading.doc import MentionForm
from models.schema.actors import Alias
from models.schema.events import Evidence, Participation
from models.schema.keys import UNDATED
from models.schema.readings import Form
from models.schema.text import Document
from models.store import sql

_AROUND = 110  # characters before and after a name


def actor_papers(session: Session, actor: int, size: int) -> tuple[ActorPaper, ...]:
    """Up to ``size`` documents that know an actor, in the order they came in."""
    number = actors_now(session, (actor,)).get(actor)
    if number is None:
        return ()
    own = select(Form.document_id, Form.id, Form.place).where(
        Form.actor_id == number, Form.document_id.is_not(None)
    )
    forms: dict[int, dict[int, int | None]] = {}
    for document, form, place in session.execute(own.order_by(Form.document_id, Form.id)):
        if document is not None and (document in forms or len(forms) < size):
            forms.setdefault(document, {})[form] = place
    given = sql.given(forms)
    names: dict[int, list[str]] = {}
    known = select(Alias.document_id, Alias.text).where(
        Alias.actor_id == number, Alias.document_id.in_(given)
    )
    for document, text in plain_rows(session, known.order_by(Alias.id)):
        names.setdefault(document, []).append(text)
    events = Counter(
        row[0]
        for row in plain_rows(
            session,
            select(Evidence.document_id, Evidence.event_id)
            .join(Participation, Participation.event_id == Evidence.event_id)
            .where(
                Participation.actor_id == number,
                Participation.chrono <= UNDATED,
                Evidence.document_id.in_(given),
            )
            .distinct(),
        )
    )
    columns = (Document.id, Document.title, Document.outlet, Document.text, *PUBLISHED)
    heads = select(*columns).where(Document.id.in_(given)).order_by(Document.id)
    readings = Readings(session)
    found = []
    for document, title, outlet, text, *date in session.execute(heads):
        places = [place for place in forms[document].values() if place is not None]
        found.append(
            ActorPaper(
                document, title, outlet, published(date),
                tuple(dict.fromkeys(names.get(document, ()))), events[document],
                *passage(text, readings.said(document), places),
            )
        )  # fmt: skip
    return tuple(found)


def passage(text: str, said: Said, places: Sequence[int]) -> tuple[str, int, int]:
    """A stretch of a text that names one of these forms, and where the name is in it.

    The longest of its names is looked for, where it is first, else where it takes part in
    something; "" where nothing is known.
    """
    spans = [
        (m.how == MentionForm.NAME.value, m.end - m.start, -m.start)
        for m in said.mentions
        if m.form in places
    ] or [
        (False, part.end - part.start, -part.start)
        for telling in said.tellings
        for part in telling.parts
        if part.form in places
    ]
    if not spans:
        return "", 0, 0
    _, length, before = max(spans)
    start, end = -before, length - before
    first, last = around(text, start, end, _AROUND)
    return text[first:last], start - first, end - first
