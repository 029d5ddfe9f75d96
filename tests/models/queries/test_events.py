from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.dates.relations import between, one_day, whole_month, whole_year
from models.queries import matched as finding
from models.queries import plans
from models.queries.events import count_events, date_counts, event_ids, event_rows, events_page
from models.queries.facets import (
    actor_facet,
    kind_facet,
    place_facet,
    source_facet,
    status_facet,
    tag_facet,
)
from models.queries.filter import (
    KNOWN_HOW,
    ActorRole,
    ActorTerm,
    DateRange,
    Either,
    EventFilter,
    Match,
    Sort,
    SortField,
    Term,
    TextTerm,
)
from models.queries.search import parse_query
from models.reading.doc import EventKind, EventStatus
from models.schema.events import Event, EventText
from models.schema.keys import fold
from models.store.store import Store
from tests.models.queries.oracle import Everything, everything, in_order, matching, may_lie, tokens

SORTS = [Sort(field, down) for field in SortField for down in (False, True)]


@pytest.fixture(scope="module")
def truth(drawn: Store) -> Everything:
    return everything(drawn)


@pytest.fixture(scope="module")
def vocabulary(drawn: Store) -> list[str]:
    with drawn.reading() as session:
        words = Counter(
            word
            for text in session.scalars(select(EventText))
            for word in tokens(f"{text.summary} {text.passages}")
        )
    return [word for word, _ in words.most_common(60)]


def terms(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Term, ...]]:
    return st.lists(st.builds(Term, values, st.booleans()), max_size=2).map(tuple)


DAYS = st.integers(-2000, 20200)
INTERVALS = (
    DAYS.map(one_day)
    | st.builds(whole_month, st.integers(1966, 2024), st.integers(1, 12))
    | st.integers(1966, 2024).map(whole_year)
    | st.builds(lambda day: between(day, None), DAYS)
)


@st.composite
def filters(
    draw: st.DrawFn, truth: Everything, vocabulary: list[str], deep: int = 0
) -> EventFilter:
    """Draw filters that often match something: their values stand in the chronicle."""
    some = draw(st.sampled_from(truth.events))
    actors = sorted(actor for actor, _ in some.parts) or [1]
    actor = st.sampled_from(actors) | st.integers(1, 6)
    name = actor.map(lambda a: min(truth.names[a]))
    role = st.sampled_from(ActorRole)
    actor_terms = (
        st.builds(ActorTerm, id=actor, role=role, exclude=st.booleans())
        | st.builds(ActorTerm, name=name, role=role, exclude=st.booleans())
        | st.builds(
            ActorTerm, name=name.map(begun), role=role, exclude=st.booleans(), part=st.just(True)
        )
    )
    word = st.sampled_from([*vocabulary, *(w for words in some.words for w in words[:6])])
    phrase = st.sampled_from([" ".join(w[n : n + 2]) for w in some.words for n in range(3)] + ["x"])
    text = (
        st.builds(TextTerm, word, exclude=st.booleans())
        | st.builds(TextTerm, phrase.filter(bool), st.booleans(), st.booleans())
        | st.builds(
            lambda w, letters, exclude: TextTerm(w[:letters], True, exclude),
            word,
            st.integers(2, 7),
            st.booleans(),
        )
    )
    document = min(some.documents)
    dates = st.builds(
        DateRange, st.none() | INTERVALS, st.none() | INTERVALS, st.booleans(), st.booleans()
    )
    source = st.sampled_from(
        [truth.sources[document], truth.titles[document], truth.files[document]]
    )
    fields = {
        "actors": st.lists(actor_terms, min_size=1, max_size=2).map(tuple),
        "kinds": terms(st.sampled_from([some.kind, *EventKind]).map(str)),
        "statuses": terms(st.sampled_from([some.status, *EventStatus]).map(str)),
        "reviews": terms(st.sampled_from([some.review, "proposed", "edited"])),
        "places": names(st.sampled_from([some.place or "Nowhere", "Elsewhere"])),
        "sources": names(source),
        "dates": dates,
        "dated": terms(st.sampled_from(KNOWN_HOW)),
        "tags": st.lists(
            st.builds(Term, st.sampled_from(["to check", "tres Urgent", "other"]), st.booleans())
            | st.builds(
                Term, st.sampled_from(["to", "TR", "*", "x"]), st.booleans(), st.just(True)
            ),
            max_size=2,
        ).map(tuple),
        "notes": st.lists(
            st.builds(Term, st.sampled_from(["editor about", "10%"]), st.booleans())
            | st.builds(
                Term, st.sampled_from(["phone ASK", "1", "*", "_"]), st.booleans(), st.just(True)
            ),
            max_size=2,
        ).map(tuple),
        "sures": terms(
            st.sampled_from([f">{some.confidence:g}", f"<={some.confidence:g}", ">=0.5"])
        ),
        "texts": st.lists(text, min_size=1, max_size=2).map(tuple),
    }
    if deep < 2:
        way = filters(truth, vocabulary, deep + 1)
        fields["either"] = st.lists(
            st.builds(Either, st.lists(way, min_size=1, max_size=3).map(tuple), st.booleans()),
            min_size=1,
            max_size=1,
        ).map(tuple)
    # Few conditions mostly: many at once find nothing, and show nothing.
    chosen = draw(st.lists(st.sampled_from(sorted(fields)), max_size=4 - deep, unique=True))
    values: dict[str, Any] = {field: draw(fields[field]) for field in chosen}
    return EventFilter(match=draw(st.sampled_from(Match)), **values)


def begun(name: str) -> str:
    """Return the beginnings of the words of a name."""
    return " ".join(word[:3] for word in fold(name).split()[-2:])


def names(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Term, ...]]:
    part = st.builds(Term, values.map(begun), st.booleans(), st.just(True))
    return st.lists(st.builds(Term, values, st.booleans()) | part, max_size=2).map(tuple)


def looked_up(ways: Sequence[plans.Way]) -> plans.Way:
    return next((way for way in ways if way.leading and not way.part), ways[0])


def along_an_actor(ways: Sequence[plans.Way]) -> plans.Way:
    return next((way for way in ways if way.part), ways[0])


def both_columns(ways: Sequence[plans.Way]) -> plans.Way:
    return max(ways, key=lambda way: len(way.leading))


WAYS = {
    "looked up": looked_up,
    "walked": lambda ways: ways[0],
    "along an actor": along_an_actor,
    "both columns": both_columns,
}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("way", ["cheaper", *WAYS])
def test_any_filter_finds_what_plain_python_finds(
    drawn: Store, truth: Everything, vocabulary: list[str], way: str, data: Any
) -> None:
    wanted = data.draw(filters(truth, vocabulary))
    sort = data.draw(st.sampled_from(SORTS))
    size = data.draw(st.integers(1, 50))
    with pytest.MonkeyPatch.context() as patch:
        # All ways to the events must lead to the same ones.
        if way in WAYS:
            patch.setattr(plans, "cheapest", WAYS[way])
        patch.setattr(plans, "_FEW", data.draw(st.sampled_from([0, 1, 12])))
        with drawn.reading() as session:
            found = list(event_ids(session, wanted, sort))
            page = events_page(session, wanted, sort, size)
            count = count_events(session, wanted)
    expected = in_order(matching(truth, wanted), sort)
    assert found == expected
    assert [row.id for row in page] == expected[:size]
    assert count == len(expected)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("cap", [60_000, 0])
def test_facets_count_what_there_would_be_with_each_value_alone(
    drawn: Store, truth: Everything, vocabulary: list[str], cap: int, data: Any
) -> None:
    wanted = data.draw(filters(truth, vocabulary))
    with drawn.reading() as session, pytest.MonkeyPatch.context() as patch:
        if cap == 0:
            patch.setattr(finding, "CAP", 1)
        kinds = kind_facet(session, wanted, exact=True)
        statuses = status_facet(session, wanted, exact=True)
        patch.undo()
        session.info.clear()
        actors = actor_facet(session, wanted, "", 1000, [])
        sources = source_facet(session, wanted, size=1000)
        places = place_facet(session, wanted, size=1000)
        tags = tag_facet(session, wanted, size=1000)

    def counted(field: str, values: Any) -> dict[Any, int]:
        empty: dict[str, Any] = {field: ()}
        events = matching(truth, replace(wanted, **empty))
        return dict(Counter(value for event in events for value in values(event)))

    assert {r.value: r.count for r in kinds if r.count} == counted("kinds", lambda e: [e.kind])
    assert {r.value: r.count for r in statuses if r.count} == counted(
        "statuses", lambda e: [e.status]
    )
    assert {r.id: r.count for r in actors} == counted("actors", lambda e: {a for a, _ in e.parts})
    assert {fold(r.value): r.count for r in places if r.count} == counted(
        "places", lambda e: [fold(e.place)] if e.place else []
    )
    assert {fold(r.value): r.count for r in sources if r.count} == counted(
        "sources", lambda e: {fold(truth.sources[d]) for d in e.documents}
    )
    assert {r.value: r.count for r in tags if r.count} == counted("tags", lambda e: e.tags)
    assert {t.value for t in wanted.kinds} <= {r.value for r in kinds}
    ticked = {fold(t.value) for t in wanted.sources if not t.part}
    assert ticked <= {fold(r.value) for r in sources}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_date_counts_are_those_of_three_filters(
    drawn: Store, truth: Everything, vocabulary: list[str], data: Any
) -> None:
    wanted = data.draw(filters(truth, vocabulary))
    bounded = wanted.dates or DateRange()
    with drawn.reading() as session:
        counts = date_counts(session, wanted)
    start = bounded.start.earliest if bounded.start else None
    end = bounded.end.latest if bounded.end else None
    if start is None and end is None:
        dated = matching(truth, replace(wanted, dates=None))
        assert counts.certain == sum(e.how == "yes" for e in dated)
        assert counts.possible == 0
    else:
        certain = matching(
            truth, replace(wanted, dates=replace(bounded, possible=False, undated=False))
        )
        possible = matching(
            truth, replace(wanted, dates=replace(bounded, possible=True, undated=False))
        )
        assert counts.certain == len(certain)
        assert counts.possible == len(possible) - len(certain)
    # Each of these is counted as if it were let through.
    others = matching(truth, replace(wanted, dates=None, dated=()))
    assert counts.undated == sum(e.how == "no" for e in others)
    told = [e for e in others if e.how == "reported"]
    assert counts.reported == sum(may_lie(e, start, end) for e in told)


def test_rows_say_what_is_stored_and_missing_ones_are_left_out(drawn: Store) -> None:
    with drawn.reading() as session:
        rows = event_rows(session, [3, 99_999, 1])
        stored = session.get_one(Event, 3)
        assert rows.keys() == {1, 3}
        row = rows[3]
        assert (row.summary, row.who, row.kind, row.status, row.place, row.sources, row.review) == (
            stored.summary, stored.who, stored.kind, stored.status, stored.place, stored.sources,
            stored.review,
        )  # fmt: skip
        assert (row.interval.edtf if row.interval else None) == stored.edtf
        assert row.reported == stored.reported


def test_more_rows_than_one_question_may_name_come_back(drawn: Store) -> None:
    with drawn.reading() as session:
        assert len(event_rows(session, range(1, 401))) == 400


def test_the_actor_facet_is_narrowed_by_any_beginning_of_any_name(drawn: Store) -> None:
    with drawn.reading() as session:
        everybody = actor_facet(session, EventFilter(), "", 1000, [])
        someone = everybody[0]
        first, last = fold(someone.label).split()[0], fold(someone.label).split()[-1]
        for typed in (first[:3], f"{last[:3]} {first[:2]}", last.upper()):
            assert someone in actor_facet(session, EventFilter(), typed, 1000, [])
        narrowed = actor_facet(session, EventFilter(), first, 1000, [])
        assert all(first in fold(row.label) for row in narrowed)
        assert actor_facet(session, EventFilter(), "%", 10, []) == ()
        assert actor_facet(session, EventFilter(), "zzzz", 10, []) == ()


def test_ticked_actors_stay_even_without_events(drawn: Store) -> None:
    with drawn.reading() as session:
        rows = actor_facet(session, parse_query("kind:visit nosuchword"), "", 10, [5, 2])
    assert [(row.id, row.count) for row in rows] == [(2, 0), (5, 0)] or [
        (row.id, row.count) for row in rows
    ] == [(5, 0), (2, 0)]


def test_a_capped_facet_says_at_least(drawn: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "CAP", 20)
    with drawn.reading() as session:
        rows = actor_facet(session, parse_query("-kind:visit"), "", 1000, [])
    assert rows
    assert all(row.capped for row in rows)
    assert max(row.count or 0 for row in rows) <= 20


def test_kinds_and_dates_say_at_least_until_they_are_asked_exactly(
    drawn: Store, truth: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "CAP", 20)
    wanted = parse_query("-kind:visit after:1990")
    with drawn.reading() as session:
        first, dates = status_facet(session, wanted), date_counts(session, wanted)
        exact, exact_dates = (
            status_facet(session, wanted, exact=True),
            date_counts(session, wanted, exact=True),
        )
    assert all(row.capped for row in first)
    assert sum(row.count or 0 for row in first) == 20
    assert not any(row.capped for row in exact)
    assert sum(row.count or 0 for row in exact) == len(matching(truth, wanted))
    assert dates.capped
    assert dates.certain + dates.possible + dates.undated <= 20
    assert dates.reported <= dates.possible
    assert not exact_dates.capped
    assert exact_dates.certain == len(matching(truth, wanted))


def test_somebody_sought_by_name_is_counted_beyond_the_first_events(
    drawn: Store, truth: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "CAP", 60)
    wanted = parse_query("-kind:visit")
    events = matching(truth, wanted)
    counts = Counter(a for event in events for a in {actor for actor, _ in event.parts})
    few = [a for a, number in truth.actors.items() if 0 < number <= 15 and counts[a]]
    exact = 0
    with drawn.reading() as session:
        for actor in few:
            name = max(truth.names[actor], key=len)
            rows = {row.id: row for row in actor_facet(session, wanted, name, 1000, [])}
            exact += not rows[actor].capped
            assert rows[actor].capped or rows[actor].count == counts[actor]
    assert exact
