"""Copies: most of a text stands in another, in whatever order they came, and undone or not."""

import random
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.edits import history
from models.importing.routine import import_files
from models.queries.integrity import check
from models.schema.text import Document, Shingle
from models.store import copies
from models.store.copies import are_copies, indexed, runs
from models.store.store import Store
from tests.steps import finish


def words(seed: int, count: int) -> list[str]:
    chosen = random.Random(seed)
    return ["".join(chosen.choices("abcdefghijklmnop", k=6)) for _ in range(count)]


LONG = words(1, 400)
OTHER = words(2, 400)
TEXTS = {
    "wire.txt": " ".join(LONG),
    "brief.txt": " ".join(["Own", "beginning", *LONG[:80], *words(3, 20)]),
    "half.txt": " ".join([*words(4, 150), *LONG[200:]]),
    "quote.txt": " ".join([*words(5, 300), *LONG[:40], *OTHER[:40]]),
    "other.txt": " ".join(OTHER),
    "short.txt": "Ann Lee left Oslo.",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "c.sqlite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / name).write_text(text)
    return made


def bring(store: Store, folder: Path, names: Sequence[str]) -> None:
    for name in names:
        finish(import_files(store, [folder / name]))


def groups(store: Store) -> set[frozenset[str]]:
    """The file names of each group of copies; and that each names its first."""
    query = select(Document.id, Document.path, Document.copy_of)
    with store.reading() as session:
        rows = session.execute(query).all()
    found: dict[int, set[str]] = {}
    for number, path, first in rows:
        found.setdefault(first or number, set()).add(Path(path).name)
        assert first is None or first < number
    return {frozenset(names) for names in found.values() if len(names) > 1}


ALIKE = {frozenset(("wire.txt", "brief.txt", "half.txt"))}


def test_most_of_the_shorter_text_makes_a_copy() -> None:
    wire, brief, half, quote, other, _ = (runs(text) for text in TEXTS.values())
    assert are_copies(wire, brief)
    assert are_copies(half, wire)
    assert not are_copies(wire, quote)
    assert not are_copies(wire, other)
    assert not are_copies(runs("a b c d e f"), runs("a b c d e f")), "too short to tell"
    assert runs("The Mayor’s office, again!\nand so on") == runs(
        "the mayor s office again and so on"
    )


@pytest.mark.parametrize("order", list(permutations(("wire.txt", "brief.txt", "half.txt"))))
def test_the_order_they_come_in_does_not_matter(
    store: Store, folder: Path, order: tuple[str, ...]
) -> None:
    bring(store, folder, [*order, "quote.txt", "other.txt", "short.txt"])
    assert groups(store) == ALIKE
    with store.writing() as session:
        assert finish(check(session)) == ()


def test_an_import_undone_takes_its_copies_apart_and_redone_together(
    store: Store, folder: Path
) -> None:
    bring(store, folder, ["wire.txt", "brief.txt", "half.txt"])
    with store.reading() as session:
        (before,) = session.execute(select(func.count(Shingle.id))).one()
    history.undo(store, 1)
    assert groups(store) == set(), "only the wire joined the two others"
    history.redo(store, 1)
    assert groups(store) == ALIKE
    with store.reading() as session:
        assert session.scalar(select(func.count(Shingle.id))) == before
    history.undo(store, 3)
    assert groups(store) == {frozenset(("wire.txt", "brief.txt"))}


def test_the_same_short_text_in_two_outlets_is_a_copy(store: Store, tmp_path: Path) -> None:
    page = "<html><head><meta property='og:site_name' content='{}'></head><body><p>{}</p></body>"
    for name in ("Coast Wire", "Marra Post"):
        (tmp_path / f"{name}.html").write_text(page.format(name, TEXTS["short.txt"]))
        finish(import_files(store, [tmp_path / f"{name}.html"]))
    assert groups(store) == {frozenset(("Coast Wire.html", "Marra Post.html"))}


def test_what_stands_in_many_documents_is_no_reason_to_compare(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_COMMON", 3)
    foot = words(9, 60)
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(" ".join([*words(100 + n, 300), *foot]))
        finish(import_files(store, [tmp_path / f"{n}.txt"]))
    compared: list[int] = []
    worth = copies._worth_comparing

    def counted(*given: object) -> Sequence[int]:
        found = worth(*given)  # type: ignore[arg-type]
        compared.append(len(found))
        return found

    monkeypatch.setattr(copies, "_worth_comparing", counted)
    (tmp_path / "last.txt").write_text(" ".join([*words(200, 300), *foot]))
    finish(import_files(store, [tmp_path / "last.txt"]))
    assert compared == [0]
    assert groups(store) == set()


def test_a_story_that_went_round_has_all_of_its_copies(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_COMMON", 3)
    for n in range(8):
        (tmp_path / f"{n}.txt").write_text(" ".join([*LONG, *words(300 + n, 100)]))
        finish(import_files(store, [tmp_path / f"{n}.txt"]))
    assert [len(each) for each in groups(store)] == [8]


def test_only_some_runs_of_a_long_text_are_in_the_index() -> None:
    found = runs(TEXTS["wire.txt"])
    assert 0 < len(indexed(found)) < len(found) / 4
    assert len(indexed(runs(TEXTS["brief.txt"]))) == len(runs(TEXTS["brief.txt"]))
    assert indexed(runs(TEXTS["short.txt"])) == []
