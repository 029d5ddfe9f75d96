"""One event for one happening: tellings of the same thing are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reading.doc import Doc, EventKind, EventStatus

if TYPE_CHECKING:
    from models.reading.stages.events import Draft

_LOOK_BACK = 60  # tellings; keeps the work linear in the length of a text
_NEAR = {
    frozenset((EventKind.STATEMENT, EventKind.REJECTION)), frozenset((EventKind.STATEMENT, EventKind.SUPPORT)),
    frozenset((EventKind.VISIT, EventKind.MEETING)), frozenset((EventKind.STATEMENT, EventKind.PUBLICATION)),
    frozenset((EventKind.COERCION, EventKind.ATTACK)), frozenset((EventKind.STATEMENT, EventKind.REQUEST)),
}  # fmt: skip


def merge(doc: Doc, drafts: list[Draft]) -> list[list[Draft]]:
    """Groups of tellings, each happening once, the best telling first; headlines only support."""
    groups: list[list[Draft]] = []
    late = [d for d in drafts if d.headline]
    for d in [d for d in drafts if not d.headline] + late:
        home = next(
            (
                group
                for group in reversed(groups[-_LOOK_BACK:])
                if any(_same(doc, d, e) for e in group)
            ),
            None,
        )
        if home is not None:
            home.append(d)
        else:
            groups.append([d])
    groups = [g for g in groups if not all(d.headline for d in g)]
    for group in groups:
        group.sort(key=lambda d: (d.headline, d.noun, d.time is None, -d.confidence, d.word))
    return sorted(groups, key=lambda g: g[0].word)


def _same(doc: Doc, a: Draft, b: Draft) -> bool:
    wa, wb = doc.words[a.word], doc.words[b.word]
    alike = wa.lemma == wb.lemma or (len(wa.lemma) > 4 and wa.lemma[:5] == wb.lemma[:5])
    near = frozenset((a.kind, b.kind)) in _NEAR or EventKind.OTHER in (a.kind, b.kind)
    if a.kind is not b.kind and not (alike and near):
        return False
    if {a.status, b.status} & {
        EventStatus.NEGATED,
        EventStatus.PLANNED,
    } and a.status is not b.status:
        return False
    if a.time and b.time and a.time.interval and b.time.interval:
        ia, ib = a.time.interval, b.time.interval
        if (ia.earliest or -(10**9)) > (ib.latest or 10**9) or (ib.earliest or -(10**9)) > (
            ia.latest or 10**9
        ):
            return False
    agents_a, agents_b = {m.actor for m in a.agents}, {m.actor for m in b.agents}
    targets_a, targets_b = {m.actor for m in a.targets}, {m.actor for m in b.targets}
    if agents_a and agents_b and not agents_a & agents_b:
        return False
    if targets_a and targets_b and not targets_a & targets_b:
        return False
    if wa.sentence == wb.sentence:
        return alike and a.noun != b.noun
    shared = bool(agents_a & agents_b) + bool(targets_a & targets_b)
    if a.headline or b.headline:
        return shared >= 1 or alike
    if alike:
        return shared >= 1 or (a.noun != b.noun and not (agents_a and agents_b))
    if a.kind in (EventKind.STATEMENT, EventKind.OTHER, EventKind.REQUEST, EventKind.BUSINESS):
        return False
    return shared == 2
