import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.queries.asked import combine
from models.queries.chips import describe_filter, is_empty, remove_chip
from models.queries.events import count_events, event_ids
from models.queries.filter import (
    KNOWN_HOW,
    ActorRole,
    ActorTerm,
    DateRange,
    Either,
    EventFilter,
    Match,
    Sort,
    Term,
    TextTerm,
)
from models.queries.search import parse_query, to_query
from models.reading.doc import EventKind, EventStatus
from models.store.store import Store

PIECES = [*'abc"*-:#. \t\0é字()“”', "actor:", "kind:", "on:", "NEAR(", "visit", "2024", "\ud800"]
PIECES += [" OR ", " AND ", " NOT ", " (", ") ", "match:any", "place:"]
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
        ("border talks", EventFilter(texts=(TextTerm("border", True), TextTerm("talks", True)))),
        ('"border talks"', EventFilter(texts=(TextTerm("border talks"),))),
        ('"border tal"*', EventFilter(texts=(TextTerm("border tal", prefix=True),))),
        ("“border talks”", EventFilter(texts=(TextTerm("border talks"),))),
        ('"border"', EventFilter(texts=(TextTerm("border"),))),
        ("bord*", EventFilter(texts=(TextTerm("bord", prefix=True),))),
        ("-border", EventFilter(texts=(TextTerm("border", prefix=True, exclude=True),))),
        ('-"a b"', EventFilter(texts=(TextTerm("a b", exclude=True),))),
        ('"a"', EventFilter(texts=(TextTerm("a"),))),
        ('actor:"Ann Lee"', EventFilter(actors=(ActorTerm(name="Ann Lee"),))),
        ('actor:"Ann L"*', EventFilter(actors=(ActorTerm(name="Ann L", part=True),))),
        ("actor:#12", EventFilter(actors=(ActorTerm(id=12),))),
        ('actor:"#12"', EventFilter(actors=(ActorTerm(name="#12"),))),
        ("-agent:Lee", EventFilter(actors=(ActorTerm(None, "Lee", ActorRole.AGENT, True, True),))),
        ("KIND:Visit", EventFilter(kinds=(Term("visit"),))),
        ("status:denied -status:planned",
         EventFilter(statuses=(Term("denied"), Term("planned", exclude=True)))),
        ("kind:vis", EventFilter(kinds=(Term("visit"),))),
        ('place:"New York"', EventFilter(places=(Term("New York"),))),
        ("place:york -source:afp",
         EventFilter(places=(Term("york", part=True),), sources=(Term("afp", True, True),))),
        ('source:"He said ""no"""', EventFilter(sources=(Term('He said "no"'),))),
        ("dated:Reported -dated:no",
         EventFilter(dated=(Term("reported"), Term("no", exclude=True)))),
        ("after:2024-04", EventFilter(dates=DateRange(parse_edtf("2024-04")))),
        ("on:2024", EventFilter(dates=DateRange(parse_edtf("2024"), parse_edtf("2024")))),
        ("after:2023 after:2024", EventFilter(dates=DateRange(parse_edtf("2024")))),
        ("match:any dates:undated", EventFilter(match=Match.ANY, dates=DateRange(undated=True))),
        # Somebody still typing asks for nothing.
        ("actor: kind: - \" * :", EventFilter()),
        ("b -b actor:k place:m NOT", EventFilter()),
        ("!!! -... \"\" () ( -(", EventFilter()),
        # No field of ours: words.
        ("https://x.y/z", EventFilter(texts=(TextTerm("https://x.y/z", True),))),
        ("10:30", EventFilter(texts=(TextTerm("10:30", True),))),
        ("call(ed)", EventFilter(texts=(TextTerm("call(ed)", True),))),
        # An open quote is somebody typing its last word.
        ('"open wor', EventFilter(texts=(TextTerm("open wor", True),))),
        ('actor:"Ann L', EventFilter(actors=(ActorTerm(name="Ann L", part=True),))),
        ('"o', EventFilter()),
        ("and or not", EventFilter(texts=tuple(TextTerm(w, True) for w in ("and", "or", "not")))),
    ],
)  # fmt: skip
def test_a_line_means(typed: str, wanted: EventFilter) -> None:
    assert parse_query(typed) == wanted


def words(*several: str) -> tuple[EventFilter, ...]:
    """Return a filter for each word."""
    return tuple(EventFilter(texts=(TextTerm(word, True),)) for word in several)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("aa OR bb", EventFilter(either=(Either(words("aa", "bb")),))),
        ("aa OR bb OR cc", EventFilter(either=(Either(words("aa", "bb", "cc")),))),
        ("(aa OR (bb OR cc)) OR aa", EventFilter(either=(Either(words("aa", "bb", "cc")),))),
        # OR takes its two neighbours alone.
        ("kind:visit aa OR bb",
         EventFilter(kinds=(Term("visit"),), either=(Either(words("aa", "bb")),))),
        ("aa OR bb cc OR dd",
         EventFilter(either=(Either(words("aa", "bb")), Either(words("cc", "dd"))))),
        ("aa AND (bb OR cc)",
         EventFilter(texts=words("aa")[0].texts, either=(Either(words("bb", "cc")),))),
        ("(aa kind:visit) OR bb",
         EventFilter(either=(
             Either((replace(words("aa")[0], kinds=(Term("visit"),)), *words("bb"))),))),
        ("-(aa OR bb)", EventFilter(either=(Either(words("aa", "bb"), exclude=True),))),
        ("NOT (aa bb)",
         EventFilter(either=(Either((EventFilter(texts=(
             TextTerm("aa", True), TextTerm("bb", True))),), exclude=True),))),
        ("NOT -(aa OR bb)", EventFilter(either=(Either(words("aa", "bb")),))),
        ("NOT (-aa)", words("aa")[0]),
        ("NOT aa", EventFilter(texts=(TextTerm("aa", True, True),))),
        ("(aa) AND ((bb))", EventFilter(texts=(TextTerm("aa", True), TextTerm("bb", True)))),
        ("actor:(kim OR lee)",
         EventFilter(either=(Either(tuple(
             EventFilter(actors=(ActorTerm(name=name, part=True),)) for name in ("kim", "lee")
         )),))),
        ("kind:(visit aid) -status:(denied)",
         EventFilter(kinds=(Term("visit"), Term("aid")), statuses=(Term("denied", True),))),
        ("on:2024 OR dates:undated",
         EventFilter(either=(Either((
             EventFilter(dates=DateRange(parse_edtf("2024"), parse_edtf("2024"))),
             EventFilter(dates=DateRange(undated=True)))),))),
        ("-on:2024",
         EventFilter(either=(Either((
             EventFilter(dates=DateRange(parse_edtf("2024"), parse_edtf("2024"))),), True),))),
        # Somebody still typing.
        ("aa OR", words("aa")[0]),
        ("aa OR kind:", words("aa")[0]),
        ("(aa OR bb", EventFilter(either=(Either(words("aa", "bb")),))),
        ("(aa OR", words("aa")[0]),
        ("aa AND", words("aa")[0]),
        # In quotes they are words.
        ('aa "OR" bb', EventFilter(texts=(
            TextTerm("aa", True), TextTerm("OR"), TextTerm("bb", True)))),
    ],
)  # fmt: skip
def test_operators_and_parentheses_mean(typed: str, wanted: EventFilter) -> None:
    assert parse_query(typed) == wanted
    assert parse_query(to_query(wanted)) == wanted


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("aa  OR   bb kind:vis", "aa OR bb kind:visit"),
        ("(aa OR bb) cc", "cc aa OR bb"),
        ("-(aa OR bb)", "-(aa OR bb)"),
        ("(aa kind:visit) OR NOT (bb OR cc)", "(aa kind:visit) OR -(bb OR cc)"),
        ('place:"port elsa" place:elsa "or" OR bb', '"or" OR bb place:"port elsa" place:elsa'),
        ("NOT on:2024", "-(on:2024)"),
        ("NOT (aa bb)", "-(aa bb)"),
        ("NOT (aa b(b", '-(aa "b(b"*)'),
    ],
)
def test_the_line_of_a_filter_is_short(typed: str, line: str) -> None:
    assert to_query(parse_query(typed)) == line


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("border talk*", '"border" talk'),
        ("place:Marra actor:Lee -source:x", 'actor:"Lee" place:"Marra" -source:"x"'),
        ("a OR (b) NOT", '"a" "OR" "(b)" "NOT"'),
        ("b", '"b"'),
        ("actor:#12 kind:visit on:2024", "actor:#12 kind:visit on:2024"),
        ("“border", '"“border"'),
        ("place:(x", 'place:"(x"'),
    ],
)
def test_a_line_of_the_first_language_keeps_its_meaning(typed: str, line: str) -> None:
    assert to_query(parse_query(typed, language=1)) == line


def test_the_examples_of_the_readme_are_searches() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    table = readme.split("## Search")[1].split("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    examples = [example for row in rows for example in re.findall("`([^`]+)`", row)]
    assert len(examples) > 20
    for line in examples:
        wanted = parse_query(line)
        assert wanted != EventFilter() or line.endswith(":")
        assert parse_query(to_query(wanted)) == wanted


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("OR aa", "“OR” has nothing before it"),
        ("aa OR OR bb", "“OR” has nothing before it"),
        ("aa AND AND bb", "“AND” has nothing before it"),
        ("aa AND bb OR cc", "are mixed; use parentheses"),
        ("aa) bb", "“\\)” without a “\\(”"),
        ("aa OR match:any", "cannot be alternatives of “OR”"),
        ("(" * 30 + "aa", "at most 8"),
        ("aa " * 600, "at most 500"),
        ("after:05/06/2024", "“after:” needs a date. “05/06/2024” can be 5 June or 6 May"),
        ("kind:vsit", "did you mean “visit”"),
        ('kind:"two\nlines"', "There is no kind “two lines”"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_one_sentence(typed: str, told: str) -> None:
    with pytest.raises(KnownError, match=told) as fault:
        parse_query(typed)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("kind:zzz", "There is no kind “zzz”; choose from statement"),
        ("status:x", "no status"),
        ("dated:maybe", "no “dated:” value “maybe”; choose from yes, reported, no"),
        ("after:yesterdayish", "isn’t a date"),
        ("-dates:possible", "cannot be excluded"),
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


@pytest.mark.parametrize(
    "line",
    [
        "-(aa " * 8 + "bb" + ")" * 8,
        "-(kind:visit OR (actor:ru " * 4 + "-place:xx OR source:yy" + "))" * 4,
        " OR ".join(f"-(actor:ru{n} status:denied)" for n in range(40)),
        " ".join(f"word{n}" for n in range(500)),
        " OR ".join(f"word{n}" for n in range(500)),
    ],
)
def test_the_longest_and_deepest_lines_can_be_asked(drawn: Store, line: str) -> None:
    wanted = parse_query(line)
    assert parse_query(to_query(wanted)) == wanted
    with drawn.reading() as session:
        assert len(event_ids(session, wanted, Sort())) == count_events(session, wanted)


@given(TYPED)
@example('kind:visit OR -(a "b" OR (c')
def test_the_line_for_a_typed_filter_means_that_filter(typed: str) -> None:
    wanted = understood(typed)
    if wanted is not None:
        assert parse_query(to_query(wanted)) == wanted


NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12
).filter(lambda t: t == t.strip())
WORDS = st.text(string.ascii_letters + "éøß-'.()“\"*:", min_size=1, max_size=8).filter(
    lambda t: any(c.isalnum() for c in t)
)
DATES = st.sampled_from(["2024", "2024-04", "2025-02-03", "1994/..", "198X", "2024-21"]).map(
    parse_edtf
)


def terms(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Term, ...]]:
    return st.lists(st.builds(Term, values, st.booleans()), max_size=2).map(tuple)


NAMED = NAMES.filter(lambda t: any(c.isalnum() for c in t))
ACTORS = st.one_of(
    st.builds(ActorTerm, id=st.integers(1, 10**9), role=st.sampled_from(ActorRole),
              exclude=st.booleans()),
    st.builds(ActorTerm, name=NAMES, role=st.sampled_from(ActorRole), exclude=st.booleans()),
    st.builds(ActorTerm, name=NAMED, role=st.sampled_from(ActorRole), exclude=st.booleans(),
              part=st.just(True)),
)  # fmt: skip
BY_NAME = st.lists(
    st.builds(Term, NAMES, st.booleans()) | st.builds(Term, NAMED, st.booleans(), st.just(True)),
    max_size=2,
).map(tuple)
TEXTS = st.lists(
    st.builds(TextTerm, WORDS, st.booleans(), st.booleans())
    | st.builds(TextTerm, st.tuples(WORDS, WORDS).map(" ".join), st.booleans(), st.booleans()),
    max_size=3,
).map(tuple)


def drawn_filters(either: st.SearchStrategy[tuple[Either, ...]]) -> st.SearchStrategy[EventFilter]:
    return st.builds(
        EventFilter,
        actors=st.lists(ACTORS, max_size=3, unique=True).map(tuple),
        match=st.sampled_from(Match),
        kinds=terms(st.sampled_from([k.value for k in EventKind])),
        statuses=terms(st.sampled_from([s.value for s in EventStatus])),
        reviews=terms(st.sampled_from(["proposed", "accepted", "rejected", "edited"])),
        places=BY_NAME,
        sources=BY_NAME,
        dates=st.none()
        | st.builds(DateRange, DATES, st.none() | DATES, st.booleans(), st.booleans())
        | st.builds(DateRange, st.none(), DATES, st.booleans(), st.booleans()),
        dated=terms(st.sampled_from(KNOWN_HOW)),
        texts=TEXTS,
        either=either,
    ).map(lambda wanted: combine(wanted, EventFilter()))


def choices(ways: st.SearchStrategy[EventFilter]) -> st.SearchStrategy[tuple[Either, ...]]:
    """Draw what a line can say: several different ways, or several things together left out."""
    several = st.lists(ways.filter(lambda way: not is_empty(way)), min_size=2, max_size=3,
                       unique=True)  # fmt: skip
    apart = several.filter(lambda some: not any(_one_of(way) for way in some))
    return st.lists(st.builds(Either, apart.map(tuple), st.booleans()), max_size=1).map(tuple)


def _one_of(way: EventFilter) -> bool:
    """Whether a filter is nothing but other ones of which one is enough."""
    return bool(way.either) and way == EventFilter(either=way.either[:1])


SIMPLE = drawn_filters(st.just(()))
FILTERS = SIMPLE | drawn_filters(choices(drawn_filters(choices(SIMPLE))))


@given(FILTERS)
def test_the_line_for_any_filter_means_that_filter(wanted: EventFilter) -> None:
    assert parse_query(to_query(wanted)) == wanted


@given(FILTERS, FILTERS)
def test_both_filters_are_in_the_combined_one(panel: EventFilter, typed: EventFilter) -> None:
    both = combine(panel, typed)
    for field in (
        "actors", "kinds", "statuses", "reviews", "places", "sources", "dated", "texts", "either",
    ):  # fmt: skip
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
        "“border talks”", "not Lee…", "Ann Ek", "Kind: visit", "On Apr 2024",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("agent:#3 -target:#4", ["Ann Ek as agent", "not Minsk as target"]),
        ("actor:#3 actor:#4 -actor:Lee match:any", ["Ann Ek", "or Minsk", "not Lee…"]),
        ("-place:Minsk -kind:visit", ["Kind: not visit", "Place: not Minsk…"]),
        ("dates:undated", ["Date unknown"]),
        ("-dated:reported", ["Without “report date only”"]),
        ("dated:reported dated:no", ["Report date only", "Date unknown"]),
        ('talk "talk" "border tal"*', ["“talk”", "exactly “talk”", "“border tal…”"]),
        ('place:marra -source:"AFP"', ["Place: marra…", "Source: not AFP"]),
        ("storm OR kind:visit", ["“storm” or Kind: visit"]),
        ("(storm actor:#3) OR -flood", ["(“storm” and Ann Ek) or not “flood”"]),
        ("-(storm OR flood)", ["none of: “storm”, “flood”"]),
        ("-(storm flood) on:2024", ["not (“storm” and “flood”)", "On 2024"]),
        ("(actor:#3 actor:#4 match:any) OR ek", ["(Ann Ek or Minsk) or “ek”"]),
        (
            "after:2024 before:2025-02 dates:possible dates:undated",
            ["2024 – Feb 2025, also possible and of unknown date"],
        ),
    ],
)
def test_chips_say_roles_and_what_is_left_out(line: str, said: list[str]) -> None:
    chips = describe_filter(parse_query(line), {3: "Ann Ek", 4: "Minsk"})
    assert [chip.label for chip in chips] == said
