"""Tables for imports, documents, mentions and quotations."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.schema.base import Base, partial


class ImportBatch(Base):
    """One import: started at one time, undone as one step."""

    __tablename__ = "import_batch"

    at: Mapped[str]  # UTC, ISO 8601


class Document(Base):
    """One imported text. ``text`` never changes: every offset points into it."""

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_sha256", "sha256", unique=True),
        Index("ix_document_import_id", "import_id"),
        Index("ix_document_source_key", "source_key", "events"),
        Index("ix_document_title_key", "title_key"),
        Index("ix_document_source_words", "source_words"),
        Index("ix_document_events", "events"),
        Index("ix_document_text_sha256", "text_sha256"),
        Index("ix_document_accession", "accession"),
        Index("ix_document_copy_of", "copy_of", **partial("copy_of IS NOT NULL")),
        Index("ix_document_counts_as", "counts_as", **partial("counts_as IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    import_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    path: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]  # of the file's bytes, in hexadecimal
    text_sha256: Mapped[str]  # of the text as read, to notice when it was altered
    title: Mapped[str]  # the headline, else the file's name
    title_key: Mapped[str]
    outlet: Mapped[str | None]
    byline: Mapped[str | None]
    url: Mapped[str | None]
    source: Mapped[str]  # the outlet where it is known, else the title
    source_key: Mapped[str]
    source_words: Mapped[str] = mapped_column(server_default="")  # outlet, title, file, folded
    language: Mapped[str | None]
    published_earliest: Mapped[int | None] = mapped_column(BigInteger)
    published_latest: Mapped[int | None] = mapped_column(BigInteger)
    published_edtf: Mapped[str | None]
    published_precision: Mapped[str | None]
    published_approximate: Mapped[bool]
    published_basis: Mapped[str]  # given | stated | inferred | unknown
    published_why: Mapped[str]
    events: Mapped[int]  # how many events it reports, without those rejected
    edited: Mapped[str] = mapped_column(server_default="")  # what people decided, in a line
    ordinal: Mapped[int | None]  # which article of its file it is, from 1, of those with several
    inside: Mapped[str | None]  # the file it lies in, inside of that at path
    accession: Mapped[str | None]  # its number in the archive that it was exported from
    section: Mapped[str | None]
    stated_words: Mapped[int | None]  # its length as its file states it
    # The first of the documents that are copies of one another; NULL where it is that, or alone.
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    original: Mapped[str | None]  # the hash of its file's bytes, where they are kept
    credit: Mapped[str | None]  # the agency that its text says it is from
    counts_as: Mapped[str | None]  # decided: "itself", or the hash of the text it is a copy of
    # Whose report it is: "=AFP", else the number of the first of its copies, or its own.
    origin: Mapped[str] = mapped_column(server_default="")
    faults: Mapped[str]  # stages that failed, one a line
    # Paragraphs as [[start, end, kind, repeats], ...], compressed JSON: read as a whole or not.
    paragraphs: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str]  # last, so that the short columns lie before the long one


class Original(Base):
    """The bytes of a file that articles came from, compressed, where somebody wanted them kept."""

    __tablename__ = "original"
    __table_args__ = (Index("ix_original_sha256", "sha256", unique=True),)

    sha256: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Shingle(Base):
    """A run of words of a document, by its hash: what it is found by where it is copied."""

    __tablename__ = "shingle"
    __table_args__ = (
        Index("ix_shingle_hash", "hash", "document_id"),
        Index("ix_shingle_document_id", "document_id"),
    )

    hash: Mapped[int] = mapped_column(BigInteger)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))


class Mention(Base):
    """A mention of an actor in a document, as that document knows it."""

    __tablename__ = "mention"
    __table_args__ = (
        Index("ix_mention_document_id_start", "document_id", "start"),
        Index("ix_mention_form_id", "form_id"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    start: Mapped[int]
    end: Mapped[int]
    form: Mapped[str]  # name | nominal | pronoun | demonym | metonym


class Quotation(Base):
    """A quotation in a document."""

    __tablename__ = "quotation"
    __table_args__ = (
        Index("ix_quotation_document_id_start", "document_id", "start"),
        Index("ix_quotation_form_id", "form_id"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("form.id"))
    start: Mapped[int]
    end: Mapped[int]
    cue: Mapped[str | None]
    direct: Mapped[bool]
