"""What a reading says of a document, as data that is written once and read whole.

A reading is stored as compressed JSON with a schema number; ``Said`` is that data with names.
Forms and tellings refer to each other by their places in it, as ``Doc`` does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from models.dates.basis import basis_to_data
from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.reading.doc import (
    Actor,
    Doc,
    Event,
    Hints,
    Participant,
    Published,
    PublishedBasis,
)
from models.schema import packed
from models.store.faults import damaged

SCHEMA = 3
_TITLE = 200  # characters of a headline that are kept as the title

Basis: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Title:
    """An office or title, as the document words it."""

    title: str
    of: str | None
    from_: str | None  # EDTF
    to: str | None  # EDTF
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SaidForm:
    """One actor as the document knows it; ``texts`` are all its names there, the fullest first."""

    kind: str
    name: str
    texts: tuple[str, ...]
    titles: tuple[Title, ...] = ()
    family: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a form in a telling, and the words that say so."""

    form: int
    role: str
    start: int
    end: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A form that perhaps takes part in a telling, how likely that is, and what doubts it."""

    form: int
    role: str
    start: int
    end: int
    sure: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class SaidClaim:
    """Somebody (no form: unnamed sources) speaks of what a telling tells."""

    form: int | None
    stance: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that tells of an event, and the trigger inside it."""

    start: int
    end: int
    trigger_start: int
    trigger_end: int


@dataclass(frozen=True, slots=True)
class SaidTelling:
    """One event as the document tells it."""

    kind: str
    status: str
    summary: str
    date: str | None  # EDTF
    words: str | None
    basis: Basis | None
    place: int | None
    parts: tuple[Part, ...]
    claims: tuple[SaidClaim, ...]
    passages: tuple[Passage, ...]
    claimed_by: int | None
    confidence: float
    perhaps: tuple[Perhaps, ...] = ()
    """Who takes part in it perhaps; nobody of ``parts``."""

    @property
    def trigger(self) -> tuple[int, int]:
        """Where the words stand by which it is known."""
        first = self.passages[0]
        return first.trigger_start, first.trigger_end


@dataclass(frozen=True, slots=True)
class SaidMention:
    """One place where the document speaks of a form."""

    form: int
    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True)
class SaidQuotation:
    """What a form said, as it stands in the document."""

    form: int | None
    start: int
    end: int
    cue: str | None
    direct: bool


@dataclass(frozen=True, slots=True)
class Besides:
    """What was known of a document besides its text when it was read, dates as EDTF."""

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    given: str | None = None  # the publication date that a person gave with it
    dated: tuple[str | None, str, str] | None = None  # what its file says: date, basis, why


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that one reader says of one document."""

    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    published: str | None  # EDTF
    published_basis: str
    published_why: str
    faults: str
    forms: tuple[SaidForm, ...]
    mentions: tuple[SaidMention, ...]
    quotations: tuple[SaidQuotation, ...]
    tellings: tuple[SaidTelling, ...]
    besides: Besides | None = None
    """None: an earlier version did not keep it."""
    kept: tuple[int | None, ...] = ()
    """Of the last tellings, which stay of an earlier reading as decided: the place of the one
    in whose place each stands; None: this reading does not have it."""
    kept_forms: int = 0
    """How many of the last forms only those tellings speak of."""

    @property
    def read_tellings(self) -> int:
        """How many tellings the reader itself found; those that were kept come after them."""
        return len(self.tellings) - len(self.kept)

    @property
    def read_forms(self) -> int:
        """How many forms the reader itself found."""
        return len(self.forms) - self.kept_forms


def as_read(read: Said) -> Said:
    """What the reader itself says, without what stays of earlier readings."""
    return replace(
        read,
        forms=read.forms[: read.read_forms],
        tellings=read.tellings[: read.read_tellings],
        kept=(),
        kept_forms=0,
    )


def said(doc: Doc) -> Said:
    """What a reading says, without what it needed to find that out."""
    published = doc.published
    interval = published.interval if published else None
    return Said(
        doc.about.title,
        doc.about.outlet,
        doc.about.byline,
        doc.about.url,
        interval.edtf if interval else None,
        (published.basis if published else PublishedBasis.UNKNOWN).value,
        published.why if published else "",
        "\n".join(map(str, doc.faults)),
        tuple(map(_form, doc.actors)),
        tuple(SaidMention(m.actor, m.start, m.end, m.form.value) for m in doc.mentions),
        tuple(SaidQuotation(q.speaker, q.start, q.end, q.cue, q.direct) for q in doc.quotations),
        tuple(_telling(doc, event) for event in doc.events if event.evidence),
        _besides(doc.hints),
    )


def _besides(hints: Hints) -> Besides:
    dated = hints.dated
    day = dated.interval if dated else None
    return Besides(
        hints.title,
        hints.url,
        hints.outlet,
        hints.byline,
        hints.given.edtf if hints.given else None,
        (day.edtf if day else None, dated.basis.value, dated.why) if dated else None,
    )


def hints_of(besides: Besides, path: str) -> Hints:
    """What a reader is told of a text besides it."""
    dated = None
    if besides.dated is not None:
        date, basis, why = besides.dated
        dated = Published(parse_edtf(date) if date else None, PublishedBasis(basis), why)
    return Hints(
        path,
        besides.title,
        besides.url,
        parse_edtf(besides.given) if besides.given else None,
        besides.outlet,
        besides.byline,
        dated,
    )


def _form(actor: Actor) -> SaidForm:
    return SaidForm(
        actor.kind.value,
        actor.name,
        tuple(dict.fromkeys((actor.name, *actor.aliases))),
        tuple(Title(r.title, r.of, r.from_, r.to, r.start, r.end) for r in actor.roles),
        actor.family,
        actor.given,
    )


def _telling(doc: Doc, event: Event) -> SaidTelling:
    basis = event.date.basis if event.date else event.undated
    return SaidTelling(
        event.kind.value,
        event.status.value,
        event.summary,
        event.date.interval.edtf if event.date else None,
        event.date.words if event.date else basis.words if basis else None,
        basis_to_data(basis) if basis else None,
        event.place,
        tuple(_part(doc, part, event) for part in event.participants),
        tuple(SaidClaim(c.actor, c.stance.value, c.start, c.end) for c in event.claims),
        tuple(Passage(e.start, e.end, e.trigger_start, e.trigger_end) for e in event.evidence),
        event.claimed_by,
        event.confidence,
        tuple(Perhaps(d.actor, d.role.value, d.start, d.end, d.sure, d.why) for d in event.perhaps),
    )


def _part(doc: Doc, part: Participant, event: Event) -> Part:
    titles: dict[str, int] = {}
    for role in doc.actors[part.actor].roles:
        if any(p.start <= role.start and role.end <= p.end for p in event.evidence):
            titles[role.title] = titles.get(role.title, 0) + 1
    title = max(titles, key=lambda each: titles[each]) if titles else ""
    return Part(part.actor, part.role.value, part.start, part.end, title)


def title_of(said: Said, path: str) -> str:
    """What a document is called: by its headline, else by its file."""
    return " ".join((said.title or Path(path).name).split())[:_TITLE]


def pack(said: Said) -> bytes:
    """The data as it is stored."""
    kept = {"kept": [list(said.kept), said.kept_forms]} if said.kept else {}
    newest = SCHEMA if any(each.perhaps for each in said.tellings) else 2 if kept else 1
    return packed.pack(
        {
            "schema": newest,
            "document": [
                said.title, said.outlet, said.byline, said.url, said.published,
                said.published_basis, said.published_why, said.faults,
            ],
            "forms": [form_data(each) for each in said.forms],
            "mentions": [[m.form, m.start, m.end, m.how] for m in said.mentions],
            "quotations": [[q.form, q.start, q.end, q.cue, q.direct] for q in said.quotations],
            "tellings": [telling_data(each) for each in said.tellings],
            "besides": None if said.besides is None else list(astuple(said.besides)),
            **kept,
        }
    )  # fmt: skip


def telling_data(telling: SaidTelling) -> list[Any]:
    """One telling as a reading holds it."""
    return [
        telling.kind, telling.status, telling.summary, telling.date, telling.words,
        telling.basis, telling.place,
        [[p.form, p.role, p.start, p.end, p.title] for p in telling.parts],
        [[c.form, c.stance, c.start, c.end] for c in telling.claims],
        [[p.start, p.end, p.trigger_start, p.trigger_end] for p in telling.passages],
        telling.claimed_by, telling.confidence,
        *([[list(astuple(each)) for each in telling.perhaps]] if telling.perhaps else []),
    ]  # fmt: skip


def telling_from(data: list[Any]) -> SaidTelling:
    """The telling that was written."""
    kind, status, summary, date, words, basis, place, *rest = data
    parts, claims, passages, claimed_by, confidence, *perhaps = rest
    return SaidTelling(
        kind,
        status,
        summary,
        date,
        words,
        basis,
        place,
        tuple(Part(*each) for each in parts),
        tuple(SaidClaim(*each) for each in claims),
        tuple(Passage(*each) for each in passages),
        claimed_by,
        confidence,
        tuple(Perhaps(*each) for each in (perhaps[0] if perhaps else ())),
    )


def mapped(telling: SaidTelling, place_of: Callable[[int], int]) -> SaidTelling:
    """The same telling where its forms stand at other places."""

    def maybe(place: int | None) -> int | None:
        return None if place is None else place_of(place)

    return replace(
        telling,
        parts=tuple(replace(part, form=place_of(part.form)) for part in telling.parts),
        claims=tuple(replace(each, form=maybe(each.form)) for each in telling.claims),
        place=maybe(telling.place),
        claimed_by=maybe(telling.claimed_by),
        perhaps=tuple(replace(each, form=place_of(each.form)) for each in telling.perhaps),
    )


def form_from(data: list[Any]) -> SaidForm:
    """The form that was written."""
    kind, name, texts, family, given, titles = data
    return SaidForm(kind, name, tuple(texts), tuple(Title(*t) for t in titles), family, given)


def form_data(form: SaidForm) -> list[Any]:
    """One form as a reading holds it."""
    titles = [[t.title, t.of, t.from_, t.to, t.start, t.end] for t in form.titles]
    return [form.kind, form.name, list(form.texts), form.family, form.given, titles]


class Packed:
    """A reading of which only what is asked for is taken out."""

    def __init__(self, data: bytes) -> None:
        self._data = _opened(data)
        self._forms: tuple[SaidForm, ...] | None = None

    @property
    def published(self) -> str | None:
        """The date of its document, as EDTF."""
        with _readable():
            date: str | None = self._data["document"][4]
        return date

    def whole(self) -> Said:
        """Everything that it says."""
        with _readable():
            found = self._data
            title, outlet, byline, url, published, basis, why, faults = found["document"]
            kept, forms = found.get("kept", ((), 0))
            return Said(
                title, outlet, byline, url, published, basis, why, faults,
                tuple(map(form_from, found["forms"])),
                tuple(SaidMention(*each) for each in found["mentions"]),
                tuple(SaidQuotation(*each) for each in found["quotations"]),
                tuple(map(telling_from, found["tellings"])),
                _besides_from(found.get("besides")),
                tuple(kept),
                forms,
            )  # fmt: skip

    def telling(self, place: int) -> SaidTelling:
        """The telling at a place."""
        with _readable():
            return telling_from(self._data["tellings"][place])

    def forms(self) -> tuple[SaidForm, ...]:
        """All forms, at their places."""
        if self._forms is None:
            with _readable():
                self._forms = tuple(map(form_from, self._data["forms"]))
        return self._forms

    def form(self, place: int) -> SaidForm:
        """The form at a place."""
        with _readable():
            return form_from(self._data["forms"][place])


def _opened(data: bytes) -> dict[str, Any]:
    with _readable():
        found: dict[str, Any] = packed.unpack(data)
        if found["schema"] > SCHEMA:
            raise KnownError("A reading is from a newer Dateline; install the newest version.")
    return found


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError) as fault:
        raise damaged("The chronicle", "the reading of a document cannot be read") from fault


def unpack(data: bytes) -> Said:
    """What was packed; a DamagedError where it cannot be read, a KnownError where it is newer."""
    return Packed(data).whole()


def _besides_from(data: list[Any] | None) -> Besides | None:
    if data is None:
        return None
    title, url, outlet, byline, given, dated = data
    return Besides(title, url, outlet, byline, given, None if dated is None else tuple(dated))
