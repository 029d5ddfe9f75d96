"""What is told on shares the day of the occasion told before.

Speakers keep the day of their first word; whoever speaks after a lead that dates what was said
shares its day; what happens shares the day of what happened in the sentences before. A lead that
names no day tells the news of the article's own.
"""

import re
from dataclasses import dataclass

from models.dates.basis import DateBasis
from models.dates.interval import Precision
from models.reading.doc import Doc, EventKind, EventStatus, ParagraphKind, TimeExpression, TimeType
from models.reading.events.sharing import GATHERED, tense
from models.reading.events.telling import Telling
from models.reading.syntax import Tree

_SPOKEN = (
    EventKind.STATEMENT, EventKind.SUPPORT, EventKind.AGREEMENT, EventKind.REQUEST, EventKind.REJECTION,
    EventKind.ACCUSATION, EventKind.MEETING, EventKind.THREAT,
)  # fmt: skip
_APART = frozenset("after before since until till once if".split())
_LEAD = 3  # sentences that can date what an article reports
_NEAR = 2  # sentences over which one happening is told
_SPEECH_NEAR = 8  # sentences over which one speaker goes on
_CLAUSES = 6  # clauses above a verb that are looked at
_MAIN = ("conj", "parataxis", "ccomp", "xcomp")


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
        if t.kind in _SPOKEN or t.kind in GATHERED:
            gathered = (*t.targets, *t.others) if t.kind in GATHERED else ()
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
