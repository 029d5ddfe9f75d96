"""Tables for the user's work: changes to undo, tags, notes, saved filters."""

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.schema.base import Base


class ChangeRecord(Base):
    """One step that can be undone, in the order the steps were done."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_undone", "undone"),
        Index("ix_change_import_id", "import_id"),
    )

    at: Mapped[str]  # UTC, ISO 8601
    label: Mapped[str]  # what the Undo menu shows
    undone: Mapped[bool]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    data: Mapped[bytes] = mapped_column(LargeBinary)  # rows before and after, compressed JSON


class Tag(Base):
    """A tag for events."""

    __tablename__ = "tag"
    __table_args__ = (Index("ix_tag_name", "name", unique=True),)

    name: Mapped[str]


class EventTag(Base):
    """One tag on one event."""

    __tablename__ = "event_tag"
    __table_args__ = (
        Index("ix_event_tag_event_id_tag_id", "event_id", "tag_id", unique=True),
        Index("ix_event_tag_tag_id", "tag_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"))


class Note(Base):
    """The user's note on an event or a document."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_event_id", "event_id"),
        Index("ix_note_document_id", "document_id"),
    )

    at: Mapped[str]  # UTC, ISO 8601
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    text: Mapped[str]


class NamedFilter(Base):
    """A saved filter, as a line of the query language."""

    __tablename__ = "named_filter"
    __table_args__ = (Index("ix_named_filter_name_key", "name_key", unique=True),)

    name: Mapped[str]
    name_key: Mapped[str]  # folded: two names that differ in case alone are one
    line: Mapped[str]
    language: Mapped[int] = mapped_column(server_default="1")  # of the line
