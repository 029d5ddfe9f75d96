"""A date that was found, and what it may be counted from."""

from bisect import bisect_right
from dataclasses import dataclass

from models.dates.derivation import derive, rule_in_words
from models.dates.interval import DateInterval, Precision
from models.reading.doc import Doc, ParagraphKind, TimeExpression, TimeType

FINE = {
    "day": (Precision.DAY,),
    "week": (Precision.DAY, Precision.INTERVAL),
    "weekend": (Precision.DAY, Precision.INTERVAL),
    "month": (Precision.DAY, Precision.MONTH),
    "quarter": (Precision.DAY, Precision.MONTH, Precision.SEASON),
}
_REACH = 6  # how many sentences back "a day earlier" may look for its date


@dataclass(frozen=True, slots=True)
class Found:
    """A date with the rules that lead to it from the publication, and its rule in words."""

    interval: DateInterval
    rules: tuple[str, ...] = ()
    rule: str = "as written"
    anchor: TimeExpression | None = None


def from_publication(published: DateInterval | None, *rules: str) -> Found | None:
    """The date that rules lead to from the publication, None where that is not known."""
    interval = derive(rules, published)
    if interval is None:
        return None
    if interval == published and not rules[-1].startswith("unit"):
        return Found(interval, rules, "the same day as")
    return Found(interval, rules, rule_in_words(rules[-1]))


def counted_from(anchor: TimeExpression, rule: str) -> Found | None:
    """The date that a rule leads to from another expression's."""
    interval = derive([rule], anchor.interval)
    if interval is None:
        return None
    rules = anchor.basis.rules if anchor.basis else ()
    return Found(interval, (*rules, rule) if rules else (), rule_in_words(rule), anchor)


def told_before(
    doc: Doc,
    time: TimeExpression,
    done: list[TimeExpression],
    unit: str,
    only: tuple[Precision, ...] = (),
) -> TimeExpression | None:
    """The nearest earlier date fine enough to count that unit from, among ``only`` such."""
    sentence = doc.words[time.first].sentence
    for earlier in reversed(done):
        if sentence - doc.words[earlier.first].sentence > _REACH:
            return None
        interval = earlier.interval
        if interval is None or interval.earliest is None or interval.latest is None:
            continue
        if earlier.type in (TimeType.DURATION, TimeType.SET) or _apart(doc, earlier):
            continue
        if interval.precision not in (only or FINE.get(unit, (interval.precision,))):
            continue
        return earlier
    return None


def _apart(doc: Doc, time: TimeExpression) -> bool:
    """Whether the expression is outside the story: in a dateline, a byline, boilerplate."""
    paragraph = doc.sentences[doc.words[time.first].sentence].paragraph
    return doc.paragraphs[paragraph].kind in (
        ParagraphKind.BOILERPLATE,
        ParagraphKind.BYLINE,
        ParagraphKind.DATELINE,
    )


def following(
    doc: Doc, time: TimeExpression, reach: int, *, most: int = 1
) -> tuple[TimeExpression, ...]:
    """The next expressions, ``most`` at most, that begin within so many characters."""
    place = bisect_right(doc.times, time.start, key=lambda one: one.start)
    return tuple(
        other
        for other in doc.times[place : place + most]
        if time.end < other.start <= time.end + reach
    )


def is_converted(doc: Doc, time: TimeExpression, other: TimeExpression) -> bool:
    """Whether one expression says another in the hours of elsewhere: "3 am (2000 GMT Monday)"."""
    return doc.text[time.end : other.start].strip() == "("
