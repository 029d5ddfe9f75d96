"""Tables for what people do with a chronology: steps to undo, decisions, tags, notes, filters."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.schema.base import Base, partial

ACTS = ("import", "reading", "filter", "decide")
"""What a step may be."""
VERBS = (
    "review", "set", "part", "same", "different", "new", "merge", "split", "name", "kind",
    "nobody", "new actor", "document", "tag", "note", "means", "claim", "keep",
    "apart", "row",
)  # fmt: skip
"""What may be decided."""
ANCHORS = ("telling", "form", "document", "name")
"""What a decision may be about."""


class Step(Base):
    """One thing that was done and can be undone. It is never deleted; an undone one is marked."""

    __tablename__ = "step"
    __table_args__ = (
        Index("ix_step_undone_at", "undone_at"),
        Index("ix_step_import_id", "import_id"),
        Index("ix_step_moved", "id", **partial("moved IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    uid: Mapped[str]  # the same in every copy of the chronicle
    at: Mapped[str]  # UTC, ISO 8601; no two steps have the same moment
    by: Mapped[str]  # whoever did it, '' where nobody said who
    verb: Mapped[str]  # import | reading | filter | decide
    label: Mapped[str]  # what the Undo menu shows
    undone_at: Mapped[str | None]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    data: Mapped[bytes] = mapped_column(LargeBinary)  # rows before and after, compressed JSON
    # Who was in which events before it made them another actor there: {"actor": [events]}, packed.
    # Holds as long as nothing else is done; NULL: not known.
    moved: Mapped[bytes | None] = mapped_column(LargeBinary)


class Decision(Base):
    """What a person decided. Never altered; it counts while its step is not undone."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_step_id", "step_id"), {"sqlite_autoincrement": True})

    uid: Mapped[str]
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"))
    verb: Mapped[str]  # one of VERBS
    value: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    was: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Anchor(Base):
    """What a decision is about, so that it is found again in any chronicle and any reading.

    All but the three numbers at the end is for ever; those say where it is found now, and NULL that
    it is not. ``side``: on which side of a decision with two; ``kind``: telling | form | document |
    name (an actor's name wherever it stands).
    """

    __tablename__ = "decision_anchor"
    __table_args__ = (
        Index("ix_decision_anchor_decision_id", "decision_id"),
        Index("ix_decision_anchor_sha256", "sha256"),
        Index("ix_decision_anchor_text_sha256", "text_sha256"),
        Index("ix_decision_anchor_key", "key", "actor_kind"),
        Index("ix_decision_anchor_uid", "uid"),
        Index("ix_decision_anchor_telling_id", "telling_id"),
        Index("ix_decision_anchor_form_id", "form_id"),
        Index("ix_decision_anchor_document_id", "document_id"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    side: Mapped[int]
    kind: Mapped[str]
    sha256: Mapped[str | None]  # of the document's file
    text_sha256: Mapped[str | None]  # of its text
    uid: Mapped[str | None]  # of the decision that added it, where it has no document
    start: Mapped[int | None]  # of the trigger
    end: Mapped[int | None]
    nth: Mapped[int | None]
    prefix: Mapped[str | None]
    exact: Mapped[str | None]
    suffix: Mapped[str | None]
    actor_kind: Mapped[str | None]
    key: Mapped[str | None]
    telling_id: Mapped[int | None] = mapped_column(ForeignKey("telling.id"))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("form.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))


class Tag(Base):
    """A word people put on events and documents."""

    __tablename__ = "tag"
    __table_args__ = (Index("ix_tag_name", "name", unique=True), Index("ix_tag_key", "key"))

    name: Mapped[str]
    key: Mapped[str] = mapped_column(server_default="")  # folded, to find it by


class EventTag(Base):
    """One tag on one event."""

    __tablename__ = "event_tag"
    __table_args__ = (
        Index("ix_event_tag_event_id_tag_id", "event_id", "tag_id", unique=True),
        Index("ix_event_tag_tag_id", "tag_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"))


class DocumentTag(Base):
    """One tag on one document."""

    __tablename__ = "document_tag"
    __table_args__ = (
        Index("ix_document_tag_document_id_tag_id", "document_id", "tag_id", unique=True),
        Index("ix_document_tag_tag_id", "tag_id"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"))


class Note(Base):
    """What somebody wrote about an event, a document or an actor."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_event_id", "event_id"),
        Index("ix_note_document_id", "document_id"),
        Index("ix_note_actor_id", "actor_id", **partial("actor_id IS NOT NULL")),
    )

    at: Mapped[str]  # UTC, ISO 8601
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    text: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"))


class NamedFilter(Base):
    """A filter that somebody gave a name, as a line of the query language."""

    __tablename__ = "named_filter"
    __table_args__ = (Index("ix_named_filter_name_key", "name_key", unique=True),)

    name: Mapped[str]
    name_key: Mapped[str]  # folded: two names that differ in case alone are one
    line: Mapped[str]
    language: Mapped[int] = mapped_column(server_default="1")  # of the line


class WatchedFolder(Base):
    """A folder whose new files are offered."""

    __tablename__ = "watched_folder"
    __table_args__ = (Index("ix_watched_folder_path", "path", unique=True),)

    path: Mapped[str]  # absolute
