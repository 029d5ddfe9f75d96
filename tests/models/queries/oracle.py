"""The same questions, answered by plain Python over every row: slow and obviously right."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from models.dates.interval import DateInterval
from models.dates.relations import certainly_inside
from models.queries.filter import (
    ActorRole,
    ActorTerm,
    DateRange,
    Either,
    EventFilter,
    Match,
    Sort,
    SortField,
    Term,
    TextTerm,
    wants_rejected,
)
from models.schema.actors import Actor, Alias
from models.schema.events import Event, EventText, Evidence, Participation
from models.schema.keys import fold, stored_interval
from models.schema.text import Document
from models.schema.work import EventTag, Note, Tag
from models.store.store import Store

_FIELDS = ("summary", "names", "passages")


@dataclass(frozen=True)
class Told:
    id: int
    kind: str
    status: str
    review: str
    summary_key: str
    who_key: str
    place: str
    place_id: int | None
    interval: DateInterval | None
    reports: tuple[tuple[int | None, int], ...]  # when the documents were published, if known
    parts: frozenset[tuple[int, str]]
    documents: frozenset[int]
    words: tuple[tuple[str, ...], ...]
    confidence: float
    tags: frozenset[str]
    notes: tuple[str, ...]
    independent: int  # of its documents, as the chronicle counts them

    @property
    def reported(self) -> int | None:
        return min((last for _, last in self.reports), default=None)

    @property
    def how(self) -> str:
        """Return how its date is known."""
        if self.interval is not None:
            return "yes"
        return "no" if self.reported is None else "reported"

    @property
    def possible(self) -> tuple[int | None, int | None]:
        """Return the first and the last day on which it can lie, by its date or its report."""
        if self.interval is not None:
            return self.interval.earliest, self.interval.latest
        if self.status != "planned":
            return None, self.reported
        first = [first for first, _ in self.reports if first is not None]
        return (min(first) if first and len(first) == len(self.reports) else None), None


@dataclass(frozen=True)
class Everything:
    """All rows of a chronicle, in memory."""

    events: tuple[Told, ...]
    names: dict[int, frozenset[str]]  # of actors, folded
    actors: dict[int, int]  # how many events each takes part in
    sources: dict[int, str]
    titles: dict[int, str]
    files: dict[int, str]


def tokens(text: str) -> tuple[str, ...]:
    """Return words as the search index sees them: letters and digits, no case, no accents."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    return tuple(re.findall(r"[^\W_]+", plain))


def everything(store: Store) -> Everything:
    parts, documents = defaultdict(set), defaultdict(set)
    names = defaultdict(set)
    tags, notes = defaultdict(list), defaultdict(list)
    with store.reading() as session:
        for event, actor, role in session.execute(
            select(Participation.event_id, Participation.actor_id, Participation.role)
        ):
            parts[event].add((actor, role))
        for event, document in session.execute(select(Evidence.event_id, Evidence.document_id)):
            documents[event].add(document)
        for actor, form in session.execute(select(Alias.actor_id, Alias.text)):
            names[actor].add(fold(form))
        days = (Document.published_earliest, Document.published_latest)
        dated = select(Document.id, *days).where(Document.published_latest.is_not(None))
        published = {number: (first, last) for number, first, last in session.execute(dated)}
        tagged = select(EventTag.event_id, Tag.name).join(Tag, Tag.id == EventTag.tag_id)
        for event, word in session.execute(tagged):
            tags[event].append(word)
        for event, words in session.execute(select(Note.event_id, Note.text)):
            notes[event].append(words)
        texts = {t.id: t for t in session.scalars(select(EventText))}
        events = tuple(
            Told(
                e.id,
                e.kind,
                e.status,
                e.review,
                e.summary_key,
                e.who_key,
                e.place,
                e.place_id,
                stored_interval(e.earliest, e.latest, e.precision, e.edtf, e.approximate),
                tuple(published[n] for n in documents[e.id] if n in published),
                frozenset(parts[e.id]),
                frozenset(documents[e.id]),
                tuple(tokens(getattr(texts[e.id], field)) for field in _FIELDS),
                e.confidence,
                frozenset(tags[e.id]),
                tuple(notes[e.id]),
                e.sources,
            )
            for e in session.scalars(select(Event))
        )
        sources = dict(session.execute(select(Document.id, Document.source)).all())
        titles = dict(session.execute(select(Document.id, Document.title)).all())
        files = dict(session.execute(select(Document.id, Document.path)).all())
        actors = dict.fromkeys(session.scalars(select(Actor.id)), 0)
    left = [e for e in events if e.review != "rejected"]
    actors.update(Counter(a for e in left for a in {actor for actor, _ in e.parts}))
    frozen = {actor: frozenset(forms) for actor, forms in names.items()}
    return Everything(events, frozen, actors, sources, titles, files)


def matching(all_: Everything, wanted: EventFilter) -> list[Told]:
    rejected = wants_rejected(wanted)
    return [
        event
        for event in all_.events
        if (rejected or event.review != "rejected") and _matches(all_, wanted, event)
    ]


def _matches(all_: Everything, wanted: EventFilter, event: Told) -> bool:
    return (
        _actors(all_, wanted, event)
        and _terms(wanted.kinds, {event.kind})
        and _terms(wanted.statuses, {event.status})
        and _terms(wanted.reviews, {event.review})
        and _named(wanted.places, lambda term: _is_there(all_, term, event))
        and _named(wanted.sources, lambda term: _tells(all_, term, event))
        and all(_is_tagged(term, event) is not term.exclude for term in wanted.tags)
        and all(_is_noted(term, event) is not term.exclude for term in wanted.notes)
        and all(_is_sure(term, event) is not term.exclude for term in wanted.sures)
        and all(_one_fits(all_, choice, event) for choice in wanted.either)
        and _dates(wanted.dates, event)
        and _terms(wanted.dated, {event.how})
        and all(_says(term, event) is not term.exclude for term in wanted.texts)
    )


def _actors(all_: Everything, wanted: EventFilter, event: Told) -> bool:
    asked = [t for t in wanted.actors if not t.exclude]
    refused = [t for t in wanted.actors if t.exclude]
    if any(_acts(all_, term, event) for term in refused):
        return False
    enough = any if wanted.match is Match.ANY else all
    return not asked or enough(_acts(all_, term, event) for term in asked)


def _acts(all_: Everything, term: ActorTerm, event: Told) -> bool:
    return any(
        (actor == term.id if term.id is not None else _is_called(all_, term, actor))
        and (term.role is ActorRole.ANY or role == term.role.value)
        for actor, role in event.parts
    )


def _terms(terms: tuple[Term, ...], values: set[str]) -> bool:
    asked = {t.value for t in terms if not t.exclude}
    refused = {t.value for t in terms if t.exclude}
    return (not asked or bool(asked & values)) and not refused & values


def _is_called(all_: Everything, term: ActorTerm, actor: int) -> bool:
    name = term.name or ""
    if term.part:
        return any(_begins(name, form) for form in all_.names[actor])
    return fold(name) in all_.names[actor]


def _begins(typed: str, name: str) -> bool:
    """Return whether each word typed begins a word of the name."""
    return all(
        any(word.startswith(begun) for word in fold(name).split()) for begun in fold(typed).split()
    )


def _named(terms: tuple[Term, ...], fits: Callable[[Term], bool]) -> bool:
    asked = [t for t in terms if not t.exclude]
    return (not asked or any(map(fits, asked))) and not any(fits(t) for t in terms if t.exclude)


def _is_there(all_: Everything, term: Term, event: Told) -> bool:
    if not term.part:
        return fold(event.place) == fold(term.value)
    forms = all_.names.get(event.place_id, ()) if event.place_id is not None else ()
    return any(_begins(term.value, form) for form in forms)


def _tells(all_: Everything, term: Term, event: Told) -> bool:
    named = [(all_.sources[d], all_.titles[d], all_.files[d]) for d in event.documents]
    if term.part:
        return any(_begins(term.value, f"{s} {t} {f.split('/')[-1]}") for s, t, f in named)
    return any(fold(term.value) in (fold(s), fold(t)) for s, t, _ in named)


def _is_tagged(term: Term, event: Told) -> bool:
    if term.value == "*":
        return bool(event.tags)
    keys = {fold(word) for word in event.tags}
    key = fold(term.value)
    return any(each.startswith(key) for each in keys) if term.part else key in keys


def _is_noted(term: Term, event: Told) -> bool:
    if term.value == "*":
        return bool(event.notes)
    words = term.value.split() if term.part else [term.value]
    return any(all(word.lower() in note.lower() for word in words) for note in event.notes)


def _is_sure(term: Term, event: Told) -> bool:
    found = re.fullmatch("([<>]=?)(.*)", term.value)
    assert found
    number = float(found[2])
    return {
        ">": event.confidence > number,
        ">=": event.confidence >= number,
        "<": event.confidence < number,
        "<=": event.confidence <= number,
    }[found[1]]


def _one_fits(all_: Everything, choice: Either, event: Told) -> bool:
    return any(_matches(all_, way, event) for way in choice.ways) is not choice.exclude


def _dates(dates: DateRange | None, event: Told) -> bool:
    if dates is not None and dates.start is None and dates.end is None and dates.undated:
        return event.how == "no"
    if dates is None or (dates.start is None and dates.end is None):
        return True
    start = dates.start.earliest if dates.start else None
    end = dates.end.latest if dates.end else None
    if start is None and end is None:
        return True
    if event.how == "no":
        return dates.undated
    if event.interval is not None and certainly_inside(event.interval, start, end):
        return True
    return dates.possible and may_lie(event, start, end)


def may_lie(event: Told, start: int | None, end: int | None) -> bool:
    """Whether an event can lie in a range, for all that is known."""
    earliest, latest = event.possible
    after = start is None or latest is None or latest >= start
    return after and (end is None or earliest is None or earliest <= end)


def _says(term: TextTerm, event: Told) -> bool:
    wanted = tokens(term.text)
    goes_on = term.prefix and (len(wanted[-1]) > 1 or not wanted[-1].isascii())
    return any(_stands(wanted, words, prefix=goes_on) for words in event.words)


def _stands(wanted: tuple[str, ...], words: tuple[str, ...], *, prefix: bool) -> bool:
    size = len(wanted)
    for at in range(len(words) - size + 1):
        stretch = words[at : at + size]
        if stretch == wanted:
            return True
        if prefix and stretch[:-1] == wanted[:-1] and stretch[-1].startswith(wanted[-1]):
            return True
    return False


def _in_time(event: Told) -> tuple[float, float, bool]:
    """Return the first day, the length, and whether that is the day of a report."""
    if event.how == "no":
        return math.inf, 0, False
    if event.how == "reported":
        return event.reported or 0, math.inf, True
    assert event.interval
    first, last = event.interval.earliest, event.interval.latest
    if first is None:
        return last or 0, 0, False
    return first, math.inf if last is None else last - first, False


def _standing(event: Told) -> tuple[bool, tuple[float, float, bool]]:
    """Return where an event stands in time; rejected ones follow all others."""
    return event.review == "rejected", _in_time(event)


def in_order(events: list[Told], sort: Sort) -> list[int]:
    """Return numbers by value, then time, then number; blank values last in either direction.

    By date, rejected events come after all others in either direction.
    """

    def value(event: Told) -> tuple[bool, str | float | tuple[float, float, bool]]:
        if sort.field is SortField.DATE:
            return event.how == "no", _in_time(event)
        if sort.field is SortField.SOURCES:
            return False, event.independent
        if sort.field is SortField.CONFIDENCE:
            return False, event.confidence
        if sort.field is SortField.ARTICLE:
            return False, event.id
        text = {
            SortField.SUMMARY: event.summary_key,
            SortField.WHO: event.who_key,
            SortField.KIND: event.kind,
            SortField.STATUS: event.status,
            SortField.PLACE: fold(event.place),
        }[sort.field]
        blank = sort.field in (SortField.WHO, SortField.PLACE) and text == ""
        return blank, text

    def last(event: Told) -> tuple[bool, bool]:
        apart = sort.field is SortField.DATE and event.review == "rejected"
        return apart, value(event)[0]

    ordered: list[int] = []
    for which in ((False, False), (False, True), (True, False), (True, True)):
        group = [e for e in events if last(e) == which]
        group = sorted(group, key=lambda e: (value(e)[1], _standing(e), e.id))
        ordered += [e.id for e in (group[::-1] if sort.down else group)]
    return ordered
