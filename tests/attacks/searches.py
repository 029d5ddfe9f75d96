"""Type odd searches and compare what each answers: ``python -m tests.attacks.searches FILE [N]``.

By hand. Every search must end in one sentence or in an answer in which the count, the ids, the rows
and the line that says it again agree. FILE is a chronicle; N searches are typed, 2,500 without it.
"""

import random
import sys
from pathlib import Path

from sqlalchemy.orm import Session

from models.errors import KnownError
from models.queries.chips import describe_filter, is_empty
from models.queries.events import count_events, date_counts, event_ids, events_page
from models.queries.facets import actor_facet, kind_facet, place_facet, source_facet
from models.queries.filter import EventFilter, Sort
from models.queries.histogram import date_histogram
from models.queries.marks import Marks
from models.queries.near import near
from models.queries.offers import asks_for_values, field_offers
from models.queries.search import parse_query, to_query
from models.queries.tokens import being_typed
from models.queries.values import value_offers
from models.store.store import Store

# Typed in any order: signs of the query language and of SQL, fields, words, odd characters.
PIECES = (
    *"\"“”()-*:#\\'%_;^+é字ł",
    *(" ", " ", " ", "\t", "\n", "\0", "\ud800", "\udcff", "\u202e", "\u0301", "İ", "ﬁ", "ß", "😀"),
    *(" OR ", " AND ", " NOT ", "NEAR(", " (kim OR lee) ", "-(", "x" * 200, "{summary}"),
    *("actor:", "agent:", "place:", "source:", "kind:", "status:", "review:", "on:", "from:"),
    *("until:", "dates:", "match:", "any", "possible", "undated", "kim", "belarus", "2024"),
    *("44 BC", "05/06/2024", "meeting", "vis", "denied", "#1", "#" + "9" * 17, "[a-z]", "<b>"),
)
RANGES = ((0, 127), (0, 0x2FF), (0xD7F0, 0xE010), (0, 0x10FFFF))


def typed(draw: random.Random) -> str:
    """One odd line."""
    if draw.random() < 0.8:
        return "".join(draw.choices(PIECES, k=draw.randint(0, 14)))
    return "".join(chr(draw.randint(*draw.choice(RANGES))) for _ in range(draw.randint(0, 30)))


def ask(session: Session, line: str, draw: random.Random) -> bool:
    """Ask what the window asks of a line; False where it ends in a sentence."""
    being = being_typed(line, draw.randint(0, len(line)))
    if being:
        field_offers(being)
        if asks_for_values(being):
            value_offers(session, being, EventFilter(), 5)
    try:
        wanted = parse_query(line)
    except KnownError as fault:
        if not str(fault).endswith(".") or "\n" in str(fault):
            raise AssertionError("not a sentence") from fault
        return False
    again = to_query(wanted)
    assert parse_query(again) == wanted, again
    again.encode()
    ids = event_ids(session, wanted, Sort())
    assert count_events(session, wanted) == len(ids)
    assert [row.id for row in events_page(session, wanted, Sort(), 20)] == list(ids[:20])
    for facet in (actor_facet, place_facet, source_facet, date_counts):
        facet(session, wanted)
    kind_facet(session, wanted, exact=True)
    date_histogram(session, wanted, range(0, 20_000, 365))
    assert is_empty(wanted) or describe_filter(wanted, {})
    Marks.of(wanted).spans("Kim met Lee in Łódź")
    if not ids:
        near(session, EventFilter(), wanted)
    return True


def main(path: str, count: str = "2500", seed: str = "1") -> None:
    """Type that many searches; print each that goes wrong, and how many did."""
    draw = random.Random(int(seed))
    bad = sentences = 0
    store = Store.open(Path(path), create=False)
    for _ in range(int(count)):
        line = typed(draw)
        try:
            with store.reading() as session:
                sentences += not ask(session, line, draw)
        except Exception as fault:  # noqa: BLE001 - what this looks for
            bad += 1
            print(ascii(line), type(fault).__name__, ascii(str(fault))[:300])
    store.close()
    print(f"{count} tried, {bad} bad, {sentences} answered with a sentence")


if __name__ == "__main__":
    main(*sys.argv[1:])
