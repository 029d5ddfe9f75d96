"""What people decided, as the rules of composing read it: verbs, and what each is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func

from models.schema.work import Step

# Of events, on their tellings.
REVIEW, SET, PART, SAME, DIFFERENT, NEW = "review", "set", "part", "same", "different", "new"
KEEP = "keep"  # as an earlier reading has it, whatever a newer one says
ROW = "row"  # the row of a spreadsheet that tells of it, as it was last compared
# Of actors, on their forms and names.
MERGE, SPLIT, APART, NAME, KIND, NOBODY, NEW_ACTOR = (
    "merge", "split", "apart", "name", "kind", "nobody", "new actor",
)  # fmt: skip
# Of documents; tags and notes are of events too, and notes of actors.
DOCUMENT, TAG, NOTE = "document", "tag", "note"
# Of events: whom a form means in them, and who claims or denies them.
MEANS, CLAIM = "means", "claim"

OF_EVENTS = frozenset((REVIEW, SET, PART, SAME, DIFFERENT, NEW, TAG, NOTE, MEANS, CLAIM, KEEP, ROW))
OF_ACTORS = frozenset((MERGE, SPLIT, APART, NAME, KIND, NOBODY, NEW_ACTOR, NOTE))
WITH_ACTOR = frozenset((SET, PART, MEANS, CLAIM))
"""Those that say who somebody is, on their second side."""
OF_DOCUMENTS = frozenset((DOCUMENT, TAG, NOTE))

PARTICIPANTS, CLAIMS = "participants", "claims"
"""The fields of an event that have rows of their own."""

TELLING, FORM, A_DOCUMENT, A_NAME = "telling", "form", "document", "name"
"""What an anchor is on."""


IN_FORCE = func.coalesce(Step.undone_at, "") == ""
"""Whether the step of a decision isn't undone. No index knows: with steps that are about half of
all events, the way to what some are about is never by the steps."""


@dataclass(frozen=True, slots=True)
class Name:
    """An actor's name wherever it stands: kind and folded name."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that counts, its anchors as they are found now.

    ``subjects`` are numbers of tellings, forms or documents, on both sides of a decision that has
    two; ``others`` those of the second side. ``names``: actors wherever they stand, ``other_names``
    those of them on the second side. ``actor``: the
    one that a part, a claimant or a place is, by its number in the chronicle; None: there is none
    now. ``forms``: those that mean it there.
    """

    id: int
    verb: str
    at: str
    value: dict[str, Any]
    subjects: frozenset[int]
    others: frozenset[int] = frozenset()
    names: frozenset[Name] = frozenset()
    actor: int | None = None
    forms: frozenset[int] = frozenset()
    other_names: frozenset[Name] = frozenset()


def notes_of(decisions: Iterable[Decided]) -> tuple[tuple[str, str], ...]:
    """The notes that hold, each with its moment: one may stand instead of all before it."""
    notes: list[tuple[str, str]] = []
    for each in decisions:
        if each.verb == NOTE:
            if each.value.get("instead"):
                notes.clear()
            if each.value["text"]:
                notes.append((each.at, each.value["text"]))
    return tuple(notes)
