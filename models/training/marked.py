"""Articles in which people marked events, and which of the marks mean one: packs and MEANTIME."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"\[(\w+):([^\]]*)\]")
_TOLD = re.compile(r"= (\w+) sources=(\d+)(?: disputed=([\w,]+))?")


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of an event: its place in the text, and which event it is."""

    start: int
    end: int
    event: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article and what people marked in it; ``published``: EDTF, where it is known."""

    name: str
    topic: str
    text: str
    mentions: tuple[Marked, ...]
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """What is to be found of one event of a pack: independent sources, what they differ on."""

    event: str
    sources: int
    disputed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pack:
    """One story as several outlets tell it."""

    name: str
    articles: tuple[Article, ...]
    happened: tuple[Happened, ...]


def packs(folder: Path) -> Iterator[Pack]:
    """The packs of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        yield _pack(path.stem, path.read_text("utf8"))


def _pack(name: str, text: str) -> Pack:
    _, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    last, *ends = re.split(r"^(?==)", parts[-1], flags=re.MULTILINE)
    articles = tuple(_article(name, n, part) for n, part in enumerate([*parts[:-1], last]))
    happened = []
    for event, sources, disputed in (m.groups() for m in map(_TOLD.match, ends) if m):
        fields = frozenset(disputed.split(",")) if disputed else frozenset[str]()
        happened.append(Happened(f"{name}:{event}", int(sources), fields))
    return Pack(name, articles, tuple(happened))


def _article(pack: str, number: int, part: str) -> Article:
    head, _, body = part.partition("\n")
    outlet, published, title = (each.strip() for each in head.split("|"))
    marked = f"{title}\n\n{body.strip()}\n"
    text, mentions, done = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[done : found.start()]
        end = len(text) + len(found[2])
        mentions.append(Marked(len(text), end, f"{pack}:{found[1]}"))
        text += found[2]
        done = found.end()
    text += marked[done:]
    return Article(f"{pack}-{number}", pack, text, tuple(mentions), outlet, published)
