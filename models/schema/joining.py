"""Tables for what is compared of tellings: by what they are found, which may be one event.

A ``sign`` is a number for all that is compared of a telling; tellings that say the very same
share it, so that twenty copies of a story cost no more than one. Its lowest bits say the kind.
"""

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.schema.base import Base, Key


class Trait(Base):
    """The sign of one telling that can be compared; ``id`` is the telling's."""

    __tablename__ = "trait"
    __table_args__ = (Index("ix_trait_sign", "sign"),)

    id: Mapped[int] = mapped_column(Key, ForeignKey("telling.id"), primary_key=True)
    sign: Mapped[int] = mapped_column(BigInteger)


class Trace(Base):
    """By what tellings of a sign are found: somebody in them and a day, in one number."""

    __tablename__ = "trace"
    __table_args__ = (Index("ix_trace_place", "place", "sign"), Index("ix_trace_sign", "sign"))

    place: Mapped[int] = mapped_column(BigInteger)
    sign: Mapped[int] = mapped_column(BigInteger)


class Likely(Base):
    """Two signs that may be one event, the smaller first, and how likely, from 0 to 1."""

    __tablename__ = "likely"
    __table_args__ = (
        Index("ix_likely_one", "one", "other", unique=True),
        Index("ix_likely_other", "other"),
    )

    one: Mapped[int] = mapped_column(BigInteger)
    other: Mapped[int] = mapped_column(BigInteger)
    score: Mapped[float]
