"""Forms and decisions to actors: which forms are one actor, and what it is called.

Without a decision, forms of one kind are one actor where they share a name: an organisation or a
place the name by which its document knows it, or one that means the same everywhere ("US", "U.S.",
"United States"; "EU"); a person a name of two words or more, whichever of those it has there. A
person known by a single word is somebody else in every document, unless the very same office goes
with the very same word. None of this depends on the order of imports.

What people said is not the same is not brought together by a name that a third form shares with
both; where it would be, the form keeps to the name by which its own document knows it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.composing import decided
from models.composing.decided import Decided, Name
from models.composing.events import leave, members
from models.composing.same_names import same_names
from models.composing.uniting import Link, united
from models.schema.keys import fold

PERSON = "person"


@dataclass(frozen=True, slots=True)
class FormNames:
    """What of a form decides whose it is. ``texts``: its names in its document.

    ``text`` is the fullest of these; empty where an older chronicle does not know them.
    """

    id: int
    kind: str
    key: str
    text: str
    texts: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()  # folded: which, of what

    @property
    def is_full(self) -> bool:
        """Whether its name says who it is in any document."""
        return is_full(self.kind, self.key)

    @property
    def name(self) -> Name:
        """The name by which decisions mean it wherever it stands."""
        return Name(self.kind, self.key)

    @property
    def links(self) -> frozenset[Link]:
        """What it shares with other forms of the same actor."""
        return _links(self.kind, self.key, self.texts, () if self.is_full else self.titles)


@lru_cache(maxsize=10_000)
def _links(
    kind: str, key: str, texts: tuple[str, ...], titles: tuple[tuple[str, str], ...]
) -> frozenset[Link]:
    if not is_full(kind, key):
        return frozenset((kind, key, *title) for title in titles)
    keys = set(same_names(kind, key))
    if kind == PERSON:
        keys |= {key for text in texts if " " in (key := fold(text))}
    return frozenset((kind, key) for key in keys)


@dataclass(frozen=True, slots=True)
class ComposedActor:
    """One actor: its forms and what is kept of it; ``best`` is the form with the fullest name."""

    id: int
    forms: frozenset[int]
    kind: str
    name: str
    best: int
    edited: str
    notes: tuple[tuple[str, str], ...] = ()  # when, what


def is_full(kind: str, key: str) -> bool:
    """Whether a folded name says who somebody is in any document."""
    return kind != PERSON or " " in key


def fullness(name: str) -> tuple[int, int]:
    """What makes one name of somebody fuller than another: words, then letters."""
    key = fold(name)
    return len(key.split()), len(key)


@lru_cache(maxsize=10_000)  # thousands of documents know somebody by the same few names
def name_order(name: str) -> tuple[object, ...]:
    """By which the name of an actor is chosen: the fullest, and of those the same each time.

    "the church of X" in one article is the Church of X in another.
    """
    return (*fullness(name), name[:1].isupper(), [-ord(letter) for letter in name])


def compose_actors(
    forms: Mapping[int, FormNames], decisions: Sequence[Decided]
) -> list[ComposedActor]:
    """The actors of some forms, among which are all that could be one with any of them."""
    named: dict[Name, set[int]] = {}
    for form in forms.values():
        named.setdefault(form.name, set()).add(form.id)
    sides = [
        (
            each.verb,
            _meant(each.subjects, each.names, forms, named),
            _meant(each.others, each.other_names, forms, named),
        )
        for each in decisions
        if each.verb in (decided.MERGE, decided.APART)
    ]
    groups = united(
        {form.id: form.links for form in forms.values()},
        {form.id: (form.kind, form.key) for form in forms.values()},
        merged=[meant for verb, meant, _ in sides if verb == decided.MERGE],
        apart=[(meant - other, other) for verb, meant, other in sides if verb == decided.APART],
    )
    nobody: set[int] = set()
    marks: dict[int, set[str]] = {}
    names: dict[int, Decided] = {}
    kinds: dict[int, Decided] = {}
    notes: list[tuple[set[int], Decided]] = []
    for each in decisions:
        meant = _meant(each.subjects, each.names, forms, named)
        match each.verb:
            case decided.MERGE:
                whole = members(groups, meant)
                for number in whole:
                    groups[number] = whole
            case decided.SPLIT:
                for number in members(groups, meant):
                    marks.setdefault(number, set()).add(each.verb)
                leave(groups, meant, forms.keys() - meant)
            case decided.APART:
                second = _meant(each.others, each.other_names, forms, named)
                leave(groups, second, meant - second)
            case decided.NAME:
                names |= dict.fromkeys(meant, each)
            case decided.KIND:
                kinds |= dict.fromkeys(meant, each)
            case decided.NOBODY:
                nobody |= meant
            case decided.NOTE:
                notes.append((meant, each))
                continue
        for number in meant:
            marks.setdefault(number, set()).add(each.verb)
    found = {id(group): group for group in groups.values()}.values()
    return [
        _actor([forms[n] for n in sorted(group - nobody)], names, kinds, marks, notes)
        for group in found
        if group - nobody
    ]


def linked(forms: Iterable[FormNames]) -> dict[int, set[int]]:
    """Of each form those that are one actor with it without any decision."""
    return united({form.id: form.links for form in forms}, {})


def _meant(
    subjects: Iterable[int],
    names: Iterable[Name],
    forms: Mapping[int, FormNames],
    named: Mapping[Name, set[int]],
) -> set[int]:
    """The forms that a decision, or one side of it, is about."""
    meant = {number for number in subjects if number in forms}
    return meant.union(*(named.get(name, ()) for name in names))


def _actor(
    forms: Sequence[FormNames],
    names: Mapping[int, Decided],
    kinds: Mapping[int, Decided],
    marks: Mapping[int, set[str]],
    notes: Iterable[tuple[set[int], Decided]],
) -> ComposedActor:
    best = max(forms, key=lambda form: (name_order(form.text), form.kind))
    name, kind = (_last(some, forms) for some in (names, kinds))
    edited = set().union(*(marks.get(form.id, set()) for form in forms))
    own = frozenset(form.id for form in forms)
    return ComposedActor(
        forms[0].id,
        own,
        kind.value["kind"] if kind else best.kind,
        name.value["name"] if name else best.text or best.key,
        best.id,
        " ".join(sorted(edited)),
        tuple((note.at, note.value["text"]) for meant, note in notes if meant & own),
    )


def _last(some: Mapping[int, Decided], forms: Iterable[FormNames]) -> Decided | None:
    found = [some[form.id] for form in forms if form.id in some]
    return max(found, key=lambda each: each.id) if found else None
