"""All tables at once: importing this module makes the metadata complete."""

from sqlalchemy import MetaData, Table

from models.schema.actors import Actor, Alias, Role
from models.schema.base import Base
from models.schema.events import Claim, Event, EventText, Evidence, Participation
from models.schema.joining import Likely, Trace, Trait
from models.schema.readings import Form, Reading, Telling
from models.schema.text import Document, ImportBatch, Mention, Original, Quotation, Shingle
from models.schema.work import (
    Anchor,
    Decision,
    DocumentTag,
    EventTag,
    NamedFilter,
    Note,
    Step,
    Tag,
    WatchedFolder,
)

# In the order in which rows may be inserted; the reverse is the order of deleting.
TABLES: tuple[type[Base], ...] = (
    ImportBatch,
    Step,
    Decision,
    Document,
    Original,
    Shingle,
    Reading,
    Actor,
    Form,
    Alias,
    Role,
    Mention,
    Quotation,
    Event,
    Telling,
    Trait,
    Trace,
    Likely,
    EventText,
    Participation,
    Evidence,
    Claim,
    Anchor,
    Tag,
    EventTag,
    DocumentTag,
    Note,
    NamedFilter,
    WatchedFolder,
)


def metadata() -> MetaData:
    """The tables of a store."""
    return Base.metadata


def table(name: str) -> Table:
    """The table of that name."""
    return Base.metadata.tables[name]


def table_of(kind: type[Base]) -> Table:
    """The table of a class, for statements on many rows at once."""
    return table(kind.__tablename__)
