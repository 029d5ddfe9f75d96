"""Events are sorted by how sure the reading of them is."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index that the order is read from."""
    op.create_index("ix_event_confidence", "event", ["confidence", "chrono"])
