"""When each event was first reported; those without a date of their own stand there in time."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FIRST_DAY = -(2**36)
_UNTIL_REPORT, _SINCE_REPORT = _FIRST_DAY - 1, _FIRST_DAY - 2
_STEP = 2**24
_LENGTH = _STEP - 1
_UNCERTAIN = f"latest > earliest AND earliest >= {_FIRST_DAY} AND chrono < {2**62}"
_PART = 20_000  # events altered at a time

# Two events in three of some chronicles move. The indexes that hold what moves, and the triggers
# that copy it, are made anew afterwards: that takes a fraction of the time.
_INDEXES = (
    ("event", "chrono", ["chrono"]),
    ("event", "days", ["earliest", "latest"]),
    ("event", "summary_key", ["summary_key", "chrono"]),
    ("event", "who_key", ["who_key", "chrono"]),
    ("event", "kind", ["kind", "chrono"]),
    ("event", "status", ["status", "chrono"]),
    ("event", "place_key", ["place_key", "chrono"]),
    ("event", "sources", ["sources", "chrono"]),
    ("event", "review", ["review", "chrono"]),
    ("event", "tally", ["kind", "status", "chrono", "review", "earliest", "latest"]),
    ("participation", "chrono", ["actor_id", "chrono", "event_id", "role"]),
)
_TRIGGERS = (
    (
        "CREATE TRIGGER participation_changed AFTER UPDATE OF event_id, chrono ON participation "
        "WHEN new.chrono IS NOT (SELECT chrono FROM event WHERE id = new.event_id) BEGIN "
        "UPDATE participation SET chrono = (SELECT chrono FROM event WHERE id = new.event_id) "
        "WHERE id = new.id; END"
    ),
    (
        "CREATE TRIGGER event_moved AFTER UPDATE OF chrono ON event "
        "WHEN new.chrono IS NOT old.chrono BEGIN "
        "UPDATE participation SET chrono = new.chrono WHERE event_id = new.id; END"
    ),
)

_TOLD = (
    "FROM evidence JOIN document ON document.id = evidence.document_id "
    "WHERE evidence.event_id = event.id AND document.published_latest IS NOT NULL"
)
_WITHOUT = "edtf IS NULL AND reported IS NOT NULL"
_STEPS = (
    f"UPDATE event SET reported = (SELECT min(published_latest) {_TOLD}) WHERE {{part}}",
    (
        f"UPDATE event SET chrono = max({_FIRST_DAY}, min({-_FIRST_DAY}, reported)) * {_STEP} "
        f"+ {_LENGTH}, earliest = {_UNTIL_REPORT}, latest = reported "
        f"WHERE {_WITHOUT} AND {{part}}"
    ),
    (
        f"UPDATE event SET earliest = {_SINCE_REPORT}, "
        f"latest = (SELECT min(coalesce(published_earliest, {_FIRST_DAY})) {_TOLD}) "
        f"WHERE {_WITHOUT} AND status = 'planned' AND {{part}}"
    ),
    # The longest length means a report from now on.
    (
        "UPDATE event SET chrono = chrono - 1 "
        f"WHERE edtf IS NOT NULL AND chrono & {_LENGTH} = {_LENGTH} AND {{part}}"
    ),
    (
        "UPDATE participation SET chrono = (SELECT chrono FROM event WHERE id = event_id) "
        "WHERE event_id IN (SELECT id FROM event "
        f"WHERE chrono & {_LENGTH} >= {_LENGTH - 1} AND {{part}})"
    ),
)


def upgrade() -> None:
    """Say of each event when it was first reported, and put those without a date there."""
    op.add_column("event", sa.Column("reported", sa.BigInteger(), nullable=True))
    op.drop_index("ix_event_uncertain", "event")
    for table, name, _ in _INDEXES:
        op.drop_index(f"ix_{table}_{name}", table)
    for name in ("participation_changed", "event_moved"):
        op.execute(f"DROP TRIGGER {name}")
    last = op.get_bind().execute(sa.text("SELECT coalesce(max(id), 0) FROM event")).scalar_one()
    for first in range(0, last + 1, _PART):
        for step in _STEPS:
            op.execute(step.format(part=f"event.id BETWEEN {first} AND {first + _PART - 1}"))
    for trigger in _TRIGGERS:
        op.execute(trigger)
    for table, name, columns in _INDEXES:
        op.create_index(f"ix_{table}_{name}", table, columns)
    # Made last, this is the one in whose order all events are looked at: that of their numbers.
    op.drop_index("ix_event_import_id", "event")
    op.create_index("ix_event_import_id", "event", ["import_id"])
    op.create_index(
        "ix_event_uncertain",
        "event",
        ["earliest", "latest", "chrono"],
        sqlite_where=sa.text(_UNCERTAIN),
    )
