"""Where places are: what a name means on the map, and that nothing is guessed or lost."""

import pytest

from models.queries.events import count_events
from models.queries.filter import EventFilter, Term
from models.queries.gazetteer import Found, country_names, find, named_surely, outlines
from models.queries.whereabouts import CITY, COUNTRY, UNKNOWN, UNSURE, whereabouts
from tests.benchmarks.chronicles import fill


@pytest.mark.parametrize(
    ("name", "country"),
    [("Norway", "NO"), ("the Netherlands", "NL"), ("U.K.", "GB"), ("USA", "US"), ("Jersey", "JE")],
)
def test_a_country_is_known_by_each_of_its_names_and_is_no_point(name, country):
    found = find(name)
    assert (found.country, found.cities, found.sure) == (country, (), True)


def test_a_city_is_sure_only_where_no_other_is_like_it():
    oslo = find("Oslo")
    assert (oslo.sure, oslo.cities[0].country) == (True, "NO")
    assert 59 < oslo.cities[0].latitude < 61
    several = find("Springfield")
    assert not several.sure
    assert len(several.cities) > 1
    assert not find("Georgia").sure or not find("Georgia").cities
    nowhere = find("Port Elsa")
    assert (nowhere.country, nowhere.cities) == ("", ())


def test_every_outline_is_closed_and_on_the_globe():
    drawn = outlines()
    assert len(drawn) > 150
    for each in drawn:
        assert each.name
        for ring in each.rings:
            assert len(ring) >= 8
            assert ring[:2] == ring[-2:]
            assert all(abs(x) <= 1800 for x in ring[::2])
            assert all(abs(y) <= 900 for y in ring[1::2])


@pytest.mark.parametrize(
    "wanted", [EventFilter(), EventFilter(kinds=(Term("meeting", exclude=True),))]
)
def test_every_event_is_counted_once_on_the_map_or_off_it(store, wanted):
    fill(store, 300, seed=3)
    with store.reading() as session:
        found = whereabouts(session, wanted)
        number = sum(found.number(how) for how in (COUNTRY, CITY, UNSURE, UNKNOWN))
        assert number + found.nowhere == count_events(session, wanted)
        assert [row.events for row in found.rows] == sorted(
            (row.events for row in found.rows), reverse=True
        )
        first = found.rows[0]
        narrowed = EventFilter(wanted.actors, kinds=wanted.kinds, places=(Term(first.name),))
        assert count_events(session, narrowed) == first.events


def test_what_an_ambiguous_place_may_be_is_offered_by_names_that_are_sure():
    assert not find("San Jose").sure
    offered = dict(named_surely("San Jose"))
    assert offered["San Jose, Costa Rica"] == "Costa Rica"
    for called, where in offered.items():
        found = find(called)
        assert found.sure
        assert {country_names()[each.country] for each in found.cities} == {where}
    assert find("San Jose, Norway") == Found()
    assert find("Nowhere at all, Costa Rica") == Found()
    assert (find("Georgia (country)").country, find("Georgia (country)").sure) == ("GE", True)
