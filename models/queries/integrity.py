"""The integrity check of a chronicle: the file, references, passages, derived columns."""

from collections.abc import Callable, Generator, Iterator

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.progress import Progress
from models.queries.checking.documents import check_documents
from models.queries.checking.events import check_events
from models.queries.checking.file import check_file, check_keys, check_schema, check_search
from models.queries.checking.findings import Findings
from models.queries.checking.joining import check_joining
from models.queries.checking.people import check_actors
from models.queries.checking.reader import Reader
from models.queries.checking.readings import check_readings
from models.queries.checking.server import ServerReader, check_tables, check_words
from models.queries.checking.values import check_values
from models.queries.checking.work import check_work
from models.schema.tables import TABLES
from models.store.faults import DamagedError, sentence

_Part = Callable[[Reader, Findings], Iterator[int]]
# What is compared row by row, and the tables that it cannot do without.
_COMPARED: tuple[tuple[str, _Part, frozenset[str]], ...] = (
    (
        "document",
        check_documents,
        frozenset(
            (
                "document shingle evidence claim mention quotation role participation alias form "
                "event"
            ).split()
        ),
    ),
    (
        "event",
        check_events,
        frozenset(
            "event event_text participation evidence claim actor alias document telling".split()
        ),
    ),
    ("actor", check_actors, frozenset("actor alias participation form".split())),
    ("reading", check_readings, frozenset("reading telling form document event".split())),
    ("telling", check_joining, frozenset("telling trait trace likely".split())),
    (
        "step",
        check_work,
        frozenset(
            "step import_batch named_filter watched_folder note tag document event actor reading "
            "decision decision_anchor".split()
        ),
    ),
)


def check(session: Session) -> Generator[Progress, None, tuple[str, ...]]:
    """Check everything. Returns a sentence for each finding, the first ones of each kind.

    Damage becomes findings, never an exception of its
    own. From the second tick to the end of the scope, nobody else can write.
    """
    yield Progress(0, 0, "search")
    found = check_index(session)
    rest = yield from check_rows(session)
    return tuple(dict.fromkeys((*found, *rest)))


def check_index(session: Session) -> tuple[str, ...]:
    """Check the full-text index alone. Nobody else can write until the scope ends."""
    findings = Findings()
    reader = _reader(session, findings)
    if isinstance(reader, ServerReader):
        check_words(reader, findings)
    elif reader is not None:
        check_search(reader)
    return findings.tell()


def check_rows(session: Session) -> Generator[Progress, None, tuple[str, ...]]:
    """Check everything but the full-text index; needs no write access."""
    findings = Findings()
    yield Progress(0, 0, "file")
    reader = _reader(session, findings)
    if reader is None:
        return findings.tell()
    if isinstance(reader, ServerReader):
        sound = check_tables(reader, findings)
    else:
        check_file(reader, findings)
        sound = check_schema(reader, findings)
        check_keys(reader, findings)
    parts = _parts(reader, findings, sound)
    total, done = sum(rows for _, rows, _ in parts), 0
    for name, rows, part in parts:
        end = done + rows
        for seen in part:
            done = min(done + seen, end)
            yield Progress(done, total, name)
        done = end
    return findings.tell()


def _reader(session: Session, findings: Findings) -> Reader | None:
    """A reader of the file, or a finding that nothing of it can be read."""
    if session.get_bind().dialect.name == "postgresql":
        return ServerReader(session, findings)
    try:
        return Reader(session, findings)
    except DBAPIError as fault:
        if not isinstance(sentence(fault.orig, ""), DamagedError):
            raise
        findings.add("file", "", "cannot be read", fault.orig or "")
        return None


def _parts(
    reader: Reader, findings: Findings, sound: frozenset[str]
) -> list[tuple[str, int, Iterator[int]]]:
    """What is compared, with a name and about how many rows."""
    tables = [kind.__tablename__ for kind in TABLES if kind.__tablename__ in sound]
    parts = [(name, check_values(reader, findings, name)) for name in tables]
    parts += [(name, part(reader, findings)) for name, part, needed in _COMPARED if needed <= sound]
    return [(name, _count(reader, name), part) for name, part in parts]


def _count(reader: Reader, table: str) -> int:
    """About how many rows there are."""
    found: list[tuple[int]] = []
    with reader.guarded(table):
        found = reader.rows(f'SELECT count(*) FROM "{table}"')
    return found[0][0] if found else 0
