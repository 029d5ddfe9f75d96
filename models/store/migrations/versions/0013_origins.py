"""Documents know whose report they are, events how many independent ones there are.

The files they came from can be kept.
"""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from models.reading.lexicon.agencies import credited
from models.store.copies import Teller, add_copies, independent
from models.store.ticking import tell

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TELLERS = (
    "SELECT DISTINCT e.event_id, d.id, d.origin, d.outlet FROM evidence AS e "
    "JOIN document AS d ON d.id = e.document_id WHERE e.event_id IN "
    "(SELECT event_id FROM evidence GROUP BY event_id HAVING count(DISTINCT document_id) > 1)"
)
_CITED = (
    "SELECT a.text FROM claim AS c JOIN alias AS a ON a.actor_id = c.actor_id "
    "AND a.document_id = c.document_id "
    "WHERE c.event_id = ? AND c.document_id = ? AND c.stance <> 'denies'"
)
_PASSAGES = (
    'SELECT substr(d.text, e.start + 1, e."end" - e.start) FROM evidence AS e '
    "JOIN document AS d ON d.id = e.document_id WHERE e.event_id = ? AND e.document_id = ?"
)


def upgrade() -> None:
    """Add the columns and fill them, and group all copies anew."""
    ask = op.get_bind().exec_driver_sql
    op.create_table(
        "original",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original")),
    )
    op.create_index("ix_original_sha256", "original", ["sha256"], unique=True)
    ask("ALTER TABLE document ADD COLUMN original VARCHAR")
    ask("ALTER TABLE document ADD COLUMN credit VARCHAR")
    ask("ALTER TABLE document ADD COLUMN counts_as VARCHAR")
    ask("ALTER TABLE document ADD COLUMN origin VARCHAR NOT NULL DEFAULT ''")
    ask("ALTER TABLE event ADD COLUMN copies INTEGER NOT NULL DEFAULT 0")
    ask("CREATE INDEX ix_document_counts_as ON document (counts_as) WHERE counts_as IS NOT NULL")
    ask("DELETE FROM shingle")
    ask("UPDATE document SET copy_of = NULL")
    session = Session(bind=op.get_bind())
    numbers = ask("SELECT id FROM document ORDER BY id").fetchall()
    for done, (number,) in enumerate(numbers):
        if done % 100 == 0:
            tell(done, len(numbers), "copies")
        (text,) = ask("SELECT text FROM document WHERE id = ?", (number,)).one()
        ask("UPDATE document SET credit = ? WHERE id = ?", (credited(text), number))
        add_copies(session, number, text)
    session.flush()
    _count(ask)


def _count(ask: Any) -> None:
    """Count the sources of the events that several documents tell of."""
    tellers: dict[int, list[Teller]] = defaultdict(list)
    for event, number, origin, outlet in ask(_TELLERS).fetchall():
        cited, passages = (
            frozenset(row[0] for row in ask(asked, (event, number)))
            for asked in (_CITED, _PASSAGES)
        )
        tellers[event].append(Teller(origin, outlet, cited, passages))
    for event, some in tellers.items():
        sources = min(len(some), len(independent(some)))
        ask(
            "UPDATE event SET sources = ?, copies = ? WHERE id = ?",
            (sources, len(some) - sources, event),
        )
