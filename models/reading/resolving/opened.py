"""Intervals as the preposition before them says: since, until, from … to, between … and."""

from dataclasses import replace

from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval, Precision
from models.dates.relations import between, hull
from models.reading.doc import Doc, TimeExpression, TimeType
from models.reading.guard import guarded

_FIRST_SINCE = ("first", "only", "worst", "biggest", "highest", "lowest", "largest", "deadliest")


def opened(doc: Doc, times: list[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Intervals as the preposition before them says: since, until, from … to, between … and."""
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
    elif word in ("until", "till") and interval.precision is not Precision.DAY:
        if interval.latest is not None:
            opened[index] = _with(time, between(None, interval.latest), "until")
    elif word in ("from", "between") and index + 1 < len(times):
        partner = times[index + 1]
        gap = doc.text[time.end : partner.start].strip().lower()
        if gap in ("to", "until", "and", "through", "till", "-", "–") and partner.interval:
            _pair(opened, index, interval, partner.interval)


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
    if any(w.tag == "JJS" or w.text.lower() in _FIRST_SINCE for w in before):
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
