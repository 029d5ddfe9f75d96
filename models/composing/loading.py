"""What composing needs of the store: readings, documents, and the decisions that count."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.actors import is_full
from models.composing.decided import Decided, Name
from models.composing.events import Paper
from models.composing.said import Packed, Said, SaidForm, SaidTelling, form_from
from models.schema.actors import Actor
from models.schema.readings import Form, Reading
from models.schema.text import Document
from models.schema.work import Anchor, Decision, Step
from models.store import sql

CHUNK = 1_000
MANY = 1_000
"""More events than that need room while they are altered."""
_RELATIONS = (decided.SAME, decided.DIFFERENT, decided.MERGE, decided.SPLIT, decided.APART)
_KEPT = 64  # documents at hand


def chunks(numbers: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    """The numbers in order, so many at a time."""
    ordered = sorted(set(numbers))
    return (ordered[first : first + size] for first in range(0, len(ordered), size))


def rows(session: Session, query: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """The answer to a question, past the objects of the session."""
    return session.connection().execute(query).all()


def matching(
    session: Session, query: Select[*tuple[Any, ...]], column: Any, numbers: Iterable[int]
) -> Iterator[Any]:
    """What a question answers of rows whose ``column`` is one of the numbers, asked in parts."""
    for part in chunks(numbers):
        yield from rows(session, query.where(column.in_(sql.given(part))))


class Readings:
    """The current readings of some documents, each read once while it is at hand."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._said: dict[int, Packed] = {}
        self._papers: dict[int, Paper] = {}
        self._supposed: Mapping[int, str | None] = {}

    def suppose(self, published: Mapping[int, str | None]) -> None:
        """Give some documents other publication dates (EDTF) than they have."""
        self._supposed = published
        self.forget(published)

    def forget(self, documents: Iterable[int]) -> None:
        """Whatever is known of these documents may be another by now."""
        for number in documents:
            self._said.pop(number, None)
            self._papers.pop(number, None)

    def said(self, document: int) -> Said:
        """Everything that the current reading of a document says."""
        self.load((document,))
        return self._said[document].whole()

    def telling(self, document: int, place: int) -> SaidTelling:
        """One telling of the current reading of a document."""
        self.load((document,))
        return self._said[document].telling(place)

    def forms_of(self, document: int) -> tuple[SaidForm, ...]:
        """All forms of the current reading of a document, at their places."""
        self.load((document,))
        return self._said[document].forms()

    def paper(self, document: int) -> Paper:
        """What of a document its events depend on."""
        self.load((document,))
        return self._papers[document]

    def load(self, documents: Iterable[int]) -> None:
        """Have some documents at hand, in one question; of others the oldest may go."""
        wanted = set(documents)
        missing = [n for n in wanted if n not in self._said or n not in self._papers]
        if not missing:
            return
        for kept in (self._said, self._papers):
            for number in [n for n in kept if n not in wanted][: max(0, len(kept) - _KEPT)]:
                del kept[number]
        for part in chunks(missing):
            query = (
                select(
                    Document.id, Document.sha256, Document.text, Document.published_edtf,
                    Document.import_id, Document.origin, Document.outlet, Reading.data,
                )
                .join(Reading, (Reading.document_id == Document.id) & Reading.current)
                .where(Document.id.in_(sql.given(part)))
            )  # fmt: skip
            for number, sha256, text, published, *more, data in rows(self._session, query):
                said = self._said.get(number) or Packed(data)
                self._said[number] = said
                published = self._supposed.get(number, published)
                self._papers[number] = Paper(number, sha256, text, published, said.published, *more)

    def forms(self, numbers: Iterable[int]) -> dict[int, SaidForm]:
        """What is said of some forms, as long as it is."""
        found: dict[int, SaidForm] = {}
        for part in chunks(numbers):
            query = select(Form.id, Form.document_id, Form.place, Form.data)
            known = rows(self._session, query.where(Form.id.in_(sql.given(part))))
            self.load(row[1] for row in known if row[1] is not None and row[2] is not None)
            for number, document, place, data in known:
                if data is not None:
                    found[number] = form_from(data["form"])
                elif document is not None and place is not None:
                    found[number] = self._said[document].form(place)
        return found


def decisions_on_tellings(session: Session, tellings: Iterable[int]) -> list[Decided]:
    """The decisions that count on some tellings, in their order."""
    return _decisions(session, Anchor.telling_id, tellings, decided.OF_EVENTS)


def decisions_naming(session: Session, forms: Iterable[int]) -> list[Decided]:
    """The decisions that count by which some forms take part in events, in their order."""
    return _decisions(session, Anchor.form_id, forms, decided.WITH_ACTOR)


def decisions_on_documents(session: Session, documents: Iterable[int]) -> list[Decided]:
    """The decisions that count on some documents, in their order."""
    return _decisions(session, Anchor.document_id, documents, decided.OF_DOCUMENTS)


def decisions_on_actors(
    session: Session, forms: Iterable[int], names: Iterable[Name]
) -> list[Decided]:
    """The decisions that count on some forms, or on names wherever they stand, in order."""
    wanted = set(names)
    on_forms = counting(select(Decision.id).distinct(), decided.OF_ACTORS)
    numbers = {row[0] for row in matching(session, on_forms, Anchor.form_id, forms)}
    query = counting(select(Decision.id, Anchor.actor_kind, Anchor.key).distinct(),
                      decided.OF_ACTORS)  # fmt: skip
    keys = sorted({name.key for name in wanted})
    for first in range(0, len(keys), CHUNK):
        some = query.where(
            Anchor.key.in_(keys[first : first + CHUNK]), Anchor.kind == decided.A_NAME
        )
        numbers |= {n for n, kind, key in rows(session, some) if Name(kind, key) in wanted}
    return _loaded(session, numbers, None)


def counting(query: Select[*tuple[Any, ...]], verbs: Iterable[str]) -> Select[*tuple[Any, ...]]:
    """A question about anchors and their decisions, of those of some verbs that count."""
    return (
        query.select_from(Anchor)
        .join(Decision, Decision.id == Anchor.decision_id)
        .join(Step, Step.id == Decision.step_id)
        .where(decided.IN_FORCE, Decision.verb.in_(sorted(verbs)))
    )


def _decisions(
    session: Session, column: Any, numbers: Iterable[int], verbs: Iterable[str]
) -> list[Decided]:
    found: dict[int, set[int]] = defaultdict(set)
    query = counting(select(Decision.id, column), verbs)
    for decision, number in matching(session, query, column, numbers):
        found[decision].add(number)
    return _loaded(session, found, found)


def _loaded(
    session: Session, numbers: Iterable[int], known: Mapping[int, set[int]] | None
) -> list[Decided]:
    """Some decisions; of those on one thing each, the subjects that are ``known`` are enough."""
    made: list[Decided] = []
    for part in chunks(numbers):
        query = (
            select(Decision.id, Decision.verb, Step.at, Decision.value)
            .join(Step, Step.id == Decision.step_id)
            .where(Decision.id.in_(sql.given(part)))
            .order_by(Decision.id)
        )
        heads = rows(session, query)
        whole = [n for n, verb, *_ in heads if known is None or verb in _RELATIONS]
        anchors = _anchors(session, whole)
        acting = _acting(session, [n for n, verb, *_ in heads if verb in decided.WITH_ACTOR])
        meaning = _meaning(session, [n for n, verb, *_ in heads if verb == decided.MEANS])
        for number, verb, at, value in heads:
            if number in anchors:
                subjects, others, names, other_names = anchors[number]
            else:
                subjects, others = set(known[number]) if known else set(), set()
                names, other_names = set(), set()
            made.append(
                Decided(
                    number, verb, at, value, frozenset(subjects), frozenset(others),
                    frozenset(names), acting.get(number), frozenset(meaning.get(number, ())),
                    frozenset(other_names),
                )
            )  # fmt: skip
    return sorted(made, key=lambda each: each.id)


def _meaning(session: Session, decisions: Iterable[int]) -> dict[int, set[int]]:
    """The forms that decisions say mean somebody else."""
    found: dict[int, set[int]] = defaultdict(set)
    query = select(Anchor.decision_id, Anchor.form_id)
    query = query.where(Anchor.side == 0, Anchor.form_id.is_not(None))
    for decision, form in matching(session, query, Anchor.decision_id, decisions):
        found[decision].add(form)
    return found


def _anchors(
    session: Session, decisions: Iterable[int]
) -> dict[int, tuple[set[int], set[int], set[Name], set[Name]]]:
    found: dict[int, tuple[set[int], set[int], set[Name], set[Name]]] = {}
    query = select(
        Anchor.decision_id, Anchor.side, Anchor.kind, Anchor.telling_id, Anchor.form_id,
        Anchor.actor_kind, Anchor.key,
    )  # fmt: skip
    for decision, side, kind, telling, form, actor_kind, key in matching(
        session, query, Anchor.decision_id, decisions
    ):
        subjects, others, names, other_names = found.setdefault(
            decision, (set(), set(), set(), set())
        )
        if kind == decided.A_NAME:
            names.add(Name(actor_kind, key))
            if side:
                other_names.add(Name(actor_kind, key))
        number = telling if telling is not None else form
        if number is not None:
            subjects.add(number)
            if side:
                others.add(number)
    return found


def _acting(session: Session, decisions: Iterable[int]) -> dict[int, int]:
    """The actor that a part, a claimant or a place is now, by decision."""
    found: dict[int, int] = {}
    lost: dict[int, Name] = {}
    query = (
        select(Anchor.decision_id, Anchor.actor_kind, Anchor.key, Form.actor_id)
        .outerjoin(Form, Form.id == Anchor.form_id)
        .where(Anchor.kind.in_((decided.FORM, decided.A_NAME)), Anchor.side == 1)
    )
    for decision, kind, key, actor in matching(session, query, Anchor.decision_id, decisions):
        if actor is not None:
            found[decision] = actor
        elif kind is not None and key is not None:
            lost[decision] = Name(kind, key)
    by_name = actors_called(session, set(lost.values()))
    found |= {n: by_name[name] for n, name in lost.items() if name in by_name}
    return found


def actors_called(session: Session, names: Iterable[Name]) -> dict[Name, int]:
    """Whom names mean that say who it is in any document; of several the first one."""
    wanted = {name for name in names if is_full(name.kind, name.key)}
    query = (
        select(Form.kind, Form.key, Actor.id)
        .distinct()
        .join(Actor, Actor.id == Form.actor_id)
        .order_by(Actor.id.desc())
    )
    keys = sorted({name.key for name in wanted})
    found: dict[Name, int] = {}
    for first in range(0, len(keys), CHUNK):
        some = query.where(Form.key.in_(keys[first : first + CHUNK]))
        found |= {Name(kind, key): n for kind, key, n in rows(session, some)}
    return {name: number for name, number in found.items() if name in wanted}
