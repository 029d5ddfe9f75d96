"""Intervals as the words before them say: since, until, before, about, from … to, between … and."""

import re
from dataclasses import replace

from models.dates.derivation import derive
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval, Precision
from models.dates.relations import between, blurred, hull
from models.reading.doc import Doc, TimeExpression, TimeType
from models.reading.grammar.tense import Direction, direction
from models.reading.labels import NOUNS, Rel, Tag
from models.reading.lexicon.classes import word_class, word_values
from models.reading.time.guard import guarded

_PREP_UNTIL_AND = word_class("prep.until.and")

_BOUNDS = word_values("prep.open_end")
_BLURS = word_class("prep.about")
_BESIDE = (Rel.COMPOUND, Rel.NUMMOD, Rel.NMOD_POSS, Rel.AMOD)  # "after 2019 data"
_COUNTED = word_class("time.unit.counted")
_VAGUE = re.compile(r"(?i)(?:more|less|longer|fewer) than|least|most|nearly|almost|over|just")
_FIRST_SINCE = word_class("adjective.first_since")


def opened(doc: Doc, times: list[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Intervals as the words before them say: bounded, blurred, or one with the next."""
    opened = list(times)
    for index, time in enumerate(times):
        guarded(time.text, _open, doc, times, opened, index)
    return tuple(opened)


def _open(doc: Doc, times: list[TimeExpression], opened: list[TimeExpression], index: int) -> None:
    time = times[index]
    interval = time.interval
    if interval is None or time.first == 0 or time.type in (TimeType.DURATION, TimeType.SET):
        return
    word = doc.words[time.first - 1].text.lower()
    if word == "since" and interval.earliest is not None:
        opened[index] = _since(doc, time, interval)
    elif word in ("from", "between") and index + 1 < len(times):
        partner = times[index + 1]
        gap = doc.text[time.end : partner.start].strip().lower()
        if gap in _PREP_UNTIL_AND and partner.interval:
            _pair(opened, index, interval, partner.interval)
    elif time.type is TimeType.DATE and opened[index] is time:  # no end of "from … to"
        opened[index] = _counted_beside(doc, times, index) or _bounded(doc, time, interval)


def _bounded(doc: Doc, time: TimeExpression, interval: DateInterval) -> TimeExpression:
    """ "before May 2023", "by 2010", "after 2021", "around 1750"; "until Monday" has its day."""
    start = doc.sentences[doc.words[time.first].sentence].first
    low = [word.text.lower() for word in doc.words[max(start, time.first - 3) : time.first]]
    bound = _BOUNDS.get(" ".join(low[-2:])) or _BOUNDS.get(low[-1] if low else "")
    if bound and not _says_which(doc, time):
        if low[-1] in ("until", "till") and interval.precision is Precision.DAY:
            return time
        if low[-1] == "by" and direction(doc, time.first, time.last) is not Direction.PAST:
            return time  # a deadline is the day it names
        opened = derive([bound], interval)
        return time if opened is None else _with(time, opened, bound)
    if low[-1:] in (["in"], ["on"]):
        low.pop()
        if low[-1:] == ["about"]:
            return time  # "came about in 1750"
    if low and low[-1] in _BLURS and not _is_topic(doc, time.first - 1, low[-1]):
        return _with(time, blurred(interval), "about")
    return time


def _says_which(doc: Doc, time: TimeExpression) -> bool:
    """Whether an expression only says which of its kind a noun means: "after Monday's vote"."""
    head = doc.words[time.last - 1]
    return head.relation in _BESIDE and head.head >= time.last


def _is_topic(doc: Doc, index: int, low: str) -> bool:
    """Whether "about" says what somebody talks of: "a book about 1750", "asked about Monday"."""
    if low != "about" or index == 0 or doc.words[index].tag == Tag.RB:
        return False
    before = doc.words[index - 1]
    return before.tag in NOUNS or before.lemma in word_class("speech.cue")


def _counted_beside(doc: Doc, times: list[TimeExpression], index: int) -> TimeExpression | None:
    """ "five days after Jan. 17": the day that is counted; None where nothing is counted."""
    time, count = times[index], times[index - 1]
    side = doc.words[time.first - 1].text.lower()
    if not index or side not in ("after", "before") or count.last != time.first - 1:
        return None
    if count.spec[:1] != ("duration",) or count.spec[1] not in _COUNTED or not int(count.spec[2]):
        return None
    if _VAGUE.match(count.text) or _says_which(doc, time):
        return None
    rule = f"unit {count.spec[1]} {count.spec[2] if side == 'after' else -int(count.spec[2])}"
    interval = derive([rule], time.interval)
    return None if interval is None else _with(time, interval, rule)


def _pair(
    opened: list[TimeExpression], index: int, first: DateInterval, second: DateInterval
) -> None:
    if first == second or (first.earliest or 0) > (second.latest or 0):
        return  # "from 9 a.m. to 5 p.m." is one day
    whole = hull(first, second)
    text = f"{first.edtf}/{second.edtf}"
    if "/" not in first.edtf + second.edtf:
        whole = parse_edtf(text)
    for place in (index, index + 1):
        opened[place] = _with(opened[place], whole, None)


def _since(doc: Doc, time: TimeExpression, interval: DateInterval) -> TimeExpression:
    """Open to the end; "the first … since 1994" dates nothing."""
    sentence = doc.sentences[doc.words[time.first].sentence]
    before = doc.words[max(sentence.first, time.first - 8) : time.first]
    if any(w.tag == Tag.JJS or w.text.lower() in _FIRST_SINCE for w in before):
        return replace(time, interval=None, basis=None)
    if "/" in interval.edtf:
        return _with(time, between(interval.earliest, None), "from")
    return _with(time, parse_edtf(f"{interval.edtf}/.."), "from")


def _with(time: TimeExpression, interval: DateInterval, rule: str | None) -> TimeExpression:
    """The expression with another interval; rules that no longer lead to it are dropped."""
    if time.basis is None:
        return time
    rules = (*time.basis.rules, rule) if time.basis.rules and rule else ()
    return replace(time, interval=interval, basis=replace(time.basis, result=interval, rules=rules))
