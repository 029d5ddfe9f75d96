"""What people do to actors: merge, split, rename, say what they are, or that they are nobody."""

from collections.abc import Sequence

from sqlalchemy import select

from models.composing import anchors, decided
from models.composing.apart import pairs_apart
from models.composing.loading import rows
from models.edits.deciding import (
    Act,
    Deed,
    names_of,
    on_actor,
    one_actor,
    one_document,
)
from models.edits.events import note_text
from models.errors import KnownError
from models.letters import clean
from models.reading.doc import ActorKind
from models.schema.actors import Actor
from models.schema.readings import Form

LONGEST_NAME = 200


def merge(actors: Sequence[int], name: str | None = None) -> Act:
    """Have several actors be one, called so, or by the fullest of their names."""

    def act(deed: Deed) -> None:
        session = deed.session
        found = list(dict.fromkeys(one_actor(session, number) for number in actors))
        if len(found) < 2:
            raise KnownError("These are already one actor; name two or more.")
        names = [session.get_one(Actor, number).name for number in found]
        about = [anchor for number in found for anchor in on_actor(session, number)]
        deed.add(decided.MERGE, {}, about, {"names": names})
        called = None if name is None else _name(name)
        if called is not None:
            deed.add(decided.NAME, {"name": called}, about)
        deed.label, deed.done = f"Merged {' and '.join(names[:3])}", len(found)
        deed.form = found[0]

    return act


def split(actor: int, documents: Sequence[int], name: str | None = None) -> Act:
    """Have an actor of some documents be somebody else, called so, or as they know it."""

    def act(deed: Deed) -> None:
        session = deed.session
        number = one_actor(session, actor)
        for each in documents:
            one_document(session, each)
        own = select(Form.id, Form.document_id).where(Form.actor_id == number)
        forms = rows(session, own)
        going = {form for form, document in forms if document in set(documents)}
        title = session.get_one(Actor, number).name
        if not going:
            raise KnownError(f"None of these documents mentions {title}.")
        if len(going) == len(forms):
            raise KnownError(f"{title} is only in these documents; leave one out.")
        about = anchors.of_forms(session, going)
        deed.add(decided.SPLIT, {}, about)
        if name is not None:
            deed.add(decided.NAME, {"name": _name(name)}, about)
        deed.label, deed.done = f"Split {title}", len(going)
        deed.form = min(going)

    return act


def keep_apart(one: int, other: int) -> Act:
    """Have two actors never be taken for one, by no rule and in no suggestion."""

    def act(deed: Deed) -> None:
        session = deed.session
        first, second = sorted((one_actor(session, one), one_actor(session, other)))
        if first == second:
            raise KnownError("These are one actor; split it to have two.")
        names = [session.get_one(Actor, number).name for number in (first, second)]
        deed.label, deed.done, deed.form = f"Kept {' and '.join(names)} apart", 2, first
        if (first, second) not in pairs_apart(session):
            about = [*on_actor(session, first), *on_actor(session, second, 1)]
            deed.add(decided.APART, {}, about, {"names": names})

    return act


def rename(actor: int, name: str) -> Act:
    """Call an actor otherwise; it goes on being found by every name that documents give it."""

    def act(deed: Deed) -> None:
        number = one_actor(deed.session, actor)
        before, called = deed.session.get_one(Actor, number).name, _name(name)
        deed.label, deed.done, deed.form = f"Renamed {before}", 1, number
        if called != before:
            about = on_actor(deed.session, number)
            deed.add(decided.NAME, {"name": called}, about, {"name": before})

    return act


def retype(actor: int, kind: str) -> Act:
    """Say that an actor is a person, an organisation or a place."""

    def act(deed: Deed) -> None:
        number = one_actor(deed.session, actor)
        stored = deed.session.get_one(Actor, number)
        if kind not in list(ActorKind):
            raise KnownError(f"“{kind}” isn’t a kind of actor; use one of {', '.join(ActorKind)}.")
        deed.done, deed.form = 1, number
        deed.label = f"Changed {stored.name} to {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        if stored.kind != kind:
            about = on_actor(deed.session, number)
            deed.add(decided.KIND, {"kind": kind}, about, {"kind": stored.kind})

    return act


def forget(actor: int, document: int | None = None) -> Act:
    """Say that somebody is no actor: in one document, or wherever such a name stands."""

    def act(deed: Deed) -> None:
        session = deed.session
        number = one_actor(session, actor)
        title = session.get_one(Actor, number).name
        if document is None:
            about = anchors.of_names(names_of(session, number))
            loose = select(Form.id).where(Form.actor_id == number, Form.document_id.is_(None))
            about += anchors.of_forms(session, session.scalars(loose).all())
            deed.label = f"Removed {title}: not an actor"
        else:
            one_document(session, document)
            own = select(Form.id).where(Form.actor_id == number, Form.document_id == document)
            forms = session.scalars(own).all()
            if not forms:
                raise KnownError(f"Document {document} doesn’t mention {title}.")
            about = anchors.of_forms(session, forms)
            deed.label = f"Removed {title} from document {document}"
        deed.done = 1
        deed.add(decided.NOBODY, {}, about, {"name": title})

    return act


def note_actor(actor: int, text: str) -> Act:
    """Write a note on an actor."""

    def act(deed: Deed) -> None:
        number = one_actor(deed.session, actor)
        words = note_text(text)
        deed.label, deed.done, deed.form = (
            f"Added a note on {deed.session.get_one(Actor, number).name}", 1, number,
        )  # fmt: skip
        deed.add(decided.NOTE, {"text": words}, on_actor(deed.session, number))

    return act


def _name(typed: str) -> str:
    name = " ".join(clean(typed).split())
    if not name:
        raise KnownError("An actor needs a name.")
    if len(name) > LONGEST_NAME:
        raise KnownError(f"The name is too long; use at most {LONGEST_NAME} characters.")
    return name
