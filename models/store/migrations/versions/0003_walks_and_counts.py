"""An actor's events in the order of time, and counts that look at no event."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CHRONO = "(SELECT chrono FROM event WHERE id = new.event_id)"
_SET_CHRONO = f"UPDATE participation SET chrono = {_CHRONO} WHERE id = new.id"
_TRIGGERS = (
    (
        "CREATE TRIGGER participation_added AFTER INSERT ON participation "
        f"WHEN new.chrono IS NOT {_CHRONO} BEGIN {_SET_CHRONO}; END"
    ),
    (
        "CREATE TRIGGER participation_changed AFTER UPDATE OF event_id, chrono ON participation "
        f"WHEN new.chrono IS NOT {_CHRONO} BEGIN {_SET_CHRONO}; END"
    ),
    (
        "CREATE TRIGGER event_moved AFTER UPDATE OF chrono ON event "
        "WHEN new.chrono IS NOT old.chrono BEGIN "
        "UPDATE participation SET chrono = new.chrono WHERE event_id = new.id; END"
    ),
)


def upgrade() -> None:
    """Copy each event's place in time to those who take part in it, and add the indexes."""
    chrono = sa.Column("chrono", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    op.add_column("participation", chrono)
    op.execute(
        "UPDATE participation SET chrono = "
        "(SELECT event.chrono FROM event WHERE event.id = participation.event_id)"
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)
    op.create_index(
        "ix_participation_chrono", "participation", ["actor_id", "chrono", "event_id", "role"]
    )
    op.create_index(
        "ix_event_tally", "event", ["kind", "status", "chrono", "review", "earliest", "latest"]
    )
    op.drop_index("ix_event_uncertain", "event")
    uncertain = sa.text("latest > earliest AND chrono < 4611686018427387904")
    op.create_index(
        "ix_event_uncertain", "event", ["earliest", "latest", "chrono"], sqlite_where=uncertain
    )
    op.drop_index("ix_document_source_key", "document")
    op.create_index("ix_document_source_key", "document", ["source_key", "events"])
