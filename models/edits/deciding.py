"""Decisions made and written down: each act is one step, whole or not at all."""

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from models.composing import anchors, decided
from models.composing.actors import is_full
from models.composing.composer import tellings_of
from models.composing.decided import Name
from models.composing.following import following
from models.composing.loading import rows
from models.composing.numbers import actors_now, events_now
from models.composing.replacing import Trace
from models.edits.history import DECIDE, begin, kept
from models.errors import KnownError
from models.progress import Progress, drain
from models.schema.actors import Actor, Alias
from models.schema.keys import fold
from models.schema.readings import Form, Telling
from models.schema.text import Document
from models.schema.work import Decision, Step
from models.store.store import Store

Anchors: TypeAlias = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did: on how many, which step it is, what it made, and what failed, in words."""

    label: str
    done: int = 0
    step: int | None = None
    """The number by which it can be undone; None: nothing was to be done."""
    made: int | None = None
    """The number of the event or actor that it made."""
    failed: tuple[str, ...] = ()


@dataclass(slots=True)
class Deed:
    """An act under way: what it has decided so far."""

    session: Session
    step: int
    label: str = ""
    done: int = 0
    decisions: list[int] = field(default_factory=list)
    verbs: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    telling: int | None = None
    """The telling that it added."""
    form: int | None = None
    """The form whose actor it is about."""
    actors: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """The anchors on those it made, by kind and folded name."""
    afterwards: list[Callable[["Deed"], None]] = field(default_factory=list)
    """What to write down once everything is up to date; it must change no event and no actor."""

    def add(
        self, verb: str, value: dict[str, Any], about: Anchors, was: dict[str, Any] | None = None
    ) -> int:
        """Write down one decision; returns its number."""
        return self.add_known(uuid4().hex, verb, value, about, was)

    def add_known(
        self,
        uid: str,
        verb: str,
        value: dict[str, Any],
        about: Anchors,
        was: dict[str, Any] | None,
    ) -> int:
        """Write down a decision that has its name already."""
        values = {"uid": uid, "step_id": self.step, "verb": verb, "value": value, "was": was}
        number = self.session.scalars(insert(Decision).returning(Decision.id), values).one()
        anchors.write(self.session, number, about)
        self.decisions.append(number)
        self.verbs.add(verb)
        return number

    def new_actor(self, kind: str, name: str) -> dict[str, Any]:
        """Add an actor that no document knows, once in an act; an anchor on it."""
        key, words = fold(name), name.split()
        if (kind, key) in self.actors:
            return dict(self.actors[kind, key])
        person = kind == "person" and len(words) > 1
        said = [kind, name, [name], words[-1] if person else None,
                " ".join(words[:-1]) if person else None, []]  # fmt: skip
        uid = uuid4().hex
        number = self.add_known(uid, decided.NEW_ACTOR, {"form": said}, [], None)
        self.actors[kind, key] = self.new_form(number, uid, said, key)
        return dict(self.actors[kind, key])

    def new_form(self, decision: int, uid: str, said: list[Any], key: str) -> dict[str, Any]:
        """Add the row of an actor that a decision made; an anchor on it."""
        row = {
            "document_id": None, "kind": said[0], "key": key, "nth": 0, "place": None,
            "actor_id": None, "decision_id": decision, "data": {"form": said},
        }  # fmt: skip
        form = self.session.scalars(insert(Form).returning(Form.id), row).one()
        (anchor,) = anchors.of_forms(self.session, (form,))
        anchor["uid"] = uid
        anchors.write(self.session, decision, [anchor])
        return anchor


Act: TypeAlias = Callable[[Deed], Generator[Progress, None, None] | None]
"""Decides something, at once or in ticks; raises a KnownError where it cannot."""


def together(acts: Sequence[Act], called: str = "") -> Act:
    """Several acts as one step, ``called`` so, else as the first one that decides something."""

    def act(deed: Deed) -> None:
        label, done = "", 0
        for each in acts:
            before = len(deed.decisions)
            drain_act(each(deed))
            if not label or (len(deed.decisions) > before and not done):
                label, done = deed.label, deed.done
        deed.label, deed.done = called or label, max(done, 1)

    return act


def drain_act(ticks: Generator[Progress, None, None] | None) -> None:
    """Run an act that is part of another one to its end."""
    if ticks is not None:
        drain(ticks)


def decide(store: Store, act: Act, *, by: str = "") -> Outcome:
    """Do something as one step. Where nothing is decided, nothing is stored.

    Raises a KnownError where the act cannot be done; nothing of it is stored then.
    """
    return drain(deciding(store, act, by=by))


def deciding(store: Store, act: Act, *, by: str = "") -> Generator[Progress, None, Outcome]:
    """The same, with ticks; where it is stopped at one of them, nothing of it is stored."""
    with store.writing() as session:
        outcome = yield from deciding_in(session, act, by=by)
    return outcome


def decide_in(session: Session, act: Act, *, by: str = "") -> Outcome:
    """Do something as one step in a transaction that is under way."""
    return drain(deciding_in(session, act, by=by))


def deciding_in(session: Session, act: Act, *, by: str = "") -> Generator[Progress, None, Outcome]:
    """The same, with ticks."""
    step = begin(session, DECIDE, "", by=by)
    deed = Deed(session, step.number)
    ticks = act(deed)
    if ticks is not None:
        yield from ticks
    if not deed.decisions and not deed.afterwards:
        session.execute(delete(Step).where(Step.id == step.number))
        if deed.failed and not deed.done:
            raise KnownError(deed.failed[0])
        return Outcome(deed.label, deed.done, None, None, tuple(deed.failed))
    session.get_one(Step, step.number).label = deed.label
    session.flush()
    trace = Trace()
    yield from following(session, deed.decisions, deed.verbs, trace=trace)
    for each in deed.afterwards:
        each(deed)
    session.get_one(Step, step.number).moved = kept(trace)
    made = None
    if deed.telling is not None:
        made = session.scalar(select(Telling.event_id).where(Telling.id == deed.telling))
    elif deed.form is not None:
        made = session.scalar(select(Form.actor_id).where(Form.id == deed.form))
    return Outcome(deed.label, deed.done, step.number, made, tuple(deed.failed))


def present_events(deed: Deed, numbers: Sequence[int]) -> list[int]:
    """The events of these numbers, each once; what is not there is noted as a failure."""
    now = events_now(deed.session, numbers)
    deed.failed += [f"There is no event {number}." for number in numbers if number not in now]
    return list(dict.fromkeys(now[number] for number in numbers if number in now))


def one_event(session: Session, number: int) -> int:
    """The event of a number; a KnownError where it is not there."""
    now = events_now(session, (number,))
    if number not in now:
        raise KnownError(f"There is no event {number}; “dateline list” lists them.")
    return now[number]


def one_actor(session: Session, number: int) -> int:
    """The actor of a number; a KnownError where it is not there."""
    now = actors_now(session, (number,))
    if number not in now:
        raise KnownError(f"There is no actor #{number}; “dateline actors” lists them.")
    return now[number]


def one_document(session: Session, number: int) -> int:
    """The document of a number; a KnownError where it is not there."""
    if session.scalar(select(Document.id).where(Document.id == number)) is None:
        raise KnownError(f"There is no document {number}; “dateline documents” lists them.")
    return number


def on_events(session: Session, events: Iterable[int], side: int = 0) -> Anchors:
    """Anchors on all tellings of some events."""
    return anchors.of_tellings(session, tellings_of(session, events), side)


def on_actor(session: Session, actor: int, side: int = 0) -> Anchors:
    """Anchors on an actor: its names that say who it is anywhere, and its other forms."""
    query = select(Form.id, Form.kind, Form.key).where(Form.actor_id == actor)
    names: set[Name] = set()
    forms: set[int] = set()
    for number, kind, key in rows(session, query):
        if is_full(kind, key):
            names.add(Name(kind, key))
        else:
            forms.add(number)
    return [*anchors.of_names(names, side), *anchors.of_forms(session, forms, side)]


def names_of(session: Session, actor: int) -> set[Name]:
    """Every name by which a document knows an actor."""
    query = select(Form.kind, Form.key).where(Form.actor_id == actor).distinct()
    return {Name(kind, key) for kind, key in rows(session, query)}


def an_actor(session: Session, actor: int, side: int = 1) -> dict[str, Any]:
    """One anchor on an actor, to say who somebody is: a form that names it in full, if any."""
    query = select(Form.id, Form.kind, Form.key).where(Form.actor_id == actor).order_by(Form.id)
    known = rows(session, query)
    best = next((row for row in known if is_full(row[1], row[2])), known[0])
    (anchor,) = anchors.of_forms(session, (best[0],), side)
    return anchor


def called(session: Session, name: str) -> list[tuple[int, str, str, int]]:
    """The actors that have a whole name: number, name, kind and events, the most frequent first."""
    query = (
        select(Actor.id, Actor.name, Actor.kind, Actor.events)
        .join(Alias, Alias.actor_id == Actor.id)
        .where(Alias.key == fold(name))
        .distinct()
        .order_by(Actor.events.desc(), Actor.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows(session, query)]


def meant_by(session: Session, name: str) -> list[tuple[int, str, str, int]]:
    """Whom a whole name may mean: the one who is called so, else all that have it among theirs."""
    found = called(session, name)
    exact = [row for row in found if fold(row[1]) == fold(name)]
    return exact if len(exact) == 1 else found


def find_actor(session: Session, who: str) -> int | None:
    """The actor that a name or a "#number" means; None: nobody has that name.

    A KnownError names the candidates where there are several.
    """
    if who.startswith("#") and who[1:].isdecimal():
        return one_actor(session, int(who[1:]))
    some = meant_by(session, who)
    if len(some) > 1:
        listed = ", ".join(
            f"#{n} {name} ({kind}, {events} events)" for n, name, kind, events in some
        )
        raise KnownError(f"“{who}” could be several actors: {listed}. Use an id.")
    return some[0][0] if some else None
