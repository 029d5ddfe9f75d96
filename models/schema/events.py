"""Tables for events, participations, claims and evidence.

What the event table shows and sorts by (who, place, sources and the ``_key`` columns) is kept
beside the facts it comes from, NOT NULL, so that a row is read by its number alone and every
order offered is read from an index. Each of those ends in ``chrono``: equal values follow in
the order of time. ``ix_event_tally`` holds all that is counted of an event, so that counting looks
at none; ``participation`` repeats its event's ``chrono`` (the database keeps it so), by which an
actor's events are read in the order of time. A rejected event has a ``chrono`` beyond that of
undated ones: no walk in the order of time and no count by date comes to it, at no cost.
"""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.schema.base import Base, partial
from models.schema.keys import FIRST_DAY, UNDATED

_UNCERTAIN = f"latest > earliest AND earliest >= {FIRST_DAY} AND chrono < {UNDATED}"


class Event(Base):
    """One happening."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_chrono", "chrono"),
        Index("ix_event_days", "earliest", "latest", "chrono"),
        Index(
            "ix_event_uncertain",
            "earliest",
            "latest",
            "chrono",  # else its own condition makes SQLite look at each event
            **partial(_UNCERTAIN),
        ),
        Index("ix_event_summary_key", "summary_key", "chrono"),
        Index("ix_event_who_key", "who_key", "chrono"),
        Index("ix_event_kind", "kind", "chrono"),
        Index("ix_event_status", "status", "chrono"),
        Index("ix_event_place_key", "place_key", "chrono"),
        Index("ix_event_sources", "sources", "chrono"),
        Index("ix_event_confidence", "confidence", "chrono"),
        Index("ix_event_review", "review", "chrono"),
        Index("ix_event_edited", "edited", **partial("length(edited) > 0")),
        Index("ix_event_disputed", "disputed", **partial("length(disputed) > 0")),
        Index("ix_event_tally", "kind", "status", "chrono", "review", "earliest", "latest"),
        Index("ix_event_import_id", "import_id"),
        Index("ix_event_place_id", "place_id"),
        Index("ix_event_claimed_by_id", "claimed_by_id"),
    )

    kind: Mapped[str]
    status: Mapped[str]  # asserted | claimed | denied | planned | negated
    review: Mapped[str]  # proposed | accepted | rejected
    edited: Mapped[str] = mapped_column(server_default="")  # decided fields: "date place"
    summary: Mapped[str]
    summary_key: Mapped[str]
    who: Mapped[str]  # "Kim Yo-jong → Belarus"
    who_key: Mapped[str]
    place: Mapped[str]  # the place's name or ''
    place_key: Mapped[str]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"))
    sources: Mapped[int]  # how many independent ones report it
    copies: Mapped[int] = mapped_column(server_default=text("0"))  # how many more documents do
    chrono: Mapped[int] = mapped_column(BigInteger)  # of a rejected one beyond all others
    earliest: Mapped[int] = mapped_column(BigInteger)  # days since 1970-01-01
    latest: Mapped[int] = mapped_column(BigInteger)
    reported: Mapped[int | None] = mapped_column(BigInteger)  # the day of its first report
    edtf: Mapped[str | None]
    precision: Mapped[str | None]
    approximate: Mapped[bool]
    date_words: Mapped[str | None]
    date_basis: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"))
    confidence: Mapped[float]
    disputed: Mapped[str] = mapped_column(server_default="")  # on what sources differ: "date toll"
    created_by: Mapped[str]  # reading | person
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))


class Participation(Base):
    """One actor's part in one event, and the words that say so."""

    __tablename__ = "participation"
    __table_args__ = (
        Index("ix_participation_actor", "actor_id", "event_id", "role"),
        Index("ix_participation_chrono", "actor_id", "chrono", "event_id", "role"),
        Index("ix_participation_event", "event_id", "actor_id", "role"),
        Index("ix_participation_document_id", "document_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    role: Mapped[str]  # agent | target | participant | place
    title: Mapped[str]  # as worded there ("then-Premier") or ''
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str]
    chrono: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))  # of the event


class Evidence(Base):
    """A passage that reports an event, and the trigger word inside it."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index("ix_evidence_event", "event_id", "document_id"),
        Index("ix_evidence_document", "document_id", "event_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    start: Mapped[int]
    end: Mapped[int]
    trigger_start: Mapped[int]
    trigger_end: Mapped[int]
    sha256: Mapped[str]  # of the passage, to notice when an anchor is lost


class Claim(Base):
    """A claim about an event by an actor (None: unnamed sources)."""

    __tablename__ = "claim"
    __table_args__ = (
        Index("ix_claim_event_id", "event_id"),
        Index("ix_claim_actor_id", "actor_id"),
        Index("ix_claim_document_id", "document_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"))
    stance: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))  # None: by hand
    start: Mapped[int]
    end: Mapped[int]


class EventText(Base):
    """The texts an event is searched by, spelled as by ``letters.spelled``; the row id is
    the event's."""

    __tablename__ = "event_text"

    id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    summary: Mapped[str]
    names: Mapped[str]
    passages: Mapped[str]
