"""Word lists shipped in resources/lexicons."""

from functools import cache

from resources import resource


@cache
def lexicon(*parts: str) -> tuple[str, ...]:
    """The entries of a lexicon, a line each; blank lines and lines that begin with # left out."""
    lines = resource("lexicons", *parts).read_text("utf8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def word_set(*parts: str) -> frozenset[str]:
    """The entries of a lexicon as a set."""
    return frozenset(lexicon(*parts))


@cache
def table(*parts: str) -> dict[str, tuple[str, ...]]:
    """A lexicon of tab-separated lines: first column to the others."""
    rows = (line.split("\t") for line in lexicon(*parts))
    return {row[0]: tuple(row[1:]) for row in rows}
