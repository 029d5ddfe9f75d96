"""Events of a continuing story share the day of its occasion.

Speakers keep the day of their first word; whoever speaks after a lead that dates what was said
shares its day; what happens shares the day of what happened in the sentences before. A lead that
names no day tells the news of the article's own.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from models.dates.basis import DateBasis
from models.dates.interval import Precision
from models.reading.doc import Doc, EventKind, EventStatus, ParagraphKind, TimeExpression, TimeType
from models.reading.events.mention import EventMention, Group
from models.reading.events.sharing import GATHERED, tense
from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree

_SPOKEN = (
    EventKind.STATEMENT, EventKind.SUPPORT, EventKind.AGREEMENT, EventKind.REQUEST, EventKind.REJECTION,
    EventKind.ACCUSATION, EventKind.MEETING, EventKind.THREAT,
)  # fmt: skip
_APART = word_class("conj.another_time")
_AFTERWARDS = word_class("adverb.afterwards")
_LEAD = 3  # sentences that can date what an article reports
_NEAR = 3  # sentences over which one event is reported
_MATCH_NEAR = 20  # the same for a match
_MATCH = re.compile(
    r"(?i)\b(?:\d+(?:st|nd|rd|th)[- ]minute|(?:first|second) half|half[- ]?time|full[- ]time|"
    r"(?:injury|stoppage|extra) time|penalty (?:spot|kicks?|area|shoot-?out)|man of the match|"
    r"equali[sz]\w+|goalkeeper|scor(?:ed|ing)|(?:yellow|red) card|innings?|wickets?|substituted|"
    r"(?:corner|free) kick|touchdown|the match)\b"
)
_SPEECH_NEAR = 8  # sentences over which one speaker goes on
_CLAUSES = 6  # clauses above a verb that are looked at
_MAIN = (Rel.CONJ, Rel.PARATAXIS, Rel.CCOMP, Rel.XCOMP)
_LASTING = word_class("time.unit.long")
_OVER = word_class("prep.over_time")
_NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty)"
)
_NIGHT = re.compile(r"T(?:0[0-4]|24)|TNI")
_AT_AGE = re.compile(
    rf"(?i)\bat (?:the )?age (?:of )?{_NUMBER}\b|\b(?:from|since) the age of\b"
    rf"|\bwhen (?:s?he|they|I) (?:was|were) (?:(?:just|only|about|still) )*(?:{_NUMBER}\b(?! (?!years?\b)\w)"
    r"|an? (?:child|boy|girl|teenager|student|baby|toddler)\b|young\b|little\b)"
    r"|\bas an? (?:young )?(?:child|boy|girl|teenager|student|baby)\b"
)


@dataclass(frozen=True, slots=True)
class _Occasion:
    """A day the text mentioned, and where."""

    time: TimeExpression
    sentence: int


def with_occasions(tree: Tree, groups: Sequence[Group], unclear: AbstractSet[int]) -> list[Group]:
    """The events, those without a day (an hour alone is none) with the day of their occasion.

    ``unclear``: the words of mentions that name a time of their own, though no day is known of it.
    """
    story = _Story(tree)
    again = sorted(((t.word, n) for n, g in enumerate(groups) for t in g if t.word > g[0].word), reverse=True)  # fmt: skip
    found: list[Group] = []
    for group in groups:
        while again and again[-1][0] < group[0].word:
            word, number = again.pop()
            story.retell(word, found[number])
        if group[0].where is ParagraphKind.BODY:
            group = _on_occasion(story, group, unclear)
            story.add(group)
        found.append(group)
    return found


def _on_occasion(story: "_Story", group: Group, unclear: AbstractSet[int]) -> Group:
    if group[0].word in unclear or not all(t.time is None or _is_loose(t.time) for t in group):
        return group
    told = story.occasion_of(group[0])
    if told is None:
        return group
    first = replace(group[0], time=told.time, inherited=True).because("date", "occasion")
    return (first, *(replace(t, time=None) for t in group[1:]))


def _is_loose(time: TimeExpression) -> bool:
    """Whether an expression gives an hour but no day: "at 22:30", "six minutes later".

    Not so an hour of the night, "just after midnight", which may be that of the next day.
    """
    if time.spec not in (("clock", 0), ("shift", "day", 0)) or time.type is not TimeType.TIME:
        return False
    basis = time.basis
    own = basis is not None and basis.result is not None and basis.rules == ("unit day 0",)
    return own and not _NIGHT.search(time.value)


class _Story:
    """The days an article has mentioned so far."""

    def __init__(self, tree: Tree) -> None:
        doc = tree.doc
        self.tree = tree
        self.dated = {
            tree.words[t.first].sentence
            for t in doc.times
            if t.interval is not None
            and t.type in (TimeType.DATE, TimeType.TIME)
            and not _is_loose(t)
        }
        body = [
            n for n, s in enumerate(doc.sentences)
            if doc.paragraphs[s.paragraph].kind is ParagraphKind.BODY
        ]  # fmt: skip
        self.head = frozenset(body[:_LEAD])
        self.said: dict[int, _Occasion] = {}
        self.last: _Occasion | None = None
        self.begun = False  # whether a time was given
        self.page = _own_day(doc, body[0]) if body else None
        self.lead = _dateline(doc, body[0]) if body else None
        self.page = self.lead or self.page

    def occasion_of(self, t: EventMention) -> _Occasion | None:
        """The occasion that a telling without a time goes on with, if there is one."""
        here = self.tree.words[t.word].sentence
        if not self._tells_on(t):
            return None
        if self._is_of_a_life(t):
            self.last = None
            return None
        if here in self.head and not self.begun and self._is_main(t):
            return self.page
        alone = here not in self.dated
        if t.kind not in _SPOKEN:
            sentence = self.tree.doc.sentences[here]
            match = _MATCH.search(self.tree.doc.text, sentence.start, sentence.end)
            reach = _MATCH_NEAR if match else _NEAR
            near = self.last is not None and here - self.last.sentence <= reach
            return self.last if near and alone else None
        for m in t.agents:
            told = self.said.get(m.actor)
            if told is not None and here - told.sentence <= _SPEECH_NEAR:
                return told
        return self.lead if alone and t.kind is not EventKind.MEETING else None

    def _tells_on(self, t: EventMention) -> bool:
        """Whether a telling goes on with the story: simple past, no plan, no quotation."""
        if t.status is EventStatus.PLANNED or t.noun:
            return t.noun and t.status is not EventStatus.PLANNED
        if self.tree.quoted[t.word] >= 0 or self.tree.words[t.word].tag not in (Tag.VBD, Tag.VBN):
            return False
        if self.tree.words[t.word].relation == Rel.ACL:
            return False  # "the house built by her father": any time before
        if any(self.tree.lows(i, Rel.MARK) & _APART for i in (t.word, *self.tree.up(t.word, 2))):
            return False
        if t.time is None and self.tree.lows(t.word, Rel.ADVMOD) & _AFTERWARDS:
            return False
        return tense(self.tree, t.word) == "past"

    def _is_of_a_life(self, t: EventMention) -> bool:
        """Whether it lasted longer than a day, or is dated by somebody's age."""
        sentence = self.tree.doc.sentences[self.tree.words[t.word].sentence]
        if t.kind is not EventKind.DEATH and _AT_AGE.search(
            self.tree.doc.text, sentence.start, sentence.end
        ):
            return True
        return any(
            time.spec[:1] == ("duration",) and time.spec[1] in _LASTING
            and self._goes_with(time) in (t.word, t.verb)
            for time in self.tree.times.get(self.tree.words[t.word].sentence, ())
        )  # fmt: skip

    def _goes_with(self, time: TimeExpression) -> int:
        """The verb that a duration is beside: "held her for twelve years"."""
        words = self.tree.words
        head = self.tree.head_of(time.first, time.last)
        if words[head].relation not in (Rel.OBL, Rel.ADVMOD, Rel.OBJ) or words[head].head < 0:
            return -1
        if self.tree.child(head, Rel.NMOD):
            return -1  # "thanked him for two years of work"
        return words[head].head if (self.tree.case(head) or "for") in _OVER else -1

    def _is_main(self, t: EventMention) -> bool:
        """Whether it is in a main clause or in what somebody says."""
        i = t.verb if t.verb >= 0 else t.word
        for _ in range(_CLAUSES):
            w = self.tree.words[i]
            if w.head < 0:
                return True
            if w.relation not in _MAIN and not t.noun:
                return False
            i = w.head
        return False

    def retell(self, word: int, group: Group) -> None:
        """Note that an event reported before is mentioned again."""
        t = next(t for t in group if t.word == word)
        time = next((t.time for t in group if t.time is not None), None)
        if time is None or time.interval is None or t.kind in _SPOKEN or not self._tells_on(t):
            return
        if time.interval.precision is Precision.DAY and t.where is ParagraphKind.BODY:
            self.last = _Occasion(time, self.tree.words[word].sentence)

    def add(self, group: Group) -> None:
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
        if t.kind in _SPOKEN or t.kind in GATHERED:
            gathered = (*t.targets, *t.others) if t.kind in GATHERED else ()
            for m in (*t.agents, *gathered):
                self.said[m.actor] = occasion
            if (
                here in self.head
                and not t.noun
                and not t.inherited
                and t.kind is not EventKind.VISIT
            ):
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
