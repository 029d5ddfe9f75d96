"""One stored text read anew, for somebody who asks the reader about it; nothing is stored."""

from collections.abc import Generator
from contextlib import closing

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import KnownError
from models.importing.readings import TextTask
from models.importing.workers import Workers
from models.printable import shown
from models.progress import Progress
from models.queries.events import PUBLISHED, published
from models.reading.doc import Doc, Hints
from models.schema.text import Document
from models.store.store import Store


def read_anew(store: Store, document: int) -> Generator[Progress, None, Doc]:
    """Read a document in a process of its own; returns all that the reader finds in it.

    A KnownError where it is gone, or cannot be read.
    """
    with store.reading() as session:
        task = stored_task(session, document)
    tick = Progress(0, 0, f"Reading {task.name}")
    with closing(Workers(1)) as workers:
        workers.send(document, task)
        reading = None
        while reading is None:
            yield tick
            reading = workers.take(document)
    if reading.doc is None:
        raise KnownError(reading.refusal or f"{task.name} could not be read.")
    return reading.doc


def stored_task(session: Session, document: int) -> TextTask:
    """A stored text with all that is known of it now, its date above all: days count from that."""
    columns = (Document.title, Document.outlet, Document.byline, Document.url, Document.path)
    query = select(*columns, Document.text, *PUBLISHED).where(Document.id == document)
    found = session.execute(query).first()
    if found is None:
        raise KnownError("This article is no longer in the chronicle.")
    title, outlet, byline, url, path, text, *date = found
    known = published(tuple(date))
    hints = Hints(path=path, title=title, url=url, given=known, outlet=outlet, byline=byline)
    return TextTask(shown(title), text, hints)
