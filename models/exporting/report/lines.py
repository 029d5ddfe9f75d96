"""A report as data: headings, a line for each event, and what each line rests on."""

import re
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from models.composing.tolls import tolls
from models.dates.days import MONTHS, from_day
from models.dates.interval import Day
from models.dates.words import describe_event, year_words
from models.errors import KnownError
from models.exporting.chronicle import event_data
from models.exporting.days import date_words
from models.exporting.formats import LACKS, USUAL, Wishes
from models.exporting.gathering import EventParts, Found, chunks, event_parts
from models.exporting.heading import Heading, heading
from models.printable import listed, sources_words
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.queries.origins import RowOrigin, row_origins
from models.schema.keys import stored_interval

MOST = 50_000
"""Events in one report; nobody reads more, and word processors cannot open them."""
_MONTHS_UP_TO = 24  # months that a report may span to have months as headings
_LEAST = 2  # events of an actor that make a heading
_UNDATED = "Date unknown"
_STATUSES = {
    "asserted": "",
    "claimed": "Claimed, not confirmed by the article.",
    "denied": "Denied.",
    "planned": "Planned when it was reported.",
    "negated": "Reported not to have happened.",
}
_STANCES = {
    "states": "according to {}",
    "alleges": "alleged by {}",
    "confirms": "confirmed by {}",
    "announces": "announced by {}",
    "denies": "denied by {}",
    "asks": "asked for by {}",
}
_STATUS_TOLD = re.compile(r" \((?:claimed|denied|planned|negated)\)$")  # a remark says it
_ENDED = ("…", "?", "!", "…”", ".”", "?”", "!”")
_FIELDS = {"date": "the date", "place": "the place", "toll": "how many were harmed",
           "agent": "who did it", "status": "whether it happened"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What a line rests on: one passage of one document."""

    outlet: str
    title: str
    published: str
    """The day in words; empty where it is not known."""
    url: str
    quote: str

    @property
    def reference(self) -> str:
        """The document in one line, as a footnote names it: outlet, title, day."""
        title = f"“{self.title}”" if self.title else ""
        return ", ".join(part for part in (self.outlet, title, self.published) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a report words it."""

    id: int
    when: str
    text: str
    """A sentence, with who says so."""
    remarks: tuple[str, ...]
    """Sentences on how sure it is and where its sources differ."""
    sources: tuple[Source, ...]
    people: tuple[str, ...]
    tags: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    """Those of them who are persons or organisations."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines under one heading."""

    title: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    heading: Heading
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    """Every line once, in the order of time; under the headings a line may stand several times."""

    @property
    def people(self) -> dict[str, list[Line]]:
        """The lines that name each person, organisation or place, in the order of time; by name
        in alphabetical order.
        """
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            for name in line.people:
                found[name].append(line)
        return {name: found[name] for name in sorted(found, key=lambda n: (n.casefold(), n))}


class Notes:
    """The footnotes of a report: one for each source, numbered from 1 as it is first cited."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def __iter__(self) -> Iterator[Source]:
        """The sources in the order of their numbers."""
        return iter(self._numbers)

    def cited(self, line: Line) -> dict[int, bool]:
        """The numbers that a line cites, each with whether it is cited for the first time."""
        found: dict[int, bool] = {}
        for source in line.sources:
            new = source not in self._numbers
            found[self._numbers.setdefault(source, len(self._numbers) + 1)] = new
        return found


def report(
    session: Session, wanted: EventFilter, wishes: Wishes = USUAL, most: int | None = None
) -> Generator[Progress, None, Report]:
    """The report of all matching events, or of the first ``most``, in the order of time, under
    years, months or themes.

    An event of several tags or actors stands under each of them.
    Raises KnownError where there are too many for one.
    """
    sort = Sort(most=most)
    ids = event_ids(session, wanted, sort)
    if len(ids) > MOST:
        raise KnownError(
            f"{len(ids):,} events are too many for a report, which holds {MOST:,}; "
            "filter them, or export a table."
        )
    dated: list[tuple[Day | None, Line]] = []
    for part in chunks(ids):
        yield Progress(len(dated), len(ids), "events")
        parts = event_parts(session, part)
        told = {each["id"]: each for each in event_data(session, parts, part)}
        came = row_origins(session, part)
        dated += [
            (
                _day(parts.events[number]),
                _line(parts, number, told[number], wishes, came.get(number, ())),
            )
            for number in part
            if number in parts.events
        ]
    about = heading(wanted, len(dated), sort)
    lacks = [LACKS["docx"]] if wishes.quotes else [f"{LACKS['docx'].rstrip('.')}, and passages."]
    all_ = tuple(line for _, line in dated)
    if wishes.by == "date":
        return Report(about.besides(*lacks), _by_date(dated), all_)
    parts_ = _by_theme(all_, wishes.by)
    head = "tags" if wishes.by == "tag" else f"actors with {_LEAST} events or more"
    several = f"The headings are {head}; an event with several stands under each of them."
    return Report(about.besides(several, *lacks), parts_, all_)


def _by_date(dated: Sequence[tuple[Day | None, Line]]) -> tuple[Part, ...]:
    title = _titles([day for day, _ in dated if day is not None])
    found: dict[str, Part] = {}
    for day, line in dated:
        name = _UNDATED if day is None else title(day)
        found.setdefault(name, Part(name)).lines.append(line)
    return tuple(found.values())


def _by_theme(lines: Sequence[Line], by: str) -> tuple[Part, ...]:
    """The lines under each of their tags or actors; those that have none stand at the end."""
    found: dict[str, Part] = {}
    for line in lines:
        for name in line.tags if by == "tag" else line.actors:
            found.setdefault(name, Part(name)).lines.append(line)
    if by == "actor":
        found = {name: part for name, part in found.items() if len(part.lines) >= _LEAST}
    rest = Part("Without a tag" if by == "tag" else "Other events")
    for line in lines:
        if not any(name in found for name in (line.tags if by == "tag" else line.actors)):
            rest.lines.append(line)
    ordered = sorted(found, key=lambda name: (name.casefold(), name))
    return (*(found[name] for name in ordered), *((rest,) if rest.lines else ()))


def _day(event: Found) -> Day | None:
    """The day that says under which heading an event stands: its first, else its report's."""
    interval = stored_interval(
        event.earliest, event.latest, event.precision, event.edtf, event.approximate
    )
    if interval is None:
        day: Day | None = event.reported
        return day
    return interval.earliest if interval.earliest is not None else interval.latest


def _titles(days: Sequence[Day]) -> Callable[[Day], str]:
    """How the day of an event becomes a heading: months in a short report, else years."""
    if days:
        (first, month, _), (last, until, _) = from_day(min(days)), from_day(max(days))
        if (last - first) * 12 + until - month < _MONTHS_UP_TO:
            return lambda day: f"{MONTHS[from_day(day)[1] - 1]} {year_words(from_day(day)[0])}"
    return lambda day: year_words(from_day(day)[0])


def _line(
    parts: EventParts,
    number: int,
    told: dict[str, object],
    wishes: Wishes,
    came: Sequence[RowOrigin],
) -> Line:
    event = parts.events[number]
    interval = stored_interval(
        event.earliest, event.latest, event.precision, event.edtf, event.approximate
    )
    sources = tuple(_source(each, quoted=wishes.quotes) for each in parts.evidence[number])
    sources += tuple(_row(each, quoted=wishes.quotes) for each in came)
    acting = [part.name for part in parts.participants[number] if part.kind != "place"]
    names = [part.name for part in parts.participants[number]]
    if event.place_name:
        names.append(event.place_name)
    return Line(
        number,
        describe_event(interval, event.reported, planned=event.status == "planned"),
        _sentence(event, parts.claims[number]),
        tuple(_remarks(event, told, claimed=bool(parts.claims[number]))),
        tuple(dict.fromkeys(sources)),
        tuple(dict.fromkeys(names)),
        tuple(parts.tags[number]),
        tuple(dict.fromkeys(acting)),
    )


def _row(origin: RowOrigin, *, quoted: bool) -> Source:
    """The row of a spreadsheet that an event was taken from, with its own words for its source."""
    words = " ".join(origin.source.split()) if quoted else ""
    return Source("", f"{origin.file}, row {origin.row}", "", "", words)


def _source(evidence: Found, *, quoted: bool) -> Source:
    published = date_words(evidence.published) if evidence.published else ""
    return Source(
        evidence.outlet or "", evidence.title, published, evidence.url or "",
        " ".join(evidence.quote.split()) if quoted else "",
    )  # fmt: skip


def _sentence(event: Found, claims: Sequence[Found]) -> str:
    """What happened, and who says so."""
    by_stance: dict[str, dict[str, None]] = defaultdict(dict)
    for claim in claims:
        by_stance[claim.stance][claim.name or "an unnamed source"] = None
    said = [
        _STANCES[stance].format(listed(" ".join(name.split()) for name in by_stance[stance]))
        for stance in _STANCES
        if stance in by_stance
    ]
    text = _STATUS_TOLD.sub("", " ".join(event.summary.split())).rstrip(".")
    if said:
        return f"{text}, {'; '.join(said)}."
    return text if text.endswith(_ENDED) else f"{text}."


def _remarks(event: Found, told: dict[str, object], *, claimed: bool) -> Iterable[str]:
    """How sure it is; ``claimed``: the line says already who claims it."""
    if _STATUSES.get(event.status) and not (event.status == "claimed" and claimed):
        yield _STATUSES[event.status]
    if event.created_by == "person":
        yield "Added by hand."
    elif event.edited:
        yield f"Corrected by hand: {', '.join(event.edited.split())}."
    if event.sources > 1 or event.copies:
        yield f"{sources_words(event.sources, event.copies)}."
    differing = told["disputed"]
    assert isinstance(differing, list)
    for name in differing:
        yield f"The sources differ on {_FIELDS[name]}: {_versions(told, name)}."


def _versions(told: dict[str, object], name: str) -> str:
    """What each document says of a field on which they differ."""
    tellings = told["tellings"]
    assert isinstance(tellings, list)
    by_words: dict[str, dict[int, None]] = defaultdict(dict)
    for each in tellings:
        for value in _said(each, name):
            by_words[value][each["document_id"]] = None
    return "; ".join(
        f"{words} ({len(documents)} source{'' if len(documents) == 1 else 's'})"
        for words, documents in by_words.items()
    )


def _said(telling: Mapping[str, Any], name: str) -> Iterable[str]:
    """What one telling says of a field, in words; nothing where it leaves it open."""
    match name:
        case "date":
            return [date_words(telling["date"])] if telling["date"] else []
        case "place":
            return [telling["place"]["name"]] if telling["place"] else []
        case "toll":
            return [toll.words for toll in tolls(telling["quote"])]
        case "agent":
            names = [p["name"] for p in telling["participants"] if p["role"] == "agent"]
            return [", ".join(names)] if names else []
    return [telling[name]]
