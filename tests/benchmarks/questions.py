"""Time the questions of the window on a large chronicle: ``questions.py FILE [REPEATS]``.

Each line: median and 95th percentile in milliseconds of the first 200 rows, and the median of
the whole order, the count, the facets and the dates' counts under the same filter.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries.events import count_events, date_counts, event_ids, event_rows, events_page
from models.queries.facets import actor_facet, kind_facet, place_facet, source_facet, status_facet
from models.queries.filter import EventFilter, Sort, SortField
from models.queries.search import parse_query
from models.schema.actors import Actor
from models.store.store import Store


def timed(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def lines(session: Session) -> dict[str, list[str]]:
    """Query lines by what they try, several of each so that no answer is cached."""
    draw = Random(3)
    common = list(session.scalars(select(Actor.id).order_by(Actor.events.desc()).limit(12)))
    rare = list(session.scalars(select(Actor.id).where(Actor.events.between(3, 30)).limit(400)))
    middle = list(
        session.scalars(select(Actor.id).where(Actor.events.between(800, 3000)).limit(50))
    )
    words = common_words(session)
    months = [f"{draw.randint(1970, 2023)}-{draw.randint(1, 12):02d}" for _ in range(20)]
    years = [draw.randint(1970, 2018) for _ in range(20)]
    pick = draw.choice
    made: dict[str, Callable[[], str]] = {
        "everything": lambda: "",
        "common actor": lambda: f"actor:#{pick(common)}",
        "middling actor": lambda: f"actor:#{pick(middle)}",
        "rare actor": lambda: f"actor:#{pick(rare)}",
        "two actors, all": lambda: f"actor:#{pick(common)} actor:#{pick(common)}",
        "two actors, any": lambda: f"actor:#{pick(common)} actor:#{pick(middle)} match:any",
        "not an actor": lambda: f"-actor:#{pick(common)}",
        "a month": lambda: f"on:{pick(months)}",
        "a month, possibly": lambda: f"on:{pick(months)} dates:possible",
        "five years": lambda: f"after:{(y := pick(years))} before:{y + 4}",
        "ten years, possibly": lambda: (
            f"after:{(y := pick(years))} before:{y + 9} dates:possible dates:undated"
        ),
        "after a year": lambda: f"after:{pick(years)} dates:possible",
        "kind + status": lambda: "kind:visit status:denied",
        "two kinds": lambda: "kind:visit kind:aid",
        "rare kind": lambda: "kind:other",
        "two common words": lambda: f"{pick(words[:40])} {pick(words[:40])}",
        "a common word": lambda: pick(words[:10]),
        "two rarer words": lambda: f"{pick(words[300:900])} {pick(words[300:900])}",
        "a prefix": lambda: f"{pick(words)[:3]}*",
        "without a word": lambda: f"-{pick(words[:40])}",
        "a phrase": lambda: f'"{pick(words[:20])} {pick(words[:20])}"',
        "all combined": lambda: (
            f"actor:#{pick(common)} kind:statement status:asserted after:{pick(years)} "
            f"{pick(words[:40])}"
        ),
        "two letters": lambda: pick(words)[:2],
        "a whole word": lambda: f'"{pick(words[:10])}"',
        "a part of a name": lambda: f"actor:{pick(words)[:4]}",
        "two letters of a name": lambda: f"actor:{pick(words)[:2]}",
        "a part of a place": lambda: f"place:{pick(words)[:3]}",
        "a part of a source": lambda: f"source:{pick(words)[:4]}",
        "either word": lambda: f"{pick(words[:40])} OR {pick(words[300:900])}",
        "either kind": lambda: f"kind:visit OR actor:#{pick(common)}",
        "either of three": lambda: (
            f"(kind:aid actor:#{pick(common)}) OR {pick(words[:40])} OR on:{pick(months)}"
        ),
        "either of two rare": lambda: f"actor:#{pick(rare)} OR {pick(words[300:900])}",
        "none of two": lambda: f"-(kind:visit OR actor:#{pick(common)})",
    }
    return {name: [draw_one() for _ in range(20)] for name, draw_one in made.items()}


def common_words(session: Session) -> list[str]:
    raw = session.connection().exec_driver_sql
    raw("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'event_search', 'row')")
    rows = raw(
        "SELECT term FROM temp.vocabulary WHERE length(term) > 3 ORDER BY doc DESC LIMIT 2000"
    )
    return [row[0] for row in rows]


def main() -> None:
    store = Store.open(Path(sys.argv[1]), create=False)
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with store.reading() as session:
        asked = lines(session)
    print(f"{'':20}{'page':>8}{'p95':>8}{'ids':>8}{'count':>8}{'actors':>8}{'kinds':>8}"
          f"{'status':>8}{'source':>8}{'place':>8}{'dates':>8}")  # fmt: skip
    with store.reading() as session:
        for name, queries in asked.items():
            filters = [parse_query(query) for query in queries]
            print(f"{name:20}" + measure(session, filters, repeats), flush=True)
        print("sorts (page, deep row fetch)")
        for field in SortField:
            for down in (False, True):
                sort = Sort(field, down)
                page = timed(lambda s=sort: events_page(session, EventFilter(), s, 200))
                ids = event_ids(session, EventFilter(), sort)
                whole = timed(lambda s=sort: event_ids(session, EventFilter(), s))
                deep = ids[len(ids) // 2 : len(ids) // 2 + 200]
                rows = timed(lambda d=deep: event_rows(session, d))
                print(f"{field:10}{down!s:6}{page:8.1f}{whole:9.1f}{rows:8.1f}", flush=True)
    store.close()


def measure(session: Session, filters: list[EventFilter], repeats: int) -> str:
    pages = [timed(lambda w=w: events_page(session, w, Sort(), 200)) for w in filters[:repeats]]
    figures = [statistics.median(pages), sorted(pages)[int(len(pages) * 0.95 - 0.01)]]
    asks: list[Callable[[EventFilter], object]] = [
        lambda w: event_ids(session, w, Sort()),
        lambda w: count_events(session, w),
        lambda w: actor_facet(session, w, "", 200, []),
        lambda w: kind_facet(session, w),
        lambda w: status_facet(session, w),
        lambda w: source_facet(session, w),
        lambda w: place_facet(session, w),
        lambda w: date_counts(session, w),
    ]
    few = filters[: repeats // 3 or 1]
    figures += [statistics.median(timed(lambda a=ask, w=w: a(w)) for w in few) for ask in asks]
    return "".join(f"{figure:8.0f}" for figure in figures)


if __name__ == "__main__":
    main()
