"""Countries with their other names, adjectives and capitals."""

from dataclasses import dataclass
from functools import cache

from models.reading.words import lexicon


@dataclass(frozen=True, slots=True)
class Country:
    """One row of the list of countries."""

    name: str
    others: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """All countries."""
    found = []
    for line in lexicon("countries.txt"):
        name, others, adjectives, capitals = [*line.split("\t"), "", "", ""][:4]
        found.append(
            Country(
                name,
                tuple(x for x in others.split("|") if x),
                tuple(x for x in adjectives.split("|") if x),
                tuple(x for x in capitals.split("|") if x),
            )
        )
    return tuple(found)


@cache
def by_name() -> dict[str, Country]:
    """Country by each of its names."""
    return {form: c for c in countries() for form in (c.name, *c.others)}


@cache
def by_adjective() -> dict[str, Country]:
    """Country by adjective and by the words for its people."""
    return {form: c for c in reversed(countries()) for form in c.adjectives}


@cache
def by_capital() -> dict[str, Country]:
    """Country by its capital."""
    return {form: c for c in countries() for form in c.capitals}
