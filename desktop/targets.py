"""What a command is about: which chronicle, and which of its events."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.terminal import ticking
from models.dates.typed import parse_typed
from models.errors import KnownError
from models.queries.asked import combine
from models.queries.filter import ActorTerm, DateRange, EventFilter, Term
from models.queries.search import known_value, parse_query
from models.store.store import Store


@contextmanager
def opened(asked: argparse.Namespace, *, create: bool, write: bool = True) -> Iterator[Store]:
    """The chronicle that a command is about, while it runs."""
    # The user's own chronicle may be looked at before anything was imported.
    with ticking() as tick:
        store = Store.open(
            asked.database, create=create or asked.database is None, write=write, tick=tick
        )
    try:
        yield store
    finally:
        store.close()


@contextmanager
def filled(asked: argparse.Namespace) -> Iterator[Store]:
    """The chronicle to be added to; where there is none, a trial makes none either."""
    if not asked.dry_run:
        with opened(asked, create=True) as store:
            yield store
        return
    try:
        store = Store.open(asked.database, create=False, write=False)
    except KnownError:
        with TemporaryDirectory() as folder:
            store = Store.open(Path(folder, "trial.sqlite"))
            try:
                yield store
            finally:
                store.close()
        return
    try:
        yield store
    finally:
        store.close()


def wanted_by(asked: argparse.Namespace) -> EventFilter:
    """The events that the options of a command ask for."""
    panel = EventFilter(
        actors=tuple(ActorTerm(name=name) for name in asked.actor),
        kinds=tuple(Term(known_value("kind", kind)) for kind in asked.kind),
        statuses=tuple(Term(known_value("status", status)) for status in asked.status),
        places=tuple(Term(place, part=True) for place in asked.place),
        sources=tuple(Term(source, part=True) for source in asked.source),
        reviews=tuple(Term(known_value("review", state)) for state in asked.review),
        tags=tuple(Term(word) for word in asked.tag),
    )
    ranges = chain(
        (DateRange(start=parse_typed(date)) for date in asked.start),
        (DateRange(end=parse_typed(date)) for date in asked.end),
    )
    conditions = chain(
        (EventFilter(dates=dates) for dates in ranges), map(parse_query, asked.search)
    )
    return reduce(combine, conditions, panel)
