"""The first version: documents, actors, events, what ties them together, and search."""

import sqlalchemy as sa
from alembic import op

from models.store import sqlite

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, index and trigger."""
    op.create_table(
        "import_batch",
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "tag",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
    )
    op.create_index("ix_tag_name", "tag", ["name"], unique=True)
    op.create_table(
        "actor",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=True),
        sa.Column("given", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_batch.id"], name=op.f("fk_actor_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
    )
    op.create_index("ix_actor_events", "actor", ["events"], unique=False)
    op.create_index("ix_actor_import_id", "actor", ["import_id"], unique=False)
    op.create_index("ix_actor_name_key", "actor", ["name_key"], unique=False)
    op.create_table(
        "change",
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_batch.id"], name=op.f("fk_change_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index("ix_change_import_id", "change", ["import_id"], unique=False)
    op.create_index("ix_change_undone", "change", ["undone"], unique=False)
    op.create_table(
        "document",
        sa.Column(
            "import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text_sha256", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("published_earliest", sa.BigInteger(), nullable=True),
        sa.Column("published_latest", sa.BigInteger(), nullable=True),
        sa.Column("published_edtf", sa.String(), nullable=True),
        sa.Column("published_precision", sa.String(), nullable=True),
        sa.Column("published_approximate", sa.Boolean(), nullable=False),
        sa.Column("published_basis", sa.String(), nullable=False),
        sa.Column("published_why", sa.String(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("faults", sa.String(), nullable=False),
        sa.Column("paragraphs", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_batch.id"], name=op.f("fk_document_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_events", "document", ["events"], unique=False)
    op.create_index("ix_document_import_id", "document", ["import_id"], unique=False)
    op.create_index("ix_document_sha256", "document", ["sha256"], unique=True)
    op.create_index("ix_document_source_key", "document", ["source_key"], unique=False)
    op.create_index("ix_document_title_key", "document", ["title_key"], unique=False)
    op.create_table(
        "alias",
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_alias_actor_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_alias_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
    )
    op.create_index("ix_alias_actor_id", "alias", ["actor_id"], unique=False)
    op.create_index("ix_alias_document_id", "alias", ["document_id"], unique=False)
    op.create_index("ix_alias_key_actor_id", "alias", ["key", "actor_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("summary_key", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("who_key", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("place_key", sa.String(), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("chrono", sa.BigInteger(), nullable=False),
        sa.Column("earliest", sa.BigInteger(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=False),
        sa.Column("edtf", sa.String(), nullable=True),
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("date_words", sa.String(), nullable=True),
        sa.Column("date_basis", sa.JSON(none_as_null=True), nullable=True),
        sa.Column(
            "claimed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("import_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["actor.id"], name=op.f("fk_event_claimed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_batch.id"], name=op.f("fk_event_import_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["actor.id"], name=op.f("fk_event_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_chrono", "event", ["chrono"], unique=False)
    op.create_index("ix_event_days", "event", ["earliest", "latest"], unique=False)
    op.create_index("ix_event_claimed_by_id", "event", ["claimed_by_id"], unique=False)
    op.create_index("ix_event_import_id", "event", ["import_id"], unique=False)
    op.create_index("ix_event_kind", "event", ["kind", "chrono"], unique=False)
    op.create_index("ix_event_place_id", "event", ["place_id"], unique=False)
    op.create_index("ix_event_place_key", "event", ["place_key", "chrono"], unique=False)
    op.create_index("ix_event_review", "event", ["review", "chrono"], unique=False)
    op.create_index("ix_event_sources", "event", ["sources", "chrono"], unique=False)
    op.create_index("ix_event_status", "event", ["status", "chrono"], unique=False)
    op.create_index("ix_event_summary_key", "event", ["summary_key", "chrono"], unique=False)
    op.create_index(
        "ix_event_uncertain",
        "event",
        ["earliest", "latest"],
        unique=False,
        sqlite_where=sa.text("latest > earliest AND chrono < 4611686018427387904"),
        postgresql_where=sa.text("latest > earliest AND chrono < 4611686018427387904"),
    )
    op.create_index("ix_event_who_key", "event", ["who_key", "chrono"], unique=False)
    op.create_table(
        "mention",
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_mention_actor_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_mention_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    op.create_index("ix_mention_actor_id", "mention", ["actor_id"], unique=False)
    op.create_index(
        "ix_mention_document_id_start", "mention", ["document_id", "start"], unique=False
    )
    op.create_table(
        "quotation",
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("cue", sa.String(), nullable=True),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_quotation_actor_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_quotation_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
    )
    op.create_index("ix_quotation_actor_id", "quotation", ["actor_id"], unique=False)
    op.create_index(
        "ix_quotation_document_id_start", "quotation", ["document_id", "start"], unique=False
    )
    op.create_table(
        "role",
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=True),
        sa.Column("from", sa.String(), nullable=True),
        sa.Column("to", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_role_actor_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_role_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
    )
    op.create_index("ix_role_actor_id", "role", ["actor_id"], unique=False)
    op.create_index("ix_role_document_id", "role", ["document_id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_claim_actor_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_claim_document_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_claim_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index("ix_claim_actor_id", "claim", ["actor_id"], unique=False)
    op.create_index("ix_claim_document_id", "claim", ["document_id"], unique=False)
    op.create_index("ix_claim_event_id", "claim", ["event_id"], unique=False)
    op.create_table(
        "event_tag",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tag_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_tag_event_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_event_tag_tag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_tag")),
    )
    op.create_index(
        "ix_event_tag_event_id_tag_id", "event_tag", ["event_id", "tag_id"], unique=True
    )
    op.create_index("ix_event_tag_tag_id", "event_tag", ["tag_id"], unique=False)
    op.create_table(
        "event_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("passages", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["event.id"], name=op.f("fk_event_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_text")),
    )
    op.create_table(
        "evidence",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_evidence_document_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_evidence_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_document", "evidence", ["document_id", "event_id"], unique=False)
    op.create_index("ix_evidence_event", "evidence", ["event_id", "document_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_note_document_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_note_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_document_id", "note", ["document_id"], unique=False)
    op.create_index("ix_note_event_id", "note", ["event_id"], unique=False)
    op.create_table(
        "participation",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "document_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_participation_actor_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_participation_document_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_participation_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
    )
    op.create_index(
        "ix_participation_actor", "participation", ["actor_id", "event_id", "role"], unique=False
    )
    op.create_index("ix_participation_document_id", "participation", ["document_id"], unique=False)
    op.create_index(
        "ix_participation_event", "participation", ["event_id", "actor_id", "role"], unique=False
    )

    for statement in sqlite.SEARCH:
        op.execute(statement)
