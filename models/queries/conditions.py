"""From a filter to SQL: how each condition finds or tests events.

A condition can *find* its events through an index (``ids``), or *test* an event it is given;
``models.queries.plans`` chooses.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    false,
    literal_column,
    not_,
    or_,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.letters import plain
from models.queries.condition import Condition, Ids, Spelling, Words, listed, opaque
from models.queries.filter import (
    ANY,
    EDITED,
    ActorRole,
    ActorTerm,
    Either,
    EventFilter,
    Match,
    Term,
    TextTerm,
    wants_rejected,
)
from models.queries.present import present
from models.queries.sureness import compared
from models.queries.times import when
from models.schema.actors import Alias
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import UNDATED, fold
from models.schema.text import Document
from models.schema.work import EventTag, Note, Tag
from models.store import sql
from models.store.worded import Expression, any_of, quote, refusing, together

# What is walked where the events of one actor are wanted in the order of time.
PART = aliased(Participation, name="part")


def asked(session: Session, wanted: EventFilter, *, rejected: bool = False) -> list[Condition]:
    """Every condition of a question: those of its filter, and that nobody rejected an event.

    The latter where rejected ones are not asked for, by ``rejected`` or the filter, and there are
    any. Actors may have any number they ever had.
    """
    wanted = present(session, wanted)
    if rejected:
        return conditions(wanted, rejected=True)
    made = conditions(wanted)
    if wants_rejected(wanted) or not any_rejected(session):
        return made
    return [*made, NOT_REJECTED]


def any_rejected(session: Session) -> bool:
    """Whether there is a rejected event; looked for once in a scope."""
    if "any rejected" not in session.info:
        one = select(Event.id).where(Event.chrono > UNDATED).limit(1)
        session.info["any rejected"] = session.scalar(one) is not None
    return bool(session.info["any rejected"])


def conditions(wanted: EventFilter, *, rejected: bool | None = None) -> list[Condition]:
    """Every condition of a filter; an event must meet them all.

    ``rejected``: whether rejected events are asked for; None: as the filter says.
    """
    if rejected is None:
        rejected = wants_rejected(wanted)
    made = [
        *_actors(wanted.actors, wanted.match),
        *_column(Event.kind, wanted.kinds, str.lower),
        *_column(Event.status, wanted.statuses, str.lower),
        *_reviews(wanted.reviews),
        *_places(wanted.places),
        *_sources(wanted.sources),
        *_tags(wanted.tags),
        *_notes(wanted.notes),
        *_disputed(wanted.disputed),
        *map(_sure, wanted.sures),
        *_texts(wanted.texts),
        *(_choice(choice, rejected=rejected) for choice in wanted.either),
    ]
    return [*made, *when(wanted, rejected=rejected)]


def without(wanted: EventFilter, field: str) -> EventFilter:
    """The filter with one field left empty: what that field's own counts obey."""
    empty: dict[str, Any] = {field: None if field == "dates" else ()}
    return replace(wanted, **empty)


def opposite(wanted: EventFilter) -> EventFilter | None:
    """The filter for all that this one takes away, where that is all it does, by one term."""
    terms = [
        (each.name, term)
        for each in fields(wanted)
        if each.name not in ("match", "dates")
        for term in getattr(wanted, each.name)
    ]
    if wanted.dates is not None or len(terms) != 1 or not terms[0][1].exclude:
        return None
    changes: dict[str, Any] = {terms[0][0]: (replace(terms[0][1], exclude=False),)}
    taken = replace(wanted, **changes)
    return None if wants_rejected(taken) else taken  # those are not among all events


def only(made: Sequence[Condition]) -> Ids | None:
    """What finds the events when there is one condition and it finds; an event may come twice."""
    return made[0].ids if len(made) == 1 else None


_SHOWN = opaque(Event.chrono, 0) <= UNDATED
NOT_REJECTED = Condition(
    _SHOWN, _SHOWN, flat=_SHOWN, on_row=True, on_part=opaque(PART.chrono, 0) <= UNDATED
)
"""Every index of events holds what this asks."""


# As its partial index has it.
_EDITED = literal_column("length(event.edited) > 0", Boolean)


def _reviews(terms: Iterable[Term]) -> list[Condition]:
    """Review states, and whether a person changed anything, which goes with each of them."""
    terms = tuple(terms)
    if all(term.value.lower() != EDITED for term in terms):
        return _column(Event.review, terms, str.lower)
    made = []
    for exclude in (False, True):
        values = sorted({t.value.lower() for t in terms if t.exclude is exclude})
        if not values:
            continue
        states = [value for value in values if value != EDITED]
        test: ColumnElement[bool] = opaque(Event.review, "").in_(states)
        ids: Ids = select(Event.id).where(Event.review.in_(states))
        if len(states) < len(values):
            test = or_(test, _EDITED)
            ids = union(ids, select(Event.id).where(_EDITED))
        if exclude:
            made.append(Condition(not_(test), not_(test), on_row=True))
        else:
            made.append(Condition(test, listed(ids), ids, on_row=True))
    return made


# As its partial index has it.
IS_DISPUTED = literal_column("length(event.disputed) > 0", Boolean)


def _disputed(terms: Iterable[Term]) -> list[Condition]:
    """Events of which the sources differ on one of some fields, or on anything."""
    made = []
    terms = tuple(terms)
    for exclude in (False, True):
        values = {t.value.lower() for t in terms if t.exclude is exclude}
        if not values:
            continue
        of = " " + Event.disputed + " "
        named = [] if ANY in values else [or_(*(of.contains(f" {v} ") for v in sorted(values)))]
        test = and_(IS_DISPUTED, *named)
        if exclude:
            made.append(Condition(not_(test), not_(test), on_row=True))
        else:
            ids = select(Event.id).where(test)
            made.append(Condition(test, listed(ids), ids, on_row=True))
    return made


# Columns of ``ix_event_tally``; from 1 those it begins with.
_TALLY = {"kind": 1, "status": 2, "review": 0}


def _column(
    column: InstrumentedAttribute[str], terms: Iterable[Term], key: Callable[[str], str]
) -> list[Condition]:
    terms = tuple(terms)
    wanted = sorted({key(t.value) for t in terms if not t.exclude})
    refused = sorted({key(t.value) for t in terms if t.exclude})
    tally = _TALLY.get(column.key)
    made = []
    if wanted:
        one = len(wanted) == 1
        direct = column == wanted[0] if one else column.in_(wanted)
        ids = select(Event.id).where(direct)
        test = opaque(column, "").in_(wanted)
        flat = None if tally is None else test
        every = listed(ids)
        made.append(
            Condition(test, every, ids, direct, flat, on_row=True, single=one, tally=tally or 0)
        )
    if refused:
        test = opaque(column, "").not_in(refused)
        others = not_(listed(select(Event.id).where(column.in_(refused))))
        flat = None if tally is None else test
        made.append(Condition(test, others, flat=flat, on_row=True))
    return made


def _actors(terms: Iterable[ActorTerm], match: Match) -> list[Condition]:
    terms = tuple(terms)
    wanted = [t for t in terms if not t.exclude]
    refused = [t for t in terms if t.exclude]
    made = []
    if match is Match.ANY and len(wanted) > 1:
        ids: Ids = union(*map(_events_of, wanted))
        made.append(Condition(_takes_part(wanted), listed(ids), ids))
    else:
        for term in wanted:
            ids = _events_of(term)
            one = term if term.id is not None else None
            made.append(Condition(_takes_part([term]), listed(ids), ids, actor=one))
    return [*made, *map(_takes_no_part, refused)]


def part_of(term: ActorTerm) -> ColumnElement[bool]:
    """The parts of one actor, of ``PART``."""
    who = PART.actor_id == term.id
    return who if term.role is ActorRole.ANY else and_(who, PART.role == term.role.value)


def _events_of(term: ActorTerm) -> Select[int]:
    return select(Participation.event_id).where(_part(Participation.actor_id, term))


def _takes_no_part(term: ActorTerm) -> Condition:
    return Condition(not_(_takes_part([term])), not_(listed(_events_of(term))))


def _takes_part(terms: Iterable[ActorTerm]) -> ColumnElement[bool]:
    """Whether one of these takes part in an event, whose parts are few; a name may mean many."""
    ways = (
        _part(Participation.actor_id if t.id is not None else opaque(Participation.actor_id, 0), t)
        for t in terms
    )
    return exists().where(Participation.event_id == Event.id, or_(*ways))


def _part(actor: SQLColumnExpression[int], term: ActorTerm) -> ColumnElement[bool]:
    if term.id is not None:
        who: ColumnElement[bool] = actor == term.id
    else:
        who = actor.in_(called(term.name or "", part=term.part))
    return who if term.role is ActorRole.ANY else and_(who, Participation.role == term.role.value)


def called(name: str, *, part: bool) -> Select[int]:
    """The actors with that name or alias, or with one whose words begin like that."""
    named = select(Alias.actor_id)
    return named.where(*(begins(Alias.key, name) if part else (Alias.key == fold(name),)))


def begins(key: SQLColumnExpression[str], typed: str) -> list[ColumnElement[bool]]:
    """Every word typed begins a word of a folded name."""
    spaced = " " + key
    return [spaced.contains(f" {word}", autoescape=True) for word in fold(typed).split()]


def _places(terms: Iterable[Term]) -> list[Condition]:
    """A whole name is that of the event's place as it is shown, a part that of any alias."""
    terms = tuple(terms)
    made = _column(Event.place_key, (t for t in terms if not t.part and not t.exclude), fold)
    if parts := [t for t in terms if t.part and not t.exclude]:
        known: Ids = union_all(*(called(t.value, part=True) for t in parts))
        named = [Event.place_id.in_(known), *(c.direct for c in made if c.direct is not None)]
        tests = [opaque(Event.place_id, 0).in_(known), *(c.probe for c in made)]
        ids = select(Event.id).where(or_(*named))
        made = [Condition(or_(*tests), listed(ids), ids, or_(*named), on_row=True)]
    made += _column(Event.place_key, (t for t in terms if not t.part and t.exclude), fold)
    for term in terms:
        if term.part and term.exclude:
            known = called(term.value, part=True)
            test = opaque(Event.place_id, 0).not_in(known)
            found = select(Event.id).where(Event.place_id.in_(known))
            made.append(Condition(test, not_(listed(found)), on_row=True))
    return made


def _sources(terms: Iterable[Term]) -> list[Condition]:
    terms = tuple(terms)
    made = []
    for exclude in (False, True):
        if not (chosen := [t for t in terms if t.exclude is exclude]):
            continue
        told = union(*documents(chosen))
        ids = select(Evidence.event_id).where(Evidence.document_id.in_(told))
        # The documents of an event are few, those of a name may be many.
        probe = exists().where(
            Evidence.event_id == Event.id, opaque(Evidence.document_id, 0).in_(told)
        )
        if exclude:
            made.append(Condition(not_(probe), not_(listed(ids))))
        else:
            made.append(Condition(probe, listed(ids), ids))
    return made


def _tags(terms: Iterable[Term]) -> list[Condition]:
    """All the tags that are wanted, and none of those that are not."""
    made = []
    for term in terms:
        key = fold(term.value) or term.value
        named = Tag.key.startswith(key, autoescape=True) if term.part else Tag.key == key
        tags = select(Tag.id) if term.value == ANY else select(Tag.id).where(named)
        ids = select(EventTag.event_id).where(EventTag.tag_id.in_(tags))
        probe = exists().where(EventTag.event_id == Event.id, EventTag.tag_id.in_(tags))
        if term.exclude:
            made.append(Condition(not_(probe), not_(listed(ids))))
        else:
            made.append(Condition(probe, listed(ids), ids))
    return made


def _notes(terms: Iterable[Term]) -> list[Condition]:
    """Notes with all of these words, which are few: people have written them."""
    made = []
    for term in terms:
        words = [term.value] if not term.part else term.value.split()
        said = [
            sql.plainly(Note.text).contains(plain(word), autoescape=True)
            for word in (() if term.value == ANY else words)
        ]
        ids = select(Event.id).join(Note, Note.event_id == Event.id).where(*said)
        if term.exclude:
            made.append(Condition(not_(listed(ids)), not_(listed(ids))))
        else:
            made.append(Condition(listed(ids), listed(ids), ids))
    return made


def _sure(term: Term) -> Condition:
    direct = compared(Event.confidence, term.value)
    test = compared(opaque(Event.confidence, 0), term.value)
    ids = select(Event.id).where(direct)
    if term.exclude:
        return Condition(not_(test), not_(test), on_row=True)
    return Condition(test, listed(ids), ids, direct, on_row=True)


def documents(terms: Iterable[Term]) -> Iterator[Select[int]]:
    """The documents that these terms mean as sources, together."""
    terms = tuple(terms)
    if names := sorted({fold(t.value) for t in terms if not t.part}):
        yield select(Document.id).where(Document.source_key.in_(names))
        yield select(Document.id).where(Document.title_key.in_(names))
    for term in terms:
        if term.part:
            yield select(Document.id).where(*begins(Document.source_words, term.value))


def _texts(terms: Iterable[TextTerm]) -> list[Condition]:
    """Search is quick to list and slow to ask about one event, so it is always listed."""
    terms = tuple(t for t in terms if searchable(t.text))
    made = [_worded(partial(_match, term), excludes=True) for term in terms if term.exclude]
    if wanted := [term for term in terms if not term.exclude]:
        made.insert(0, _worded(partial(_match_all, wanted)))
    return made


def _worded(words: Words, *, excludes: bool = False) -> Condition:
    bare = Condition(false(), false(), words=words, excludes=excludes)
    return bare.spelled(lambda term: quote(term.text, prefix=term.goes_on))


def _match(term: TextTerm, spell: Spelling) -> Expression:
    return spell(term)


def _match_all(terms: Iterable[TextTerm], spell: Spelling) -> Expression:
    return together([spell(term) for term in terms])


def _choice(choice: Either, *, rejected: bool) -> Condition:
    """One of several filters; where they ask for words alone, one look into the index."""
    if _is_of_words(choice):
        return _worded(partial(_match_one, choice))
    ways = tuple(tuple(conditions(way, rejected=rejected)) for way in choice.ways)
    test = or_(*(and_(true(), *(c.probe for c in way)) for way in ways))
    test = not_(test) if choice.exclude else test
    return Condition(test, test, ways=ways, excludes=choice.exclude)


def _is_of_words(choice: Either) -> bool:
    """Whether the full-text index alone can tell: every way wants some words."""
    return not choice.exclude and all(
        way == EventFilter(texts=way.texts, either=way.either)
        and all(map(_is_of_words, way.either))
        and (any(not term.exclude for term in way.texts) or way.either)
        for way in choice.ways
    )


def _match_one(choice: Either, spell: Spelling) -> Expression:
    ways = []
    for way in choice.ways:
        wanted = [spell(term) for term in way.texts if not term.exclude]
        wanted += [_match_one(inner, spell) for inner in way.either]
        refused = [spell(term) for term in way.texts if term.exclude]
        ways.append(refusing(together(wanted), refused))
    return any_of(ways)


def searchable(words: str) -> bool:
    """Whether there is a letter or digit to search for."""
    return any(c.isalnum() for c in words)
