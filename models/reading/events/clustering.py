"""Merges tellings of the same event."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from models.dates.interval import Precision
from models.reading.doc import (
    ActorKind,
    EventKind,
    EventStatus,
    Mention,
    ParagraphKind,
)
from models.reading.events.harm import HARM, is_other_toll, is_outcome, tells_outcome
from models.reading.events.likeness import NEAR_KINDS, SURE, Likeness, score
from models.reading.events.mention import EventMention, Group
from models.reading.events.senses import noun_pair
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.senses import Strength, exclude, families
from models.reading.people.phrases import Tree

_VERB_MATCH_RESULT = word_class("verb.match.result")

# Both keep the work linear in the length of a text: so many happenings back, and of one that is told
# over and over the first and the last tellings.
_LOOK_BACK = 60
_TOLD_OFTEN, _FEW = 24, 12
# What is over in a moment; the clocks of two places may put it on two days.
_SUDDEN = word_class("happening.sudden")
# Words a text uses for a disaster or an attack it has reported.
_CALLED = {
    EventKind.DISASTER: word_class("happening.accident"),
    EventKind.ATTACK: word_class("happening.attack"),
}
_BEFORE = word_class("adjective.other_time")
_APART = word_class("adverb.other_time")
_BESIDES = word_class("adverb.besides")
_MATCHES = word_class("verb.match")
_AT_STAKE = word_class("noun.match")
_CONTESTS = word_class("noun.contest")
_MOST_BACK = 12  # events back that such a word means one of
_NEAR = 4  # sentences
# Verbs that say little without their object or particle.
_CARRIES = word_class("verb.light.carry")
_LIKE = 2  # words that two tellings of one happening share


def clustered(tree: Tree, mentions: Sequence[EventMention]) -> list[Group]:
    """Groups of mentions of the same event, best first; headlines only support others."""
    groups: list[list[EventMention]] = []
    by_word = {t.word: t for t in mentions}
    contents = _Contents(tree)
    body = [t for t in mentions if t.where is not ParagraphKind.HEADLINE]
    for t in body + [t for t in mentions if t.where is ParagraphKind.HEADLINE]:
        group = _best(tree, t, groups, contents, by_word) or _told_before(tree, t, groups)
        if group is not None:
            group.append(t)
        elif not t.definite:
            groups.append([t])
    ranked = [tuple(sorted(group, key=lambda t: _rank(tree, t))) for group in groups]
    return sorted(ranked, key=lambda g: g[0].word)


def _best(
    tree: Tree,
    t: EventMention,
    groups: Sequence[list[EventMention]],
    contents: "_Contents",
    by_word: Mapping[int, EventMention],
) -> list[EventMention] | None:
    """The group that a mention goes with best, by its points; a blow takes its outcome at once."""
    best: tuple[int, list[EventMention]] | None = None
    for group in reversed(groups[-_LOOK_BACK:]):
        some = _some(group)
        if any(is_outcome(tree, t, e, by_word) for e in some):
            return group
        near = any(_is_near(t, e) for e in some)  # else there are no points in it
        if not near or any(_conflict(tree, t, e) for e in some):
            continue
        points = max(_points(tree, t, e, contents) for e in some)
        if points >= SURE and (best is None or points > best[0]):
            best = (points, group)
    return None if best is None else best[1]


class _Contents:
    """The content words of mentions, worked out once each."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[tuple[int, ...], frozenset[str]] = {}

    def of(self, t: EventMention) -> frozenset[str]:
        """The content words of a mention besides its trigger: nouns, names, numbers."""
        if t.words not in self._known:
            self._known[t.words] = _content(self._tree, t)
        return self._known[t.words]


def _some(group: Sequence[EventMention]) -> Sequence[EventMention]:
    """The tellings that represent a group."""
    return group if len(group) <= _TOLD_OFTEN else [*group[:_FEW], *group[-_FEW:]]


def _told_before(
    tree: Tree, t: EventMention, groups: list[list[EventMention]]
) -> list[EventMention] | None:
    """The disaster or attack, reported before, that "the accident" or "the attack" means."""
    if not (t.definite or t.again):
        return None
    names = _nouns(tree, t)
    for group in reversed(groups[-_MOST_BACK:]):
        some = _some(group)
        if names & _SUDDEN and _is_same_shock(tree, t, names, some):
            return group
        kinds = {EventKind.DISASTER if e.kind is EventKind.DEATH else e.kind for e in some}
        known = any(names & _CALLED[kind] for kind in kinds if kind in _CALLED)
        if known and not any(_conflict(tree, t, e) for e in some):
            return group
    return None


def _nouns(tree: Tree, t: EventMention) -> set[str]:
    return {tree.words[i].lemma.lower() for i in t.words if tree.words[i].tag == Tag.NN}


def _is_same_shock(
    tree: Tree, t: EventMention, names: set[str], group: Sequence[EventMention]
) -> bool:
    """Whether "the quake" is the earthquake a group tells of, a day apart at most by the clock."""
    known = families()
    told = {name for e in group if e.kind in HARM for name in _nouns(tree, e)}
    same = any(
        a == b or known.get(a, frozenset()) & known.get(b, frozenset())
        for a in names & _SUDDEN
        for b in told & _SUDDEN
    )
    if not same:
        return False
    return all(
        e.status is t.status
        and _overlap(tree, _ids(e.agents), _ids(t.agents)) >= 0
        and _overlap(tree, _ids(e.places), _ids(t.places)) >= 0
        and (_same_time(e, t) or _is_day_apart(e, t))
        for e in group
    )


def _is_day_apart(a: EventMention, b: EventMention) -> bool:
    if not (a.time and b.time and a.time.interval and b.time.interval):
        return True
    x, y = a.time.interval, b.time.interval
    if Precision.DAY not in (x.precision, y.precision) or x.precision is not y.precision:
        return False
    return abs((x.earliest or 0) - (y.earliest or 0)) <= 1


def _rank(tree: Tree, t: EventMention) -> tuple[bool, bool, bool, float, int]:
    told = t.confidence + 0.1 * (t.kind is not EventKind.OTHER)
    return (t.where is ParagraphKind.HEADLINE, t.noun, tells_outcome(tree, t), -told, t.word)


def _content(tree: Tree, t: EventMention) -> frozenset[str]:
    """The content words of a telling besides its trigger: nouns, names, numbers."""
    found = set()
    own = set(t.words)
    for i in tree.subtree(t.word, 40):
        w = tree.words[i]
        if i not in own and w.pos in (Pos.NOUN, Pos.PROPN, Pos.NUM, Pos.VERB) and len(w.text) > 1:
            found.add(w.lemma.lower())
    return frozenset(found)


def _points(tree: Tree, a: EventMention, b: EventMention, contents: "_Contents") -> int:
    """How likely two mentions tell of one event; what cannot go together is not looked at closely."""
    if not _is_near(a, b):
        return 0
    return score(likeness(tree, a, b, contents.of(a) & contents.of(b)))


def _is_near(a: EventMention, b: EventMention) -> bool:
    return a.kind is b.kind or frozenset((a.kind, b.kind)) in NEAR_KINDS


def likeness(tree: Tree, a: EventMention, b: EventMention, shared: frozenset[str]) -> Likeness:
    """The facts by which two mentions are weighed; ``shared``: content words that both have."""
    one, two = tree.words[a.word].sentence, tree.words[b.word].sentence
    late = max(a, b, key=lambda t: t.word)
    return Likeness(
        a.kind,
        b.kind,
        related=_related(tree, a, b),
        same_status=_same_status(a, b),
        same_time=_same_time(a, b),
        dated=a.time is not None and b.time is not None and a.time.value == b.time.value,
        counted=_other_number(tree, a, b),
        speeches=a.speech and b.speech,
        agents=_overlap(tree, _ids(a.agents), _ids(b.agents)),
        targets=_overlap(tree, _ids(a.targets), _ids(b.targets)),
        crossed=_is_crossed(tree, a, b),
        headline=ParagraphKind.HEADLINE in (a.where, b.where),
        again=late.again or late.definite,
        definite=a.definite or b.definite,
        noun=a.noun or b.noun,
        nobody=not (a.agents or a.targets) or not (b.agents or b.targets),
        one_sentence=one == two,
        sentences=abs(one - two),
        words=abs(a.word - b.word),
        shared=len(shared),
        told=len(shared - _who(tree, a) - _who(tree, b)),
    )


def _who(tree: Tree, t: EventMention) -> set[str]:
    """The words that name who acts and who is affected."""
    cast = (*t.agents, *t.targets)
    return {tree.words[i].lemma.lower() for m in cast for i in range(m.first, m.last)}


def _other_number(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether one reports a meeting or visit and the other, by the same noun, several."""
    x, y = tree.words[a.word], tree.words[b.word]
    counted = a.noun and b.noun and a.kind in (EventKind.MEETING, EventKind.VISIT)
    return counted and x.lemma == y.lemma and {x.tag, y.tag} == {Tag.NN, Tag.NNS}


def _conflict(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether two mentions cannot be the same event: other people, another time."""
    return any(holds(tree, a, b) for holds in CONFLICTS.values())


def _is_other_occasion(_tree: Tree, a: EventMention, b: EventMention) -> bool:
    return a.once is not b.once


def _is_contrary(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether the outcomes exclude each other: "sentenced" and "acquitted"."""
    return exclude(_lemmas(tree, a), _lemmas(tree, b))


def _is_one_more(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether the later one is told as one more by the same: "Lee also announced"."""
    early, late = sorted((a, b), key=lambda t: t.word)
    same = early.where is late.where and _ids(a.agents) & _ids(b.agents)
    return bool(same and tree.lows(late.word, Rel.ADVMOD) & _BESIDES)


def _is_at_other_time(_tree: Tree, a: EventMention, b: EventMention) -> bool:
    return not _same_time(a, b)


def _is_of_others(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether others act or suffer, and it is no meeting told from the other side."""
    apart = (
        _overlap(tree, _ids(a.agents), _ids(b.agents)) < 0
        or _overlap(tree, _ids(a.targets), _ids(b.targets)) < 0
    )
    return apart and not _is_crossed(tree, a, b)


def _is_contest(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether one reports an election and the other who was elected or lost in it."""
    if not a.kind is b.kind is EventKind.ELECTION or ParagraphKind.HEADLINE in (a.where, b.where):
        return False
    contests = [t for t in (a, b) if {tree.lemma(i) for i in t.words} & _CONTESTS]
    if len(contests) != 1:
        return False
    contest, outcome = contests[0], b if contests[0] is a else a
    people = {m.actor for m in (*outcome.agents, *outcome.targets)}
    named = any(tree.doc.actors[i].kind is ActorKind.PERSON for i in people)
    return named and not people & _ids(contest.agents)


def _is_crossed(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether two tellings can be one despite other actors: a meeting, or a match of two teams."""
    mine, others = a.involved(), b.involved()
    if a.kind is EventKind.MEETING:
        with_others = _overlap(tree, _ids(a.targets), _ids(b.targets)) < 0
        return bool(mine & others) and not (with_others and _ids(a.agents) & _ids(b.agents))
    if "sport" not in tree.topics or not (mine and others):
        return False
    played = all(_lemmas(tree, t) & _MATCHES and not _wins_else(tree, t) for t in (a, b))
    return played and (mine <= others or others <= mine)


def _is_another(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether one reports the occasion before or after: "the previous round", "Earlier on Friday, …"."""
    if a.kind is not EventKind.MEETING:
        return False
    mine, others = (
        {low for i in t.words for j in (i, tree.words[i].head) for low in _describing(tree, j)}
        for t in (a, b)
    )
    if mine != others:
        return True
    if ParagraphKind.HEADLINE in (a.where, b.where):
        return False
    late = max(a, b, key=lambda t: t.word)
    sentence = tree.words[late.word].sentence
    first = tree.doc.sentences[sentence].first
    opens = tree.words[first].text.lower() in _APART
    return opens and tree.words[min(a.word, b.word)].sentence < sentence and not late.definite


def _describing(tree: Tree, i: int) -> set[str]:
    noun = i >= 0 and tree.words[i].tag in (Tag.NN, Tag.NNS)
    return tree.lows(i, Rel.AMOD) & _BEFORE if noun else set()


def _wins_else(tree: Tree, t: EventMention) -> bool:
    """Whether what is won or lost isn't a match: "won a corner kick", "won the award"."""
    if t.noun or tree.lemma(t.word) not in _VERB_MATCH_RESULT:
        return False
    return any(tree.words[o].lemma.lower() not in _AT_STAKE for o in tree.objects(t.word))


def _ids(mentions: Sequence[Mention]) -> set[int]:
    return {m.actor for m in mentions}


def _overlap(tree: Tree, a: set[int], b: set[int]) -> int:
    """2 for shared actors, 1 where one speaks for the other, 0 where one names none, -1 else."""
    if not a or not b:
        return 0
    if a & b:
        return 2
    return 1 if _serve(tree, a, b) or _serve(tree, b, a) else -1


def _serve(tree: Tree, a: set[int], b: set[int]) -> bool:
    """Whether one of some actors holds an office of a body or country among others."""
    actors = tree.doc.actors
    served = (actors[i] for i in b if actors[i].kind is not ActorKind.PERSON)
    names = {n for actor in served for n in (actor.name, *actor.aliases)}
    return any(r.of in names for i in a for r in actors[i].roles if r.of)


def _same_status(a: EventMention, b: EventMention) -> bool:
    if a.status is b.status:
        return True
    if {a.status, b.status} & {EventStatus.NEGATED, EventStatus.PLANNED}:
        return False
    if EventStatus.ASSERTED in (a.status, b.status):
        return bool(a.involved() & b.involved())
    return True


def _same_time(a: EventMention, b: EventMention) -> bool:
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


def _related(tree: Tree, a: EventMention, b: EventMention) -> bool:
    """Whether the trigger words mean the same: one word, one family, one stem."""
    known = families()
    mine, others = _lemmas(tree, a), _lemmas(tree, b)
    return any(
        _one_word(x, y) or known.get(x, frozenset()) & known.get(y, frozenset())
        for x in mine
        for y in others
    )


def _one_word(x: str, y: str) -> bool:
    """Whether two words are one, or of one stem: "meet" and "meeting", but not "put" twice."""
    if x == y:
        return x not in _CARRIES
    return (len(x) > 4 and len(y) > 4 and x[:5] == y[:5]) or x + "ing" == y or y + "ing" == x


def _lemmas(tree: Tree, t: EventMention) -> set[str]:
    told = [
        i for i in t.words if i == t.word or tree.words[i].relation != Rel.OBL or t.kind in HARM
    ]
    known = families()
    found = {pair if (pair := noun_pair(tree, i)) in known else tree.lemma(i) for i in told}
    if len(found) > 1 and not t.noun and t.strength is not Strength.STRONG:
        found.discard(tree.lemma(t.word))
    return found


CONFLICTS: Mapping[str, Callable[[Tree, EventMention, EventMention], bool]] = MappingProxyType(
    {
        "other toll": is_other_toll,
        "contrary outcome": _is_contrary,
        "one more": _is_one_more,
        "other occasion": _is_other_occasion,
        "the vote and its outcome": _is_contest,
        "the one before or after": _is_another,
        "other time": _is_at_other_time,
        "other people": _is_of_others,
    }
)
"""Why a mention cannot join a group at all, by name."""
