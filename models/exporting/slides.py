"""The chronology as data for TimelineJS (Knight Lab), a timeline for web pages."""

from collections.abc import Generator
from html import escape
from typing import Any

from sqlalchemy.orm import Session

from models.dates.days import from_day
from models.dates.interval import DateInterval, Day, Precision
from models.dates.words import describe
from models.exporting.formats import LACKS, Out
from models.exporting.gathering import EventParts, chunks, event_parts
from models.exporting.heading import heading
from models.printable import json_text, printable
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.schema.keys import stored_interval

_PARTS = {Precision.DAY: 3, Precision.MONTH: 2}  # of a date that a slide shows; else the year


def write_slides(
    session: Session,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write all matching events that have a first or a last day. Returns their number."""
    ids = event_ids(session, wanted, sort)
    about = heading(wanted, len(ids), sort).besides(LACKS["timelinejs"])
    headline = {"headline": "Chronology", "text": _html(" ".join(about.sentences))}
    out.write(f'{{"title": {{"text": {json_text(headline)}}},\n "events": [')
    done = written = 0
    for part in chunks(ids):
        yield Progress(done, len(ids), "events")
        parts = event_parts(session, part)
        for number in part:
            slide = _slide(parts, number) if number in parts.events else None
            if slide is not None:
                out.write(("\n  " if not written else ",\n  ") + json_text(slide))
                written += 1
        done += len(part)
    out.write("]}\n")
    return written


def _slide(parts: EventParts, number: int) -> dict[str, Any] | None:
    event = parts.events[number]
    interval = stored_interval(
        event.earliest, event.latest, event.precision, event.edtf, event.approximate
    )
    if interval is None:
        return None
    first, last = interval.earliest, interval.latest
    start = first if first is not None else last
    if start is None:
        return None
    slide: dict[str, Any] = {
        "unique_id": f"event-{number}",
        "start_date": {**_date(interval, start), "display_date": describe(interval)},
        "group": event.kind,
        "text": {"headline": _html(event.summary), "text": _passages(parts, number)},
    }
    spans = first is not None and last is not None and interval.precision is Precision.INTERVAL
    if spans and last is not None:
        slide["end_date"] = _date(interval, last)
    return slide


def _date(interval: DateInterval, day: Day) -> dict[str, str]:
    names = ("year", "month", "day")
    shown = 3 if interval.precision is Precision.INTERVAL else _PARTS.get(interval.precision, 1)
    return {name: str(value) for name, value in zip(names[:shown], from_day(day), strict=False)}


def _passages(parts: EventParts, number: int) -> str:
    return "".join(
        f"<p>“{_html(each.quote)}”<br>{_html(each.outlet or each.title)}</p>"
        for each in parts.evidence[number]
    )


def _html(words: str) -> str:
    return escape(printable(" ".join(words.split())))
