"""Tellings of several documents are compared: their signs, by what they are found, likely pairs.

Of an event it is kept on what its sources differ.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables and the column; tellings are compared when the chronicle is next written."""
    op.create_table(
        "trait",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("sign", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["telling.id"], name=op.f("fk_trait_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trait")),
    )
    op.create_index("ix_trait_sign", "trait", ["sign"])
    op.create_table(
        "trace",
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("sign", sa.BigInteger(), nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trace")),
    )
    op.create_index("ix_trace_place", "trace", ["place", "sign"])
    op.create_index("ix_trace_sign", "trace", ["sign"])
    op.create_table(
        "likely",
        sa.Column("one", sa.BigInteger(), nullable=False),
        sa.Column("other", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likely")),
    )
    op.create_index("ix_likely_one", "likely", ["one", "other"], unique=True)
    op.create_index("ix_likely_other", "likely", ["other"])
    ask = op.get_bind().exec_driver_sql
    ask(
        "ALTER TABLE telling ADD COLUMN joined_id INTEGER "
        "CONSTRAINT fk_telling_joined_id REFERENCES telling (id)"
    )
    ask("ALTER TABLE event ADD COLUMN disputed VARCHAR DEFAULT '' NOT NULL")
    ask("CREATE INDEX ix_event_disputed ON event (disputed) WHERE length(disputed) > 0")
    ask("CREATE INDEX ix_telling_joined_id ON telling (joined_id) WHERE joined_id IS NOT NULL")
