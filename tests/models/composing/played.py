"""A chronicle that is played with: texts made of few names and verbs, and acts drawn at random."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from models.composing.composer import compose_all, compose_events
from models.composing.linking import link_new
from models.composing.loading import Readings
from models.composing.rows import store_reading
from models.composing.said import as_read, unpack
from models.composing.touched import Touched
from models.dates.basis import DateBasis
from models.dates.derivation import derive
from models.dates.edtf import parse_edtf
from models.edits import actors, documents, events, history, meaning
from models.edits.deciding import Act, decide
from models.errors import KnownError
from models.importing.readings import Source
from models.importing.save import replace_reading, save
from models.queries.integrity import check
from models.reading.doc import (
    Actor,
    ActorKind,
    Claim,
    Doc,
    Event,
    EventDate,
    EventKind,
    EventStatus,
    Evidence,
    Mention,
    MentionForm,
    Participant,
    ParticipantRole,
    Published,
    PublishedBasis,
    Role,
    Stance,
)
from models.schema.actors import Actor as ActorRow
from models.schema.actors import Alias
from models.schema.actors import Role as RoleRow
from models.schema.base import Base
from models.schema.events import Claim as ClaimRow
from models.schema.events import Event as EventRow
from models.schema.events import EventText, Participation
from models.schema.events import Evidence as EvidenceRow
from models.schema.readings import Form, Reading, Telling
from models.schema.text import Document, ImportBatch
from models.schema.text import Mention as MentionRow
from models.schema.work import DocumentTag, EventTag, Note
from models.store.store import Store
from tests.steps import finish

NAMES = ("Ann Lee", "Ann Marie Lee", "Bo Ek", "Kim", "Olav Brandt", "Lee", "Ann", "Oslo", "Lima Co")
_VERBS = ("met", "left", "praised", "sued", "joined")
_KINDS = {"Oslo": ActorKind.PLACE, "Lima Co": ActorKind.ORGANISATION}
_MONDAY = ("weekday 0 <=",)
_COMPOSED: tuple[type[Base], ...] = (
    ActorRow, Alias, RoleRow, EventRow, EventText, Participation, EvidenceRow, ClaimRow, EventTag,
    DocumentTag, Note,
)  # fmt: skip


def drawn_doc(random: Random, number: int) -> Doc:
    """Return a reading of a text, as a reader could have made it."""
    published = parse_edtf(f"2021-03-{random.randint(10, 28):02d}")
    text, mentions, told = "", [], []
    people: list[str] = []
    for _ in range(random.randint(1, 4)):
        who, whom = random.sample(NAMES, 2)
        verb = random.choice(_VERBS)
        start = len(text)
        text += f"{who} {verb} {whom} on Monday, it says in {number}.\n"
        at = [start, start + len(who) + 1, start + len(who) + len(verb) + 2]
        for name, place in ((who, at[0]), (whom, at[2])):
            if name not in people:
                people.append(name)
            mentions.append((name, place))
        told.append((who, whom, at, len(text) - 1, random.random()))
    index = {name: at for at, name in enumerate(people)}
    known = []
    for name in people:
        place = next(at for each, at in mentions if each == name)
        title = Role("minister", "Peru", None, None, place, place + len(name))
        longer = ("Ann Lee",) if name == "Ann Marie Lee" and random.random() < 0.5 else ()
        kind = _KINDS.get(name, ActorKind.PERSON)
        titles = (title,) if name == "Kim" and random.random() < 0.5 else ()
        known.append(Actor(kind, name, longer, titles))
    happened = []
    for who, whom, at, end, draw in told:
        result = derive(_MONDAY, published)
        assert result is not None
        why = "the Monday before"
        basis = DateBasis("Monday", why, "publication", published, None, result, (), _MONDAY)
        claimed = draw < 0.3
        claim = Claim(at[0], end, index[who], Stance.STATES)
        place = index[whom] if whom == "Oslo" else None
        happened.append(
            Event(
                random.choice((EventKind.VISIT, EventKind.MEETING)),
                text[at[0] : end],
                random.choice((EventStatus.ASSERTED, EventStatus.PLANNED)),
                EventDate(result, "Monday", basis) if draw < 0.8 else None,
                place,
                (
                    Participant(index[who], ParticipantRole.AGENT, at[0], at[0] + len(who)),
                    Participant(index[whom], ParticipantRole.TARGET, at[2], at[2] + len(whom)),
                ),
                (claim,) if claimed else (),
                (Evidence(at[0], end, at[1], at[2] - 1),),
                index[who] if claimed else None,
                round(draw, 2),
            )
        )
    return Doc(
        text,
        actors=tuple(known),
        mentions=tuple(
            Mention(at, at + len(name), index[name], MentionForm.NAME, 0, 1, 0)
            for name, at in mentions
        ),
        events=tuple(happened),
        published=Published(published, PublishedBasis.STATED, "drawn"),
    )


def told_doc(
    number: int, who: str, whom: str, longer: Sequence[str] = (), day: str = "2021-03-10"
) -> Doc:
    """Return a reading in which somebody, who has other names there as well, met somebody."""
    published = parse_edtf(day)
    text = f"{who} met {whom}, it says in {number}.\n"
    end, verb = len(text) - 1, len(who) + 1
    target = verb + len("met ")
    parts = (
        Participant(0, ParticipantRole.AGENT, 0, len(who)),
        Participant(1, ParticipantRole.TARGET, target, target + len(whom)),
    )
    passage = (Evidence(0, end, verb, verb + 3),)
    event = Event(
        EventKind.MEETING, text[:end], EventStatus.ASSERTED, None, None, parts, (), passage,
        None, 0.9,
    )  # fmt: skip
    return Doc(
        text,
        actors=(
            Actor(ActorKind.PERSON, who, tuple(longer), ()),
            Actor(ActorKind.PERSON, whom, (), ()),
        ),
        mentions=tuple(Mention(p.start, p.end, p.actor, MentionForm.NAME, 0, 1, 0) for p in parts),
        events=(event,),
        published=Published(published, PublishedBasis.STATED, "told"),
    )


def bring(store: Store, docs: Sequence[tuple[int, Doc]]) -> None:
    """Store readings as one import."""
    with store.writing() as session:
        made = ImportBatch(at=history.moment(session))
        session.add(made)
        session.flush()
        history.begin(session, history.IMPORT, f"Import of {len(docs)}", import_id=made.id)
        for number, doc in docs:
            name = f"{number}.txt"
            known = select(Document.id).where(Document.sha256 == f"{number:064x}")
            if session.scalar(known) is None:
                save(session, made.id, Source(name, "text/plain", f"{number:064x}"), doc)


def read_again(store: Store, number: int, doc: Doc) -> bool:
    """Store another reading of a text that is there, as a step; return whether it is there."""
    with store.writing() as session:
        document = session.scalar(select(Document.id).where(Document.sha256 == f"{number:064x}"))
        if document is not None:
            step = history.begin(session, history.READING, f"Read {number} again")
            replace_reading(session, document, doc, step.number)
    return document is not None


def drawn_act(store: Store, random: Random) -> Act | None:
    """Return something to do, drawn at random from what there is."""
    with store.reading() as session:
        told = list(session.scalars(select(Telling.id).where(Telling.event_id.is_not(None))))
        forms = list(session.scalars(select(Form.id).where(Form.actor_id.is_not(None))))
        papers = list(session.scalars(select(Document.id)))
        heard = list(session.execute(select(MentionRow.document_id, MentionRow.start)))
    if not told or len(forms) < 2 or not papers:
        return None
    some = lambda: random.sample(told, min(len(told), random.randint(1, 4)))  # noqa: E731
    one = lambda: random.choice(told)  # noqa: E731
    who = lambda: random.choice([*NAMES, "New Person", f"#{random.choice(forms)}"])  # noqa: E731
    drawn: list[Callable[[], Act]] = [
        lambda: events.review(some(), random.choice(events.STATES)),
        lambda: events.review(some(), "rejected"),
        lambda: events.set_fields(one(), {"summary": random.choice(("A", "Borders closed"))}),
        lambda: events.set_fields(one(), {"date": random.choice(("3 Feb 2020", "1999", None))}),
        lambda: events.set_fields(one(), {"kind": "attack", "status": "denied"}),
        lambda: events.set_fields(one(), {"place": random.choice((None, "Rome", who()))}),
        lambda: events.as_read(one(), ("date", "summary", "place")),
        lambda: events.as_read(one(), ("participants", "claims")),
        lambda: events.add_part(one(), random.choice(events.ROLES), who()),
        lambda: events.drop_part(one(), random.choice(events.ROLES), who()),
        lambda: events.same(some()),
        lambda: events.different(one(), one()),
        lambda: events.tag(some(), random.choice(("x", "y")), add=random.random() < 0.7),
        lambda: events.note(one(), "see there"),
        lambda: events.note_all([one(), one()], "see here", instead=True),
        lambda: events.note_all([one()], "", instead=True),
        lambda: events.new_event("By hand", date="2020", parts=(("agent", who()),)),
        lambda: events.new_event("In words", words=(random.choice(papers), 0, 3)),
        lambda: actors.merge(random.sample(forms, 2), random.choice((None, "Merged One"))),
        lambda: actors.keep_apart(*random.sample(forms, 2)),
        lambda: actors.split(random.choice(forms), [random.choice(papers)]),
        lambda: actors.rename(random.choice(forms), random.choice(("Renamed", "Ann Lee"))),
        lambda: actors.retype(random.choice(forms), "organisation"),
        lambda: actors.forget(random.choice(forms)),
        lambda: actors.forget(random.choice(forms), random.choice(papers)),
        lambda: documents.set_document(
            [random.choice(papers)], {"published": random.choice(("2022-05-05", "2021-03", None))}
        ),
        lambda: documents.set_document([random.choice(papers)], {"title": "T", "outlet": "O"}),
        lambda: documents.tag_documents([random.choice(papers)], "x"),
        lambda: documents.note_documents([random.choice(papers)], "n"),
        lambda: meaning.event_means(one(), who(), who()),
        lambda: meaning.mention_means(*random.choice(heard), who()),
        lambda: events.claim(one(), random.choice(("states", "denies")), who()),
        lambda: events.claim(one(), "states", random.choice((None, who())), add=False),
        lambda: actors.note_actor(random.choice(forms), "who is it?"),
    ]
    return random.choice(drawn)()


def try_act(store: Store, act: Act) -> bool:
    """Do something; return whether it could be done."""
    try:
        return decide(store, act).step is not None
    except KnownError:
        return False


def composed(store: Store) -> dict[str, list[str]]:
    """Everything that is composed, without the numbers that only rows have."""
    found: dict[str, list[str]] = {}
    with store.reading() as session:
        for kind in _COMPOSED:
            table = kind.__table__
            own = kind in (ActorRow, EventRow, EventText)
            query = select(table).order_by(table.c.id)
            found[kind.__tablename__] = [
                json.dumps({k: v for k, v in row.items() if own or k != "id"}, default=str)
                for row in session.execute(query).mappings()
            ]
            if kind in (Alias, RoleRow, EventTag, DocumentTag, Note):
                found[kind.__tablename__].sort()
            elif not own:
                found[kind.__tablename__].sort(key=lambda row: json.loads(row)["event_id"])
        counted = select(Document.id, Document.events, Document.published_edtf, Document.edited)
        found["document"] = [str(row) for row in session.execute(counted.order_by(Document.id))]
        for kind, column in ((Telling, "event_id"), (Form, "actor_id")):
            table = kind.__table__
            query = select(table.c.id, table.c[column]).order_by(table.c.id)
            found[kind.__tablename__] = [
                str(tuple(row)) for row in session.execute(query) if row[1] is not None
            ]
    return found


def content(store: Store) -> list[tuple[object, ...]]:
    """What the chronicle says, without any number."""
    columns = (
        EventRow.summary, EventRow.kind, EventRow.status, EventRow.review, EventRow.edited,
        EventRow.who,
        EventRow.place, EventRow.edtf, EventRow.sources, EventRow.chrono, EventRow.reported,
    )  # fmt: skip
    with store.reading() as session:
        events = [tuple(row) for row in session.execute(select(*columns))]
        actors = select(ActorRow.name, ActorRow.kind, ActorRow.events)
        people = [tuple(row) for row in session.execute(actors)]
    return sorted([*events, *people], key=str)


def copy_readings(store: Store, other: Store) -> None:
    """Have another chronicle hold the current readings of this one, as they came, undecided."""
    with store.reading() as session:
        query = (
            select(Document, Reading)
            .join(Reading, (Reading.document_id == Document.id) & Reading.current)
            .order_by(Document.id)
        )
        brought = [
            ({c.name: getattr(row, c.key) for c in Document.__table__.columns if c.name != "id"},
             as_read(unpack(reading.data)))
            for row, reading in session.execute(query)
        ]  # fmt: skip
    with other.writing() as session:
        made = ImportBatch(at=history.moment(session))
        session.add(made)
        session.flush()
        history.begin(session, history.IMPORT, "Copied", import_id=made.id)
        for values, read in brought:
            row = Document(**{**values, "import_id": made.id, "events": 0, "copy_of": None})
            session.add(row)
            session.flush()
            rows = store_reading(session, row.id, read)
            readings = Readings(session)
            compose_all(session, Touched(documents={row.id}), readings)
            moved = link_new(session, readings, rows.names, decided_on=False)
            compose_events(session, readings, rows.tellings, moved)


def compose_everything(store: Store) -> None:
    """Compose all there is anew."""
    with store.writing() as session:
        tellings = set(session.scalars(select(Telling.id)))
        forms = set(session.scalars(select(Form.id)))
        compose_all(
            session, Touched(tellings, forms, set(session.scalars(select(Document.id))), forms)
        )


def findings(store: Store) -> tuple[str, ...]:
    with store.writing() as session:
        found: tuple[Any, ...] = finish(check(session))
    return found


def opened(folder: Path) -> Store:
    return Store.open(folder / "played.sqlite")


def dated_doc(number: int, day: str, casts: Sequence[tuple[str, str]], verb: str) -> Doc:
    """Return a reading in which people did something to others on a day, a sentence each."""
    interval = parse_edtf(day)
    basis = DateBasis("that day", "as it says", "text", None, None, interval, (), ())
    text, people = "", list(dict.fromkeys(name for cast in casts for name in cast))
    happened, mentions = [], []
    for who, whom in casts:
        start = len(text)
        text += f"{who} {verb} {whom} that day, it says in {number}.\n"
        at = (start, start + len(who) + 1, start + len(who) + len(verb) + 2)
        parts = (
            Participant(people.index(who), ParticipantRole.AGENT, at[0], at[0] + len(who)),
            Participant(people.index(whom), ParticipantRole.TARGET, at[2], at[2] + len(whom)),
        )
        mentions += [Mention(p.start, p.end, p.actor, MentionForm.NAME, 0, 1, 0) for p in parts]
        happened.append(
            Event(
                EventKind.MEETING if verb == "met" else EventKind.LEGAL,
                f"{who} {verb} {whom}", EventStatus.ASSERTED,
                EventDate(interval, "that day", basis), None, parts, (),
                (Evidence(start, len(text) - 1, at[1], at[2] - 1),), None, 0.9,
            )
        )  # fmt: skip
    return Doc(
        text,
        actors=tuple(Actor(_KINDS.get(n, ActorKind.PERSON), n, (), ()) for n in people),
        mentions=tuple(mentions),
        events=tuple(happened),
        published=Published(parse_edtf("2021-03-25"), PublishedBasis.STATED, "told"),
    )


def altered(doc: Doc, **fields: Any) -> Doc:
    """Return the reading with its events altered."""
    return replace(doc, events=tuple(replace(each, **fields) for each in doc.events))
