"""Actors under construction."""

from collections import Counter
from dataclasses import dataclass, field

from models.reading.doc import ActorKind, Doc, Mention, Role
from models.reading.grammar.graph import graph_of
from models.reading.names.titles import TitleReader

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE


@dataclass(slots=True)
class Being:
    """An actor under construction: its names and what is known of it so far."""

    kind: ActorKind
    forms: Counter[str] = field(default_factory=Counter)
    roles: list[Role] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)  # words of its titles, and what it is called
    gender: str = ""
    addressed: str = ""  # "Mrs.", which leaves no doubt about it
    country: str = ""
    sentence: int = -99  # where it was last named
    subject: bool = False  # and whether as a subject
    relative: bool = False  # named as somebody's: "his wife, X"
    count: int = 0
    owned: set[str] = field(default_factory=set)  # what the text says it owns: "X's message"


class Beings:
    """The actors found so far."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.words = doc, doc.words
        self.children = graph_of(doc).children
        self.reader = TitleReader(doc)
        self.beings: list[Being] = []
        self.people: dict[str, list[int]] = {}  # by word of the name, and by its sound
        self.others: dict[tuple[str, str], int] = {}  # organisations and places by country and key
        self.mentions: list[Mention] = []
        self.compass: dict[str, str] | None = None
        self.firms: dict[str, set[int]] = {}  # by the first word of the name
        self.takers: set[int] = set()  # those that others are about to become one with


def add_role(roles: list[Role], new: Role) -> None:
    """Add a role unless it is known; one with an "of" replaces one without."""
    for i, r in enumerate(roles):
        if r.title.lower() == new.title.lower() and (r.of == new.of or not r.of or not new.of):
            if new.of and not r.of:
                roles[i] = new
            return
    roles.append(new)
