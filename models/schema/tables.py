"""All tables at once: importing this module makes the metadata complete."""

from sqlalchemy import MetaData, Table

from models.schema.actors import Actor, Alias, Role
from models.schema.base import Base
from models.schema.events import Claim, Event, EventText, Evidence, Participation
from models.schema.text import Document, ImportBatch, Mention, Quotation
from models.schema.work import ChangeRecord, EventTag, NamedFilter, Note, Tag

# In the order in which rows may be inserted; the reverse is the order of deleting.
TABLES: tuple[type[Base], ...] = (
    ImportBatch,
    ChangeRecord,
    Document,
    Actor,
    Alias,
    Role,
    Mention,
    Quotation,
    Event,
    EventText,
    Participation,
    Evidence,
    Claim,
    Tag,
    EventTag,
    Note,
    NamedFilter,
)


def metadata() -> MetaData:
    """The tables of a store."""
    return Base.metadata


def table(name: str) -> Table:
    """The table of that name."""
    return Base.metadata.tables[name]
