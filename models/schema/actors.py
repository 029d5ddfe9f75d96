"""Tables for actors: people, organisations and places."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.schema.base import Base


class Actor(Base):
    """A person, organisation or place, in any number of documents."""

    __tablename__ = "actor"
    __table_args__ = (
        Index("ix_actor_events", "events"),
        Index("ix_actor_name_key", "name_key"),
        Index("ix_actor_import_id", "import_id"),
    )

    kind: Mapped[str]  # person | organisation | place
    name: Mapped[str]  # the fullest form seen
    name_key: Mapped[str]  # folded, to sort by and to find by
    family: Mapped[str | None]
    given: Mapped[str | None]
    description: Mapped[str]
    edited: Mapped[str] = mapped_column(server_default="")  # what people decided, in a line
    events: Mapped[int]  # how many events it takes part in
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))


class Alias(Base):
    """A form of an actor's name that one document uses; the full name is one of them."""

    __tablename__ = "alias"
    __table_args__ = (
        Index("ix_alias_key_actor_id", "key", "actor_id"),
        Index("ix_alias_actor_id", "actor_id"),
        Index("ix_alias_document_id", "document_id"),
        Index("ix_alias_form_id", "form_id"),
    )

    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("form.id"))  # None: a person's word
    text: Mapped[str]
    key: Mapped[str]
    full: Mapped[bool]  # the name by which its document knows the actor


class Role(Base):
    """An office or title, as one document words it."""

    __tablename__ = "role"
    __table_args__ = (
        Index("ix_role_actor_id", "actor_id"),
        Index("ix_role_document_id", "document_id"),
        Index("ix_role_form_id", "form_id"),
    )

    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("form.id"))
    title: Mapped[str]
    of: Mapped[str | None]
    from_: Mapped[str | None] = mapped_column("from")  # EDTF
    to: Mapped[str | None]  # EDTF
    start: Mapped[int]
    end: Mapped[int]
