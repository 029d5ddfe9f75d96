"""One condition of a filter in SQL, in each form in which it finds or tests events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    func,
    not_,
    union_all,
)

from models.queries.filter import ActorTerm, TextTerm
from models.schema.events import Event
from models.store import sql
from models.store.worded import Expression

Ids = Select[int] | CompoundSelect[int]
# A word or phrase as the full-text index is asked for it.
Spelling = Callable[[TextTerm], Expression]
Words = Callable[[Spelling], Expression]
# First and last day; None is open.
Days = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One condition on events, in its several forms.

    ``probe`` tests one event with as little work as possible before the first one; ``listed``
    makes a list first and tests against that, the better way for many; ``flat`` tests by
    ``ix_event_tally`` alone. ``ids`` finds the events; None where the condition only takes away.
    ``direct`` finds them by the event's own columns. ``span``: the days within which ``chrono``
    lies, so that a walk in the order of time can begin and end there.
    """

    probe: ColumnElement[bool]
    listed: ColumnElement[bool]
    ids: Ids | None = None
    direct: ColumnElement[bool] | None = None
    flat: ColumnElement[bool] | None = None
    span: Days | None = None
    actor: ActorTerm | None = None  # the one actor that is wanted, whose events can be walked
    on_row: bool = False  # ``probe`` reads nothing but the event's row
    # Of several filters, the conditions of each: a plan says how the events of each are found.
    ways: tuple[tuple["Condition", ...], ...] = ()
    # Of words, what the full-text index is asked, however each is spelled out.
    words: Words | None = None
    excludes: bool = False  # none of the ``ways`` may fit, none of the ``words`` are there
    single: bool = False  # ``direct`` wants one value: an index holds them in the order of time
    on_part: ColumnElement[bool] | None = None  # tests by ``participation`` alone
    tally: int = 0  # the place of the column, from 1, if ``ix_event_tally`` begins with it

    def looked_up(self) -> ColumnElement[bool]:
        """The events that ``ids`` finds, to be looked up by their numbers."""
        assert self.ids is not None
        return Event.id.in_(self.ids)

    def spelled(self, spell: Spelling) -> "Condition":
        """The same of ``words``, spelled out like this."""
        assert self.words is not None
        ids = sql.found(self.words(spell))
        test = not_(listed(ids)) if self.excludes else listed(ids)
        return replace(self, probe=test, listed=test, ids=None if self.excludes else ids)

    def found_by(self, found: Sequence[Select[*tuple[Any, ...]]]) -> "Condition":
        """The same of several ``ways``, of which each is found like this."""
        ids: Ids = found[0] if len(found) == 1 else union_all(*found)
        if self.excludes:
            return replace(self, listed=not_(listed(ids)), ways=())
        return replace(self, listed=listed(ids), ids=ids, ways=())


def opaque(column: SQLColumnExpression[Any], blank: object) -> ColumnElement[Any]:
    """The column in a form SQLite won't use an index for, because we walk another one."""
    return func.coalesce(column, blank)


def listed(ids: Ids) -> ColumnElement[bool]:
    """Whether an event is among ``ids``, which are listed once and never looked up by."""
    return opaque(Event.id, 0).in_(ids)
