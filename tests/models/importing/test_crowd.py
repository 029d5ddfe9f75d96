"""Several programs import, edit and undo in one chronicle at the same time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits import history
from models.edits.filters import name_filter
from models.importing.routine import ImportReport, import_files
from models.queries.integrity import check
from models.schema.actors import Actor
from models.schema.text import Document
from models.schema.work import Step
from models.store.store import Store
from tests.steps import finish

ARTICLE = "{who} visited Peru on {day} May 2021.\n\nShe met President Olav Brandt in {day} towns."
FORMS = ("Maria Lopez", "Maria Elena Lopez", "Maria Elena Ana Lopez")
MINISTER = "Norwegian Foreign Minister Astrid Solheim"


class Importing:
    """An import that goes on a document at a time."""

    def __init__(self, store: Store, folder: Path, *who: str) -> None:
        folder.mkdir()
        for number, each in enumerate(who):
            text = ARTICLE.format(who=each, day=9 * len(folder.name) - number)
            (folder / f"{number}.txt").write_text(text, "utf8")
        self._steps = import_files(store, [folder])
        self._stored = 0

    def go_on(self) -> None:
        """Store one more."""
        self._stored += 1
        while next(self._steps).done < self._stored:
            pass

    def end(self) -> ImportReport:
        """Store the rest."""
        return finish(self._steps)


@pytest.fixture
def one(store: Store) -> Store:
    return store


@pytest.fixture
def two(store: Store) -> Iterator[Store]:
    made = Store.open(store.path)
    yield made
    made.close()


def whole(store: Store) -> bool:
    with store.writing() as session:
        assert finish(check(session)) == ()
    return True


def actors(store: Store) -> set[str]:
    with store.reading() as session:
        return set(session.scalars(select(Actor.name)))


def labels(store: Store) -> list[tuple[str, bool]]:
    with store.reading() as session:
        query = select(Step.label, Step.undone_at).order_by(Step.id)
        return [(label, undone is not None) for label, undone in session.execute(query)]


def undo_all(store: Store) -> None:
    while history.undo(store) is not None:
        pass


def test_an_import_that_is_undone_meanwhile_goes_on_as_another(
    one: Store, two: Store, tmp_path: Path
) -> None:
    importing = Importing(one, tmp_path / "a", MINISTER, MINISTER, MINISTER)
    importing.go_on()
    history.undo(two)
    history.do(two, name_filter("mine", "peru"))
    report = importing.end()
    assert [each.status for each in report.documents] == ["imported"] * 3
    assert labels(one) == [
        ("Import of 0.txt", True),
        ("Saved filter “mine”", False),
        ("Import of 2 documents", False),
    ]
    assert whole(one)
    undo_all(two)
    assert whole(one)
    assert actors(one) == set()


def test_an_import_does_not_take_another_for_its_own(
    one: Store, two: Store, tmp_path: Path
) -> None:
    first = Importing(one, tmp_path / "a", MINISTER, MINISTER, MINISTER)
    first.go_on()
    history.undo(two)
    second = Importing(two, tmp_path / "bb", MINISTER)
    second.go_on()
    first.end()
    second.end()
    assert labels(one) == [
        ("Import of 0.txt", True),
        ("Import of 0.txt", False),
        ("Import of 2 documents", False),
    ]
    history.undo(two)
    with one.reading() as session:
        assert len(session.scalars(select(Document.id)).all()) == 1
    assert whole(one)


def test_whom_another_import_knows_stays_when_the_first_is_taken_back(
    one: Store, two: Store, tmp_path: Path
) -> None:
    first = Importing(one, tmp_path / "a", "Ann Ek", MINISTER)
    first.go_on()
    second = Importing(two, tmp_path / "bb", MINISTER)
    second.go_on()
    second.end()
    first.end()
    before = actors(one)
    history.undo(two)
    assert actors(one) == before
    assert whole(one)
    history.redo(two)
    assert actors(one) == before
    history.undo(two, 1)
    assert actors(one) == before - {"Ann Ek"}
    assert whole(one)
    undo_all(one)
    assert actors(one) == set()
    assert whole(one)


def test_what_was_undone_while_an_import_goes_on_can_still_be_done_again(
    one: Store, two: Store, tmp_path: Path
) -> None:
    first = Importing(one, tmp_path / "a", MINISTER, MINISTER)
    first.go_on()
    Importing(two, tmp_path / "bb", "Ann Ek").end()
    history.undo(two)
    first.end()
    assert history.redo(two) == "Import of 0.txt"
    assert whole(one)
    history.undo(two)
    history.do(two, name_filter("mine", "peru"))
    assert history.redo(two) is None
    assert history.redo(two, 2) == "Import of 0.txt"
    assert "Ann Ek" in actors(one)
    assert whole(one)


def test_a_name_that_two_imports_made_fuller_is_one_that_is_told(
    one: Store, two: Store, tmp_path: Path
) -> None:
    """The second import names somebody, the first one names them again, and both are undone."""
    known = [f"Minister {form}, as {FORMS[0]} is also called," for form in FORMS]
    Importing(one, tmp_path / "a", f"Minister {FORMS[0]}").end()
    first = Importing(one, tmp_path / "bb", "Ann Ek", known[2])
    first.go_on()
    Importing(two, tmp_path / "ccc", known[1]).end()
    assert FORMS[1] in actors(one)
    first.end()
    for step, expected in (
        (history.undo, FORMS[2]),
        (history.undo, FORMS[0]),
        (history.redo, FORMS[2]),
        (history.redo, FORMS[2]),
        (history.undo, FORMS[2]),
        (history.undo, FORMS[0]),
    ):
        step(two)
        assert [name for name in actors(one) if "Lopez" in name] == [expected]
        assert whole(one)
