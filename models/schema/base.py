"""The declarative base every table shares, and how constraints are named."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Integer, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite numbers rows by itself only where the column is declared INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")


# Every engine compares and sorts text by its code points, whatever language a server is set to.
Words = String().with_variant(Text(collation="C"), "postgresql")


def partial(condition: str) -> dict[str, Any]:
    """What makes an index hold only the rows of which a condition holds."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Base(DeclarativeBase):
    """Base of all tables; every row is found by one whole number."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Words}

    id: Mapped[int] = mapped_column(Key, primary_key=True)
