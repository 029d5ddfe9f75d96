"""What in an event does not fit together: said to whoever edits it, never forbidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.dates.interval import DateInterval, Day
from models.dates.words import day_words, describe


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of one event. ``published``: the dates of its articles, as far as known.

    ``parts``: roles and names; ``stances``: those of everybody who says something about it.
    """

    interval: DateInterval | None
    status: str
    published: Sequence[DateInterval] = ()
    parts: Sequence[tuple[str, str]] = ()
    stances: Sequence[str] = ()


def contradictions(stated: Stated, today: Day | None = None) -> tuple[str, ...]:
    """A sentence for each thing that does not fit; ``today``: what lies after it is planned."""
    return (*_of_date(stated, today), *_of_parts(stated), *_of_claims(stated))


def _of_date(stated: Stated, today: Day | None) -> Iterator[str]:
    interval = stated.interval
    if interval is None:
        return
    known = [each for each in stated.published if each.latest is not None]
    article = min(known, key=lambda each: each.latest or 0, default=None)
    planned = stated.status == "planned"
    first, last = interval.earliest, interval.latest
    if article is not None and not planned and first is not None and first > (article.latest or 0):
        yield f"The date is after the article’s own date, {describe(article)}."
    elif today is not None and not planned and first is not None and first > today:
        yield f"The date is in the future: today is {day_words(today)}."
    begun = None if article is None else article.earliest
    if article is not None and planned and last is not None and begun is not None and last < begun:
        yield f"A plan before the article’s own date, {describe(article)}, is in the past."


def _of_parts(stated: Stated) -> Iterator[str]:
    acting = {name for role, name in stated.parts if role == "agent"}
    affected = dict.fromkeys(name for role, name in stated.parts if role == "target")
    for name in affected:
        if name in acting:
            yield f"{name} both acts and is affected."


def _of_claims(stated: Stated) -> Iterator[str]:
    denied = "denies" in stated.stances
    if stated.status == "denied" and not denied:
        yield "The status is “denied”, but nobody denies it."
    if stated.status == "claimed" and not set(stated.stances) - {"denies"}:
        yield "The status is “claimed”, but nobody claims it."
