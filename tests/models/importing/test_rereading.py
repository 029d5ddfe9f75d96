"""Stored texts read again: what is known besides them, stopping, and taking what was compared."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from models.composing.difference import Key
from models.dates.edtf import parse_edtf
from models.edits import history
from models.edits.deciding import decide
from models.edits.documents import set_document
from models.edits.rereading import Choice
from models.importing import readings
from models.importing.rereading import RereadReport, read_again, take_again
from models.importing.routine import import_files
from models.progress import Stopped
from models.queries.integrity import check
from models.reading.doc import Doc, Hints
from models.reading.reader import read
from models.schema.events import Event
from models.schema.text import Document
from models.store.store import Store
from tests.steps import finish

FIRST = "Mayor Ilse Grondahl visited Norrby on Monday and met Bo Ek there.\n"
SECOND = "Ann Lee met Bo Ek in Oslo on Tuesday. Kim accused Lee of a theft on Friday.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    for name, text in (("1", FIRST), ("2", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, "utf8")
    made = Store.open(tmp_path / "c.dateline")
    paths = [tmp_path / "1.txt", tmp_path / "2.txt"]
    given = parse_edtf("2019-06-12")
    finish(import_files(made, paths, published=given, outlet="The Post"))
    yield made
    made.close()


@pytest.fixture
def shouting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every summary read in capitals from now on."""
    assert not any(map(str.isupper, summaries(store)))

    def loud(text: str, hints: Hints) -> Doc:
        doc = read(text, hints)
        events = (replace(each, summary=each.summary.upper()) for each in doc.events)
        return replace(doc, events=tuple(events))

    monkeypatch.setattr(readings, "read", loud)


def facts(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as session:
        columns = (Document.outlet, Document.published_edtf, Document.published_basis)
        return [tuple(row) for row in session.execute(select(*columns).order_by(Document.id))]


def summaries(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(Event.summary).order_by(Event.id)))


def all_again(store: Store, *, trial: bool = False) -> RereadReport:
    return finish(read_again(store, [1, 2], trial=trial))


def test_what_was_given_at_import_is_given_again(store: Store) -> None:
    before = facts(store)
    assert before[0] == ("The Post", "2019-06-12", "given")
    report = all_again(store)
    assert [each.compared.found.items for each in report.documents if each.compared] == [(), ()]
    assert report.step is None
    decide(store, set_document([1], {"outlet": "Mine", "published": "2020-01-01"}))
    decided = facts(store)
    assert all_again(store).step is None
    assert facts(store) == decided
    history.undo(store)
    assert facts(store) == before


@pytest.mark.usefixtures("shouting")
def test_what_was_compared_is_taken_but_for_what_is_left(store: Store) -> None:
    before = summaries(store)
    found = all_again(store, trial=True)
    assert summaries(store) == before
    second = found.documents[1].compared
    assert second is not None
    left: frozenset[Key] = frozenset((second.found.items[0].key,))
    report = finish(take_again(store, found.documents, {2: Choice(left=left)}, by="me"))
    now = summaries(store)
    assert sum(words.isupper() for words in now) == len(now) - 1
    with store.reading() as session:
        (last,) = history.past(session, 1)
    assert (last.number, last.by, last.label) == (report.step, "me", "Read 2 documents again")
    # Whoever has the same preview in another window is told that it is out of date.
    late = finish(take_again(store, found.documents))
    assert {"has changed since" in (each.reason or "") for each in late.documents} == {True}
    history.undo(store)
    assert summaries(store) == before
    with store.writing() as session:
        assert finish(check(session)) == ()


@pytest.mark.usefixtures("shouting")
def test_what_is_stopped_leaves_whole_documents(store: Store) -> None:
    steps = read_again(store, [1, 2])
    while next(steps).done < 1:
        pass
    with pytest.raises(StopIteration) as end:
        steps.throw(Stopped())
    report = end.value.value
    assert (report.stopped, len(report.documents)) == (True, 1)
    assert {words.isupper() for words in summaries(store)} == {True, False}
    history.undo(store)
    assert not any(words.isupper() for words in summaries(store))


def test_a_document_whose_import_is_undone_meanwhile_is_left_out(store: Store) -> None:
    steps = read_again(store, [1, 2])
    next(steps)
    history.undo(store)
    report = finish(steps)
    assert [each.reason for each in report.documents] == ["Its import has been undone."] * 2
