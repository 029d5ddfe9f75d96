import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.queries.asked import combine
from models.queries.chips import describe_filter, is_empty, remove_chip
from models.queries.events import count_events
from models.queries.filter import (
    KNOWN_HOW,
    ActorRole,
    ActorTerm,
    DateRange,
    EventFilter,
    Match,
    Term,
    TextTerm,
)
from models.queries.search import parse_query, to_query
from models.reading.doc import EventKind, EventStatus
from models.store.store import Store

PIECES = [*'abc"*-:#. \t\0é字', "actor:", "kind:", "on:", "AND", "NEAR(", "visit"]
TYPED = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=30)


def understood(typed: str) -> EventFilter | None:
    """Return the filter, or None where the line got one sentence."""
    try:
        return parse_query(typed)
    except KnownError as fault:
        said = str(fault)
    assert said.endswith(".")
    assert "\n" not in said
    return None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", EventFilter()),
        ("border talks", EventFilter(texts=(TextTerm("border"), TextTerm("talks")))),
        ('"border talks"', EventFilter(texts=(TextTerm("border talks", phrase=True),))),
        ("bord*", EventFilter(texts=(TextTerm("bord", prefix=True),))),
        ("-border", EventFilter(texts=(TextTerm("border", exclude=True),))),
        ('-"a b"', EventFilter(texts=(TextTerm("a b", phrase=True, exclude=True),))),
        ('actor:"Ann Lee"', EventFilter(actors=(ActorTerm(name="Ann Lee"),))),
        ("actor:#12", EventFilter(actors=(ActorTerm(id=12),))),
        ('actor:"#12"', EventFilter(actors=(ActorTerm(name="#12"),))),
        ("-agent:Lee", EventFilter(actors=(ActorTerm(None, "Lee", ActorRole.AGENT, True),))),
        ("KIND:Visit", EventFilter(kinds=(Term("visit"),))),
        ("status:denied -status:planned",
         EventFilter(statuses=(Term("denied"), Term("planned", exclude=True)))),
        ('place:"New York"', EventFilter(places=(Term("New York"),))),
        ('source:"He said ""no"""', EventFilter(sources=(Term('He said "no"'),))),
        ("dated:Reported -dated:no",
         EventFilter(dated=(Term("reported"), Term("no", exclude=True)))),
        ("after:2024-04", EventFilter(dates=DateRange(parse_edtf("2024-04")))),
        ("on:2024", EventFilter(dates=DateRange(parse_edtf("2024"), parse_edtf("2024")))),
        ("after:2023 after:2024", EventFilter(dates=DateRange(parse_edtf("2024")))),
        ("match:any dates:undated", EventFilter(match=Match.ANY, dates=DateRange(undated=True))),
        # Somebody still typing asks for nothing.
        ("actor: kind: - \" * :", EventFilter()),
        ("!!! -... \"\"", EventFilter()),
        # No field of ours: words.
        ("https://x.y/z", EventFilter(texts=(TextTerm("https://x.y/z"),))),
        ("10:30", EventFilter(texts=(TextTerm("10:30"),))),
        ('"open', EventFilter(texts=(TextTerm("open", phrase=True),))),
    ],
)  # fmt: skip
def test_a_line_means(typed: str, wanted: EventFilter) -> None:
    assert parse_query(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kind:party", "There is no kind “party”; it is one of statement"),
        ("status:x", "no status"),
        ("dated:maybe", "no “dated:” value “maybe”; it is one of yes, reported, no"),
        ("after:yesterdayish", "is no date"),
        ("-on:2024", "cannot be excluded"),
        ("dates:some", "write dates:possible or dates:undated"),
        ("x" * 20_000, "too long"),
    ],
)
def test_what_means_nothing_is_said_in_one_sentence(typed: str, words: str) -> None:
    with pytest.raises(KnownError, match=words) as fault:
        parse_query(typed)
    assert "\n" not in str(fault.value)


@given(TYPED)
@example('"')
@example("a\0b")
@example("NEAR(a b)")
@example("^a + b NOT OR {summary}: x")
def test_any_line_is_a_search_or_one_sentence(drawn: Store, typed: str) -> None:
    wanted = understood(typed)
    if wanted is not None:
        with drawn.reading() as session:
            assert 0 <= count_events(session, wanted) <= 400


@given(TYPED)
def test_the_line_for_a_typed_filter_means_that_filter(typed: str) -> None:
    wanted = understood(typed)
    if wanted is not None:
        assert parse_query(to_query(wanted)) == wanted


NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12
).filter(lambda t: t == t.strip())
WORDS = st.text(string.ascii_letters + "éø-'.", min_size=1, max_size=8).filter(
    lambda t: any(c.isalnum() for c in t) and not t.startswith("-")
)
DATES = st.sampled_from(["2024", "2024-04", "2025-02-03", "1994/..", "198X", "2024-21"]).map(
    parse_edtf
)


def terms(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Term, ...]]:
    return st.lists(st.builds(Term, values, st.booleans()), max_size=2).map(tuple)


FILTERS = st.builds(
    EventFilter,
    actors=st.lists(
        st.builds(ActorTerm, id=st.integers(1, 10**9), role=st.sampled_from(ActorRole),
                  exclude=st.booleans())
        | st.builds(ActorTerm, name=NAMES, role=st.sampled_from(ActorRole),
                    exclude=st.booleans()),
        max_size=3,
    ).map(tuple),
    match=st.sampled_from(Match),
    kinds=terms(st.sampled_from([k.value for k in EventKind])),
    statuses=terms(st.sampled_from([s.value for s in EventStatus])),
    reviews=terms(st.sampled_from(["proposed", "accepted", "rejected", "edited"])),
    places=terms(NAMES),
    sources=terms(NAMES),
    dates=st.none()
    | st.builds(DateRange, DATES, st.none() | DATES, st.booleans(), st.booleans())
    | st.builds(DateRange, st.none(), DATES, st.booleans(), st.booleans()),
    dated=terms(st.sampled_from(KNOWN_HOW)),
    texts=st.lists(
        st.builds(TextTerm, WORDS, prefix=st.booleans(), exclude=st.booleans())
        | st.builds(TextTerm, st.tuples(WORDS, WORDS).map(" ".join), st.just(True),
                    st.booleans(), st.booleans()),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


@given(FILTERS)
def test_the_line_for_any_filter_means_that_filter(wanted: EventFilter) -> None:
    assert parse_query(to_query(wanted)) == wanted


@given(FILTERS, FILTERS)
def test_both_filters_are_in_the_combined_one(panel: EventFilter, typed: EventFilter) -> None:
    both = combine(panel, typed)
    for field in ("actors", "kinds", "statuses", "reviews", "places", "sources", "dated", "texts"):
        assert set(getattr(both, field)) == {*getattr(panel, field), *getattr(typed, field)}
    assert combine(both, EventFilter()) == both


@given(FILTERS)
def test_every_chip_can_be_removed_and_then_nothing_is_left(wanted: EventFilter) -> None:
    names = {n: f"name {n}" for n in range(3)}
    while chips := describe_filter(wanted, names):
        assert all(chip.label for chip in chips)
        wanted = remove_chip(wanted, chips[0])
        assert len(describe_filter(wanted, names)) < len(chips)
    assert is_empty(wanted)


def test_chips_say_what_they_hold_in_words() -> None:
    wanted = parse_query('"border talks" -actor:Lee actor:#3 kind:visit on:2024-04')
    labels = [chip.label for chip in describe_filter(wanted, {3: "Ann Ek"})]
    assert labels == [
        "“border talks”", "not Lee", "Ann Ek", "Kind: visit", "On Apr 2024",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("agent:#3 -target:#4", ["Ann Ek as agent", "not Minsk as target"]),
        ("actor:#3 actor:#4 -actor:Lee match:any", ["Ann Ek", "or Minsk", "not Lee"]),
        ("-place:Minsk -kind:visit", ["Kind: not visit", "Place: not Minsk"]),
        ("dates:undated", ["Date unknown"]),
        ("-dated:reported", ["Without “only reported by”"]),
        ("dated:reported dated:no", ["Only reported by", "Date unknown"]),
        (
            "after:2024 before:2025-02 dates:possible dates:undated",
            ["2024 – Feb 2025, also possible and of unknown date"],
        ),
    ],
)
def test_chips_say_roles_and_what_is_left_out(line: str, said: list[str]) -> None:
    chips = describe_filter(parse_query(line), {3: "Ann Ek", 4: "Minsk"})
    assert [chip.label for chip in chips] == said
