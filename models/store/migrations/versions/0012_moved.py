"""A step knows in which events it made somebody another actor, by which it is quickly undone."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of steps of before nothing is known, and they are undone the longer way."""
    op.add_column("step", sa.Column("moved", sa.LargeBinary(), nullable=True))
    op.get_bind().exec_driver_sql("CREATE INDEX ix_step_moved ON step (id) WHERE moved IS NOT NULL")
