"""Countries with their other names, codes, adjectives, people and capitals; large cities."""

from dataclasses import dataclass
from functools import cache

from models.reading.lexicon.tables import first_column, rows


@dataclass(frozen=True, slots=True)
class Country:
    """One row of the list of countries and territories, those of the past too."""

    name: str
    codes: tuple[str, ...]  # ISO 3166: two letters, three letters
    others: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]  # "Belarusians", "Swede"
    capitals: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """All countries."""
    found = []
    for name, *lists in rows("places/countries"):
        codes, others, adjectives, people, capitals = (
            tuple(x for x in part.split("|") if x) for part in lists
        )
        found.append(Country(name, codes, others, adjectives, people, capitals))
    return tuple(found)


@cache
def by_name() -> dict[str, Country]:
    """Country by each of its names."""
    return {form: c for c in countries() for form in (c.name, *c.others)}


@cache
def by_adjective() -> dict[str, Country]:
    """Country by adjective and by the words for its people."""
    return {form: c for c in reversed(countries()) for form in (*c.adjectives, *c.people)}


@cache
def by_people() -> dict[str, Country]:
    """Country by the words for its people alone: "Belarusians", "a Swede"."""
    return {form: c for c in reversed(countries()) for form in c.people}


@cache
def by_capital() -> dict[str, Country]:
    """Country by its capital."""
    return {form: c for c in countries() for form in c.capitals}


@cache
def cities() -> frozenset[str]:
    """Cities of 100,000 people and more."""
    return first_column("places/cities")
