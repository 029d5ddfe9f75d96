"""Documents know of which other one they are a copy."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index of runs of words and the column; both are filled by a later step."""
    op.create_table(
        "shingle",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_shingle_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shingle")),
    )
    op.create_index("ix_shingle_hash", "shingle", ["hash", "document_id"])
    op.create_index("ix_shingle_document_id", "shingle", ["document_id"])
    ask = op.get_bind().exec_driver_sql
    ask(
        "ALTER TABLE document ADD COLUMN copy_of INTEGER "
        "CONSTRAINT fk_document_copy_of REFERENCES document (id)"
    )
    ask("CREATE INDEX ix_document_copy_of ON document (copy_of) WHERE copy_of IS NOT NULL")
