"""Links events to time expressions, by grammar or by sharing.

Grammar first: the nearest telling above an expression; below it where the verb above tells of
nothing itself ("today began selling", "there was … on Sunday"). Then clauses share within a
sentence (:mod:`models.reading.events.sharing`), and what is told on shares the day of the occasion
told before (:mod:`models.reading.events.occasions`).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from models.dates.basis import DateBasis
from models.dates.derivation import derive, rule_in_words
from models.dates.interval import Precision
from models.reading.doc import Doc, EventStatus, ParagraphKind, TimeExpression, TimeType
from models.reading.events.mention import EventMention
from models.reading.events.sharing import Anchors, shared
from models.reading.grammar.tense import arranging, is_to_come, verb_before
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree
from models.reading.time.found import is_converted

_VERB_SCHEDULED = word_class("verb.scheduled")

_LISTING = word_class("conj.listing")
_BESIDE = (Rel.COMPOUND, Rel.NMOD_POSS, Rel.AMOD, Rel.NUMMOD)
_RARE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|only|most|least|best|worst|record|(?!rest|west|east)\w{2,}est)\b"
    r"[^.;:,]{1,70}\bsince (?:the |early |late |at least |around )*\Z",
    re.IGNORECASE,
)
_SINCE, _BEFORE = 60, 200  # characters before an expression that may hold "since", and what is rare
_CALENDAR = word_class("time.unit.calendar")
_ROUNDS = 3  # clauses under clauses that share


def anchored(tree: Tree, mentions: Sequence[EventMention]) -> list[EventMention]:
    """The mentions with their time expressions, where they have one."""
    known = [t for t in tree.doc.times if t.interval is not None and t.type in (TimeType.DATE, TimeType.TIME)]  # fmt: skip
    return tied(tree, mentions, known)


def tied(
    tree: Tree, mentions: Sequence[EventMention], times: Sequence[TimeExpression]
) -> list[EventMention]:
    """The mentions, those without a time with the expression that grammar links to them."""
    found = Anchors.of(mentions)
    verbs: dict[int, TimeExpression] = {}  # verbs, of a mention or not, with the time they have
    times = [t for t in times if not _is_date_line(tree.doc, t) and not _compares(tree.doc, t)]
    elsewhere = {b.start for a, b in pairwise(tree.doc.times) if is_converted(tree.doc, a, b)}
    times = [t for t in times if t.start not in elsewhere]
    arranged = {t.start for t in times if _date_arranged(tree, found, t)}
    times = [t for t in times if t.start not in arranged]
    for time in times:
        _attach(tree, found, time)
        beside = verb_before(tree.doc, time.first)
        for i in tree.up(tree.head_of(time.first, time.last), 3) if beside is None else (beside,):
            verbs.setdefault(i, time)
            if tree.words[i].pos in (Pos.VERB, Pos.AUX):
                break
    _count_back(tree, found)
    for n, t in enumerate(mentions):
        found.put(n, tree.entry(t.word), "entry")
    for _ in range(_ROUNDS):
        for n in range(len(mentions)):
            told = shared(tree, found, verbs, n) if found.times[n] is None else None
            if told is not None:
                found.set(n, told, "shared")
                found.inherited.add(n)
    _alone(tree, found, times)
    return found.given()


def _date_arranged(tree: Tree, found: Anchors, time: TimeExpression) -> bool:
    """ "Set the trial for Monday": the day of the trial alone, if that is told by itself."""
    verb = arranging(tree.doc, time.first, time.last)
    if verb is None:
        return False
    for noun in tree.child(verb, Rel.OBJ, Rel.NSUBJ_PASS):
        n = found.by_word.get(noun)
        if n is not None and found.mentions[n].word == noun:
            found.put(n, time, "arranged")
    return True


def _count_back(tree: Tree, found: Anchors) -> None:
    """ "It is two weeks since she left": so long before the publication."""
    published = tree.doc.day
    for n, t in enumerate(found.mentions):
        if found.times[n] is not None or t.noun or "since" not in tree.lows(t.word, Rel.MARK):
            continue
        for span in tree.doc.times:
            rule = _counted(tree, t, span)
            if rule is not None and (interval := derive([rule], published)) is not None:
                basis = DateBasis(
                    span.text, rule_in_words(rule), "publication", published, None, interval,
                    span.spec, (rule,),
                )  # fmt: skip
                found.set(n, replace(span, interval=interval, basis=basis), "since")


def _counted(tree: Tree, t: EventMention, span: TimeExpression) -> str | None:
    """The rule by which a duration before "since" dates what follows."""
    above = tree.words[t.word].head
    now = {tree.words[c].tag for c in (above, *tree.child(above, Rel.COP, Rel.AUX)) if c >= 0}
    unit, number = (span.spec[1], int(span.spec[2])) if span.spec[:1] == ("duration",) else ("", 0)
    if unit == "hour" and number % 24 == 0:
        unit, number = "day", number // 24
    beside = span.last < t.word and tree.words[span.last].text.lower() == "since"
    if not beside or not number or not now & {Tag.VBZ, Tag.VBP} or unit not in _CALENDAR:
        return None
    here = tree.words[span.first].sentence == tree.words[t.word].sentence
    return f"unit {unit} -{number}" if here else None


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
    if "since" not in doc.text[max(0, time.start - _SINCE) : time.start].lower():
        return False
    start = doc.sentences[doc.words[time.first].sentence].start
    return bool(_RARE.search(doc.text, max(start, time.start - _BEFORE), time.start))


def listed(tree: Tree, t: EventMention) -> list[TimeExpression]:
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


def several(tree: Tree, mentions: Sequence[EventMention]) -> list[EventMention]:
    """The mentions, one for each of several times: "visited in 1998 and 2004" is two visits."""
    found: list[EventMention] = []
    for t in mentions:
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
                found.append(replace(t, time=time, apart=True).because("date", "listed"))
                last = time
    return found


def _attach(tree: Tree, found: Anchors, time: TimeExpression) -> None:
    words = tree.words
    head = tree.head_of(time.first, time.last)
    if _is_of_noun(tree, time, head):
        _date_noun(tree, found, words[head].head, time)
        return
    if _of_last_time(tree, found, time, head):
        return
    verb, beside = -1, verb_before(tree.doc, time.first)
    head = head if beside is None else beside
    for i in (head, *tree.up(head, 6)):
        n = found.by_word.get(i)
        if n is not None:
            n = _before_verb(tree, found, n, time)
            trigger, old = found.mentions[n].words, found.times[n]
            direct = beside is not None or words[head].head in trigger
            if (
                old is None
                or (direct and not _direct(tree, trigger, old))
                or _finer(time, old, tree)
            ):
                found.set(n, time, "beside" if beside is not None else "above")
            return
        w = words[i]
        if (i != head or beside is not None) and (
            w.pos in (Pos.VERB, Pos.AUX) or w.relation in (Rel.ACL_RELCL, Rel.CCOMP)
        ):
            verb = i if verb < 0 else verb
            if w.pos == Pos.AUX or _carries(tree, i):
                continue
            break
    if verb >= 0:
        for n in _below(tree, found, verb):
            found.put(n, time, "below")


def _is_of_noun(tree: Tree, time: TimeExpression, head: int) -> bool:
    """Whether an expression only says which: "his Jan. 17 remarks", "Monday's attack"."""
    noun = tree.words[head].head
    if noun < time.last or tree.words[noun].tag not in (Tag.NN, Tag.NNS):
        return False
    return tree.words[head].relation in _BESIDE and tree.case(head) in ("", "'s", "’s", "'", "’")


def _date_noun(tree: Tree, found: Anchors, noun: int, time: TimeExpression) -> None:
    """The noun's own telling, else the participle that reports it: "Monday's remarks, made in …"."""
    for i in (noun, *tree.child(noun, Rel.ACL)):
        n = found.by_word.get(i)
        if n is None:
            continue
        t = found.mentions[n]
        if t.noun or i != noun or t.word in tree.up(noun, 1):
            found.put(n, time, "of-noun")
            return


def _below(tree: Tree, found: Anchors, verb: int) -> Iterator[int]:
    """The complement or event noun of a verb that reports nothing itself."""
    todo = tree.child(verb, Rel.XCOMP)
    todo += [
        c
        for c in tree.child(verb, Rel.ADVCL)
        if tree.words[c].tag == Tag.VBG and not tree.child(c, Rel.MARK)
    ]
    todo += [c for x in todo for c in tree.child(x, Rel.XCOMP)]
    if not todo and tree.words[verb].relation == Rel.ACL:
        todo = [tree.words[verb].head]
    for i in todo or tree.child(verb, Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ):
        n = found.by_word.get(i)
        if n is not None and found.mentions[n].status is not EventStatus.PLANNED:
            yield n


def _of_last_time(tree: Tree, found: Anchors, time: TimeExpression, head: int) -> bool:
    """Date the event of "the last time …": "the last time he came was in 2017"."""
    for i in (head, *tree.up(head, 2)):
        for n in tree.child(i, Rel.NSUBJ, Rel.OBL):
            if tree.words[n].lemma.lower() not in ("time", "occasion") or tree.case(n):
                continue
            for c in tree.child(n, Rel.ACL_RELCL, Rel.ACL, Rel.CCOMP):
                told = found.by_word.get(c)
                if told is not None and found.times[told] is None and n < time.first:
                    found.set(told, time, "last-time")
                    found.once.add(told)
                    return True
    return False


def _before_verb(tree: Tree, found: Anchors, n: int, time: TimeExpression) -> int:
    """A time between an event noun, the subject, and its verb is the noun's."""
    t = found.mentions[n]
    if t.noun or time.last > t.word:
        return n
    for s in tree.child(t.word, Rel.NSUBJ, Rel.NSUBJ_PASS):
        told = found.by_word.get(s)
        if told is not None and found.mentions[told].noun and s < time.first:
            return told
    return n


def _carries(tree: Tree, i: int) -> bool:
    """Whether a verb that reports nothing itself passes its time on: "came on Monday as …"."""
    return tree.words[i].relation in (Rel.XCOMP, Rel.ACL) and tree.lemma(i) in _VERB_SCHEDULED  # fmt: skip


def _direct(tree: Tree, trigger: Collection[int], time: TimeExpression) -> bool:
    beside = verb_before(tree.doc, time.first)
    return (
        tree.words[tree.head_of(time.first, time.last)].head if beside is None else beside
    ) in trigger


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


def _alone(tree: Tree, found: Anchors, times: Sequence[TimeExpression]) -> None:
    """A sentence with one time and one mention; a caption with one time."""
    here: dict[int, list[int]] = {}
    for n, t in enumerate(found.mentions):
        here.setdefault(tree.words[t.word].sentence, []).append(n)
    said: dict[int, list[TimeExpression]] = {}
    for time in times:
        said.setdefault(tree.words[time.first].sentence, []).append(time)
    for sentence, group in here.items():
        near = said.get(sentence, [])
        if len({time.value for time in near}) != 1:
            continue
        if found.mentions[group[0]].where is ParagraphKind.CAPTION:
            for n in group:
                found.put(n, near[0], "caption")
        elif all(found.times[n] is None for n in group):
            verbs = [n for n in group if not found.mentions[n].noun]
            if len(verbs) == 1 and _governs(tree, found.mentions[verbs[0]], near[0]):
                found.put(verbs[0], near[0], "alone")


def _governs(tree: Tree, t: EventMention, time: TimeExpression) -> bool:
    """Whether no other clause comes between an expression and the telling."""
    path = {t.verb, *tree.up(t.verb, 6)}
    for i in tree.up(tree.head_of(time.first, time.last), 8):
        if i in path:
            return True
        if tree.words[i].relation in (Rel.ACL, Rel.ACL_RELCL, Rel.ADVCL, Rel.CCOMP):
            return False
        if tree.words[i].relation == Rel.XCOMP and is_to_come(tree.doc, i):
            return False  # "ordered him to leave by Friday"
    return False
