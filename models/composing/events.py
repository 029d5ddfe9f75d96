"""Tellings and decisions to an event: a pure function, and which tellings are one event.

Everything depends on what is read and decided alone, in no way on the order in which it came.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any, TypeAlias

from models.composing import decided
from models.composing.decided import Decided
from models.composing.differing import (
    AGENT,
    Voice,
    chosen_date,
    chosen_status,
    disputed,
)
from models.composing.joining.named import Called
from models.composing.said import Basis, SaidTelling
from models.composing.tolls import tolls
from models.dates.basis import basis_from_data, basis_to_data, rebased
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.letters import spelled
from models.reading.doc import Stance
from models.schema.keys import Report, fold, report_of, sort_key, stored_time, text_hash
from models.schema.shown import who_text
from models.store.copies import Teller, independent

PROPOSED, REJECTED = "proposed", "rejected"
_PRECISIONS = ("day", "month", "season", "year", "decade", "century", "interval")


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the chronicle, as a document knows it: ``texts`` are its names there.

    ``form``: by which it does; None where nobody knows. ``kind``: what it is there.
    """

    id: int
    name: str
    texts: tuple[str, ...] = ()
    form: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What of a document its events depend on. ``read``: its date as the reading knows it."""

    id: int
    sha256: str
    text: str
    published: str | None  # EDTF
    read: str | None
    import_id: int | None
    origin: str = ""
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling with all it needs: its document, and whom its forms mean (None: nobody)."""

    id: int
    said: SaidTelling
    paper: Paper | None
    forms: Mapping[int, Known]
    by_hand: bool = False

    @property
    def order(self) -> tuple[Any, ...]:
        """By which telling an event goes first: the most exact date, the surest reading."""
        date = _interval(self.said.date) if self.said.date else None
        exact = len(_PRECISIONS) if date is None else _rank(date)
        place = (self.paper.sha256, *self.said.trigger) if self.paper else ("",)
        return exact, -self.said.confidence, place, self.id


@dataclass(frozen=True, slots=True)
class Unsure:
    """Somebody who takes part in an event perhaps, as likely as ``sure`` says; ``words`` say so."""

    actor: int
    role: str
    sure: float
    why: str
    words: str


@dataclass(frozen=True, slots=True)
class Composed:
    """The rows of one event, without the numbers of what hangs on it."""

    id: int
    event: dict[str, Any]
    text: dict[str, str]
    parts: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    tags: frozenset[str] = frozenset()
    notes: tuple[tuple[str, str], ...] = ()  # when, what
    perhaps: tuple[Unsure, ...] = ()
    """Who takes part in it perhaps; nobody of ``parts``. Not stored: whoever shows it asks."""


def grouped(
    tellings: Iterable[int], linked: Iterable[tuple[int, int]], decisions: Iterable[Decided]
) -> list[frozenset[int]]:
    """Which tellings are one event: by rule (``linked``), then as was decided, in order."""
    groups = {each: {each} for each in tellings}
    for each, other in linked:
        if each in groups and other in groups:
            _join(groups, (each, other))
    for decision in decisions:
        if decision.verb == decided.SAME:
            _join(groups, decision.subjects)
        elif decision.verb == decided.DIFFERENT:
            leave(groups, decision.others, decision.subjects - decision.others)
    return [frozenset(group) for group in {id(group): group for group in groups.values()}.values()]


def _join(groups: dict[int, set[int]], some: Iterable[int]) -> None:
    whole = members(groups, some)
    for each in whole:
        groups[each] = whole


def members(groups: Mapping[int, set[int]], some: Iterable[int]) -> set[int]:
    """All that are in a group with any of these; each group is looked at once, however large."""
    found = {id(group): group for each in some if (group := groups.get(each)) is not None}
    return set().union(*found.values())


def leave(groups: dict[int, set[int]], going: Iterable[int], staying: Iterable[int]) -> None:
    """Have some leave the groups in which others stay; those who leave one stay together."""
    going, staying = set(going), set(staying)
    for group in list({id(g): g for each in going if (g := groups.get(each))}.values()):
        if not group & staying:
            continue
        left, kept = group & going, group - going
        for part in (left, kept):
            for each in part:
                groups[each] = part


def compose(
    tellings: Sequence[Telling], decisions: Sequence[Decided], actors: Mapping[int, Known]
) -> Composed:
    """The event that these tellings and decisions make; the decisions in their order.

    ``actors``: whom the decisions mean, by number.
    """
    ordered = sorted(tellings, key=lambda each: each.order)
    meant = [_meant(each, decisions, actors) for each in ordered]
    others = any(now is not read for now, read in zip(meant, ordered, strict=True))
    return _Event(meant, decisions, actors, others=others).composed()


def _meant(telling: Telling, decisions: Iterable[Decided], actors: Mapping[int, Known]) -> Telling:
    """The telling with those whom its forms mean since somebody said so; itself if that is none."""
    whom: dict[int, Known] = {}
    for each in decisions:
        if is_taken_back(each, decided.PARTICIPANTS):
            whom.clear()
        elif each.verb == decided.MEANS and telling.id in each.subjects:
            other = None if each.actor is None else actors.get(each.actor)
            if other is not None:
                whom |= dict.fromkeys(each.forms, other)
    forms = dict(telling.forms)
    for place, read in telling.forms.items():
        known = None if read.form is None else whom.get(read.form)
        if known is not None and known.id != read.id:
            forms[place] = known  # the names read are those of somebody else
    return telling if forms == telling.forms else replace(telling, forms=forms)


def is_taken_back(decision: Decided, field: str) -> bool:
    """Whether a decision takes a field back to what was read."""
    value = decision.value
    return decision.verb == decided.SET and bool(value.get("as_read")) and value["field"] == field


_Claim: TypeAlias = tuple[Known | None, dict[str, Any]]


def _is_claim(known: Known | None, stance: str, claim: _Claim) -> bool:
    """Whether somebody takes a stance in a claim."""
    return (claim[1]["stance"], claim[1]["actor_id"]) == (stance, known.id if known else None)


def _by_hand(known: Known | None, stance: str) -> _Claim:
    bare = {"document_id": None, "start": 0, "end": 0}
    return known, {"actor_id": known.id if known else None, "stance": stance, **bare}


class _Event:
    def __init__(
        self,
        tellings: Sequence[Telling],
        decisions: Sequence[Decided],
        actors: Mapping[int, Known],
        *,
        others: bool,
    ) -> None:
        self._others = others  # somebody in it is not whom the reading means
        self._tellings = tellings
        self._actors = actors
        self._decisions = decisions
        self._voices = [voice_of(each) for each in tellings] if _several(tellings) else []
        self._first = self._leading()
        self._set: dict[str, Decided] = {}
        for each in decisions:
            if each.verb == decided.SET:
                name = each.value["field"]
                if each.value.get("as_read"):
                    self._set.pop(name, None)
                else:
                    self._set[name] = each

    def composed(self) -> Composed:
        """All rows of it."""
        parts, changed = self._parts()
        read = list(self._read_claims())
        claims = self._claims(read)
        claimant = self._claimant(claims, read)
        place = self._place()
        event = self._event(parts, place, claimant)
        event["disputed"] = self._disputed(participants=changed)
        more = {
            decided.PARTICIPANTS: changed or self._others,
            decided.CLAIMS: claims != read,
        }
        event["edited"] = " ".join(sorted({*self._set, *(name for name in more if more[name])}))
        evidence = self._evidence()
        named = [known for known, _ in parts]
        named += [known for known, _ in claims if known is not None]
        named += [each for each in (place, claimant) if each is not None]
        return Composed(
            min(each.id for each in self._tellings),
            event,
            self._text(event["summary"], named),
            [part for _, part in parts],
            [row for row, _ in evidence],
            [claim for _, claim in claims],
            self._tags(),
            decided.notes_of(self._decisions),
            self._perhaps({known.id for known, _ in parts}),
        )

    def _leading(self) -> Telling:
        """The telling that the event is worded by: the first with the date that most support."""
        date = chosen_date(self._voices)
        if date is None:
            return self._tellings[0]
        some = zip(self._tellings, self._voices, strict=True)
        return next(telling for telling, voice in some if voice.date == date)

    def _status(self) -> str:
        if "status" in self._set or not self._voices:
            return str(self._value("status"))
        return chosen_status(self._voices)

    def _disputed(self, *, participants: bool) -> str:
        """On what the sources differ, but for what somebody decided."""
        agreed = {*self._set, *([AGENT] if participants else [])}
        return " ".join(sorted(disputed(self._voices) - agreed))

    def _value(self, name: str) -> Any:
        if name in self._set:
            return self._set[name].value["value"]
        return getattr(self._first.said, name)

    @property
    def _review(self) -> str:
        """The last one; a rejected event is proposed again where a telling came since."""
        reviews = [each for each in self._decisions if each.verb == decided.REVIEW]
        last = str(reviews[-1].value["review"]) if reviews else PROPOSED
        if last != REJECTED or len(self._tellings) == 1:
            return last
        alone = {n: each.value["review"] for each in reviews for n in each.subjects}
        return last if all(alone.get(t.id) == REJECTED for t in self._tellings) else PROPOSED

    def _event(
        self, parts: Sequence[tuple[Known, dict[str, Any]]], place: Known | None,
        claimant: Known | None,
    ) -> dict[str, Any]:  # fmt: skip
        summary, status = self._value("summary"), self._status()
        edtf, words, basis = self._date()
        interval = _interval(edtf) if edtf else None
        report = self._report()
        who = who_text((known.name, part["role"]) for known, part in parts)
        place_name = place.name if place else ""
        review = self._review
        time = stored_time(
            interval, report, planned=status == "planned", rejected=review == "rejected"
        )
        papers = self._papers()
        sources = len(papers)
        if sources > 1:
            sources = min(sources, len(independent(map(self._teller, papers))))
        return {
            "kind": self._value("kind"),
            "status": status,
            "review": review,
            "summary": summary,
            "summary_key": sort_key(summary),
            "who": who,
            "who_key": sort_key(who),
            "place": place_name,
            "place_key": fold(place_name),
            "place_id": place.id if place else None,
            "sources": sources,
            "copies": len(papers) - sources,
            **time._asdict(),
            "reported": report[1] if report else None,
            "edtf": interval.edtf if interval else None,
            "precision": interval.precision.value if interval else None,
            "approximate": interval.approximate if interval else False,
            "date_words": words,
            "date_basis": basis,
            "claimed_by_id": claimant.id if claimant else None,
            "confidence": max(each.said.confidence for each in self._tellings),
            "created_by": "person" if self._first.by_hand else "reading",
            "import_id": next((p.import_id for p in papers if p.import_id is not None), None),
        }

    def _papers(self) -> list[Paper]:
        papers = {e.paper.id: e.paper for e in self._tellings if e.paper is not None}
        return list(papers.values())

    def _teller(self, paper: Paper) -> Teller:
        """A document, and those on whom it relies in what it tells of the event."""
        own = [each for each in self._tellings if each.paper is not None and each.paper == paper]
        cited = {
            name
            for each in own
            for claim in each.said.claims
            if claim.stance != Stance.DENIES and (known := self._meant(each, claim.form))
            for name in known.texts
        }
        passages = {paper.text[p.start : p.end] for each in own for p in each.said.passages}
        return Teller(paper.origin, paper.outlet, frozenset(cited), frozenset(passages))

    def _date(self) -> tuple[str | None, str | None, Basis | None]:
        """EDTF, words and basis: as decided, else as read, counted from the date that is known."""
        if "date" in self._set:
            return self._set["date"].value["value"], None, None
        said, paper = self._first.said, self._first.paper
        if said.basis is None or paper is None or paper.published == paper.read:
            return said.date, said.words, said.basis
        return counted(said, paper.published)

    def _report(self) -> Report | None:
        told = (report_of(_interval(p.published)) for p in self._papers() if p.published)
        days = [report for report in told if report is not None]
        return (min(first for first, _ in days), min(last for _, last in days)) if days else None

    def _meant(self, telling: Telling, form: int | None) -> Known | None:
        return None if form is None else telling.forms.get(form)

    def _place(self) -> Known | None:
        if "place" in self._set:
            number = self._set["place"].actor
            return None if number is None else self._actors.get(number)
        told = [
            (known, each.paper)
            for each in self._tellings
            if (known := self._meant(each, each.said.place)) is not None
        ]
        return _most_told(told)

    def _parts(self) -> tuple[list[tuple[Known, dict[str, Any]]], bool]:
        """Who takes part, each once in each role, and whether anybody decided on that."""
        parts: dict[tuple[int, str], tuple[Known, dict[str, Any]]] = {}
        for telling in self._tellings:
            for part in telling.said.parts:
                known = telling.forms.get(part.form)
                if known is None:
                    continue
                paper = telling.paper
                row = {
                    "actor_id": known.id,
                    "role": part.role,
                    "title": part.title,
                    "document_id": paper.id if paper else None,
                    "start": part.start,
                    "end": part.end,
                    "words": paper.text[part.start : part.end] if paper else "",
                }
                parts.setdefault((known.id, part.role), (known, row))
        read = dict(parts)
        for each in self._decisions:
            if is_taken_back(each, decided.PARTICIPANTS):
                parts = dict(read)
            if each.verb != decided.PART or each.actor is None:
                continue
            known = self._actors.get(each.actor)
            if known is None:
                continue
            key = known.id, each.value["role"]
            if not each.value["add"]:
                parts.pop(key, None)
            elif key in read:
                parts[key] = read[key]
            else:
                bare = {"title": "", "document_id": None, "start": 0, "end": 0, "words": ""}
                parts.setdefault(key, (known, {"actor_id": known.id, "role": key[1], **bare}))
        return list(parts.values()), parts != read

    def _perhaps(self, involved: Collection[int]) -> tuple[Unsure, ...]:
        """Who takes part perhaps and neither surely does nor was answered for, the surest first."""
        answered: set[int | None] = set()
        for each in self._decisions:
            if is_taken_back(each, decided.PARTICIPANTS):
                answered.clear()
            elif each.verb == decided.PART:
                answered.add(each.actor)
        found: dict[int, Unsure] = {}
        for telling in self._tellings:
            for part in telling.said.perhaps:
                known = telling.forms.get(part.form)
                if known is None or known.id in involved or known.id in answered:
                    continue
                words = telling.paper.text[part.start : part.end] if telling.paper else ""
                new = Unsure(known.id, part.role, part.sure, part.why, words)
                old = found.get(known.id)
                found[known.id] = new if old is None or new.sure > old.sure else old
        return tuple(sorted(found.values(), key=lambda each: -each.sure))

    def _evidence(self) -> list[tuple[dict[str, Any], str]]:
        rows: dict[tuple[int, ...], tuple[dict[str, Any], str]] = {}
        for telling in self._tellings:
            if telling.paper is None:
                continue
            for p in telling.said.passages:
                text = telling.paper.text[p.start : p.end]
                row = {
                    "document_id": telling.paper.id,
                    "start": p.start,
                    "end": p.end,
                    "trigger_start": p.trigger_start,
                    "trigger_end": p.trigger_end,
                    "sha256": text_hash(text),
                }
                key = (telling.paper.id, p.start, p.end, p.trigger_start, p.trigger_end)
                rows.setdefault(key, (row, text))
        return list(rows.values())

    def _claims(self, read: Sequence[_Claim]) -> list[_Claim]:
        """Who claims or denies it: as read, then as was decided."""
        claims = list(read)
        for each in self._decisions:
            if is_taken_back(each, decided.CLAIMS):
                claims = list(read)
            if each.verb != decided.CLAIM:
                continue
            known = None if each.actor is None else self._actors.get(each.actor)
            if known is None and not each.value["unnamed"]:
                continue
            same = partial(_is_claim, known, each.value["stance"])
            if not each.value["add"]:
                claims = [claim for claim in claims if not same(claim)]
            elif not any(map(same, claims)):
                claims += list(filter(same, read)) or [_by_hand(known, each.value["stance"])]
        return claims

    def _claimant(self, claims: Sequence[_Claim], read: Sequence[_Claim]) -> Known | None:
        """That of the reading unless somebody took the claim away, else the first by hand."""
        found = self._meant(self._first, self._first.said.claimed_by)
        if found is not None:
            then, now = ({row["actor_id"] for _, row in some} for some in (read, claims))
            if found.id in now or found.id not in then:
                return found
        by_hand = (known for known, row in claims
                   if row["document_id"] is None and row["stance"] != "denies")  # fmt: skip
        return next((known for known in by_hand if known is not None), None)

    def _read_claims(self) -> Iterator[_Claim]:
        for telling in self._tellings:
            if telling.paper is None:
                continue
            for claim in telling.said.claims:
                known = self._meant(telling, claim.form)
                yield (
                    known,
                    {
                        "actor_id": known.id if known else None,
                        "stance": claim.stance,
                        "document_id": telling.paper.id,
                        "start": claim.start,
                        "end": claim.end,
                    },
                )

    def _text(self, summary: str, named: Iterable[Known]) -> dict[str, str]:
        """What it is found by: summary, every name of everybody in it, the passages."""
        names = dict.fromkeys(name for each in named for name in (each.name, *each.texts))
        passages = dict.fromkeys(text for _, text in self._evidence())
        return {
            "summary": spelled(summary),
            "names": spelled("\n".join(names)),
            "passages": spelled("\n".join(passages)),
        }

    def _tags(self) -> frozenset[str]:
        tags: set[str] = set()
        for each in self._decisions:
            if each.verb == decided.TAG:
                (tags.add if each.value["add"] else tags.discard)(each.value["tag"])
        return frozenset(tags)


def _several(tellings: Sequence[Telling]) -> bool:
    return len({each.paper.id for each in tellings if each.paper is not None}) > 1


def _most_told(some: Sequence[tuple[Known, Paper | None]]) -> Known | None:
    """Whoever most documents name; of several the first."""
    papers: dict[int, set[int]] = {}
    for known, paper in some:
        papers.setdefault(known.id, set()).add(paper.id if paper else 0)
    return max((known for known, _ in some), key=lambda each: len(papers[each.id]), default=None)


def voice_of(telling: Telling) -> Voice:
    """What one telling says of its event, to be held against what others say."""
    said, paper = telling.said, telling.paper
    if paper is None:
        date = _interval(said.date) if said.date else None
        return Voice(telling.id, None, None, said.kind, date, status=said.status)
    edtf = counted(said, paper.published)[0] if paper.published != paper.read else said.date
    report = report_of(_interval(paper.published)) if paper.published else None
    passages = dict.fromkeys(paper.text[p.start : p.end] for p in said.passages)
    agents = [telling.forms.get(part.form) for part in said.parts if part.role == AGENT]
    place = None if said.place is None else telling.forms.get(said.place)
    return Voice(
        telling.id,
        paper.origin or str(paper.id),
        report[1] if report else None,
        said.kind,
        _interval(edtf) if edtf else None,
        _called(place),
        tuple(toll for passage in passages for toll in tolls(passage)),
        tuple(called for each in agents if (called := _called(each)) is not None),
        said.status,
        paper.id,
    )


def _called(known: Known | None) -> Called | None:
    """Somebody as a document calls them, and as the chronicle does."""
    if known is None:
        return None
    return Called(known.kind, tuple(dict.fromkeys((known.name, *known.texts))))


def counted(
    said: SaidTelling, published: str | None
) -> tuple[str | None, str | None, Basis | None]:
    """The date of a telling under another publication date: EDTF, words and how it was counted."""
    if said.basis is None:
        return said.date, said.words, said.basis
    basis = basis_from_data(said.basis)
    if not basis.rules:
        return said.date, said.words, said.basis
    moved = rebased(basis, _interval(published) if published else None)
    if moved is None or moved.result is None:
        return None, said.words, {**said.basis, "anchor": None, "result": None}
    return moved.result.edtf, said.words, basis_to_data(moved)


def _rank(date: DateInterval) -> int:
    value = date.precision.value
    return _PRECISIONS.index(value) if value in _PRECISIONS else len(_PRECISIONS) - 1


@lru_cache(16_384)
def _interval(edtf: str) -> DateInterval:
    return parse_edtf(edtf)
