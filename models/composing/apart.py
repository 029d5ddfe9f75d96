"""Actors that people said are not the same: kept by pairs of names, whatever has them now."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.decided import Name
from models.composing.loading import CHUNK, rows
from models.schema.readings import Form
from models.schema.work import Anchor, Decision, Step


def pairs_apart(session: Session) -> set[tuple[int, int]]:
    """The numbers of actors that are not the same, the smaller one first in each pair."""
    query = (
        select(
            Anchor.decision_id, Anchor.side, Anchor.kind, Form.actor_id, Anchor.actor_kind,
            Anchor.key,
        )
        .join(Decision, Decision.id == Anchor.decision_id)
        .join(Step, Step.id == Decision.step_id)
        .outerjoin(Form, Form.id == Anchor.form_id)
        .where(Decision.verb == decided.APART, Step.undone_at.is_(None))
    )  # fmt: skip
    found = rows(session, query)
    names = {Name(row[4], row[5]) for row in found if row[2] == decided.A_NAME}
    called = _called(session, names)
    return sides_paired(
        (decision, side, each)
        for decision, side, kind, actor, actor_kind, key in found
        for each in (called.get(Name(actor_kind, key), ()) if kind == decided.A_NAME else (actor,))
    )


def sides_paired(found: Iterable[tuple[int, int, int | None]]) -> set[tuple[int, int]]:
    """The pairs that decisions have on their two sides, the smaller number first in each.

    ``found``: decision, side and number of everybody that one is about.
    """
    sides: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for decision, side, number in found:
        if number is not None:
            sides[decision][1 if side else 0].add(number)
    return {
        (min(pair), max(pair))
        for first, second in sides.values()
        for pair in product(first, second)
        if pair[0] != pair[1]
    }


def _called(session: Session, names: set[Name]) -> dict[Name, set[int]]:
    """Every actor that a document knows by each of these names."""
    found: dict[Name, set[int]] = {}
    keys = sorted({name.key for name in names})
    query = select(Form.kind, Form.key, Form.actor_id).distinct()
    for first in range(0, len(keys), CHUNK):
        some = query.where(Form.key.in_(keys[first : first + CHUNK]), Form.actor_id.is_not(None))
        for kind, key, actor in rows(session, some):
            if Name(kind, key) in names:
                found.setdefault(Name(kind, key), set()).add(actor)
    return found
