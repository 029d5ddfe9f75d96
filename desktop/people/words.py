"""What is said of actors and of what becomes of them."""

from collections.abc import Iterable

from desktop.tables.words import counted, one_line
from models.dates.words import describe
from models.queries.rows import ActorCard, ActorPaper

KINDS = {"person": "Person", "organisation": "Organisation", "place": "Place"}
_LONGEST = 60  # characters of a list of names on one line


def card_line(card: ActorCard) -> str:
    """What sort of actor it is and how often it occurs."""
    return " · ".join(
        (card.kind, counted(card.events, "event"), counted(card.documents, "document"))
    )


def other_names(card: ActorCard) -> str:
    """Its other names and offices in a line; empty where there are none."""
    names = listed(card.names)
    told = f"Also called {names}" if names else ""
    return " · ".join(part for part in (told, listed(card.titles)) if part)


def listed(words: Iterable[str]) -> str:
    """As many of these as fit on a line."""
    found: list[str] = []
    long = 0
    for word in map(one_line, words):
        long += len(word) + 2
        if found and long > _LONGEST:
            found.append("…")
            break
        found.append(word)
    return ", ".join(found)


def paper_line(paper: ActorPaper) -> str:
    """Where a document comes from, and of when it is."""
    return " · ".join(
        part for part in (one_line(paper.outlet or ""), describe(paper.published)) if part
    )


def fullest(cards: Iterable[ActorCard]) -> str:
    """The name with most words, of those the one in most events, then the longest."""
    most = max(cards, key=lambda card: (len(card.name.split()), card.events, len(card.name)))
    return most.name
