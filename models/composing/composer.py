"""The one writer of what is composed: events, actors, and what is kept of documents.

Whatever alters a reading, a decision or what counts of either says which tellings, forms and
documents it touched, and ends here, in the same transaction.
"""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from models.composing import decided
from models.composing.decided import Decided
from models.composing.difference import forms_of
from models.composing.differing import Voice
from models.composing.documents import write_documents
from models.composing.events import (
    Composed,
    Known,
    Telling,
    Unsure,
    compose,
    grouped,
    voice_of,
)
from models.composing.joining.links import reasons, relink
from models.composing.keeping import settle
from models.composing.linking import Moved, link, refresh, remove_actors
from models.composing.loading import MANY, Readings, chunks, decisions_on_tellings, matching, rows
from models.composing.renaming import rename_in_events
from models.composing.replacing import Trace, events_with
from models.composing.said import SaidTelling, telling_from
from models.composing.touched import Touched
from models.composing.writing import Counts, write_events
from models.progress import Progress, drain
from models.schema.actors import Actor, Alias
from models.schema.readings import Form
from models.schema.readings import Telling as TellingRow
from models.schema.work import Anchor, Decision, Step
from models.store import sql
from models.store.faults import damaged

_AT_ONCE = 500  # events composed at a time
_ACTORS, _EVENTS = "actors", "events"  # what a tick is at


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    document_id: int | None
    place: int | None
    event_id: int | None
    with_id: int | None
    decision_id: int | None
    joined_id: int | None


def compose_all(session: Session, touched: Touched, readings: Readings | None = None) -> None:
    """Bring everything up to date that follows from what was touched."""
    drain(composing(session, touched, readings))


def composing(
    session: Session,
    touched: Touched,
    readings: Readings | None = None,
    trace: Trace | None = None,
    *,
    regroup: bool = True,
) -> Generator[Progress, None, None]:
    """The same, with a tick now and then.

    ``regroup``: whether what the program joins may be another now of all that was touched, and not
    only where a telling or its day is.
    """
    readings = readings or Readings(session)
    yield Progress(0, 0, _ACTORS)
    settled = settle(session, readings, touched)
    touched |= settled
    papers = write_documents(session, readings, touched.documents)
    refresh(session, readings, touched.reread)
    forms = touched.forms | touched.reread
    moved = link(session, readings, forms) if forms else Moved()
    dated = tellings_in(session, papers.dated)
    tellings = touched.tellings | dated | tellings_shared(session, papers.regrouped)
    compared = None if regroup else settled.tellings | dated
    yield from composing_events(session, readings, tellings, moved, trace, compared)


def compose_events(
    session: Session, readings: Readings, tellings: Iterable[int], moved: Moved | None = None
) -> None:
    """Compose the events of some tellings, and those of actors that were ``moved``."""
    drain(composing_events(session, readings, tellings, moved))


def composing_events(
    session: Session,
    readings: Readings,
    tellings: Iterable[int],
    moved: Moved | None = None,
    trace: Trace | None = None,
    compared: Collection[int] | None = None,
) -> Generator[Progress, None, None]:
    """The same, with a tick every few hundred events.

    ``compared``: the tellings that may be joined with others than before; None: all of these.
    """
    moved = moved or Moved()
    counts = Counts()
    events = events_with(session, moved.actors)
    many = len(events) > MANY
    if many:
        sql.widen(session)
        sql.merge_texts_later(session)
    total, done = len(events), 0
    trace = trace or Trace()
    for some in rename_in_events(session, events, moved.renaming, trace, counts):
        events -= some
        done += len(some)
        yield Progress(done, total, _EVENTS)
    wanted = set(tellings) | tellings_of(session, events) | _of_forms(session, moved)
    wanted |= relink(session, readings, wanted if compared is None else compared)
    total = done + len(wanted)
    for group, decisions in _groups(session, wanted):
        _write(session, readings, group, decisions, counts)
        done = min(total, done + len(group))
        yield Progress(done, total, _EVENTS)
    counts.write(session)
    remove_actors(session, moved.left)
    if many:
        sql.merge_texts_again(session)


def tellings_in(session: Session, documents: Iterable[int]) -> set[int]:
    """The tellings of some documents."""
    asked = matching(session, select(TellingRow.id), TellingRow.document_id, documents)
    return {row[0] for row in asked}


def tellings_shared(session: Session, documents: Iterable[int]) -> set[int]:
    """The tellings of some documents, of events that others tell of as well."""
    other = aliased(TellingRow)
    elsewhere = select(other.id).where(
        other.event_id == TellingRow.event_id, other.document_id != TellingRow.document_id
    )
    query = select(TellingRow.id).where(elsewhere.exists())
    return {row[0] for row in matching(session, query, TellingRow.document_id, documents)}


def tellings_of(session: Session, events: Iterable[int]) -> set[int]:
    """The tellings of some events."""
    asked = matching(session, select(TellingRow.id), TellingRow.event_id, events)
    return {row[0] for row in asked}


def _of_forms(session: Session, moved: Moved) -> set[int]:
    """The tellings that speak of forms which were or are nobody's, and those of events to which
    people added somebody who has moved."""
    papers = select(Form.document_id).where(Form.document_id.is_not(None)).distinct()
    documents = {row[0] for row in matching(session, papers, Form.id, moved.forms)}
    return tellings_in(session, documents) | _deciding_on(
        session, moved.forms | moved.others.keys()
    )


def _deciding_on(session: Session, forms: Iterable[int]) -> set[int]:
    """The tellings of events in which people decided on somebody that forms mean."""
    subject = select(Anchor.telling_id).where(
        Anchor.telling_id.is_not(None), Anchor.kind == decided.TELLING
    )
    found: set[int] = set()
    for part in chunks(forms):
        given = sql.given(part)
        keys = select(Form.key).where(Form.id.in_(given))
        meant = (
            select(Anchor.decision_id)
            .join(Decision, Decision.id == Anchor.decision_id)
            .where(
                or_(Anchor.form_id.in_(given), Anchor.key.in_(keys)),
                Decision.verb.in_(sorted(decided.WITH_ACTOR)),
            )
        )
        found |= {row[0] for row in rows(session, subject.where(Anchor.decision_id.in_(meant)))}
    return found


def _groups(
    session: Session, tellings: set[int]
) -> Iterator[tuple[dict[int, _Row], list[Decided]]]:
    """All that may be one event with some tellings, a few hundred at a time, and what was decided
    on them."""
    done: set[int] = set()
    ordered = sorted(tellings)
    for first in range(0, len(ordered), _AT_ONCE):
        whole: dict[int, _Row] = {}
        decisions: dict[int, Decided] = {}
        new = set(ordered[first : first + _AT_ONCE]) - done
        while new:
            found = _rows(session, new)
            whole |= found
            for each in decisions_on_tellings(session, found):
                if each.id in decisions:
                    each = replace(each, subjects=decisions[each.id].subjects | each.subjects)
                decisions[each.id] = each
            related = {n for d in decisions.values() if d.verb in _TYING for n in d.subjects}
            new = (_tied(session, new) | related) - whole.keys()
        if whole:
            done |= whole.keys()
            yield whole, [decisions[number] for number in sorted(decisions)]


_TYING = (decided.SAME, decided.DIFFERENT)


def _rows(session: Session, tellings: Iterable[int]) -> dict[int, _Row]:
    query = select(
        TellingRow.id, TellingRow.document_id, TellingRow.place, TellingRow.event_id,
        TellingRow.with_id, TellingRow.decision_id, TellingRow.joined_id,
    )  # fmt: skip
    return {row[0]: _Row(*row) for row in matching(session, query, TellingRow.id, tellings)}


def _tied(session: Session, tellings: Iterable[int]) -> set[int]:
    """The tellings that are, or are by rule, one event with one of these."""
    found: set[int] = set()
    for part in chunks(tellings):
        given = sql.given(part)
        own = select(TellingRow.event_id).where(
            TellingRow.id.in_(given), TellingRow.event_id.is_not(None)
        )
        other = select(TellingRow.with_id).where(
            TellingRow.id.in_(given), TellingRow.with_id.is_not(None)
        )
        joined = select(TellingRow.joined_id).where(
            TellingRow.id.in_(given), TellingRow.joined_id.is_not(None)
        )
        query = select(TellingRow.id)
        for where in (
            TellingRow.event_id.in_(own),
            TellingRow.with_id.in_(given),
            TellingRow.id.in_(other),
            TellingRow.joined_id.in_(joined),
        ):
            found |= {row[0] for row in rows(session, query.where(where))}
    return found


def read_event(session: Session, event: int) -> Composed | None:
    """An event as its tellings say it, whatever people changed of it; None where it is not there.

    Which tellings it has stays as it was decided.
    """
    whole = _rows(session, tellings_of(session, (event,)))
    if not whole:
        return None
    tied = [each for each in decisions_on_tellings(session, whole) if each.verb in _TYING]
    composed, _ = _composed(session, Readings(session), whole, tied)
    return next((each for each in composed if each.id == event), None)


def _write(
    session: Session,
    readings: Readings,
    whole: Mapping[int, _Row],
    decisions: Sequence[Decided],
    counts: Counts,
) -> None:
    composed, members = _composed(session, readings, whole, decisions)
    stale = {row.event_id for row in whole.values() if row.event_id is not None}
    lost = {n for n, row in whole.items() if row.event_id is not None}.difference(*members.values())
    write_events(session, composed, members, stale, lost, counts)


def _composed(
    session: Session,
    readings: Readings,
    whole: Mapping[int, _Row],
    decisions: Sequence[Decided],
) -> tuple[list[Composed], dict[int, frozenset[int]]]:
    """The events of some tellings, and the tellings of each."""
    there, loaded = _loaded(session, readings, whole)
    linked = [
        (n, other)
        for n, row in there.items()
        for other in (row.with_id, row.joined_id)
        if other is not None
    ]
    groups = grouped(there, linked, decisions)
    acting = {each.actor for each in decisions if each.actor is not None}
    actors = _named(session, acting)
    by_telling: dict[int, list[Decided]] = {}
    for each in decisions:
        for number in each.subjects:
            by_telling.setdefault(number, []).append(each)
    composed: list[Composed] = []
    members: dict[int, frozenset[int]] = {}
    for group in groups:
        tellings = [loaded[n] for n in sorted(group)]
        own = {each.id: each for n in group for each in by_telling.get(n, ())}
        made = compose(tellings, [own[number] for number in sorted(own)], actors)
        composed.append(made)
        members[made.id] = group
    return composed, members


def _loaded(
    session: Session, readings: Readings, whole: Mapping[int, _Row]
) -> tuple[dict[int, _Row], dict[int, Telling]]:
    """Those of some tellings that are there now, with all that composing needs of each."""
    by_hand = _by_hand(session, whole)
    there = {
        number: row
        for number, row in whole.items()
        if (row.place is not None if row.decision_id is None else number in by_hand)
    }
    documents = {row.document_id for row in there.values() if row.document_id is not None}
    readings.load(documents)
    meant = {
        (row.document_id, form)
        for row in there.values()
        if row.id not in by_hand and row.document_id is not None and row.place is not None
        for form in forms_of(readings.telling(row.document_id, row.place))
    }
    known = _known(session, documents, meant)
    return there, {n: _telling(readings, row, known, by_hand) for n, row in there.items()}


def dates_under(session: Session, published: Mapping[int, str | None]) -> dict[int, str | None]:
    """The date that each event of some documents would have, were these published on other days.

    All dates are EDTF. Nothing is written.
    """
    readings = Readings(session)
    readings.suppose(published)
    found: dict[int, str | None] = {}
    for whole, decisions in _groups(session, tellings_in(session, published)):
        composed, _ = _composed(session, readings, whole, decisions)
        found |= {each.id: each.event["edtf"] for each in composed}
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """One telling alone, without what was decided on it, and how it came to its event."""

    composed: Composed
    by_hand: bool
    by_rule: bool
    joined: str
    """When a person decided that it is one event with others; empty: nobody did."""
    reasons: str = ""
    """Why the program joins it with others; empty: it does not."""


def told_alone(session: Session, readings: Readings, tellings: Iterable[int]) -> dict[int, Told]:
    """What each of some tellings would make alone, by its number; those that are not there any
    more are left out. Nothing is written.
    """
    there, loaded = _loaded(session, readings, _rows(session, tellings))
    joined: dict[int, str] = {}
    linked = [number for number, row in there.items() if row.joined_id is not None]
    why = reasons(session, readings, linked) if linked else {}
    for each in decisions_on_tellings(session, there):
        if each.verb == decided.SAME:
            joined |= dict.fromkeys(each.subjects, each.at)
    return {
        number: Told(
            compose([telling], (), {}), telling.by_hand, there[number].with_id is not None,
            joined.get(number, ""), why.get(number, ""),
        )
        for number, telling in loaded.items()
    }  # fmt: skip


def heard(session: Session, readings: Readings, tellings: Iterable[int]) -> list[Voice]:
    """What each of some tellings says of its event, the leading one first."""
    _, loaded = _loaded(session, readings, _rows(session, tellings))
    return [voice_of(each) for each in sorted(loaded.values(), key=lambda each: each.order)]


def told_together(session: Session, readings: Readings, tellings: Iterable[int]) -> Composed | None:
    """What some tellings would make as one event, with what was decided on each of them; None where
    none of them is there any more. Nothing is written.
    """
    _, loaded = _loaded(session, readings, _rows(session, tellings))
    decisions = decisions_on_tellings(session, loaded)
    actors = _named(session, {each.actor for each in decisions if each.actor is not None})
    some = [loaded[number] for number in sorted(loaded)]
    return compose(some, decisions, actors) if some else None


def perhaps_in(session: Session, event: int) -> tuple[Unsure, ...]:
    """Who takes part in an event perhaps, the surest first, but for those people answered for."""
    readings = Readings(session)
    whole = _rows(session, tellings_of(session, (event,)))
    read = [each for each in whole.values() if each.place is not None]
    readings.load({each.document_id for each in read if each.document_id is not None})
    told = (
        readings.telling(each.document_id, each.place).perhaps
        for each in read
        if each.document_id is not None and each.place is not None
    )
    if not any(told):
        return ()
    found = told_together(session, readings, whole)
    return found.perhaps if found is not None else ()


def _telling(
    readings: Readings,
    row: _Row,
    known: Mapping[int, Mapping[int, Known]],
    by_hand: Mapping[int, SaidTelling],
) -> Telling:
    paper = None if row.document_id is None else readings.paper(row.document_id)
    if row.id in by_hand:
        return Telling(row.id, by_hand[row.id], paper, {}, by_hand=True)
    if row.document_id is None or row.place is None:
        raise damaged("The chronicle", "an event has no document")
    said = readings.telling(row.document_id, row.place)
    return Telling(row.id, said, paper, known.get(row.document_id, {}))


def _by_hand(session: Session, whole: Mapping[int, _Row]) -> dict[int, SaidTelling]:
    """What people say of the tellings that they added, as long as their decision counts."""
    numbers = {row.decision_id: row.id for row in whole.values() if row.decision_id is not None}
    found: dict[int, SaidTelling] = {}
    for part in chunks(numbers):
        query = (
            select(Decision.id, Decision.value)
            .join(Step, Step.id == Decision.step_id)
            .where(Decision.id.in_(sql.given(part)), Step.undone_at.is_(None))
        )
        for number, value in rows(session, query):
            found[numbers[number]] = telling_from(value["telling"])
    return found


def _known(
    session: Session, documents: Iterable[int], meant: Collection[tuple[int, int]]
) -> dict[int, dict[int, Known]]:
    """Whom these forms mean, by document and place."""
    found: dict[int, dict[int, Known]] = {}
    for part in chunks(documents):
        given = sql.given(part)
        query = select(Form.id, Form.document_id, Form.place, Form.actor_id, Form.kind).where(
            Form.document_id.in_(given), Form.place.is_not(None), Form.actor_id.is_not(None)
        )
        forms = [row for row in rows(session, query) if (row[1], row[2]) in meant]
        names = _named(session, {row[3] for row in forms})
        texts: dict[int, list[str]] = {}
        own = sql.given([row[0] for row in forms])
        aliases = select(Alias.form_id, Alias.text).where(Alias.form_id.in_(own))
        for number, words in rows(session, aliases.order_by(Alias.id)):
            texts.setdefault(number, []).append(words)
        for number, document, place, actor, kind in forms:
            own_texts = tuple(texts.get(number, ()))
            known = Known(actor, names[actor].name, own_texts, number, kind)
            found.setdefault(document, {})[place] = known
    return found


def _named(session: Session, actors: Iterable[int]) -> dict[int, Known]:
    found: dict[int, Known] = {}
    for part in chunks(actors):
        query = select(Actor.id, Actor.name).where(Actor.id.in_(sql.given(part)))
        found |= {number: Known(number, name) for number, name in rows(session, query)}
    return found
