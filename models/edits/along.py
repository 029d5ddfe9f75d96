"""What the undoing of a step takes along: later decisions that build on what it decided.

A later decision builds on an earlier one where it is about the same event, actor or document, and
of the same field; on one that made or grouped its subject it always does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.decided import Name
from models.composing.loading import CHUNK, matching, rows
from models.schema.work import Anchor, Decision, Step

Thing: TypeAlias = tuple[str, Any]
_MAKING = (decided.NEW, decided.NEW_ACTOR)
_WHOLE = frozenset(
    (decided.SAME, decided.DIFFERENT, decided.MERGE, decided.SPLIT, decided.NOBODY, *_MAKING)
)
"""On these everything builds that comes later on the same events or actors."""


@dataclass(slots=True)
class _Made:
    """A decision with what it is about, and which aspects of that."""

    id: int
    step: int
    uid: str
    verb: str
    value: Mapping[str, Any]
    things: set[Thing] = field(default_factory=set)
    whom: set[Thing] = field(default_factory=set)

    @property
    def aspects(self) -> set[Thing]:
        """What of its subjects it is about; empty: of nothing that another one could be about."""
        value = self.value
        match self.verb:
            case decided.SET | decided.DOCUMENT:
                return {(self.verb, value["field"])}
            case decided.PART | decided.MEANS:
                return {("who", each) for each in self.whom}
            case decided.CLAIM:
                return {("claim", (value["stance"], each)) for each in self.whom or {("", "")}}
            case decided.TAG:
                return {(self.verb, value["tag"])}
            case decided.NOTE | decided.APART | decided.ROW:
                return set()
        return {(self.verb, "")}

    def builds_on(self, other: "_Made") -> bool:
        """Whether this one is later and of the same, or of what the other has made."""
        if self.id <= other.id or self.step == other.step:
            return False
        if other.verb in _MAKING and ("made", other.uid) in self.things | self.whom:
            return True
        if not self.things & other.things:
            return False
        return other.verb in _WHOLE or not self.aspects.isdisjoint(other.aspects)


def takes_along(session: Session, step: int) -> tuple[int, ...]:
    """The later steps that count and build on a step, in order: undoing it takes them along."""
    known: dict[int, _Made] = {}
    along: set[int] = set()
    frontier = _loaded(session, _of_steps(session, (step,)))
    while frontier:
        known |= frontier
        later = _loaded(session, _later(session, frontier) - known.keys())
        steps = {
            each.step
            for each in later.values()
            if each.step not in along
            and each.step != step
            and any(each.builds_on(other) for other in frontier.values())
        }
        along |= steps
        frontier = _loaded(session, _of_steps(session, steps) - known.keys())
    return tuple(sorted(along))


def _of_steps(session: Session, steps: Iterable[int]) -> set[int]:
    query = select(Decision.id)
    return {row[0] for row in matching(session, query, Decision.step_id, steps)}


def _loaded(session: Session, decisions: Iterable[int]) -> dict[int, _Made]:
    found: dict[int, _Made] = {}
    query = select(Decision.id, Decision.step_id, Decision.uid, Decision.verb, Decision.value)
    for row in matching(session, query, Decision.id, decisions):
        found[row[0]] = _Made(*row)
    columns = (
        Anchor.decision_id, Anchor.kind, Anchor.telling_id, Anchor.document_id,
        Anchor.actor_kind, Anchor.key, Anchor.uid,
    )  # fmt: skip
    for number, kind, telling, document, *name, uid in matching(
        session, select(*columns), Anchor.decision_id, found
    ):
        made = found[number]
        things: set[Thing] = set()
        if telling is not None:
            things.add(("telling", telling))
        if kind == decided.A_DOCUMENT and document is not None:
            things.add(("document", document))
        if kind in (decided.FORM, decided.A_NAME):
            things.add(("name", Name(*name)))
        if uid is not None:
            things.add(("made", uid))
        acting = kind in (decided.FORM, decided.A_NAME) and made.verb in decided.WITH_ACTOR
        (made.whom if acting else made.things).update(things)
    for made in found.values():
        if made.verb in _MAKING:
            made.things.add(("made", made.uid))
    return found


def _later(session: Session, some: Mapping[int, _Made]) -> set[int]:
    """Later decisions that count and are about anything that these are about."""
    things: dict[str, set[Any]] = {}
    for made in some.values():
        for kind, what in made.things:
            things.setdefault(kind, set()).add(what)
    query = (
        select(Decision.id)
        .distinct()
        .join(Anchor, Anchor.decision_id == Decision.id)
        .join(Step, Step.id == Decision.step_id)
        .where(Decision.id > min(some), decided.IN_FORCE)
    )
    found: set[int] = set()
    for kind, number in (("telling", Anchor.telling_id), ("document", Anchor.document_id)):
        found |= {row[0] for row in matching(session, query, number, things.get(kind, ()))}
    texts = (
        (Anchor.key, {name.key for name in things.get("name", ())}),
        (Anchor.uid, things.get("made", set())),
    )
    for column, values in texts:
        ordered = sorted(values)
        for first in range(0, len(ordered), CHUNK):
            some_of = query.where(column.in_(ordered[first : first + CHUNK]))
            found |= {row[0] for row in rows(session, some_of)}
    return found
