"""Who shares events with whom, as GEXF 1.3, the format of Gephi and other network programs."""

from collections import defaultdict
from collections.abc import Generator, Iterator
from itertools import combinations
from xml.sax.saxutils import escape, quoteattr

from sqlalchemy.orm import Session

from models.dates.days import from_day
from models.dates.edtf import write_day
from models.exporting.formats import LACKS, Out
from models.exporting.gathering import Found, chunks, event_parts
from models.exporting.heading import heading
from models.printable import printable
from models.progress import Progress
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.schema.keys import FIRST_DAY, LAST_DAY

_MOST = 40  # participants of an event of which every two are joined; more say nothing of each other
_SPACE = "http://gexf.net/1.3"
_Span = tuple[str | None, str | None]


def write_network(
    session: Session,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write who shares matching events with whom. Returns the number of events."""
    ids = event_ids(session, wanted, sort)
    actors: dict[int, tuple[str, str, int]] = {}
    shared: dict[tuple[int, int], list[_Span]] = defaultdict(list)
    done = 0
    for part in chunks(ids):
        yield Progress(done, len(ids), "events")
        parts = event_parts(session, part, quotes=False)
        for number in part:
            if number not in parts.events:
                continue
            present = {p.id: p for p in parts.participants[number]}
            for actor, row in present.items():
                *_, before = actors.get(actor, ("", "", 0))
                actors[actor] = row.name, row.kind, before + 1
            span = _span(parts.events[number])
            if len(present) <= _MOST:
                for pair in combinations(sorted(present), 2):
                    shared[pair].append(span)
        done += len(part)
    about = " ".join(heading(wanted, len(ids), sort).besides(LACKS["gexf"]).sentences)
    for line in _graph(actors, shared, about):
        out.write(line + "\n")
    return len(ids)


def _graph(
    actors: dict[int, tuple[str, str, int]],
    shared: dict[tuple[int, int], list[_Span]],
    about: str,
) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<gexf xmlns="{_SPACE}" version="1.3">'
    yield f"<meta><creator>Dateline</creator><description>{escape(about)}</description></meta>"
    yield '<graph defaultedgetype="undirected" mode="dynamic" timeformat="date">'
    yield (
        '<attributes class="node"><attribute id="kind" title="kind" type="string"/>'
        '<attribute id="events" title="events" type="integer"/></attributes>'
    )
    yield "<nodes>"
    for number, (name, kind, events) in sorted(actors.items()):
        label = quoteattr(printable(" ".join(name.split())))
        yield (
            f'<node id="{number}" label={label}><attvalues>'
            f'<attvalue for="kind" value={quoteattr(kind)}/>'
            f'<attvalue for="events" value="{events}"/></attvalues></node>'
        )
    yield "</nodes><edges>"
    for place, ((one, other), spans) in enumerate(sorted(shared.items(), key=lambda e: e[0])):
        spells = "".join(_spell(span) for span in dict.fromkeys(spans) if span != (None, None))
        yield (
            f'<edge id="{place}" source="{one}" target="{other}" weight="{len(spans)}">'
            f"{f'<spells>{spells}</spells>' if spells else ''}</edge>"
        )
    yield "</edges></graph></gexf>"


def _spell(span: _Span) -> str:
    start, end = (
        f' {name}="{day}"' if day else "" for name, day in zip(("start", "end"), span, strict=True)
    )
    return f"<spell{start}{end}/>"


def _span(event: Found) -> _Span:
    """The days that GEXF can tell: of the years 1 to 9999."""
    if event.edtf is None:
        return None, None
    ends = (event.earliest, event.latest)
    return tuple(  # type: ignore[return-value]
        write_day(day) if FIRST_DAY < day < LAST_DAY and 1 <= from_day(day)[0] <= 9999 else None
        for day in ends
    )
