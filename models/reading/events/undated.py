"""Explains why an event has no date although it names a time ("Tuesday", article undated)."""

from collections.abc import Sequence

from models.dates.basis import DateBasis
from models.dates.interval import DateInterval, Precision
from models.reading.doc import TimeExpression, TimeType
from models.reading.events.anchoring import tied
from models.reading.events.mention import EventMention
from models.reading.people.phrases import Tree

_UNKNOWN = "the article’s date is unknown"
_COARSE = "the article’s own day is unknown"
_EITHER = "either number can be the month"
_NOWHERE = "the date it counts from is unknown"
_VAGUE = "the words name no day"
_NONE = "the calendar has no such day"


def in_vain(tree: Tree, mentions: Sequence[EventMention]) -> dict[int, DateBasis]:
    """For mentions without a date, by word: the time named, and why it gives no day."""
    times = [t for t in tree.doc.times if t.interval is None and _says_when(tree, t)]
    if not times:
        return {}
    return {
        t.word: _basis(t.time, tree.doc.day)
        for t in tied(tree, mentions, times)
        if t.time is not None and t.time.interval is None
    }


def _says_when(tree: Tree, time: TimeExpression) -> bool:
    """Whether an expression says when; how long, how often, since when or "now" does not."""
    since = time.first > 0 and tree.words[time.first - 1].text.lower() == "since"
    now = time.value == "PRESENT_REF"
    return time.type in (TimeType.DATE, TimeType.TIME) and not since and not now


def _basis(time: TimeExpression, published: DateInterval | None) -> DateBasis:
    why = f"no day could be worked out, because {_reason(time, published)}"
    rules = time.basis.rules if time.basis is not None else ()
    kind = "publication" if rules else "none"
    return DateBasis(time.text, why, kind, None, None, None, time.spec, rules)


def _reason(time: TimeExpression, published: DateInterval | None) -> str:
    match time.spec[:1]:
        case ("ref",) | ():
            return _VAGUE
        case ("shift",):
            return _NOWHERE
    if published is None:
        return _UNKNOWN
    if time.spec[0] == "slashed":
        return _EITHER
    return _NONE if published.precision is Precision.DAY else _COARSE
