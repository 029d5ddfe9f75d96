"""Word lists shipped in resources/lexicons."""

from functools import cache

from resources import resource


@cache
def lexicon(*parts: str) -> tuple[str, ...]:
    """The entries of a lexicon, a line each; blank lines and lines that begin with # left out."""
    lines = map(str.strip, resource("lexicons", *parts).read_text("utf8").splitlines())
    return tuple(line for line in lines if line and line[0] != "#")


@cache
def word_set(*parts: str) -> frozenset[str]:
    """The entries of a lexicon as a set."""
    return frozenset(lexicon(*parts))


@cache
def table(*parts: str) -> dict[str, tuple[str, ...]]:
    """A lexicon of tab-separated lines: first column to the others."""
    return {first: tuple(rest) for first, *rest in (line.split("\t") for line in lexicon(*parts))}
