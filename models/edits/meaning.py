"""Who is meant: one event, or one mention in a text, speaks of somebody else than was read."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from models.composing import anchors, decided
from models.composing.composer import tellings_of
from models.composing.loading import Readings, decisions_on_tellings, rows
from models.edits.deciding import (
    Act,
    Anchors,
    Deed,
    an_actor,
    find_actor,
    one_document,
    one_event,
)
from models.edits.events import anchor_on, whose_name
from models.errors import KnownError
from models.schema.actors import Actor
from models.schema.events import Participation
from models.schema.readings import Form, Telling
from models.schema.text import Mention


def event_means(event: int, who: str, whom: str) -> Act:
    """Have an event speak of somebody else: ``whom`` takes every part of ``who`` in it.

    Names, or "#number"; whoever is not there yet is made, of the same kind.
    """

    def act(deed: Deed) -> None:
        session = deed.session
        number = one_event(session, event)
        name = whose_name(who)
        old = find_actor(session, name)
        forms = set() if old is None else _meaning(deed, number, old)
        by_hand = () if old is None else _by_hand(deed, number, old)
        if old is None or not (forms or by_hand):
            raise KnownError(f"{name} isn’t in event {number}; name a participant.")
        about = anchors.of_tellings(session, tellings_of(session, (number,)))
        new = _decide(deed, forms, about, old, whom)
        for role in by_hand:
            for add, anchor in ((False, an_actor(session, old)), (True, new)):
                deed.add(decided.PART, {"role": role, "add": add}, [*about, anchor])

    return act


def mention_means(document: int, start: int, whom: str) -> Act:
    """Have a mention in a text, by the place of a letter of it, be of somebody else.

    The events follow in which those words take part.
    """

    def act(deed: Deed) -> None:
        session = deed.session
        number = one_document(session, document)
        query = select(Mention.form_id, Mention.start, Mention.end).where(
            Mention.document_id == number, Mention.start <= start, Mention.end > start
        )
        found = rows(session, query.order_by(Mention.end - Mention.start, Mention.id).limit(1))
        if not found:
            raise KnownError(f"Nobody is mentioned at character {start} of document {number}.")
        form, first, last = found[0]
        tellings = _told_of(deed, number, form, first, last)
        if not tellings:
            raise KnownError("No event has these words as a participant, so none would change.")
        effective = _effective(deed, tellings)
        read = session.scalar(select(Form.actor_id).where(Form.id == form))
        old = effective.get(form, read)
        if old is None:
            raise KnownError("These words refer to nobody in this chronicle; add a participant.")
        about = anchors.of_tellings(session, tellings)
        _decide(deed, {form}, about, old, whom)

    return act


def _decide(deed: Deed, forms: set[int], about: Anchors, old: int, whom: str) -> dict[str, Any]:
    """Say that some forms mean somebody else there; an anchor on whom."""
    session = deed.session
    words = whose_name(whom)
    new = find_actor(session, words)
    if new == old:
        raise KnownError("These are one actor already; name another one.")
    before = session.get_one(Actor, old)
    anchor = anchor_on(deed, words, before.kind)
    after = words if new is None else session.get_one(Actor, new).name
    deed.label, deed.done = f"Changed {before.name} to {after} in an event", 1
    if forms:
        meant = anchors.of_forms(session, forms)
        deed.add(decided.MEANS, {}, [*about, *meant, anchor], {"name": before.name})
    return anchor


def _effective(deed: Deed, tellings: Iterable[int]) -> dict[int, int]:
    """Whom forms mean in some tellings since people said so."""
    decisions = decisions_on_tellings(deed.session, tellings)
    return {
        form: each.actor
        for each in decisions
        if each.verb == decided.MEANS and each.actor is not None
        for form in each.forms
    }


def _meaning(deed: Deed, event: int, actor: int) -> set[int]:
    """The forms that mean an actor in an event: as read, or since somebody said so."""
    session = deed.session
    tellings = tellings_of(session, (event,))
    papers = select(Telling.document_id).where(Telling.event_id == event)
    query = select(Form.id, Form.actor_id).where(
        Form.document_id.in_(papers), Form.place.is_not(None)
    )
    means: dict[int, int | None] = {row[0]: row[1] for row in rows(session, query)}
    means |= _effective(deed, tellings)
    spoken = _spoken_of(deed, tellings)
    return {form for form, whom in means.items() if whom == actor and form in spoken}


def _spoken_of(deed: Deed, tellings: Iterable[int]) -> set[int]:
    """The forms that some tellings speak of."""
    session = deed.session
    readings = Readings(session)
    found: set[int] = set()
    query = select(Telling.document_id, Telling.place).where(
        Telling.id.in_(set(tellings)), Telling.place.is_not(None)
    )
    for document, place in rows(session, query):
        said = readings.telling(document, place)
        places = {part.form for part in said.parts} | {claim.form for claim in said.claims}
        places |= {said.place, said.claimed_by}
        own = select(Form.id).where(
            Form.document_id == document, Form.place.in_([p for p in places if p is not None])
        )
        found |= {row[0] for row in rows(session, own)}
    return found


def _by_hand(deed: Deed, event: int, actor: int) -> list[str]:
    """The roles that people gave an actor in an event."""
    query = select(Participation.role).where(
        Participation.event_id == event,
        Participation.actor_id == actor,
        Participation.document_id.is_(None),
    )
    return [row[0] for row in rows(deed.session, query.order_by(Participation.id))]


def _told_of(deed: Deed, document: int, form: int, start: int, end: int) -> list[int]:
    """The tellings of a document in which a form takes part by words of this stretch."""
    session = deed.session
    place = session.scalar(select(Form.place).where(Form.id == form))
    readings = Readings(session)
    query = select(Telling.id, Telling.place).where(
        Telling.document_id == document, Telling.place.is_not(None), Telling.event_id.is_not(None)
    )
    return [
        number
        for number, at in rows(session, query.order_by(Telling.id))
        if any(
            part.form == place and part.start < end and start < part.end
            for part in readings.telling(document, at).parts
        )
    ]
