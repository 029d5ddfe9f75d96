"""Saving, renaming and deleting filters."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.edits.change import Change, RowChange, apply, snapshot
from models.edits.history import Edit
from models.errors import KnownError
from models.letters import clean
from models.schema.keys import LANGUAGE, fold
from models.schema.work import NamedFilter

LONGEST_NAME = 80
"""Characters of a filter's name."""

_TABLE = NamedFilter.__tablename__


def name_filter(name: str, line: str) -> Edit:
    """Save a line of the query language under a name, replacing what had that name.

    The edit raises KnownError for a name that is blank or too long.
    """

    def edit(session: Session) -> Change:
        shown, key = _checked(name)
        values = {"name": shown, "name_key": key, "line": line, "language": LANGUAGE}
        number = _numbered(session, key)
        if number is None:
            made = session.scalar(insert(NamedFilter).returning(NamedFilter.id), values)
            assert made is not None
            row = RowChange(_TABLE, made, None, {"id": made, **values})
        else:
            row = RowChange(_TABLE, number, snapshot(session, _TABLE, number), values)
            apply(session, (row,))
        return Change(f"Saved filter “{shown}”", (row,))

    return edit


def rename_filter(number: int, name: str) -> Edit:
    """Rename a saved filter.

    The edit raises KnownError where the name is taken or the filter is gone.
    """

    def edit(session: Session) -> Change:
        shown, key = _checked(name)
        before = _present(session, number)
        if _numbered(session, key) not in (None, number):
            raise KnownError(f"There is already a filter “{shown}”; choose another name.")
        row = RowChange(_TABLE, number, before, {"name": shown, "name_key": key})
        apply(session, (row,))
        return Change(f"Renamed filter “{before['name']}”", (row,))

    return edit


def forget_filter(number: int) -> Edit:
    """Delete a saved filter. The edit raises KnownError where it is gone already."""

    def edit(session: Session) -> Change:
        before = _present(session, number)
        row = RowChange(_TABLE, number, before, None)
        apply(session, (row,))
        return Change(f"Removed filter “{before['name']}”", (row,))

    return edit


def _checked(name: str) -> tuple[str, str]:
    """The name to show and the key to find it by."""
    shown = " ".join(clean(name).split())
    if not shown:
        raise KnownError("A filter needs a name.")
    if len(shown) > LONGEST_NAME:
        raise KnownError(f"The name is too long; use at most {LONGEST_NAME} characters.")
    # A name of marks alone folds to nothing, and is known by itself.
    return shown, fold(shown) or shown


def _numbered(session: Session, key: str) -> int | None:
    return session.scalar(select(NamedFilter.id).where(NamedFilter.name_key == key))


def _present(session: Session, number: int) -> dict[str, object]:
    values = snapshot(session, _TABLE, number)
    if values is None:
        raise KnownError("That filter no longer exists.")
    return values
