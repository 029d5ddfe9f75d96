"""Where places are, offline: countries by all their names, and cities of some size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from models.letters import plain
from models.reading.lexicon.gazetteer import Country, countries
from resources import resource

_AS_COUNTRY = " (country)"
THE_COUNTRY = "the country"
_LARGER = 8  # times as many people as the next city of that name: then it is meant


@dataclass(frozen=True, slots=True)
class Spot:
    """A city."""

    name: str
    country: str
    """Its two letters."""
    latitude: float
    longitude: float
    people: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a name may mean: a country by its two letters, or cities, the largest first.

    ``sure``: it means the first of these, as no other is like it.
    """

    country: str = ""
    cities: tuple[Spot, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A country as it is drawn: rings of longitude and latitude, in tenths of a degree."""

    country: str
    name: str
    rings: tuple[tuple[int, ...], ...]


@cache
def outlines() -> tuple[Outline, ...]:
    """The outline of every country, by name."""
    made = []
    for line in resource("map", "outlines.txt").read_text("utf-8").splitlines():
        code, name, rings = line.split("\t")
        drawn = tuple(tuple(map(int, ring.split())) for ring in rings.split("|"))
        made.append(Outline(code if code != "-" else "", name, drawn))
    return tuple(made)


@cache
def country_names() -> dict[str, str]:
    """The name of each country by its two letters."""
    return {code: country.name for code, country in _countries()}


def find(name: str) -> Found:
    """What the name of a place may mean; nothing where it is not known."""
    city, comma, land = name.rpartition(",")
    if comma and (code := _names().get(_key(land))) and city:
        some = tuple(each for each in _cities().get(_key(city), ()) if each.country == code)
        return Found("", some, _stands_out(some))
    if _key(name).endswith(_AS_COUNTRY):
        code = _names().get(_key(name).removesuffix(_AS_COUNTRY), "")
        return Found(code, (), bool(code))
    key = _key(name)
    country, cities = _names().get(key, ""), _cities().get(key, ())
    if country and not cities:
        return Found(country, (), True)
    if country:
        # A city of a country's name is rarely meant; a state that is called so is not known here.
        return Found(country, cities, key not in _DOUBTFUL)
    if not cities:
        return Found()
    return Found("", cities, _stands_out(cities))


def named_surely(name: str) -> tuple[tuple[str, str], ...]:
    """The places that an ambiguous name may mean, each as it is called where nothing else is like
    it, and where that is: ("San José, Costa Rica", "Costa Rica").

    Of several cities of one country none is offered, unless it is far larger.
    """
    found, names = find(name), country_names()
    lands = dict.fromkeys(names[each.country] for each in found.cities if each.country in names)
    some = [(f"{name}, {land}", land) for land in lands]
    if found.country:
        some.insert(0, (f"{name}{_AS_COUNTRY}", THE_COUNTRY))
    return tuple(each for each in some if find(each[0]).sure)


def _stands_out(cities: Sequence[Spot]) -> bool:
    """Whether the first one is meant where no more is said."""
    return len(cities) == 1 or (len(cities) > 1 and cities[0].people >= _LARGER * cities[1].people)


_DOUBTFUL = frozenset(("georgia", "jersey", "congo", "guinea", "ireland"))


def _key(name: str) -> str:
    return " ".join(plain(name).replace(".", "").replace("-", " ").split()).removeprefix("the ")


def _countries() -> Iterator[tuple[str, Country]]:
    """The countries of today, with their two letters."""
    return ((each.codes[0], each) for each in countries() if each.codes and len(each.codes[0]) == 2)


@cache
def _names() -> dict[str, str]:
    return {_key(each): code for code, c in _countries() for each in (c.name, *c.others)}


@cache
def _cities() -> dict[str, tuple[Spot, ...]]:
    found: dict[str, list[Spot]] = {}
    for line in resource("map", "cities.txt").read_text("utf-8").splitlines():
        name, country, latitude, longitude, people, others = line.split("\t")
        spot = Spot(name, country, float(latitude), float(longitude), int(people))
        for key in {_key(each) for each in (name, *others.split(";")) if each}:
            found.setdefault(key, []).append(spot)
    return {key: tuple(sorted(some, key=lambda spot: -spot.people)) for key, some in found.items()}
