"""One event for one happening: tellings of the same thing are put together."""

from models.reading.doc import EventKind, EventStatus, Mention, ParagraphKind
from models.reading.events.lexicon import Strength, families
from models.reading.events.telling import Telling
from models.reading.syntax import Tree

_LOOK_BACK = 60  # tellings; keeps the work linear in the length of a text
_FREE = (EventKind.STATEMENT, EventKind.OTHER, EventKind.REQUEST, EventKind.BUSINESS, EventKind.PUBLICATION)  # fmt: skip
_NEAR_KINDS = {
    frozenset(pair)
    for pair in (
        (EventKind.STATEMENT, EventKind.REJECTION), (EventKind.STATEMENT, EventKind.SUPPORT),
        (EventKind.STATEMENT, EventKind.PUBLICATION), (EventKind.STATEMENT, EventKind.REQUEST),
        (EventKind.STATEMENT, EventKind.ACCUSATION), (EventKind.STATEMENT, EventKind.THREAT),
        (EventKind.VISIT, EventKind.MEETING), (EventKind.COERCION, EventKind.ATTACK),
        (EventKind.ATTACK, EventKind.DEATH), (EventKind.DEATH, EventKind.DISASTER),
        (EventKind.ATTACK, EventKind.DISASTER), (EventKind.SANCTION, EventKind.REQUEST),
        (EventKind.SANCTION, EventKind.COERCION), (EventKind.SUPPORT, EventKind.PUBLICATION),
        (EventKind.ATTACK, EventKind.MOBILISATION), (EventKind.OTHER, EventKind.SUPPORT),
        (EventKind.SUPPORT, EventKind.AID), (EventKind.MEETING, EventKind.AGREEMENT),
        (EventKind.LEGAL, EventKind.COERCION), (EventKind.REJECTION, EventKind.ACCUSATION),
    )
}  # fmt: skip
_SURE = 5  # points at which two tellings are one


def merge(tree: Tree, tellings: list[Telling]) -> list[list[Telling]]:
    """Groups of tellings, each happening once, the best telling first; headlines only support."""
    groups: list[list[Telling]] = []
    body = [t for t in tellings if t.where is not ParagraphKind.HEADLINE]
    for t in body + [t for t in tellings if t.where is ParagraphKind.HEADLINE]:
        best: tuple[int, list[Telling]] | None = None
        for group in reversed(groups[-_LOOK_BACK:]):
            if any(_conflict(t, e) for e in group):
                continue
            points = max(_points(tree, t, e) for e in group)
            if points >= _SURE and (best is None or points > best[0]):
                best = (points, group)
        if best is not None:
            best[1].append(t)
        elif not t.definite:
            groups.append([t])
    for group in groups:
        group.sort(key=_rank)
    return sorted(groups, key=lambda g: g[0].word)


def _rank(t: Telling) -> tuple[bool, bool, float, int]:
    told = t.confidence + 0.1 * (t.kind is not EventKind.OTHER)
    return (t.where is ParagraphKind.HEADLINE, t.noun, -told, t.word)


def _points(tree: Tree, a: Telling, b: Telling) -> int:
    """How surely two tellings are of one happening; 0 where they cannot be."""
    same_kind = a.kind is b.kind
    related = _related(tree, a, b)
    if not same_kind and not (related and frozenset((a.kind, b.kind)) in _NEAR_KINDS):
        return 0
    if not _same_status(a, b) or not _same_time(a, b):
        return 0
    if a.speech and b.speech and ParagraphKind.HEADLINE not in (a.where, b.where):
        return 0
    agents = _overlap(_ids(a.agents), _ids(b.agents))
    targets = _overlap(_ids(a.targets), _ids(b.targets))
    crossed = a.kind is EventKind.MEETING and bool(a.involved() & b.involved())
    if (agents < 0 or targets < 0) and not crossed:
        return 0
    wa, wb = tree.words[a.word], tree.words[b.word]
    one_sentence = wa.sentence == wb.sentence
    if one_sentence and not (related and (a.noun or b.noun or a.definite or b.definite)):
        return 0
    dated = a.time is not None and b.time is not None and a.time.value == b.time.value
    headline = ParagraphKind.HEADLINE in (a.where, b.where)
    points = 2 if same_kind else 1
    points += 2 * related
    points += max(agents, 0) + max(targets, 0) + 2 * dated
    if headline:
        points += 2
    if a.definite or b.definite:
        points += 2
    if a.kind in _FREE and not related and not headline:
        return 0
    if not (agents > 0 or targets > 0 or a.definite or b.definite or (related and (headline or a.noun or b.noun))):  # fmt: skip
        return 0
    if max(a.word, b.word) - min(a.word, b.word) > 250 and not dated:
        points -= 1
    if (a.noun or b.noun) and related:
        points += 1
    return points


def _conflict(a: Telling, b: Telling) -> bool:
    """Whether two tellings cannot be of one happening: other people, another time."""
    if a.kind is EventKind.MEETING and a.involved() & b.involved():
        return not _same_time(a, b)
    return (
        _overlap(_ids(a.agents), _ids(b.agents)) < 0
        or _overlap(_ids(a.targets), _ids(b.targets)) < 0
        or not _same_time(a, b)
    )


def _ids(mentions: list[Mention]) -> set[int]:
    return {m.actor for m in mentions}


def _overlap(a: set[int], b: set[int]) -> int:
    """2 for shared actors, 0 where one names none, -1 where they differ."""
    if not a or not b:
        return 0
    return 2 if a & b else -1


def _same_status(a: Telling, b: Telling) -> bool:
    if a.status is b.status:
        return True
    if {a.status, b.status} & {EventStatus.NEGATED, EventStatus.PLANNED}:
        return False
    if EventStatus.ASSERTED in (a.status, b.status):
        return bool(a.involved() & b.involved())
    return True


def _same_time(a: Telling, b: Telling) -> bool:
    if not (a.time and b.time and a.time.interval and b.time.interval):
        return True
    x, y = a.time.interval, b.time.interval
    low, high = -(10**9), 10**9
    return not (
        (x.earliest if x.earliest is not None else low)
        > (y.latest if y.latest is not None else high)
        or (y.earliest if y.earliest is not None else low)
        > (x.latest if x.latest is not None else high)
    )


def _related(tree: Tree, a: Telling, b: Telling) -> bool:
    """Whether the trigger words tell of the same: one word, one family, one stem."""
    known = families()
    mine, others = _lemmas(tree, a), _lemmas(tree, b)
    for x in mine:
        for y in others:
            if x == y or known.get(x, frozenset()) & known.get(y, frozenset()):
                return True
            if len(x) > 4 and len(y) > 4 and x[:5] == y[:5]:
                return True
    return False


def _lemmas(tree: Tree, t: Telling) -> set[str]:
    found = {tree.lemma(i) for i in t.words}
    if len(found) > 1 and not t.noun and t.strength is not Strength.STRONG:
        found.discard(tree.lemma(t.word))
    return found
