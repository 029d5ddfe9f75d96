"""Whose each form is, written down: actors, their names and titles."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.actors import (
    PERSON,
    ComposedActor,
    FormNames,
    compose_actors,
    linked,
    name_order,
)
from models.composing.decided import Decided, Name
from models.composing.loading import (
    CHUNK,
    Readings,
    chunks,
    counting,
    decisions_on_actors,
    matching,
    rows,
)
from models.composing.replacing import Renaming
from models.composing.said import SaidForm
from models.composing.writing import write_notes
from models.schema.actors import Actor, Alias, Role
from models.schema.keys import fold
from models.schema.readings import Form
from models.schema.tables import table_of
from models.schema.work import Anchor, Decision, Note, Step
from models.store import sql

_ACTOR, _FORM, _ALIAS, _ROLE = (
    table_of(Actor), table_of(Form), table_of(Alias), table_of(Role),
)  # fmt: skip
_OLD = ("kind", "name", "name_key", "family", "given", "edited")


@dataclass(slots=True)
class Moved:
    """What has become of actors: whose events must be composed again, who may be gone."""

    actors: set[int] = field(default_factory=set)
    """Those called or counted otherwise than before."""
    forms: set[int] = field(default_factory=set)
    """Forms that had no actor before, or have none now."""
    others: dict[int, int] = field(default_factory=dict)
    """Forms of one actor that are another's now, and whose they were."""
    before: dict[int, str] = field(default_factory=dict)
    """What ``actors`` were called."""
    now: dict[int, str] = field(default_factory=dict)
    """What those are called that have got forms, or another name."""
    whole: dict[int, int] = field(default_factory=dict)
    """Actors all of whose forms are one actor's now, itself or another one, and who that is."""
    left: set[int] = field(default_factory=set)
    """Actors that may have no form any more."""

    @property
    def renaming(self) -> Renaming:
        """What is called otherwise."""
        return Renaming(self.before, self.now, self.others, self.whole)


def form_names(number: int, kind: str, key: str, said: SaidForm) -> FormNames:
    """What of a form decides whose it is."""
    titles = tuple(sorted({(fold(t.title), fold(t.of or "")) for t in said.titles}))
    return FormNames(number, kind, key, said.name if said.texts else "", said.texts, titles)


def link_new(
    session: Session, readings: Readings, forms: Sequence[FormNames], *, decided_on: bool
) -> Moved:
    """Link forms that no actor has yet; ``decided_on``: somebody decided on some of them before.

    Without decisions and without names that bring two actors together, nobody's other forms need
    be looked at, however many there are.
    """
    known = _known(session, forms)
    if decided_on or known is None:
        return link(session, readings, {form.id for form in forms})
    by_number = {form.id: form for form in forms}
    moved = Moved(forms=_waited_for(session, forms))
    plain: list[tuple[list[FormNames], Any]] = []
    for numbers in {id(each): each for each in linked(forms).values()}.values():
        group = [by_number[number] for number in sorted(numbers)]
        meant = {row[0]: row for form in group for row in known.get(form.id, ())}
        if len(meant) > 1 or any(row[1] for row in meant.values()):
            return link(session, readings, {form.id for form in forms})
        plain.append((group, next(iter(meant.values()), None)))
    for group, row in plain:
        best = max(group, key=lambda form: (name_order(form.text), form.kind))
        if row is None:
            number = min(form.id for form in group)
            _insert(session, readings, number, best)
        else:
            number = row[0]
            if name_order(best.text) > name_order(row[2]):
                _rename(session, readings, number, best)
                moved.actors.add(number)
                moved.before[number], moved.now[number] = row[2], best.text
        _take(session, readings, [form.id for form in group], number)
    return moved


def _waited_for(session: Session, forms: Sequence[FormNames]) -> set[int]:
    """Those of some forms by whose name decisions mean somebody whom no text has any more."""
    names = {form.name for form in forms if form.is_full}
    query = counting(select(Anchor.actor_kind, Anchor.key), decided.WITH_ACTOR).where(
        Anchor.kind == decided.FORM, Anchor.side == 1, Anchor.form_id.is_(None)
    )
    lost = _with_names(session, query, names)
    return {form.id for form in forms if form.name in lost}


def _with_names(
    session: Session, query: Select[*tuple[Any, ...]], names: Iterable[Name]
) -> set[Name]:
    """Those of some names that a question about anchors finds."""
    keys = sorted({name.key for name in names})
    return {
        Name(kind, key)
        for first in range(0, len(keys), CHUNK)
        for kind, key in rows(session, query.where(Anchor.key.in_(keys[first : first + CHUNK])))
    } & set(names)


def _known(session: Session, forms: Sequence[FormNames]) -> dict[int, set[Any]] | None:
    """Of each form the actors with a name of theirs: number, what was decided, name.

    None where somebody decided on such a name wherever it stands.
    """
    on_names = counting(select(Anchor.actor_kind, Anchor.key), decided.OF_ACTORS)
    on_names = on_names.where(Anchor.kind == decided.A_NAME)
    if _with_names(session, on_names, {form.name for form in forms}):
        return None
    full = [(form.id, form.kind, link[1]) for form in forms if form.is_full for link in form.links]
    found: dict[int, set[Any]] = {}
    for number, *row in _asked(session, full):
        found.setdefault(number, set()).add(tuple(row))
    single = [
        (form.id, form.key, *title) for form in forms if not form.is_full for title in form.titles
    ]
    if single:
        near = select(
            Form.id, Form.key, Role.title, Role.of, Actor.id, Actor.edited, Actor.name
        )  # fmt: skip
        near = near.join(Actor, Actor.id == Form.actor_id).join(Role, Role.form_id == Form.id)
        keys = sorted({each[1] for each in single})
        near = near.where(Form.key.in_(keys), Form.kind == PERSON)
        for _, key, title, of, *actor in rows(session, near):
            for number, *wanted in single:
                if wanted == [key, fold(title), fold(of or "")]:
                    found.setdefault(number, set()).add(tuple(actor))
    return found


def _somebody() -> Select[int, int, str, str]:
    """Of each form (a) of a kind (b) and a name (c), those who have the name first."""
    wanted = sql.given_rows("keys")
    known = (
        select(Form.actor_id)
        .where(Form.key == wanted.c.c, Form.kind == wanted.c.b, Form.actor_id.is_not(None))
        .limit(1)
        .scalar_subquery()
    )
    called = (
        select(Form.actor_id)
        .join(Alias, Alias.form_id == Form.id)
        .where(wanted.c.b == PERSON, Alias.key == wanted.c.c, Form.kind == PERSON)
        .limit(1)
        .scalar_subquery()
    )
    return select(wanted.c.a, Actor.id, Actor.edited, Actor.name).join_from(
        wanted, Actor, Actor.id.in_([known, called])
    )


_NAMED = _somebody()


def _asked(session: Session, keys: list[Any]) -> Sequence[Any]:
    """Of each form and name somebody who has it; all who do are one, or somebody decided."""
    if not keys:
        return ()
    return session.connection().execute(_NAMED, {"keys": json.dumps(keys)}).all()


def link(session: Session, readings: Readings, forms: Iterable[int]) -> Moved:
    """Work out anew whose some forms are, and those that may be one actor with them."""
    whole, current, decisions = _closure(session, readings, set(forms))
    composed = compose_actors({n: f for n, f in whole.items() if n in current}, decisions)
    return _write(session, readings, set(whole), composed)


def _closure(
    session: Session, readings: Readings, forms: set[int]
) -> tuple[dict[int, FormNames], set[int], list[Decided]]:
    """Some forms and all that could be one actor with any of them, which of them are in current
    readings, and the decisions on them."""
    whole: dict[int, FormNames] = {}
    current: set[int] = set()
    new = forms
    decisions: dict[int, Decided] = {}
    asked: set[Any] = set()
    while new:
        names, there = _form_names(session, readings, new)
        whole |= names
        current |= there
        found: set[int] = set()
        links = {each for f in names.values() for each in f.links if f.is_full} - asked
        asked |= links
        found |= _with_links(session, links)
        singles = {f.key for f in names.values() if not f.is_full} - asked
        asked |= singles
        found |= _with_keys(session, PERSON, singles)
        actors = _actors_of(session, new) - asked
        asked |= actors
        own = matching(session, select(Form.id), Form.actor_id, actors)
        found |= {row[0] for row in own}
        for each in decisions_on_actors(session, new, {f.name for f in names.values()}):
            if each.id not in decisions:
                decisions[each.id] = each
                found |= each.subjects
                for kind in {name.kind for name in each.names}:
                    keys = {name.key for name in each.names if name.kind == kind}
                    found |= _with_keys(session, kind, keys)
        new = found - whole.keys()
    return whole, current, [decisions[number] for number in sorted(decisions)]


def _with_links(session: Session, links: Iterable[tuple[str, ...]]) -> set[int]:
    found: set[int] = set()
    by_kind: dict[str, set[str]] = {}
    for kind, key, *_ in links:
        by_kind.setdefault(kind, set()).add(key)
    for kind, keys in by_kind.items():
        found |= _with_keys(session, kind, keys)
        ordered = sorted(keys) if kind == PERSON else []
        for first in range(0, len(ordered), CHUNK):
            query = select(Alias.form_id).join(Form, Form.id == Alias.form_id)
            query = query.where(Form.kind == kind, Alias.key.in_(ordered[first : first + CHUNK]))
            found |= {row[0] for row in rows(session, query)}
    return found


def _with_keys(session: Session, kind: str, keys: Iterable[str]) -> set[int]:
    found: set[int] = set()
    ordered = sorted(keys)
    for first in range(0, len(ordered), CHUNK):
        query = select(Form.id).where(
            Form.kind == kind, Form.key.in_(ordered[first : first + CHUNK])
        )
        found |= {row[0] for row in rows(session, query)}
    return found


def _actors_of(session: Session, forms: Iterable[int]) -> set[int]:
    query = select(Form.actor_id).distinct().where(Form.actor_id.is_not(None))
    return {row[0] for row in matching(session, query, Form.id, forms)}


def _form_names(
    session: Session, readings: Readings, forms: Iterable[int]
) -> tuple[dict[int, FormNames], set[int]]:
    """What decides whose some forms are, and which of them are in current readings."""
    found: dict[int, FormNames] = {}
    current: set[int] = set()
    for part in chunks(forms):
        numbers = sql.given(part)
        counts = (Form.place.is_not(None)) | (
            Form.document_id.is_(None)
            & (
                Form.decision_id.is_(None)
                | select(Decision.id)
                .join(Step, Step.id == Decision.step_id)
                .where(Decision.id == Form.decision_id, decided.IN_FORCE)
                .exists()
            )
        )
        query = select(Form.id, Form.kind, Form.key, Form.actor_id, counts)
        known = rows(session, query.where(Form.id.in_(numbers)))
        current |= {row[0] for row in known if row[4]}
        unnamed = readings.forms(row[0] for row in known if row[3] is None and row[4])
        texts: dict[int, list[Any]] = {}
        aliases = select(Alias.form_id, Alias.text, Alias.full).order_by(Alias.id)
        for number, *alias in rows(session, aliases.where(Alias.form_id.in_(numbers))):
            texts.setdefault(number, []).append(alias)
        titles: dict[int, set[tuple[str, str]]] = {}
        roles = select(Role.form_id, Role.title, Role.of)
        for number, title, of in rows(session, roles.where(Role.form_id.in_(numbers))):
            titles.setdefault(number, set()).add((fold(title), fold(of or "")))
        for number, kind, key, *_ in known:
            if number in unnamed:
                found[number] = form_names(number, kind, key, unnamed[number])
            else:
                named = texts.get(number, [])
                full = next((words for words, full in named if full), "")
                found[number] = FormNames(
                    number, kind, key, full, tuple(words for words, _ in named),
                    tuple(sorted(titles.get(number, ()))),
                )  # fmt: skip
    return found, current


def _write(
    session: Session, readings: Readings, forms: set[int], composed: Sequence[ComposedActor]
) -> Moved:
    moved = Moved()
    before: dict[int, int | None] = {}
    for part in chunks(forms):
        query = select(Form.id, Form.actor_id).where(Form.id.in_(sql.given(part)))
        before |= {row[0]: row[1] for row in rows(session, query)}
    stored: dict[int, Any] = {}
    numbers = {actor.id for actor in composed} | {n for n in before.values() if n is not None}
    for part in chunks(numbers):
        query = select(Actor.id, *(getattr(Actor, name) for name in _OLD))
        for number, *values in rows(session, query.where(Actor.id.in_(sql.given(part)))):
            stored[number] = dict(zip(_OLD, values, strict=True))
    said = readings.forms(actor.best for actor in composed)
    for actor in composed:
        best = said[actor.best]
        person = actor.kind == PERSON and best.kind == PERSON
        values = {
            "kind": actor.kind,
            "name": actor.name,
            "name_key": fold(actor.name),
            "family": best.family if person else None,
            "given": best.given if person else None,
            "edited": actor.edited,
        }
        old = stored.get(actor.id)
        if old is None:
            row = {"id": actor.id, **values, "description": "", "events": 0, "import_id": None}
            session.execute(insert(_ACTOR), [row])
        elif old != values:
            session.execute(update(_ACTOR).where(_ACTOR.c.id == actor.id).values(values))
            if old["name"] != actor.name:
                moved.actors.add(actor.id)
                moved.now[actor.id] = actor.name
        _name_decided(session, actor)
        going = [n for n in actor.forms if before[n] != actor.id]
        for number in going:
            old_actor = before[number]
            if old_actor is None:
                moved.forms.add(number)
            else:
                moved.others[number] = old_actor
                moved.actors.add(old_actor)
                moved.left.add(old_actor)
                moved.now[actor.id] = actor.name
        _take(session, readings, [n for n in going if before[n] is None], actor.id)
        _move(session, [n for n in going if before[n] is not None], actor.id)
    write_notes(session, "actor_id", {actor.id: actor.notes for actor in composed})
    kept = {number for actor in composed for number in actor.forms}
    lost = [n for n, old_actor in before.items() if old_actor is not None and n not in kept]
    for part in chunks(lost):
        given = sql.given(part)
        session.execute(delete(_ALIAS).where(_ALIAS.c.form_id.in_(given)))
        session.execute(delete(_ROLE).where(_ROLE.c.form_id.in_(given)))
        session.execute(update(_FORM).where(_FORM.c.id.in_(given)).values(actor_id=None))
    for number in lost:
        old_actor = before[number]
        assert old_actor is not None
        moved.left.add(old_actor)
        moved.actors.add(old_actor)
        moved.forms.add(number)
    moved.before = {number: stored[number]["name"] for number in moved.actors}
    moved.whole = _whole(before, composed)
    names = {actor.id: actor.name for actor in composed}
    moved.now |= {number: names[number] for number in moved.actors & names.keys()}
    return moved


def _whole(before: Mapping[int, int | None], composed: Iterable[ComposedActor]) -> dict[int, int]:
    """The actors all of whose forms are one actor's now, and who that is."""
    now = {number: actor.id for actor in composed for number in actor.forms}
    found: dict[int, set[int | None]] = {}
    for number, old in before.items():
        if old is not None:
            found.setdefault(old, set()).add(now.get(number))
    return {
        old: actor for old, all_of in found.items()
        if len(all_of) == 1 and (actor := next(iter(all_of))) is not None
    }  # fmt: skip


def refresh(session: Session, readings: Readings, forms: Iterable[int]) -> None:
    """Bring the names and titles of forms that stay whose they are to what their reading says."""
    said = readings.forms(forms)
    for part in chunks(said):
        given = sql.given(part)
        query = select(Form.id, Form.actor_id).where(Form.id.in_(given))
        actors = {n: actor for n, actor in rows(session, query) if actor is not None}
        texts: dict[int, list[tuple[str, bool]]] = {}
        aliases = select(Alias.form_id, Alias.text, Alias.full).order_by(Alias.id)
        for number, words, full in rows(session, aliases.where(Alias.form_id.in_(given))):
            texts.setdefault(number, []).append((words, full))
        titles: dict[int, list[tuple[Any, ...]]] = {}
        roles = select(Role.form_id, *(getattr(Role, name) for name in _TITLE)).order_by(Role.id)
        for number, *title in rows(session, roles.where(Role.form_id.in_(given))):
            titles.setdefault(number, []).append(tuple(title))
        for number, actor in actors.items():
            form = said[number]
            named = [(words, words == form.name) for words in form.texts]
            own = [(t.title, t.of, t.from_, t.to, t.start, t.end) for t in form.titles]
            if named == texts.get(number, []) and own == titles.get(number, []):
                continue
            session.execute(delete(_ALIAS).where(_ALIAS.c.form_id == number))
            session.execute(delete(_ROLE).where(_ROLE.c.form_id == number))
            _take(session, readings, (number,), actor)


_TITLE = ("title", "of", "from_", "to", "start", "end")


def _insert(session: Session, readings: Readings, number: int, best: FormNames) -> None:
    said = readings.forms((best.id,))[best.id]
    values = {
        "id": number, "kind": best.kind, "name": best.text, "name_key": fold(best.text),
        "family": said.family, "given": said.given, "edited": "", "description": "",
        "events": 0, "import_id": None,
    }  # fmt: skip
    session.execute(insert(_ACTOR), [values])


def _rename(session: Session, readings: Readings, number: int, best: FormNames) -> None:
    said = readings.forms((best.id,))[best.id]
    values = {
        "name": best.text, "name_key": fold(best.text), "family": said.family,
        "given": said.given,
    }  # fmt: skip
    session.execute(update(_ACTOR).where(_ACTOR.c.id == number).values(values))


def _take(session: Session, readings: Readings, forms: Sequence[int], actor: int) -> None:
    """Give forms that were nobody's to an actor, with their names and titles."""
    if not forms:
        return
    session.execute(update(_FORM).where(_FORM.c.id.in_(sql.given(forms))).values(actor_id=actor))
    documents: dict[int, int | None] = {}
    for part in chunks(forms):
        query = select(Form.id, Form.document_id).where(Form.id.in_(sql.given(part)))
        documents |= {row[0]: row[1] for row in rows(session, query)}
    aliases, roles = [], []
    for number, said in sorted(readings.forms(forms).items()):
        head = {"actor_id": actor, "document_id": documents[number], "form_id": number}
        aliases += [
            {**head, "text": words, "key": fold(words), "full": words == said.name}
            for words in said.texts
        ]
        roles += [
            {
                **head, "title": t.title, "of": t.of, "from": t.from_, "to": t.to,
                "start": t.start, "end": t.end,
            }
            for t in said.titles
        ]  # fmt: skip
    if aliases:
        session.execute(insert(_ALIAS), aliases)
    if roles:
        session.execute(insert(_ROLE), roles)


def _move(session: Session, forms: Sequence[int], actor: int) -> None:
    """Give forms of one actor to another one, with their names and titles."""
    for part in chunks(forms):
        given = sql.given(part)
        session.execute(update(_ALIAS).where(_ALIAS.c.form_id.in_(given)).values(actor_id=actor))
        session.execute(update(_ROLE).where(_ROLE.c.form_id.in_(given)).values(actor_id=actor))
        session.execute(update(_FORM).where(_FORM.c.id.in_(given)).values(actor_id=actor))


def _name_decided(session: Session, actor: ComposedActor) -> None:
    """Have an actor found by the name that somebody gave it, though no document has it."""
    own = (_ALIAS.c.actor_id == actor.id) & _ALIAS.c.form_id.is_(None)
    there = [row[0] for row in session.execute(select(_ALIAS.c.text).where(own))]
    wanted = [actor.name] if decided.NAME in actor.edited.split() else []
    if there == wanted:
        return
    session.execute(delete(_ALIAS).where(own))
    for name in wanted:
        row = {"actor_id": actor.id, "document_id": None, "form_id": None}
        session.execute(insert(_ALIAS), [{**row, "text": name, "key": fold(name), "full": True}])


def remove_actors(session: Session, actors: Iterable[int]) -> None:
    """Delete those of some actors that no form means any more; nothing else does then."""
    for part in chunks(actors):
        given = sql.given(part)
        meant = select(Form.actor_id).where(Form.actor_id.in_(given))
        gone = [n for n in part if n not in set(session.scalars(meant))]
        if gone:
            numbers = sql.given(gone)
            for table in (_ALIAS, table_of(Note)):
                session.execute(delete(table).where(table.c.actor_id.in_(numbers)))
            session.execute(delete(_ACTOR).where(_ACTOR.c.id.in_(numbers)))
