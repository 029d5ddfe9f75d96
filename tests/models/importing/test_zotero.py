"""A copy of Zotero's library: its items with their attachments' texts, and nothing else of it."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.errors import KnownError
from models.importing.files import read_file
from models.importing.folders import find_files
from models.reading.doc import PublishedBasis
from tests.steps import finish

SCHEMA = """
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, key TEXT);
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT,
    contentType TEXT, path TEXT);
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT);
CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
INSERT INTO itemTypes VALUES (1, 'newspaperArticle'), (2, 'attachment'), (3, 'note');
"""
TEXT = "Police in Tarnov arrested Erik Lund on Monday after a fire in the harbour of the town."


class Library:
    """A library as Zotero keeps one, as far as it is read."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "zotero.sqlite"
        self.raw = sqlite3.connect(self.path)
        self.raw.executescript(SCHEMA)
        self.items = 0

    def add(self, kind: int, key: str, **data: str) -> int:
        self.items += 1
        self.raw.execute("INSERT INTO items VALUES (?, ?, ?)", (self.items, kind, key))
        for name, value in data.items():
            field, told = (
                self.raw.execute(f"INSERT INTO {table} VALUES (NULL, ?)", (each,)).lastrowid
                for table, each in (("fields", name), ("itemDataValues", value))
            )
            self.raw.execute("INSERT INTO itemData VALUES (?, ?, ?)", (self.items, field, told))
        return self.items

    def attach(self, parent: int | None, key: str, name: str, data: bytes, mode: int = 1) -> int:
        own = self.add(2, key)
        row = (own, parent, mode, "", f"storage:{name}" if mode != 2 else name)
        self.raw.execute("INSERT INTO itemAttachments VALUES (?, ?, ?, ?, ?)", row)
        folder = self.path.with_name("storage") / key
        folder.mkdir(parents=True)
        if mode != 2:
            (folder / name).write_bytes(data)
        return own

    def done(self) -> Path:
        self.raw.commit()
        self.raw.close()
        return self.path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path)
    item = made.add(
        1, "AAAA1111", title="Fire in the harbour", publicationTitle="Coast Herald",
        date="2024-05-14 14 May 2024", url="https://herald.org/fire", section="Home",
    )  # fmt: skip
    made.raw.execute("INSERT INTO creators VALUES (1, 'Lena', 'Moss')")
    made.raw.execute("INSERT INTO itemCreators VALUES (?, 1, 1, 0)", (item,))
    made.attach(item, "BBBB2222", "fire.html", f"<html><body><p>{TEXT}</p></body>".encode())
    return made


def test_an_item_has_what_zotero_knows_and_its_attachments_text(library: Library) -> None:
    (found,) = read_file(library.done())
    assert TEXT in found.text
    assert (found.title, found.outlet, found.byline, found.url, found.section) == (
        "Fire in the harbour", "Coast Herald", "Lena Moss", "https://herald.org/fire", "Home",
    )  # fmt: skip
    assert found.published is not None
    assert found.published.basis is PublishedBasis.STATED
    assert found.published.interval is not None
    assert found.published.interval.edtf == "2024-05-14"
    assert found.accession == "zotero:AAAA1111"


def test_deleted_items_and_notes_are_left_out_and_lone_attachments_are_read(
    library: Library,
) -> None:
    gone = library.add(1, "CCCC3333", title="Gone", abstractNote="It was here. " * 9)
    library.raw.execute("INSERT INTO deletedItems VALUES (?)", (gone,))
    library.add(3, "DDDD4444")
    library.attach(None, "EEEE5555", "alone.txt", b"Ann Lee left Oslo on Monday for the south.")
    first, alone = read_file(library.done())
    assert first.title == "Fire in the harbour"
    assert alone.text.startswith("Ann Lee left Oslo")


def test_an_item_without_a_text_says_why(library: Library, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody was to read this in the library of somebody else.")
    linked = library.add(1, "FFFF6666", title="Linked")
    library.attach(linked, "GGGG7777", str(secret), b"", mode=2)
    out = library.add(1, "HHHH8888", title="Out")
    own = library.attach(out, "IIII9999", "x.txt", b"")
    library.raw.execute("UPDATE itemAttachments SET path = ? WHERE itemID = ?",
                        ("storage:../../secret.txt", own))  # fmt: skip
    led = library.add(1, "JJJJ0000", title="Led")
    library.attach(led, "KKKK1111", "y.txt", b"")
    (tmp_path / "storage/KKKK1111/y.txt").unlink()
    (tmp_path / "storage/KKKK1111/y.txt").symlink_to(secret)
    summary = library.add(1, "LLLL2222", title="Short", abstractNote="Ann Lee left Oslo on Monday.")
    assert summary
    faults = {each.title: each.fault for each in read_file(library.done())[1:]}
    assert "lies outside" in str(faults["Linked"])
    assert "isn’t in the folder" in str(faults["Out"])
    assert "isn’t in the folder" in str(faults["Led"])
    assert faults["Short"] is None


def test_what_zotero_wrote_last_is_in_the_log_beside_it(tmp_path: Path) -> None:
    made = Library(tmp_path)
    made.raw.execute("PRAGMA journal_mode = WAL")
    made.add(1, "AAAA1111", title="In the log", abstractNote="Ann Lee left Oslo on Monday.")
    made.raw.commit()
    assert [each.title for each in read_file(made.path)] == ["In the log"]
    kept = made.path.read_bytes()
    made.done()
    alone = tmp_path / "other" / "zotero.sqlite"
    alone.parent.mkdir()
    alone.write_bytes(kept)
    with pytest.raises(KnownError, match="zotero"):
        read_file(alone)


ENDLESS = """
DROP TABLE items;
CREATE VIEW items AS WITH RECURSIVE n (itemID) AS (SELECT 1 UNION ALL SELECT itemID + 1 FROM n)
SELECT itemID, 1 AS itemTypeID, 'K' AS key FROM n
"""
FOREIGN = "DROP TABLE creators; CREATE VIRTUAL TABLE creators USING fts5(creatorID, firstName)"


@pytest.mark.parametrize("hostile", [ENDLESS, FOREIGN, "DROP TABLE fields"])
def test_a_database_made_to_harm_costs_one_sentence(
    library: Library, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.raw.executescript(hostile)
    path = library.done()
    monkeypatch.setattr(socket, "socket", None)
    with pytest.raises(KnownError, match=r"zotero\.sqlite is a database, but not a Zotero"):
        read_file(path)


def test_the_library_is_found_in_a_folder_and_other_databases_are_not(library: Library) -> None:
    folder = library.done().parent
    with closing(sqlite3.connect(folder / "mine.sqlite")) as other:
        other.execute("CREATE TABLE x (y)")
        other.commit()
    found = finish(find_files([folder]))
    assert [each.name for each in found.files] == ["zotero.sqlite"]
    with pytest.raises(KnownError, match="not a Zotero library"):
        read_file(folder / "mine.sqlite")


def test_nothing_is_written_beside_it(library: Library) -> None:
    folder = library.done().parent
    before = sorted(each.name for each in folder.rglob("*"))
    read_file(folder / "zotero.sqlite")
    assert sorted(each.name for each in folder.rglob("*")) == before
