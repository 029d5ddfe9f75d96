"""Which tellings the program joins, kept up to date: signs, pairs that are likely one, groups.

Whatever touches tellings ends here before their events are composed. Work is done for what is new
and for its neighbours alone. A link is made by the program: what people decide goes beyond it, and
what they said is not the same is in no group of the program's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.apart import sides_paired
from models.composing.events import counted
from models.composing.joining.clusters import SPREAD, clusters
from models.composing.joining.likeness import kinds_beside, sentence
from models.composing.joining.places import kind_number, kind_of, places, ranges, sign_of
from models.composing.joining.profile import Profile, profile_of
from models.composing.joining.score import likelihood, weights
from models.composing.loading import Readings, chunks, counting, matching, rows
from models.schema.joining import Likely, Trace, Trait
from models.schema.readings import Telling
from models.schema.tables import table_of
from models.schema.text import Document
from models.schema.work import Anchor, Decision
from models.store import sql

_TELLING, _TRAIT, _TRACE, _LIKELY = map(table_of, (Telling, Trait, Trace, Likely))
NO_SIGN = 0
"""That of a telling which says too little to be compared."""
_Node: TypeAlias = tuple[int, str]
"""A sign; with words: one telling of it that people have set apart from others."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a telling stands, as far as it can be compared."""

    id: int
    document_id: int
    place: int


class Profiles:
    """The profiles of tellings and signs, each made once while it is wanted."""

    def __init__(self, session: Session, readings: Readings) -> None:
        self._session = session
        self._readings = readings
        self._by_sign: dict[int, Profile] = {}

    def fetch(self, documents: Iterable[int]) -> None:
        """Have what some documents say at hand, in one question."""
        self._readings.load(documents)

    def of(self, document: int, place: int) -> Profile:
        """The profile of a telling as it is read and dated now."""
        readings = self._readings
        said, paper = readings.telling(document, place), readings.paper(document)
        date = said.date
        if said.basis is not None and paper.published != paper.read:
            date, _, _ = counted(said, paper.published)
        return profile_of(said, readings.forms_of(document), paper.text, date, paper.published)

    def known(self, sign: int) -> Profile:
        """The profile of a sign that is at hand."""
        return self._by_sign[sign]

    def keep(self, sign: int, profile: Profile) -> None:
        """Remember the profile of a sign."""
        self._by_sign[sign] = profile

    def load(self, signs: Iterable[int]) -> None:
        """Have the profiles of some signs at hand; all tellings of a sign have one."""
        missing = sorted(set(signs) - self._by_sign.keys())
        for part in chunks(missing):
            query = (
                select(Trait.sign, Telling.document_id, Telling.place)
                .join(Telling, Telling.id == Trait.id)
                .where(Trait.sign.in_(sql.given(part)), Telling.place.is_not(None))
                .order_by(Trait.sign, Telling.id)
            )
            first: dict[int, tuple[int, int]] = {}
            for sign, document, place in rows(self._session, query):
                first.setdefault(sign, (document, place))
            self.fetch(document for document, _ in first.values())
            for sign, (document, place) in sorted(first.items(), key=lambda each: each[1]):
                self._by_sign[sign] = self.of(document, place)

    def likelihood(self, one: int, other: int) -> float:
        """How likely two signs are one event."""
        if one == other:
            return 1.0
        mine, theirs = self._by_sign.get(one), self._by_sign.get(other)
        return 0.0 if mine is None or theirs is None else likelihood(mine, theirs)


def sentence_of(profiles: Profiles, one: int, other: int) -> str:
    """Why two signs that are at hand may be one event, in words."""
    return sentence(profiles.known(one), profiles.known(other))


def relink(session: Session, readings: Readings, tellings: Collection[int]) -> set[int]:
    """Bring what the program joins up to date for some tellings and their neighbours.

    Returns the tellings that are in another group than before, with all that were or are in one
    with them.
    """
    profiles = Profiles(session, readings)
    touched: set[int] = set()
    for part in chunks(tellings):
        touched |= _sign(session, profiles, part)
    return _group(session, profiles, touched) if touched else set()


def reasons(session: Session, readings: Readings, tellings: Iterable[int]) -> dict[int, str]:
    """Why the program joins some tellings with others of their events, in words.

    Of each the telling it is likeliest one with says why; those that it joins with none are left
    out.
    """
    wanted = set(tellings)
    roots = select(Telling.joined_id).where(Telling.joined_id.is_not(None)).distinct()
    groups = {row[0] for row in matching(session, roots, Telling.id, wanted)}
    profiles = Profiles(session, readings)
    query = select(Telling.joined_id, Telling.id, Telling.document_id, Telling.place)
    members: dict[int, dict[int, Profile]] = defaultdict(dict)
    for root, number, document, place in matching(session, query, Telling.joined_id, groups):
        if document is not None and place is not None:
            members[root][number] = profiles.of(document, place)
    found: dict[int, str] = {}
    for some in members.values():
        for number in wanted & some.keys():
            others = [(likelihood(some[number], p), -n, p) for n, p in some.items() if n != number]
            if others:
                found[number] = sentence(some[number], max(others, key=lambda e: e[:2])[2])
    return found


def _sign(session: Session, profiles: Profiles, tellings: Sequence[int]) -> set[int]:
    """Give tellings their signs; returns the signs whose groups may be others now."""
    given = sql.given(tellings)
    query = select(Trait.id, Trait.sign).where(Trait.id.in_(given))
    old: dict[int, int] = dict(map(tuple, rows(session, query)))
    new: dict[int, int] = {}
    there = _there(session, given)
    profiles.fetch(told.document_id for told in there)
    for told in there:
        profile = profiles.of(told.document_id, told.place)
        new[told.id] = sign_of(profile) if profile.may_join else NO_SIGN
        profiles.keep(new[told.id], profile)
    touched = (set(old.values()) | set(new.values())) - {NO_SIGN}
    changed = {n for n in old.keys() | new.keys() if old.get(n) != new.get(n)}
    if not changed:
        return touched
    before = _present(session, touched)
    lost = sorted(n for n in changed & old.keys() if new.get(n, NO_SIGN) == NO_SIGN)
    if lost:
        own = _TELLING.c.id.in_(sql.given(lost))
        session.execute(update(_TELLING).where(own).values(joined_id=None))
    session.execute(delete(_TRAIT).where(_TRAIT.c.id.in_(sql.given(changed & old.keys()))))
    fresh = [{"id": n, "sign": new[n]} for n in sorted(changed & new.keys())]
    if fresh:
        session.execute(insert(_TRAIT), fresh)
    after = _present(session, touched)
    touched |= _forget(session, before - after)
    _find(session, profiles, sorted(after - before))
    return touched


def _there(session: Session, given: Any) -> list[_Told]:
    """Those of some tellings that a current reading has."""
    query = select(Telling.id, Telling.document_id, Telling.place).where(
        Telling.id.in_(given), Telling.place.is_not(None), Telling.decision_id.is_(None),
        Telling.document_id.is_not(None),
    )  # fmt: skip
    return [_Told(*row) for row in rows(session, query.order_by(Telling.document_id, Telling.id))]


def _present(session: Session, signs: Iterable[int]) -> set[int]:
    """Those of some signs that any telling has."""
    return {row[0] for row in matching(session, select(Trait.sign).distinct(), Trait.sign, signs)}


def _forget(session: Session, signs: Collection[int]) -> set[int]:
    """Delete what is kept of signs that no telling has; returns those they were likely one with."""
    beside: set[int] = set()
    for part in chunks(signs):
        given = sql.given(part)
        for own, other in ((Likely.one, Likely.other), (Likely.other, Likely.one)):
            beside |= {row[0] for row in rows(session, select(other).where(own.in_(given)))}
        session.execute(delete(_TRACE).where(_TRACE.c.sign.in_(given)))
        for column in (_LIKELY.c.one, _LIKELY.c.other):
            session.execute(delete(_LIKELY).where(column.in_(given)))
    return beside - set(signs)


def _find(session: Session, profiles: Profiles, signs: Sequence[int]) -> None:
    """Store by what new signs are found, and with which others they may be one event."""
    if not signs:
        return
    own: dict[int, Profile] = {sign: profiles.known(sign) for sign in signs}
    laid = [{"place": at, "sign": s} for s, p in own.items() for at in sorted(places(p))]
    if laid:
        session.execute(insert(_TRACE), laid)
    near: dict[int, list[int]] = {}
    for sign, profile in own.items():
        kinds = kinds_beside(profile.kind)
        wanted = None if kinds is None else {kind_number(kind) for kind in kinds}
        found = sql.signs_near(session, list(ranges(profile)))
        near[sign] = [n for n in found if n != sign and (wanted is None or kind_of(n) in wanted)]
    profiles.load({n for some in near.values() for n in some})
    pairs: dict[tuple[int, int], float] = {}
    least = weights().offered
    for sign, others in near.items():
        for other in others:
            pair = (sign, other) if sign < other else (other, sign)
            if pair not in pairs and (score := profiles.likelihood(*pair)) >= least:
                pairs[pair] = score
    if pairs:
        values = [{"one": a, "other": b, "score": s} for (a, b), s in sorted(pairs.items())]
        session.execute(insert(_LIKELY), values)


def _group(session: Session, profiles: Profiles, signs: set[int]) -> set[int]:
    """Work out the groups that some signs are in; returns the tellings that are grouped anew."""
    whole, edges = _component(session, signs)
    if not edges and not whole:
        return set()
    members: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    query = select(Trait.sign, Telling.id, Telling.joined_id).join(Telling, Telling.id == Trait.id)
    for sign, telling, joined in matching(session, query, Trait.sign, whole):
        members[sign].append((telling, joined))
    apart = _apart(session, [n for some in members.values() for n, _ in some])
    nodes, of_node = _nodes(session, members, apart)
    numbers = {n: node for node, some in of_node.items() for n in some}
    never = frozenset(
        frozenset((numbers[a], numbers[b]))
        for a, b in apart
        if a in numbers and b in numbers and numbers[a] != numbers[b]
    )
    if edges:
        profiles.load({sign for edge in edges for sign in edge})
    by_sign: dict[int, list[_Node]] = defaultdict(list)
    for node in nodes:
        by_sign[node[0]].append(node)
    lines = [(s, a, b) for (x, y), s in edges.items() for a in by_sign[x] for b in by_sign[y]]
    for some in by_sign.values():
        lines += [(1.0, some[0], other) for other in some[1:]]
        lines += [(1.0, a, b) for at, a in enumerate(some[1:], 1) for b in some[at + 1 :]]
    found = clusters(nodes, lines, lambda a, b: profiles.likelihood(a[0], b[0]), SPREAD, never)
    return _store(session, found, of_node, dict(x for some in members.values() for x in some))


def _component(session: Session, signs: set[int]) -> tuple[set[int], dict[tuple[int, int], float]]:
    """All signs that are joined with some, directly or through others, and the pairs that are."""
    whole: set[int] = set()
    edges: dict[tuple[int, int], float] = {}
    new, least = set(signs), weights().joined
    query = select(Likely.one, Likely.other, Likely.score).where(Likely.score >= least)
    while new:
        whole |= new
        found: set[int] = set()
        for column in (Likely.one, Likely.other):
            for one, other, score in matching(session, query, column, new):
                edges[one, other] = score
                found |= {one, other}
        new = found - whole
    return whole, edges


def _apart(session: Session, tellings: Sequence[int]) -> set[tuple[int, int]]:
    """The pairs of tellings of which people said that they are not the same."""
    about = counting(select(Decision.id).distinct(), (decided.DIFFERENT,))
    decisions = {row[0] for row in matching(session, about, Anchor.telling_id, tellings)}
    if not decisions:
        return set()
    asked = select(Anchor.decision_id, Anchor.side, Anchor.telling_id)
    return sides_paired(
        (row[0], row[1], row[2]) for row in matching(session, asked, Anchor.decision_id, decisions)
    )


def _nodes(
    session: Session,
    members: Mapping[int, Sequence[tuple[int, int | None]]],
    apart: Collection[tuple[int, int]],
) -> tuple[list[_Node], dict[_Node, list[int]]]:
    """What is grouped, in an order that does not depend on numbers of rows, and the tellings of
    each."""
    alone = {n for pair in apart for n in pair}
    words: dict[int, str] = {}
    if alone:
        query = select(Telling.id, Document.sha256, Telling.trigger_start, Telling.nth)
        query = query.join(Document, Document.id == Telling.document_id)
        for number, *key in matching(session, query, Telling.id, alone):
            words[number] = " ".join(map(str, key))
    of_node: dict[_Node, list[int]] = defaultdict(list)
    for sign, some in members.items():
        for telling, _ in some:
            of_node[sign, words.get(telling, "")].append(telling)
    return sorted(of_node), of_node


def _store(
    session: Session,
    groups: Iterable[Sequence[_Node]],
    of_node: Mapping[_Node, Sequence[int]],
    before: Mapping[int, int | None],
) -> set[int]:
    """Write down who is joined with whom; returns whoever was or is with one that has moved."""
    now: dict[int, int | None] = {}
    for group in groups:
        some = [n for node in group for n in of_node[node]]
        root = min(some) if len(some) > 1 else None
        now |= dict.fromkeys(some, root)
    moved = {n for n, root in now.items() if before[n] != root}
    by_root: dict[int | None, list[int]] = defaultdict(list)
    for number in moved:
        by_root[now[number]].append(number)
    for root, some in by_root.items():
        for part in chunks(some):
            own = _TELLING.c.id.in_(sql.given(part))
            session.execute(update(_TELLING).where(own).values(joined_id=root))
    return moved
