"""When an event was: the time expression that grammar ties to it, or that it shares."""

from dataclasses import replace

from models.dates.interval import Precision
from models.reading.doc import EventKind, EventStatus, ParagraphKind, TimeExpression, TimeType
from models.reading.events.telling import Telling
from models.reading.syntax import Tree

_SPOKEN = (
    EventKind.STATEMENT, EventKind.SUPPORT, EventKind.AGREEMENT, EventKind.REQUEST, EventKind.REJECTION,
    EventKind.ACCUSATION, EventKind.MEETING, EventKind.THREAT,
)  # fmt: skip
_SHARES = ("conj", "advcl", "xcomp", "ccomp", "acl", "acl:relcl", "parataxis")
_SAME_TIME = frozenset("when as while where".split())
_LISTING = ("and", ",", ", and", "and in", "and on")
_NEAR = 3  # sentences over which one occasion is told


def assign_times(tree: Tree, tellings: list[Telling]) -> None:
    """Give each telling its time expression, where it has one."""
    by_word = {i: t for t in reversed(tellings) for i in reversed(t.words)}
    times = [t for t in tree.doc.times if t.interval is not None and t.type in (TimeType.DATE, TimeType.TIME)]  # fmt: skip
    for time in times:
        _attach(tree, by_word, time)
    for t in tellings:
        if t.time is None and not t.noun:
            _share(tree, by_word, t)
    _alone(tree, tellings, times)


def listed(tree: Tree, t: Telling) -> list[TimeExpression]:
    """The times in a list with the telling's own: "in 1998 and 2004"."""
    if t.time is None:
        return []
    found = [t.time]
    for time in tree.times.get(tree.words[t.word].sentence, ()):
        for near in list(found):
            a, b = sorted((near, time), key=lambda x: x.start)
            gap = tree.doc.text[a.end : b.start].strip().lower()
            if time not in found and a.end <= b.start and gap in _LISTING:
                found.append(time)
    return found


def several(tree: Tree, tellings: list[Telling]) -> list[Telling]:
    """The tellings, one for each of several times: "visited in 1998 and 2004" is two visits."""
    found: list[Telling] = []
    for t in tellings:
        found.append(t)
        if t.time is None or t.inherited or t.noun:
            continue
        last = t.time
        for time in tree.times.get(tree.words[t.word].sentence, ()):
            gap = tree.doc.text[last.end : time.start].strip().lower()
            if time.start < last.end or gap not in _LISTING:
                continue
            if time.interval is None or last.interval is None:
                continue
            if time.interval.precision is last.interval.precision:
                found.append(replace(t, time=time, apart=True, agents=list(t.agents), attributions=list(t.attributions)))  # fmt: skip
                last = time
    return found


def _head(tree: Tree, time: TimeExpression) -> int:
    words = tree.words
    inside = range(time.first, time.last)
    return next((i for i in inside if not time.first <= words[i].head < time.last), time.first)


def _attach(tree: Tree, by_word: dict[int, Telling], time: TimeExpression) -> None:
    words = tree.words
    head = _head(tree, time)
    for i in (head, *tree.up(head, 6)):
        t = by_word.get(i)
        if t is not None:
            t = _before_verb(tree, by_word, t, time)
            direct = words[head].head in t.words
            if t.time is None or (direct and not _direct(tree, t)) or _finer(time, t.time, tree):
                t.time = time
            return
        w = words[i]
        if i != head and (w.pos in ("VERB", "AUX") or w.relation in ("acl:relcl", "ccomp")):
            if w.pos == "AUX" or _carries(tree, i):
                continue
            return


def _before_verb(
    tree: Tree, by_word: dict[int, Telling], t: Telling, time: TimeExpression
) -> Telling:
    """A time between an event noun, the subject, and its verb is the noun's."""
    if t.noun or time.last > t.word:
        return t
    for s in tree.child(t.word, "nsubj", "nsubj:pass"):
        told = by_word.get(s)
        if told is not None and told.noun and s < time.first:
            return told
    return t


def _carries(tree: Tree, i: int) -> bool:
    """Whether a verb that tells of nothing itself passes its time on: "came on Monday as …"."""
    return tree.words[i].relation in ("xcomp", "acl") and tree.lemma(i) in ("hold", "be", "schedule", "set", "take")  # fmt: skip


def _direct(tree: Tree, t: Telling) -> bool:
    return t.time is not None and tree.words[_head(tree, t.time)].head in t.words


def _finer(new: TimeExpression, old: TimeExpression, tree: Tree) -> bool:
    """Two expressions for one telling, neither nearer: the day goes before the month."""
    if new.interval is None or old.interval is None:
        return False
    order = (Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.YEAR)
    first, second = new.interval.precision, old.interval.precision
    if first not in order or second not in order:
        return False
    same = tree.words[new.first].sentence == tree.words[old.first].sentence
    return same and order.index(first) < order.index(second) and abs(new.first - old.last) < 6


def _share(tree: Tree, by_word: dict[int, Telling], t: Telling) -> None:
    """A clause shares the time of the one it continues: "visited in April and met"."""
    words, w = tree.words, tree.words[t.word]
    if w.relation not in _SHARES or w.head < 0:
        return
    host = by_word.get(w.head)
    if host is None or host.time is None or host is t:
        return
    marks = tree.lows(t.word, "mark", "advmod")
    if t.status is not host.status and EventStatus.PLANNED in (t.status, host.status):
        return
    match w.relation:
        case "conj":
            before = words[_head(tree, host.time)].start < w.start
            shared = before or not tree.child(t.word, "nsubj", "nsubj:pass")
        case "xcomp":
            shared = True
        case "advcl":
            shared = (w.tag == "VBG" and not marks) or bool(marks & _SAME_TIME)
        case "acl":
            shared = w.tag == "VBG" and host.noun
        case _:
            shared = False
    if shared:
        t.time, t.inherited = host.time, True


def _alone(tree: Tree, tellings: list[Telling], times: list[TimeExpression]) -> None:
    """A sentence with one time and one telling; a caption with one time."""
    here: dict[int, list[Telling]] = {}
    for t in tellings:
        here.setdefault(tree.words[t.word].sentence, []).append(t)
    said: dict[int, list[TimeExpression]] = {}
    for time in times:
        said.setdefault(tree.words[time.first].sentence, []).append(time)
    for sentence, group in here.items():
        found = said.get(sentence, [])
        if len({time.value for time in found}) != 1:
            continue
        if group[0].where is ParagraphKind.CAPTION:
            for t in group:
                t.time = t.time or found[0]
        elif all(t.time is None for t in group):
            verbs = [t for t in group if not t.noun]
            if len(verbs) == 1 and _governs(tree, verbs[0], found[0]):
                verbs[0].time = found[0]


def _governs(tree: Tree, t: Telling, time: TimeExpression) -> bool:
    """Whether no other clause stands between an expression and the telling."""
    path = {t.verb, *tree.up(t.verb, 6)}
    for i in tree.up(_head(tree, time), 8):
        if i in path:
            return True
        if tree.words[i].relation in ("acl", "acl:relcl", "advcl", "ccomp"):
            return False
    return False


def share_occasion(tree: Tree, groups: list[list[Telling]]) -> None:
    """What the same one goes on to say or do at a meeting shares the day told just before."""
    last: dict[int, tuple[int, TimeExpression]] = {}
    for group in groups:
        best = group[0]
        here = tree.words[best.word].sentence
        time = next((t.time for t in group if t.time is not None), None)
        spoken = best.kind in _SPOKEN and not best.noun and best.status is EventStatus.ASSERTED
        if not spoken:
            continue
        if time is not None and time.interval is not None:
            if time.interval.precision is Precision.DAY:
                for m in best.agents:
                    last[m.actor] = (here, time)
            else:
                for m in best.agents:
                    last.pop(m.actor, None)
            continue
        if tree.words[best.word].tag not in ("VBD", "VBG", "VBN"):
            continue
        for m in best.agents:
            at, told = last.get(m.actor, (-99, None))
            if told is not None and 0 <= here - at <= _NEAR:
                best.time, best.inherited = told, True
                last[m.actor] = (here, told)
                break
