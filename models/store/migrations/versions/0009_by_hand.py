"""Claims and notes on actors by hand; tags are found however their letters are written."""

from alembic import op

from models.schema.keys import fold

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_CLAIM = """CREATE TABLE claim (
	event_id INTEGER NOT NULL,
	actor_id INTEGER,
	stance VARCHAR NOT NULL,
	document_id INTEGER,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	id INTEGER NOT NULL,
	CONSTRAINT pk_claim PRIMARY KEY (id),
	CONSTRAINT fk_claim_event_id FOREIGN KEY(event_id) REFERENCES event (id),
	CONSTRAINT fk_claim_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id),
	CONSTRAINT fk_claim_document_id FOREIGN KEY(document_id) REFERENCES document (id)
)"""
_COLUMNS = 'event_id, actor_id, stance, document_id, start, "end", id'


def upgrade() -> None:
    """Allow claims without words, and add what notes and tags need."""
    ask = op.get_bind().exec_driver_sql
    for name in ("event_id", "actor_id", "document_id"):
        op.drop_index(f"ix_claim_{name}", "claim")
    ask("ALTER TABLE claim RENAME TO older")
    ask(_CLAIM)
    ask(f"INSERT INTO claim ({_COLUMNS}) SELECT {_COLUMNS} FROM older ORDER BY id")
    ask("DROP TABLE older")
    for name in ("event_id", "actor_id", "document_id"):
        op.create_index(f"ix_claim_{name}", "claim", [name])
    ask(
        "ALTER TABLE note ADD COLUMN actor_id INTEGER "
        "CONSTRAINT fk_note_actor_id REFERENCES actor (id)"
    )
    ask("CREATE INDEX ix_note_actor_id ON note (actor_id) WHERE actor_id IS NOT NULL")
    ask("ALTER TABLE tag ADD COLUMN \"key\" VARCHAR DEFAULT '' NOT NULL")
    for number, name in ask("SELECT id, name FROM tag").fetchall():
        ask('UPDATE tag SET "key" = ? WHERE id = ?', (fold(name) or name, number))
    op.create_index("ix_tag_key", "tag", ["key"])
