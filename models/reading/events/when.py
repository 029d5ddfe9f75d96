"""When an event was: the time expression that grammar ties to it, or that it shares.

Grammar first: the nearest telling above an expression; below it where the verb above tells of
nothing itself ("today began selling", "there was … on Sunday"). Then clauses share within a
sentence, and what is told on in the simple past shares the day of the occasion told before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.dates.basis import DateBasis
from models.dates.derivation import derive, rule_in_words
from models.dates.interval import Precision
from models.reading.doc import (
    Doc,
    EventKind,
    EventStatus,
    ParagraphKind,
    TimeExpression,
    TimeType,
)
from models.reading.events.telling import Telling
from models.reading.syntax import Tree
from models.reading.tense import verb_before

_SPOKEN = (
    EventKind.STATEMENT, EventKind.SUPPORT, EventKind.AGREEMENT, EventKind.REQUEST, EventKind.REJECTION,
    EventKind.ACCUSATION, EventKind.MEETING, EventKind.THREAT,
)  # fmt: skip
_GATHERED = (EventKind.MEETING, EventKind.VISIT)
_SHARES = ("conj", "advcl", "xcomp", "ccomp", "acl", "acl:relcl", "parataxis", "obl", "nmod")
_SAME_TIME = frozenset("when as while where".split())
_APART = frozenset("after before since until till once if".split())
_MEANWHILE = ("in", "during", "at", "amid", "on")
_LISTING = ("and", ",", ", and", "and in", "and on")
_BESIDE = ("compound", "nmod:poss", "amod", "nummod", "nmod:tmod", "obl:tmod")
_RARE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|only|most|least|best|worst|record|(?!rest|west|east)\w{2,}est)\b"
    r"[^.;:,]{1,70}\bsince (?:the |early |late |at least |around )*\Z",
    re.IGNORECASE,
)
_LEAD = 3  # sentences that can date what an article reports
_NEAR = 2  # sentences over which one happening is told
_SPEECH_NEAR = 8  # sentences over which one speaker goes on
_CLAUSES = 6  # clauses above a verb that are looked at
_MAIN = ("conj", "parataxis", "ccomp", "xcomp")
_CALENDAR = ("day", "week", "month", "year")
_ROUNDS = 3  # clauses under clauses that share


def assign_times(tree: Tree, tellings: list[Telling]) -> None:
    """Give each telling its time expression, where it has one."""
    by_word = {i: t for t in reversed(tellings) for i in reversed(t.words)}
    times = [t for t in tree.doc.times if t.interval is not None and t.type in (TimeType.DATE, TimeType.TIME)]  # fmt: skip
    tied: dict[int, TimeExpression] = {}  # verbs, telling or not, with the time they have
    times = [t for t in times if not _is_date_line(tree.doc, t) and not _compares(tree.doc, t)]
    for time in times:
        _attach(tree, by_word, time)
        beside = verb_before(tree.doc, time.first)
        for i in tree.up(_head(tree, time), 3) if beside is None else (beside,):
            tied.setdefault(i, time)
            if tree.words[i].pos in ("VERB", "AUX"):
                break
    _count_back(tree, tellings)
    for _ in range(_ROUNDS):
        for t in tellings:
            if t.time is None:
                _share(tree, by_word, tied, t)
    _alone(tree, tellings, times)


def _count_back(tree: Tree, tellings: list[Telling]) -> None:
    """ "It is two weeks since she left": so long before the publication."""
    published = tree.doc.day
    for t in tellings:
        if t.time is not None or t.noun or "since" not in tree.lows(t.word, "mark"):
            continue
        above = tree.words[t.word].head
        now = {tree.words[c].tag for c in (above, *tree.child(above, "cop", "aux")) if c >= 0}
        for span in tree.doc.times:
            unit, number = (
                (span.spec[1], int(span.spec[2])) if span.spec[:1] == ("duration",) else ("", 0)
            )
            if unit == "hour" and number % 24 == 0:
                unit, number = "day", number // 24
            beside = span.last < t.word and tree.words[span.last].text.lower() == "since"
            if not beside or not number or not now & {"VBZ", "VBP"}:
                continue
            if (
                unit not in _CALENDAR
                or tree.words[span.first].sentence != tree.words[t.word].sentence
            ):
                continue
            rule = f"unit {unit} -{number}"
            if (interval := derive([rule], published)) is not None:
                basis = DateBasis(
                    span.text, rule_in_words(rule), "publication", published, None, interval,
                    span.spec, (rule,),
                )  # fmt: skip
                t.time = replace(span, interval=interval, basis=basis)


def _is_date_line(doc: Doc, time: TimeExpression) -> bool:
    """Whether an expression is the article's date run into its first words: "May 4, 2015 The …"."""
    own = doc.day
    paragraph = doc.paragraphs[doc.sentences[doc.words[time.first].sentence].paragraph]
    after = doc.text[time.end : time.end + 2]
    return (
        time.start == paragraph.start and time.interval == own and bool(re.match(r"\s[A-Z]", after))
    )


def _compares(doc: Doc, time: TimeExpression) -> bool:
    """Whether an expression only says how rare something is: "the first victory since 1958"."""
    sentence = doc.sentences[doc.words[time.first].sentence]
    return bool(_RARE.search(doc.text, sentence.start, time.start))


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
            if time.interval == last.interval:
                continue  # "between 2004 and 2005" is one time
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
    if _is_of_noun(tree, time, head):
        _date_noun(tree, by_word, words[head].head, time)
        return
    if _of_last_time(tree, by_word, time, head):
        return
    verb, beside = -1, verb_before(tree.doc, time.first)
    head = head if beside is None else beside
    for i in (head, *tree.up(head, 6)):
        t = by_word.get(i)
        if t is not None:
            t = _before_verb(tree, by_word, t, time)
            direct = beside is not None or words[head].head in t.words
            if t.time is None or (direct and not _direct(tree, t)) or _finer(time, t.time, tree):
                t.time = time
            return
        w = words[i]
        if (i != head or beside is not None) and (
            w.pos in ("VERB", "AUX") or w.relation in ("acl:relcl", "ccomp")
        ):
            verb = i if verb < 0 else verb
            if w.pos == "AUX" or _carries(tree, i):
                continue
            break
    if verb >= 0:
        for t in _below(tree, by_word, verb):
            t.time = t.time or time


def _is_of_noun(tree: Tree, time: TimeExpression, head: int) -> bool:
    """Whether an expression only says which: "his Jan. 17 remarks", "Monday's attack"."""
    noun = tree.words[head].head
    if noun < time.last or tree.words[noun].tag not in ("NN", "NNS"):
        return False
    return tree.words[head].relation in _BESIDE and tree.case(head) in ("", "'s", "’s", "'", "’")


def _date_noun(tree: Tree, by_word: dict[int, Telling], noun: int, time: TimeExpression) -> None:
    """The noun's own telling, else the participle that tells of it: "Monday's remarks, made in …"."""
    for i in (noun, *tree.child(noun, "acl")):
        t = by_word.get(i)
        if t is not None and (t.noun or i != noun or t.word in tree.up(noun, 1)):
            t.time = t.time or time
            return


def _below(tree: Tree, by_word: dict[int, Telling], verb: int) -> Iterator[Telling]:
    """What a verb that tells of nothing itself is about: its complement, its event noun."""
    todo = tree.child(verb, "xcomp")
    todo += [
        c
        for c in tree.child(verb, "advcl")
        if tree.words[c].tag == "VBG" and not tree.child(c, "mark")
    ]
    todo += [c for x in todo for c in tree.child(x, "xcomp")]
    if not todo and tree.words[verb].relation == "acl":
        todo = [tree.words[verb].head]
    for i in todo or tree.child(verb, "nsubj", "nsubj:pass", "obj"):
        t = by_word.get(i)
        if t is not None and t.status is not EventStatus.PLANNED:
            yield t


def _of_last_time(tree: Tree, by_word: dict[int, Telling], time: TimeExpression, head: int) -> bool:
    """Date what "the last time …" tells of: "the last time he came was in 2017"."""
    for i in (head, *tree.up(head, 2)):
        for n in tree.child(i, "nsubj", "obl", "obl:tmod", "nmod:tmod"):
            if tree.words[n].lemma.lower() not in ("time", "occasion") or tree.case(n):
                continue
            for c in tree.child(n, "acl:relcl", "acl", "ccomp"):
                if (t := by_word.get(c)) is not None and t.time is None and n < time.first:
                    t.time, t.once = time, True
                    return True
    return False


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
    if t.time is None:
        return False
    beside = verb_before(tree.doc, t.time.first)
    return (tree.words[_head(tree, t.time)].head if beside is None else beside) in t.words


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


def _share(
    tree: Tree, by_word: dict[int, Telling], tied: dict[int, TimeExpression], t: Telling
) -> None:
    """A clause shares the time of the one it continues: "visited in April and met"."""
    time = (
        _of_clause_beside(tree, tied, t)
        or _of_occasion_named(tree, by_word, t)
        or _of_verb_there(tree, tied, t)
    )
    if time is None:
        host = _host(tree, by_word, t)
        if host is None or host.time is None or not _goes_on(tree, t, host):
            return
        time = host.time
    t.time, t.inherited = time, True


def _of_clause_beside(
    tree: Tree, tied: dict[int, TimeExpression], t: Telling
) -> TimeExpression | None:
    """The time of a clause with when, as or while: "as the law took effect on Friday, they fled"."""
    if t.noun:
        return None
    for i in (
        t.word,
        *([tree.words[t.word].head] if tree.words[t.word].relation == "xcomp" else []),
    ):
        for c in tree.child(i, "advcl"):
            if c in tied and tree.lows(c, "mark", "advmod") & _SAME_TIME and c != t.word:
                return tied[c]
    return None


def _of_occasion_named(
    tree: Tree, by_word: dict[int, Telling], t: Telling
) -> TimeExpression | None:
    """The time of the meeting or the like at which it was: "agreed at a summit in May"."""
    for i in (*t.words, *(tree.child(t.word, "acl") if t.noun else tree.child(t.word, "obj"))):
        for c in tree.child(i, "obl", *(() if t.noun else ("nmod",))):
            named = by_word.get(c)
            if named is not None and named.noun and named is not t and named.time is not None and tree.case(c) in _MEANWHILE:  # fmt: skip
                return named.time
    return None


def _of_verb_there(
    tree: Tree, tied: dict[int, TimeExpression], t: Telling
) -> TimeExpression | None:
    """The time of what was done at a meeting is the meeting's: "reached at a summit in May"."""
    w = tree.words[t.word]
    if not t.noun or w.relation != "obl" or t.kind not in _GATHERED:
        return None
    return tied.get(w.head) if tree.case(t.word) in _MEANWHILE else None


def _host(tree: Tree, by_word: dict[int, Telling], t: Telling) -> Telling | None:
    """The telling of the clause that a clause hangs on."""
    w = tree.words[t.word]
    if w.relation not in _SHARES or w.head < 0 or (t.noun and w.relation == "nmod"):
        return None
    host = by_word.get(w.head)
    above = tree.words[w.head]
    if host is None and w.relation == "acl:relcl" and not tree.own(w.head) and above.head >= 0:
        host = by_word.get(above.head)
    return None if host is t else host


def _goes_on(tree: Tree, t: Telling, host: Telling) -> bool:
    """Whether a clause tells of the time of the clause above it."""
    w = tree.words[t.word]
    marks = tree.lows(t.word, "mark", "advmod")
    if t.status is not host.status and EventStatus.PLANNED in (t.status, host.status):
        return False
    match w.relation:
        case "conj":
            before = host.time is not None and host.time.start < w.start
            return before or not tree.child(t.word, "nsubj", "nsubj:pass")
        case "xcomp":
            return True
        case "advcl":
            return (w.tag == "VBG" and not marks) or bool(marks & _SAME_TIME)
        case "acl":
            return w.tag == "VBG" and host.noun
        case "acl:relcl":
            return not host.noun and tense(tree, t.word) == tense(tree, host.word) == "past"
        case "obl":
            return t.noun and not host.noun and tree.case(t.word) in _MEANWHILE
        case "ccomp":
            return host.speech and not t.noun and tense(tree, t.word) in ("past", "perfect")
    return False


def tense(tree: Tree, i: int, depth: int = 0) -> str:
    """The tense of the clause of a verb: past, perfect, pluperfect, present, future, "" unknown."""
    w = tree.words[i]
    helpers = {tree.words[c].text.lower() for c in tree.child(i, "aux", "aux:pass", "cop")}
    if helpers & {"will", "'ll", "’ll", "wo", "shall"}:
        return "future"
    if helpers & {"had", "'d", "’d"}:
        return "pluperfect"
    if helpers & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if helpers & {"was", "were", "did"}:
        return "past"
    if helpers & {"is", "are", "am", "does", "do", "be", "would", "could", "may", "might", "should", "must", "can"}:  # fmt: skip
        return "present"
    clause = ("conj", "xcomp", "advcl")
    if w.relation in clause and w.head >= 0 and depth < 4 and not tree.child(i, "nsubj", "nsubj:pass"):  # fmt: skip
        above = tree.words[w.head]
        if w.tag in ("VB", "VBG", "VBN") or (w.tag == "VBD" and above.tag == "VBN"):
            return tense(tree, w.head, depth + 1)
    return {"VBD": "past", "VBN": "past", "VBZ": "present", "VBP": "present"}.get(w.tag, "")


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


@dataclass(frozen=True, slots=True)
class _Occasion:
    """A day that the text told of, and where."""

    time: TimeExpression
    sentence: int


def share_occasion(tree: Tree, groups: list[list[Telling]]) -> None:
    """What is told on in the simple past shares the day told just before.

    Speakers keep the day of their first word; whoever speaks after a lead that dates what was
    said shares its day; what happens shares the day of what happened in the sentences before. A
    lead that names no day tells the news of the article's own.
    """
    story = _Story(tree)
    for group in groups:
        if group[0].where is not ParagraphKind.BODY:
            continue
        if all(t.time is None for t in group):
            told = story.occasion_of(group[0])
            if told is not None:
                group[0].time, group[0].inherited = told.time, True
        story.add(group)


class _Story:
    """The days that an article told of so far."""

    def __init__(self, tree: Tree) -> None:
        doc = tree.doc
        self.tree = tree
        self.dated = {
            tree.words[t.first].sentence
            for t in doc.times
            if t.interval is not None and t.type in (TimeType.DATE, TimeType.TIME)
        }
        body = [
            n for n, s in enumerate(doc.sentences)
            if doc.paragraphs[s.paragraph].kind is ParagraphKind.BODY
        ]  # fmt: skip
        self.head = frozenset(body[:_LEAD])
        self.said: dict[int, _Occasion] = {}
        self.last: _Occasion | None = None
        self.begun = False  # whether a time was told
        self.page = _own_day(doc, body[0]) if body else None
        self.lead = _dateline(doc, body[0]) if body else None
        self.page = self.lead or self.page

    def occasion_of(self, t: Telling) -> _Occasion | None:
        """The occasion that a telling without a time goes on with, if there is one."""
        here = self.tree.words[t.word].sentence
        if not self._tells_on(t):
            return None
        if here in self.head and not self.begun and self._is_main(t):
            return self.page
        alone = here not in self.dated
        if t.kind not in _SPOKEN:
            near = self.last is not None and here - self.last.sentence <= _NEAR
            return self.last if near and alone else None
        for m in t.agents:
            told = self.said.get(m.actor)
            if told is not None and here - told.sentence <= _SPEECH_NEAR:
                return told
        return self.lead if alone and t.kind is not EventKind.MEETING else None

    def _tells_on(self, t: Telling) -> bool:
        """Whether a telling goes on with the story: simple past, no plan, no quotation."""
        if t.status is EventStatus.PLANNED or t.noun:
            return t.noun and t.status is not EventStatus.PLANNED
        if self.tree.quoted[t.word] >= 0 or self.tree.words[t.word].tag not in ("VBD", "VBN"):
            return False
        if self.tree.words[t.word].relation == "acl":
            return False  # "the house built by her father": any time before
        if any(self.tree.lows(i, "mark") & _APART for i in (t.word, *self.tree.up(t.word, 2))):
            return False
        return tense(self.tree, t.word) == "past"

    def _is_main(self, t: Telling) -> bool:
        """Whether it stands in a main clause or in what somebody says."""
        i = t.verb if t.verb >= 0 else t.word
        for _ in range(_CLAUSES):
            w = self.tree.words[i]
            if w.head < 0:
                return True
            if w.relation not in _MAIN and not t.noun:
                return False
            i = w.head
        return False

    def add(self, group: list[Telling]) -> None:
        """Take note of the day of an event."""
        t = next((t for t in group if t.time is not None), None)
        if t is None or t.time is None or t.time.interval is None:
            return
        if t.status is EventStatus.PLANNED:
            return
        self.begun = self.begun or bool(t.time.text and not t.inherited)
        if t.time.interval.precision is not Precision.DAY:
            if not t.inherited:
                self.last = None
                for actor in t.involved():
                    self.said.pop(actor, None)
            return
        here = self.tree.words[t.word].sentence
        occasion = _Occasion(t.time, here)
        if t.kind not in _SPOKEN:
            self.last = occasion
        if t.kind in _SPOKEN or t.kind in _GATHERED:
            gathered = (*t.targets, *t.others) if t.kind in _GATHERED else ()
            for m in (*t.agents, *gathered):
                self.said[m.actor] = occasion
            if here in self.head and not t.noun and not t.inherited:
                self.lead = occasion


def _dateline(doc: Doc, first: int) -> _Occasion | None:
    """The day of a dateline that names its place or agency: "SEOUL, Oct. 12 (Yonhap) --"."""
    for time in doc.times:
        place = doc.words[time.first].sentence
        if place >= first:
            return None
        line = doc.paragraphs[doc.sentences[place].paragraph]
        if line.kind is not ParagraphKind.DATELINE or time.interval is None:
            continue
        around = doc.text[line.start : time.start] + doc.text[time.end : line.end]
        if time.interval.precision is Precision.DAY and re.search(r"[^\W\d_]{3}", around):
            return _Occasion(time, first)
    return None


def _own_day(doc: Doc, first: int) -> _Occasion | None:
    """The day of the publication, as if the article's first words named it."""
    day = doc.day
    if day is None or day.precision is not Precision.DAY:
        return None
    basis = DateBasis("", "the same day as", "publication", day, None, day, (), ("unit day 0",))
    at = doc.sentences[first]
    time = TimeExpression(
        at.start, at.start, "", TimeType.DATE, day.edtf, at.first, at.first, day, basis
    )
    return _Occasion(time, first)
