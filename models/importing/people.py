"""Matches the actors of a new document to those the chronicle knows.

A person with a full name, of at least two words, is the one of the same name: accents, case,
hyphens and spacing apart. A person known by one word only is somebody else in every document,
unless the very same office goes with the very same word. Organisations and places are known by
the name their document knows them by. People can say otherwise later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from models.edits.change import RowChange
from models.edits.imports import fullness
from models.reading.doc import Actor as Read
from models.reading.doc import ActorKind
from models.schema.actors import Actor, Alias, Role
from models.schema.keys import fold

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Known:
    """The id and the name in the chronicle of each actor of a document."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    changes: tuple[RowChange, ...]  # of actors that were there before


@dataclass(frozen=True, slots=True)
class _Found:
    id: int
    kind: str
    name: str
    full: bool
    roles: frozenset[tuple[str, str]]


def known_actors(session: Session, read: Sequence[Read], import_id: int) -> Known:
    """Find or add every actor of a document. A fuller name replaces the known one."""
    keyed = [_keys(actor) for actor in read]
    found = _found_by_key(session, {key for keys in keyed for key in keys})
    same = [
        _same(actor, [known for key in keys for known in found.get(key, ())])
        for actor, keys in zip(read, keyed, strict=True)
    ]
    fresh: dict[tuple[object, ...], dict[str, Any]] = {}
    keys: list[tuple[object, ...]] = []
    for number, actor in enumerate(read):
        # Two actors of one document with one full name are one; single words stay apart.
        key = (actor.kind, fold(actor.name), None if _is_full(actor) else number)
        keys.append(key)
        if same[number] is None:
            fresh.setdefault(key, _row(actor, import_id))
    added = _add(session, fresh)
    ids, names, changes = [], [], []
    for number, actor in enumerate(read):
        known = same[number]
        if known is None:
            ids.append(added[keys[number]])
            names.append(str(fresh[keys[number]]["name"]))
            continue
        ids.append(known.id)
        names.append(known.name)
        if _fuller(actor.name, known.name):
            names[-1] = actor.name
            changes.append(_rename(session, known, actor))
    return Known(tuple(ids), tuple(names), tuple(changes))


def _add(
    session: Session, fresh: dict[tuple[object, ...], dict[str, Any]]
) -> dict[tuple[object, ...], int]:
    if not fresh:
        return {}
    adding = insert(Actor).returning(Actor.id, sort_by_parameter_order=True)
    return dict(zip(fresh, session.scalars(adding, list(fresh.values())), strict=True))


def _row(actor: Read, import_id: int) -> dict[str, Any]:
    return {
        "kind": actor.kind.value,
        "name": actor.name,
        "name_key": fold(actor.name),
        "family": actor.family,
        "given": actor.given,
        "description": "",
        "events": 0,
        "import_id": import_id,
    }


def _keys(actor: Read) -> list[str]:
    """The keys an actor is found by: its name, and for a person every other full name."""
    keys = [fold(actor.name)]
    if actor.kind is ActorKind.PERSON and " " in keys[0]:
        keys += [key for form in actor.aliases if " " in (key := fold(form))]
    return list(dict.fromkeys(keys))


def _is_full(actor: Read) -> bool:
    return actor.kind is not ActorKind.PERSON or " " in fold(actor.name)


def _found_by_key(session: Session, keys: set[str]) -> dict[str, list[_Found]]:
    wanted = sorted(keys)
    rows: list[Any] = []
    for first in range(0, len(wanted), _CHUNK):
        query = (
            select(Alias.key, Actor.id, Actor.kind, Actor.name, Alias.full)
            .join(Actor, Actor.id == Alias.actor_id)
            .where(Alias.key.in_(wanted[first : first + _CHUNK]))
            .order_by(Actor.id)
            .distinct()
        )
        rows += session.execute(query).all()
    single = [row[1] for row in rows if " " not in row[0] and row[2] == ActorKind.PERSON]
    roles = _roles(session, single)
    found: dict[str, list[_Found]] = {}
    for key, number, kind, name, full in rows:
        known = _Found(number, kind, name, full, frozenset(roles.get(number, ())))
        found.setdefault(key, []).append(known)
    return found


def _roles(session: Session, numbers: list[int]) -> dict[int, set[tuple[str, str]]]:
    roles: dict[int, set[tuple[str, str]]] = {}
    for first in range(0, len(numbers), _CHUNK):
        query = select(Role.actor_id, Role.title, Role.of).where(
            Role.actor_id.in_(numbers[first : first + _CHUNK])
        )
        for number, title, of in session.execute(query):
            roles.setdefault(number, set()).add((fold(title), fold(of or "")))
    return roles


def _same(actor: Read, candidates: Sequence[_Found]) -> _Found | None:
    single = not _is_full(actor)
    roles = {(fold(role.title), fold(role.of or "")) for role in actor.roles}
    for known in candidates:
        if known.kind != actor.kind.value:
            continue
        if single:
            if known.full and roles & known.roles:
                return known
        elif known.full or (actor.kind is ActorKind.PERSON):
            return known
    return None


def _fuller(name: str, known: str) -> bool:
    if fold(name) == fold(known):  # "the church of X" in one article is the Church of X in another
        return name[:1].isupper() and known[:1].islower()
    return fullness(name) > fullness(known)


def _rename(session: Session, known: _Found, actor: Read) -> RowChange:
    before = {"name": known.name, "name_key": fold(known.name)}
    after = {"name": actor.name, "name_key": fold(actor.name)}
    session.execute(update(Actor).where(Actor.id == known.id).values(after))
    return RowChange(Actor.__tablename__, known.id, before, after)
