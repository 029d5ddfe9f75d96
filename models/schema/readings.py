"""Tables for what readers say: immutable readings, and the numbers of what they speak of.

A telling is one event as one document tells it, a form one actor as one document knows it. Each has
a row for ever, whose number is never given to another one; ``place`` says where in the data of its
document's current reading it stands, and NULL that this reading does not have it any more. An
event has the number of the smallest of its tellings, an actor that of the smallest of its forms.
"""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.schema.base import Base, partial

_DECIDED = "decision_id IS NOT NULL"


class Reading(Base):
    """What one reader said of one document; written once, the newest is ``current``."""

    __tablename__ = "reading"
    __table_args__ = (
        Index("ix_reading_document_id", "document_id", "current"),
        {"sqlite_autoincrement": True},
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    step_id: Mapped[int | None] = mapped_column(ForeignKey("step.id"))  # None: came with it
    reader: Mapped[str]  # the version of Dateline that read; '' where it is not known
    at: Mapped[str]  # UTC, ISO 8601
    current: Mapped[bool]
    # The rows of its tellings and forms, each at its place: {"tellings": [...], "forms": [...]}.
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    data: Mapped[bytes] = mapped_column(LargeBinary)  # as models.composing.said writes it


class Telling(Base):
    """One event as one document tells it; without a document, one that a person added."""

    __tablename__ = "telling"
    __table_args__ = (
        Index("ix_telling_document_id", "document_id", "trigger_start"),
        Index("ix_telling_event_id", "event_id"),
        Index("ix_telling_with_id", "with_id", **partial("with_id IS NOT NULL")),
        Index("ix_telling_joined_id", "joined_id", **partial("joined_id IS NOT NULL")),
        Index("ix_telling_decision_id", "decision_id", **partial(_DECIDED)),
        {"sqlite_autoincrement": True},
    )

    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    trigger_start: Mapped[int]
    trigger_end: Mapped[int]
    nth: Mapped[int]  # of those with the same trigger, from 0
    place: Mapped[int | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    with_id: Mapped[int | None] = mapped_column(ForeignKey("telling.id"))  # the same, by a rule
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))  # that added it
    # The first of those that the program joins it with, itself if it is that; NULL: with none.
    joined_id: Mapped[int | None] = mapped_column(ForeignKey("telling.id"))


class Form(Base):
    """One actor as one document knows it; without a document, one that a person added."""

    __tablename__ = "form"
    __table_args__ = (
        Index("ix_form_document_id", "document_id", "actor_id"),
        Index("ix_form_actor_id", "actor_id"),
        Index("ix_form_key", "key", "kind"),
        Index("ix_form_decision_id", "decision_id", **partial(_DECIDED)),
        {"sqlite_autoincrement": True},
    )

    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    kind: Mapped[str]  # person | organisation | place
    key: Mapped[str]  # the folded name by which the document knows it
    nth: Mapped[int]  # of those with the same kind and key, from 0
    place: Mapped[int | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))  # that added it
    # What is known of one without a document, as a reading says it of others.
    data: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
