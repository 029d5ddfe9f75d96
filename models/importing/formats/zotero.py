"""A copy of ``zotero.sqlite``: each item with what it says of itself, and its attachment's text.

The database is opened in memory, or as a copy where it has a log beside it, with nothing allowed
but reading its tables. Attachments lie in ``storage`` beside it; nothing else is looked at.
"""

import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.markup import paragraphs, tree_of
from models.importing.formats.opening import open_inside
from models.importing.formats.records import article_of
from models.importing.formats.table import ENDINGS, largest_of

_TABLES = frozenset(
    (
        "items itemTypes itemData itemDataValues fields itemAttachments creators itemCreators "
        "deletedItems"
    ).split()
)
_STEPS = 50_000_000  # of the database's machine; a library of 50,000 items takes some millions
_OWN = ("attachment", "note", "annotation")  # types of items that belong to others
_STORED, _LINKED = ("storage:", 2)
_LOG = 256 * 2**20  # bytes of a log that is taken along
# The fields of an item, the sure one first.
_FIELDS = {
    "title": ("title", "subject", "nameOfAct", "caseName"),
    "outlet": (
        "publicationTitle", "websiteTitle", "blogTitle", "forumTitle", "programTitle", "publisher",
    ),
    "url": ("url",),
    "section": ("section",),
    "abstract": ("abstractNote",),
    "text": (),
}  # fmt: skip
_ITEMS = """
    SELECT i.itemID, t.typeName, i.key FROM items AS i
    JOIN itemTypes AS t ON t.itemTypeID = i.itemTypeID
    WHERE i.itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY i.itemID
"""
_DATA = """
    SELECT f.fieldName, v.value FROM itemData AS d JOIN fields AS f ON f.fieldID = d.fieldID
    JOIN itemDataValues AS v ON v.valueID = d.valueID WHERE d.itemID = ?
"""
_ATTACHED = """
    SELECT i.key, a.path, a.linkMode
    FROM itemAttachments AS a JOIN items AS i ON i.itemID = a.itemID
    WHERE a.{} = ? AND a.itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY a.itemID
"""
_WRITERS = """
    SELECT c.firstName, c.lastName FROM itemCreators AS w JOIN creators AS c
    ON c.creatorID = w.creatorID WHERE w.itemID = ? ORDER BY w.orderIndex
"""


@dataclass(frozen=True, slots=True)
class _Attachment:
    key: str
    path: str
    mode: int


def articles(file: File) -> Iterator[Article]:
    """Every item that is not deleted, and every attachment that belongs to none."""
    try:
        with _opened(file) as ask:
            kinds = [row for row in ask(_ITEMS) if len(row) == 3]
            for number, kind, key in kinds:
                if kind not in _OWN:
                    yield _item(file, ask, number, str(key))
                elif kind == "attachment":
                    yield from _alone(file, ask, number)
    except (sqlite3.Error, UnicodeError, OverflowError) as fault:
        raise KnownError(
            f"{file.name} is a database, but not a Zotero library that can be read; close Zotero "
            "and copy its zotero.sqlite again."
        ) from fault


class _Ask:
    """Questions to a database that can only be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __call__(self, question: str, *given: object) -> list[tuple[object, ...]]:
        return self._connection.execute(question, given).fetchall()


@contextmanager
def _opened(file: File) -> Iterator[_Ask]:
    log = _log(file)
    if log is None:
        with closing(sqlite3.connect(":memory:")) as connection:
            # What says that it has a log cannot be opened without one.
            plain = bytearray(file.data)
            plain[18:20] = b"\x01\x01"
            connection.deserialize(bytes(plain))
            yield _guarded(connection)
        return
    with TemporaryDirectory(prefix="dateline") as folder:
        copy = Path(folder) / "zotero.sqlite"
        copy.write_bytes(file.data)
        copy.with_name("zotero.sqlite-wal").write_bytes(log)
        with closing(sqlite3.connect(copy)) as connection:
            yield _guarded(connection)


def _log(file: File) -> bytes | None:
    """What Zotero has written last and not yet moved into the database."""
    if file.folder is None:
        return None
    return _read(file.folder / f"{file.name}-wal", file.folder, _LOG) or None


def _guarded(connection: sqlite3.Connection) -> _Ask:
    """A database of which plain tables are read, and nothing else is done, for a limited time."""
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 64 * 2**20)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE %'"
    tables = {str(name) for (name,) in connection.execute(named)}
    if not tables >= _TABLES:
        raise sqlite3.DatabaseError
    spent = iter(range(_STEPS // 1_000_000))
    connection.set_progress_handler(lambda: next(spent, None) is None, 1_000_000)
    connection.set_authorizer(_allowed)
    return _Ask(connection)


def _allowed(act: int, table: str | None, *_: object) -> int:
    plain = act == sqlite3.SQLITE_SELECT or (act == sqlite3.SQLITE_READ and table in _TABLES)
    return sqlite3.SQLITE_OK if plain else sqlite3.SQLITE_DENY


def _item(file: File, ask: _Ask, number: object, key: str) -> Article:
    """An item: what it says of itself, and the text of the first attachment that has one."""
    data = {str(name): str(value) for name, value in ask(_DATA, number)}
    record = {
        field: next((data[name] for name in names if data.get(name)), None)
        for field, names in _FIELDS.items()
    }
    writers = ask(_WRITERS, number)
    names = (" ".join(str(part) for part in row if part) for row in writers)
    record |= {
        "author": "; ".join(name for name in names if name) or None,
        "date": _day(data.get("date")),
        "accession": f"zotero:{key}",
    }
    if record["abstract"]:
        record["abstract"] = "\n\n".join(paragraphs(tree_of("", f"<p>{record['abstract']}</p>")))
    told = article_of(record)
    attached = [_attachment(row) for row in ask(_ATTACHED.format("parentItemID"), number)]
    text, why = _text(file, attached)
    if text is not None:
        own = replace(told, text=text.text, media_type=text.media_type, inside=text.inside)
        return replace(
            own,
            remark=text.remark,
            **{
                name: getattr(told, name) or getattr(text, name)
                for name in ("title", "outlet", "byline", "url", "section", "published")
            },
        )
    if told.text:
        return told
    called = told.title or key
    return replace(told, fault=f"“{called}” has no text in Zotero: {why}.")


def _alone(file: File, ask: _Ask, number: object) -> Iterator[Article]:
    """An attachment that belongs to no item."""
    for row in ask(_ATTACHED.format("itemID"), number):
        parent = ask("SELECT parentItemID FROM itemAttachments WHERE itemID = ?", number)
        if parent and parent[0][0] is None:
            text, why = _text(file, [_attachment(row)])
            yield text or Article(fault=f"An attachment without an item could not be read: {why}.")


def _attachment(row: Sequence[object]) -> _Attachment:
    key, path, mode = row
    return _Attachment(str(key), str(path or ""), mode if isinstance(mode, int) else 0)


def _text(file: File, attached: Sequence[_Attachment]) -> tuple[Article | None, str]:
    """The first article in some attachments, else why there is none."""
    why = "it has no attachment"
    for each in attached:
        if each.mode == _LINKED:
            why = "its attachment lies outside Zotero’s folder; import it by itself"
            continue
        name = each.path.removeprefix(_STORED)
        if PurePosixPath(name).suffix.lower() not in ENDINGS:
            why = "its attachment is of a kind that cannot be read"
            continue
        data = _stored(file, each.key, name)
        if data is None:
            why = "its attachment isn’t in the folder “storage” beside the file"
            continue
        for article in open_inside(file, name, data):
            if article.fault is None:
                return article, ""
            why = "its attachment cannot be read"
    return None, why


def _stored(file: File, key: str, name: str) -> bytes | None:
    """An attachment's bytes; None where it isn't a plain file in its own folder."""
    plain = PureWindowsPath(name).name == name and key.isalnum()
    if file.folder is None or not plain or name in ("", ".", ".."):
        return None
    folder = file.folder / "storage" / key
    return _read(folder / name, folder, largest_of(name))


def _read(path: Path, folder: Path, most: int) -> bytes | None:
    """The bytes of a plain file in a folder, which no link leads out of."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        if path.resolve().parent != folder.resolve():
            return None
        with path.open("rb") as opened:
            return opened.read(most)
    except (OSError, ValueError):
        return None


def _day(told: str | None) -> str | None:
    """Zotero's date ("2024-05-00 May 2024") as far as it is known."""
    first = (told or "").partition(" ")[0]
    if len(first) == 10 and first[:4].isdigit() and first[:4] != "0000":
        return first.removesuffix("-00").removesuffix("-00")
    return told
