"""One filter, edited in the panel and in the line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.queries.asked import Asked, combine
from models.queries.chips import describe_filter, is_empty
from models.queries.filter import ActorRole, ActorTerm, DateRange, EventFilter, Match, Term
from models.queries.search import parse_query, to_query
from tests.models.queries.test_search import FILTERS

PEOPLE = {"Ek": (3,), "Lee": (5, 6)}
LISTED = {"elsa": ("Port Elsa",), "port": ("Port Elsa", "Marra Port")}
MEANT = {
    ("actors", ActorTerm(name=name, part=part)): tuple((n, f"name {n}") for n in numbers)
    for name, numbers in PEOPLE.items()
    for part in (False, True)
} | {
    (field, Term(name, part=True)): tuple((each.lower(), each) for each in listed)
    for name, listed in LISTED.items()
    for field in ("places", "sources")
}
NAMED = st.lists(
    st.builds(
        ActorTerm,
        name=st.sampled_from(("Ek", "Lee", "Nobody")),
        role=st.sampled_from(ActorRole),
        exclude=st.booleans(),
        part=st.booleans(),
    ),
    max_size=2,
).map(tuple)
PARTS = st.lists(
    st.builds(Term, st.sampled_from(("elsa", "port", "nowhere")), st.booleans(), st.just(True)),
    max_size=2,
).map(tuple)
ASKED = st.builds(
    lambda own, typed, named, places, sources: Asked(
        Asked.apart(own).own,
        replace(
            typed,
            actors=(*typed.actors, *named),
            places=(*typed.places, *places),
            sources=(*typed.sources, *sources),
        ),
        MEANT,
    ),
    FILTERS,
    FILTERS,
    NAMED,
    PARTS,
    PARTS,
)


def asked(own: str, typed: str) -> Asked:
    return Asked(parse_query(own), parse_query(typed), MEANT)


def ticks(*numbers: int, role: ActorRole = ActorRole.ANY) -> tuple[ActorTerm, ...]:
    return tuple(ActorTerm(number, role=role) for number in numbers)


@given(ASKED)
def test_what_nobody_edits_stays(some: Asked) -> None:
    assert some.edited(some.shown, some.shown) == some


@given(ASKED, st.data())
def test_what_is_unticked_is_asked_for_nowhere(some: Asked, data: st.DataObject) -> None:
    shown = some.shown
    for name in ("kinds", "statuses", "reviews", "places", "sources"):
        terms = getattr(shown, name)
        if not terms:
            continue
        gone = data.draw(st.sampled_from(terms))
        kept = tuple(term for term in terms if term != gone)
        after = some.edited(shown, replace(shown, **{name: kept}))
        assert gone not in getattr(after.whole, name) or gone in kept
        assert gone not in getattr(after.shown, name) or gone in kept
        assert gone not in getattr(parse_query(to_query(after.typed)), name)
        assert after.whole.texts == some.whole.texts


@given(ASKED, st.sampled_from([Term("visit"), Term("visit", exclude=True)]))
def test_what_is_ticked_is_asked_for(some: Asked, wanted: Term) -> None:
    shown = some.shown
    after = some.edited(shown, replace(shown, kinds=(*shown.kinds, wanted)))
    assert wanted in after.whole.kinds
    assert after.typed == some.typed, "nothing is written into the line"


@given(ASKED)
def test_every_chip_goes_away_and_then_nothing_is_asked(some: Asked) -> None:
    for _ in range(100):
        chips = [*describe_filter(some.told, {}), *describe_filter(some.own, {})]
        if not chips:
            break
        some = some.without(chips[0])
    assert is_empty(some.whole)


@given(FILTERS)
def test_an_opened_filter_is_ticked_where_it_can_be(wanted: EventFilter) -> None:
    some = Asked.apart(wanted)
    assert all(term.id is None for term in some.typed.actors)
    assert not some.own.texts
    assert not any(term.part for term in (*some.own.places, *some.own.sources))
    once = combine(wanted, EventFilter())
    mixed = ("actors", "places", "sources")
    same = dict.fromkeys(mixed, ())
    assert replace(some.whole, **same) == replace(once, **same)
    for name in mixed:
        assert set(getattr(some.whole, name)) == set(getattr(once, name))


def test_a_name_that_means_one_is_ticked_and_unticked_as_that_one() -> None:
    some = asked("", "agent:Ek storm")
    assert some.shown.actors == ticks(3, role=ActorRole.AGENT)
    after = some.edited(some.shown, replace(some.shown, actors=()))
    assert to_query(after.typed) == "storm"
    after = some.edited(some.shown, replace(some.shown, actors=(ActorTerm(3, exclude=True),)))
    assert to_query(after.typed) == "storm -actor:Ek", "wanted otherwise, it is written otherwise"


@pytest.mark.parametrize(
    ("own", "left", "whole"),
    [
        ("", (6,), "actor:#6"),
        ("", (5, 6), "actor:Lee"),
        ("actor:#9", (9, 5), "actor:#9 actor:#5"),
        ("", (), ""),
    ],
)
def test_of_several_whom_a_name_means_some_can_be_unticked(
    own: str, left: tuple[int, ...], whole: str
) -> None:
    some = asked(own, "actor:Lee")
    after = some.edited(some.shown, replace(some.shown, actors=ticks(*left)))
    assert to_query(after.whole) == whole


def test_of_three_whom_a_name_means_two_stay_as_alternatives() -> None:
    three = {("actors", ActorTerm(name="Lee", part=True)): ((5, "A"), (6, "B"), (7, "C"))}
    some = replace(asked("", "actor:Lee"), meant=three)
    after = some.edited(some.shown, replace(some.shown, actors=ticks(5, 7)))
    assert after.whole == EventFilter(actors=ticks(5, 7), match=Match.ANY)
    some = replace(asked("actor:#9", "actor:Lee"), meant=three)
    after = some.edited(some.shown, replace(some.shown, actors=ticks(9, 5, 7)))
    assert after.whole == EventFilter(actors=ticks(9)), (
        "both with the first would be another filter"
    )


def test_places_are_the_same_in_any_spelling() -> None:
    some = asked('place:"Pőrt Elsa"', 'place:"port-elsa" -place:"Marra"')
    after = some.edited(some.shown, replace(some.shown, places=(Term("Marra", exclude=True),)))
    assert to_query(after.whole) == '-place:"Marra"'


def test_of_several_places_that_a_part_of_a_name_means_the_others_stay() -> None:
    some = asked("", "storm place:port -source:elsa")
    assert some.shown.places == (Term("Port Elsa"), Term("Marra Port"))
    assert some.shown.sources == (Term("Port Elsa", exclude=True),)
    after = some.edited(some.shown, replace(some.shown, places=(Term("Marra Port"),)))
    assert to_query(after.typed) == "storm -source:elsa"
    assert to_query(after.own) == 'place:"Marra Port"'
    after = some.edited(some.shown, replace(some.shown, sources=()))
    assert to_query(after.whole) == "storm place:port"


def test_a_part_of_a_name_that_means_one_value_is_told_by_that_value() -> None:
    some = asked('place:"Port Elsa"', "place:elsa actor:Ek storm")
    chips = describe_filter(some.told, {3: "Ann Ek"})
    assert [chip.label for chip in chips] == ["“storm”", "Ann Ek", "Place: Port Elsa"]
    assert to_query(some.without(chips[2]).whole) == "storm actor:Ek", "ticked as well as typed"
    assert to_query(some.without(chips[1]).typed) == "storm place:elsa"


def test_what_is_asked_with_or_is_one_chip_that_goes_away_as_a_whole() -> None:
    some = asked("kind:visit", "storm OR flood kind:aid")
    chips = describe_filter(some.told, {})
    assert [chip.label for chip in chips] == ["“storm” or “flood”", "Kind: aid"]
    assert to_query(some.without(chips[0]).whole) == "kind:visit kind:aid"


def test_only_names_whose_meaning_is_not_plain_are_asked_for() -> None:
    some = asked(
        "", 'actor:ek actor:"Ek" place:elsa place:"Elsa" -source:x (actor:#4 OR actor:lee)'
    )
    assert some.names == (
        ("actors", ActorTerm(name="ek", part=True)),
        ("actors", ActorTerm(name="Ek")),
        ("places", Term("elsa", part=True)),
        ("actors", ActorTerm(4)),
    )


def test_dates_of_the_panel_take_the_place_of_those_of_the_line() -> None:
    some = asked("after:2020", "before:2022 storm dates:possible")
    shown = some.shown
    assert shown.dates == parse_query("after:2020 before:2022 dates:possible").dates
    after = some.edited(shown, replace(shown, dates=parse_query("on:2021").dates))
    assert to_query(after.own) == "on:2021"
    assert to_query(after.typed) == "storm"
    after = some.edited(shown, replace(shown, dates=None))
    assert to_query(after.whole) == "storm"
    typed = describe_filter(some.typed, {})[-1]
    assert isinstance(typed.value, DateRange)
    assert to_query(some.without(typed).whole) == "storm after:2020"


def test_one_who_is_ticked_and_typed_is_one_chip() -> None:
    some = asked("actor:#3 actor:#5 match:any", "actor:Ek")
    for chip in (describe_filter(some.typed, {})[0], describe_filter(some.own, {})[0]):
        assert to_query(some.without(chip).whole) == "actor:#5"
