"""A document knows which article of its file it is, and is found by its text and its number."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what files say of each of their articles; of older documents nothing is known."""
    op.add_column("document", sa.Column("ordinal", sa.Integer(), nullable=True))
    op.add_column("document", sa.Column("inside", sa.String(), nullable=True))
    op.add_column("document", sa.Column("accession", sa.String(), nullable=True))
    op.add_column("document", sa.Column("section", sa.String(), nullable=True))
    op.add_column("document", sa.Column("stated_words", sa.Integer(), nullable=True))
    op.create_index("ix_document_text_sha256", "document", ["text_sha256"])
    op.create_index("ix_document_accession", "document", ["accession"])
