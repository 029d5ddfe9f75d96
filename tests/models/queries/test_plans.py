"""No browsing question scans or sorts a large table: what the database says it would do."""

import itertools
import re
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from models.queries import matched
from models.queries import plans as ways
from models.queries.detail import event_detail
from models.queries.events import count_events, date_counts, event_ids, event_rows, events_page
from models.queries.facets import (
    actor_facet,
    kind_facet,
    place_facet,
    review_facet,
    source_facet,
    status_facet,
)
from models.queries.filter import EventFilter, Sort, SortField
from models.queries.histogram import date_extent, date_histogram
from models.queries.named import named_filters
from models.queries.search import parse_query
from models.store import copies
from models.store.store import Store
from tests.benchmarks.chronicles import fill

EVENTS = 3_000
# Where a million events have other bounds, a few thousand have these in proportion, so that the
# choices between the ways to events are the same.
_SCALE = 1_000_000 // EVENTS


@pytest.fixture(autouse=True)
def in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matched, "CAP", matched.CAP // _SCALE)
    for name in ("_COUNTED", "_UNKNOWN"):
        monkeypatch.setattr(ways, name, getattr(ways, name) // _SCALE)


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a chronicle never analysed, as all of them: its plans are those of any size."""
    made = Store.open(tmp_path_factory.mktemp("larger") / "larger.sqlite")
    fill(made, EVENTS, seed=11)
    with made.reading() as session:
        known = session.scalars(text("SELECT name FROM sqlite_master WHERE name LIKE '%stat_'"))
        assert known.all() == []
    return made


def plans(store: Store, ask: Callable[[Session], object]) -> list[str]:
    """Return what SQLite would do for each statement of a question, one line a step."""
    told: list[str] = []

    def explain(conn, cursor, statement, parameters, context, executemany) -> None:  # type: ignore[no-untyped-def]
        if statement.startswith("SELECT"):
            steps = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            told.extend(step[3] for step in steps)

    event.listen(store._engine, "before_cursor_execute", explain)
    try:
        with store.reading() as session:
            ask(session)
    finally:
        event.remove(store._engine, "before_cursor_execute", explain)
    assert told
    return told


def scans(told: list[str]) -> list[str]:
    """Return steps that read a whole table, or sort; an index read in its order does neither."""
    bad = re.compile(
        r"^SCAN (event|participation|evidence|document|actor|alias|claim)\b(?!.*INDEX)"
    )
    return [step for step in told if bad.match(step) or "TEMP B-TREE FOR ORDER BY" in step]


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("field", SortField)
def test_every_order_is_read_from_its_index(larger: Store, field: SortField, down: bool) -> None:
    told = plans(larger, partial(_page, wanted=EventFilter(), sort=Sort(field, down)))
    if field is SortField.ARTICLE:  # the order of the table itself, which a page ends soon
        assert scans(told) == ["SCAN event"]
        return
    assert scans(told) == []
    assert any(
        f"ix_event_{'chrono' if field is SortField.DATE else field.value}" in s for s in told
    )


def _page(session: Session, wanted: EventFilter, sort: Sort) -> object:
    return events_page(session, wanted, sort, 50)


@pytest.mark.parametrize(
    "typed",
    [
        "actor:#1",
        "actor:#1 actor:#2",
        "kind:statement",
        "kind:statement status:asserted",
        "-actor:#1",
        "after:1990 before:2000",
        "source:x",
        "place:x",
    ],
)
def test_a_filter_is_answered_by_indexes(larger: Store, typed: str) -> None:
    """What a rare condition finds is sorted: that is small, and the one exception."""
    told = plans(larger, partial(_page, wanted=parse_query(typed), sort=Sort()))
    assert [s for s in scans(told) if "ORDER BY" not in s] == []


def test_a_common_filter_is_not_sorted(larger: Store) -> None:
    for typed in ("kind:statement", "actor:#1", "status:asserted", "-actor:#1"):
        told = plans(larger, partial(_page, wanted=parse_query(typed), sort=Sort()))
        assert scans(told) == [], typed


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: event_rows(s, [1, 2, 3]),
        lambda s: event_detail(s, 5),
        lambda s: count_events(s, EventFilter()),
        lambda s: date_counts(s, parse_query("on:2001-02")),
        lambda s: count_events(s, parse_query("actor:#3")),
        lambda s: place_facet(s, EventFilter()),
        lambda s: actor_facet(s, parse_query("kind:visit")),
        date_extent,
        named_filters,
        lambda s: copies._copies(s, 5),
    ],
)
def test_other_questions_read_no_table_from_end_to_end(
    larger: Store, ask: Callable[[Session], object]
) -> None:
    assert [s for s in scans(plans(larger, ask)) if "ORDER BY" not in s] == []


def test_possible_dates_are_found_by_the_index_of_uncertain_ones(larger: Store) -> None:
    told = plans(larger, lambda s: count_events(s, parse_query("on:2001-02 dates:possible")))
    assert any("ix_event_uncertain" in step for step in told), told


@pytest.mark.parametrize("typed", ["-dated:reported", "-dated:no", "-dated:no -dated:reported"])
def test_what_is_folded_away_is_seen_by_the_index_that_is_walked(larger: Store, typed: str) -> None:
    """No event is looked at, however many are passed over."""
    told = plans(larger, partial(_asked, lambda s, w: event_ids(s, w, Sort()), typed))
    assert any("COVERING INDEX ix_event_chrono" in step for step in told), told
    looked_at = [step for step in told if "event" in step and "COVERING" not in step]
    assert looked_at == ["SEARCH event"], "the last number there is"


def test_events_known_by_their_report_are_found_by_the_index_of_days(larger: Store) -> None:
    for typed in ("dated:reported", "on:2001-02 dates:possible"):
        told = plans(larger, lambda s, typed=typed: count_events(s, parse_query(typed)))
        assert any("COVERING INDEX ix_event_days (earliest" in step for step in told), told
        assert scans(told) == []


def test_the_histogram_of_everything_is_read_from_the_index_of_days(larger: Store) -> None:
    """It must look at every date there is, but at no event, and it sorts nothing."""
    told = plans(larger, lambda s: date_histogram(s, EventFilter(), range(0, 20_000, 365)))
    assert any("COVERING INDEX ix_event_days (earliest>? AND earliest<?)" in s for s in told), told
    assert any("COVERING INDEX ix_event_days (earliest=? AND latest>? AND" in s for s in told), told
    assert any("COVERING INDEX ix_event_uncertain" in step for step in told), told
    assert not any("TEMP B-TREE FOR GROUP BY" in step for step in told), told
    told = plans(larger, date_extent)
    for step in told:
        assert re.search(r"COVERING INDEX ix_event_(days|uncertain|chrono \(chrono>)", step), told


@pytest.mark.parametrize("typed", ["", "actor:#3", "kind:visit", "-actor:#1", "kind:visit x"])
def test_the_histogram_reads_no_table_from_end_to_end(larger: Store, typed: str) -> None:
    starts = range(0, 20_000, 365)
    told = plans(larger, lambda s: date_histogram(s, parse_query(typed), starts))
    assert [s for s in scans(told) if "ORDER BY" not in s] == []


def test_counts_of_everything_are_read_from_indexes_alone(larger: Store) -> None:
    for ask, index in ((kind_facet, "tally"), (status_facet, "tally"), (review_facet, "review")):
        told = plans(larger, partial(ask, wanted=EventFilter()))
        assert any(f"COVERING INDEX ix_event_{index}" in step for step in told), told
        assert not any("TEMP B-TREE" in step for step in told), told
    told = plans(larger, partial(source_facet, wanted=EventFilter()))
    assert any("COVERING INDEX ix_document_source_key" in step for step in told), told


FILTERS = (
    "",
    "actor:#1",
    "actor:#1 actor:#2",
    "actor:#1 actor:#2 match:any",
    "actor:#60",
    "-actor:#1",
    "kind:visit",
    "kind:visit kind:aid",
    "kind:visit status:denied",
    "status:asserted",
    "review:proposed",
    "place:x",
    "source:x",
    "after:1990 before:1994",
    "on:2001-02 dates:possible",
    "after:1990 dates:possible dates:undated",
    "before:1990 dates:possible",
    "dated:reported",
    "dated:no",
    "-dated:reported",
    "-dated:reported -dated:no kind:visit",
    "actor:#1 -dated:reported after:1990 dates:possible",
    "zuzonu gevunuve",
    "zu*",
    "-zuzonu",
    "actor:#3 kind:statement status:asserted after:1995 gevunuve",
    "actor:ru",
    "place:ru",
    "-place:ru",
    "source:ru",
    "zuzonu OR gevunuve",
    "actor:#60 OR kind:visit",
    "(kind:visit actor:#1) OR zu OR on:2001-02",
    "-(kind:visit OR actor:#3) status:asserted",
)
QUESTIONS: dict[str, Callable[[Session, EventFilter], object]] = {
    "page": lambda s, w: events_page(s, w, Sort(), 1),  # two hundred of a million
    "order": lambda s, w: event_ids(s, w, Sort()),
    "count": count_events,
    "actors": actor_facet,
    "kinds": kind_facet,
    "kinds exactly": lambda s, w: kind_facet(s, w, exact=True),
    "statuses": status_facet,
    "reviews": review_facet,
    "places": place_facet,
    "sources": source_facet,
    "dates": date_counts,
    "dates exactly": lambda s, w: date_counts(s, w, exact=True),
    "histogram": lambda s, w: date_histogram(s, w, range(0, 20_000, 365)),
}
# What may look at every event there is, or sort: question, step, and why.
EXCEPTIONS = (
    (".*", r"SCAN event USING COVERING INDEX ix_event_(\w+_id|chrono|days)", "counted, not read"),
    ("histogram", "SCAN event USING COVERING INDEX ix_event_days", "a great part matches"),
    (
        "histogram|count|dates exactly",
        "SCAN event USING COVERING INDEX ix_event_tally",
        "a great part",
    ),
    ("dates exactly", "SCAN event USING COVERING INDEX ix_event_(kind|status|review)", "most"),
    ("(kinds|statuses).*", "SCAN event USING COVERING INDEX ix_event_tally", "of all"),
    ("reviews", "SCAN event USING COVERING INDEX ix_event_review", "of all"),
    ("places|sources", "USE TEMP B-TREE FOR ORDER BY", "their counts, one of each"),
    ("sources", "SCAN document USING COVERING INDEX ix_document_source_key", "of all"),
    ("histogram", "USE TEMP B-TREE FOR ORDER BY", "the edges of the bars"),
    ("page|order", "USE TEMP B-TREE FOR ORDER BY", "few are found, in no order"),
    (
        "(?!page|order|histogram).*",
        r"SCAN event USING COVERING INDEX ix_event_(kind|tally|status)",
        "of several filters one is enough, and a great part matches",
    ),
    ("places", "USE TEMP B-TREE FOR GROUP BY", "names that begin alike"),
    (".*", "SCAN alias USING COVERING INDEX ix_alias_key_actor_id", "words inside of names"),
    (".*", "SCAN document USING COVERING INDEX ix_document_source_words", "the same"),
    (".*", "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY", "those that are alike in the first key"),
    (".*", "UNION USING TEMP B-TREE", "several actors or documents lead to one event"),
    (".*", "USE TEMP B-TREE FOR (DISTINCT|count.DISTINCT.)", "several ways to one event"),
)


def _asked(ask: Callable[[Session, EventFilter], object], typed: str, session: Session) -> object:
    return ask(session, parse_query(typed))


def test_no_browsing_question_scans_or_sorts_the_events(larger: Store) -> None:
    """But for the exceptions, each of which is still needed."""
    needed = set()
    for (question, ask), typed in itertools.product(QUESTIONS.items(), FILTERS):
        told = plans(larger, partial(_asked, ask, typed))
        for step in told:
            if not (re.match(r"SCAN (event|participation|evidence|document|actor|alias)\b", step)
                    or "TEMP B-TREE" in step):  # fmt: skip
                continue
            fits = [e for e in EXCEPTIONS if re.fullmatch(e[0], question) and re.match(e[1], step)]
            assert fits, (question, typed, step)
            needed.update(fits)
    assert set(EXCEPTIONS) - needed == set()


def test_the_test_sees_a_scan(larger: Store) -> None:
    told = plans(larger, lambda s: s.execute(text("SELECT * FROM event ORDER BY summary")).all())
    assert len(scans(told)) == 2


@pytest.mark.parametrize("typed", ["actor:Lee", "actor:#3 kind:visit", "on:2001 word place:Oslo"])
def test_a_chronicle_without_events_answers_every_filter(store: Store, typed: str) -> None:
    wanted = parse_query(typed)
    with store.reading() as session:
        assert events_page(session, wanted, Sort(), 50) == ()
        assert not event_ids(session, wanted, Sort())
        assert count_events(session, wanted) == 0
