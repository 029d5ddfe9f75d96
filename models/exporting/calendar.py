"""The chronology as an iCalendar file (RFC 5545): each event on its days."""

from collections.abc import Generator
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from sqlalchemy.orm import Session

from models.dates.days import from_day
from models.dates.words import describe
from models.exporting.columns import who
from models.exporting.formats import LACKS, Out
from models.exporting.gathering import EventParts, chunks, event_parts
from models.exporting.heading import heading
from models.printable import printable
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.schema.keys import stored_interval

_STATUS = {"asserted": "CONFIRMED", "planned": "TENTATIVE", "claimed": "TENTATIVE"}
_YEARS = range(1, 10_000)  # that a calendar has


def write_calendar(
    session: Session,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write all matching events that have both a first and a last day. Returns their number."""
    ids = event_ids(session, wanted, sort)
    calendar = Calendar()
    calendar.add("prodid", "-//Dateline//Chronology//EN")
    calendar.add("version", "2.0")
    about = heading(wanted, len(ids), sort).besides(LACKS["ics"])
    head, _, end = calendar.to_ical().decode().partition("END:VCALENDAR")
    out.write(head)
    out.write(_about(about.sentences))
    done = written = 0
    for part in chunks(ids):
        yield Progress(done, len(ids), "events")
        parts = event_parts(session, part)
        for number in part:
            entry = _entry(parts, number, about.when) if number in parts.events else None
            if entry is not None:
                out.write(entry.to_ical().decode())
                written += 1
        done += len(part)
    out.write(f"END:VCALENDAR{end}")
    return written


def _about(sentences: tuple[str, ...]) -> str:
    holder = Calendar()
    holder.add("x-wr-caldesc", printable(" ".join(sentences)))
    lines = holder.to_ical().decode().split("\r\n")
    return "".join(f"{line}\r\n" for line in lines if line and "VCALENDAR" not in line)


def _entry(parts: EventParts, number: int, stamp: datetime) -> Event | None:
    event = parts.events[number]
    interval = stored_interval(
        event.earliest, event.latest, event.precision, event.edtf, event.approximate
    )
    if interval is None or interval.earliest is None or interval.latest is None:
        return None
    first, last = from_day(interval.earliest), from_day(interval.latest)
    if first[0] not in _YEARS or last[0] not in _YEARS or last == (9999, 12, 31):
        return None
    entry = Event()
    entry.add("uid", f"event-{number}@dateline.invalid")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", date(*first))
    entry.add("dtend", date(*last) + timedelta(days=1))  # the day after the last one
    whole = printable(" ".join(event.summary.split()))
    sometime = interval.earliest != interval.latest or interval.approximate
    entry.add("summary", f"{whole} (sometime in {describe(interval)})" if sometime else whole)
    entry.add("categories", [event.kind])
    if event.status in _STATUS:
        entry.add("status", _STATUS[event.status])
    if event.place_name:
        entry.add("location", printable(event.place_name))
    entry.add("description", _description(parts, number))
    return entry


def _description(parts: EventParts, number: int) -> str:
    event = parts.events[number]
    lines = [f"Status: {event.status}", f"Who: {who(event, parts)}"]
    for each in parts.evidence[number]:
        source = ", ".join(filter(None, (each.outlet, each.title, each.published)))
        lines.append(f"{source}: “{' '.join(each.quote.split())}”")
    return "\n".join(printable(line) for line in lines)
