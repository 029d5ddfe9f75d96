"""A date that is given later is taken: the text is read again, and what stays keeps its number."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.dates.edtf import parse_edtf
from models.edits import history
from models.edits.deciding import decide
from models.edits.events import note, tag
from models.importing import readings
from models.importing.report import ImportReport
from models.importing.routine import import_files
from models.importing.save import replace_reading
from models.queries.integrity import check
from models.reading.doc import Doc, Hints
from models.reading.reader import read
from models.schema.actors import Actor, Alias
from models.schema.events import Event, Participation
from models.schema.readings import Form, Reading, Telling
from models.schema.tables import TABLES
from models.schema.text import Document
from models.schema.work import EventTag, Note, Step
from models.store.store import Store
from tests.steps import finish

FIRST = (
    "Mayor Ilse Grondahl visited the village of Norrby on Monday and met Bo Ek there.\n\n"
    "Grondahl will visit Oslo next week. Kim said that the bridge was closed in May.\n\n"
    "The council rejected the plan two weeks ago, and it elected Ann Lee in 2012.\n"
)
SECOND = "Ann Lee met Bo Ek in Oslo on Tuesday. Kim accused Lee of a theft on Friday.\n"
WEDNESDAY, THURSDAY = "2019-06-12", "2020-07-16"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "c.dateline")
    yield made
    made.close()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "1.txt").write_text(FIRST, "utf8")
    (folder / "2.txt").write_text(SECOND, "utf8")
    return folder


def run(store: Store, *paths: Path, published: str | None = None) -> ImportReport:
    given = None if published is None else parse_edtf(published)
    return finish(import_files(store, paths, published=given))


def content(store: Store) -> dict[str, list[Any]]:
    """Every row of every table but the history and the readings, without numbers of no meaning."""
    found = {}
    with store.reading() as session:
        for kind in TABLES:
            if kind in (Step, Reading):
                continue
            table = kind.__table__
            named = kind in (Event, Actor, Document)
            rows = session.execute(select(table).order_by(table.c.id)).mappings()
            found[kind.__tablename__] = sorted(
                str({k: v for k, v in row.items() if named or k != "id"}) for row in rows
            )
        for kind, column in ((Telling, "event_id"), (Form, "actor_id")):
            held = select(kind.id).where(kind.__table__.c[column].is_not(None))
            found[kind.__tablename__] = list(session.scalars(held.order_by(kind.id)))
    return found


def numbers(store: Store, kind: Any, *columns: Any) -> list[Any]:
    with store.reading() as session:
        return list(session.execute(select(kind.id, *columns).order_by(kind.id)))


def findings(store: Store) -> tuple[str, ...]:
    with store.writing() as session:
        return finish(check(session))


def dates(store: Store) -> set[str | None]:
    with store.reading() as session:
        return set(session.scalars(select(Event.edtf)))


def test_a_date_given_later_is_taken_and_all_is_counted_from_it(
    store: Store, articles: Path
) -> None:
    assert {each.basis for each in run(store, articles).documents} == {"unknown"}
    report = run(store, articles, published=WEDNESDAY)
    assert [each.status for each in report.documents] == ["unchanged", "unchanged"]
    assert [each.reason for each in report.documents] == ["date set: 12 Jun 2019"] * 2
    assert [(each.basis, each.events > 0) for each in report.documents] == [("given", True)] * 2
    assert "2019-06-10" in dates(store)
    assert findings(store) == ()


def test_taking_a_date_is_one_step_that_is_undone_and_done_again(
    store: Store, articles: Path
) -> None:
    run(store, articles)
    before = content(store)
    run(store, articles, published=WEDNESDAY)
    after = content(store)
    assert after != before
    assert history.undo(store) == "Publication dates of 2 documents"
    assert content(store) == before
    assert findings(store) == ()
    assert history.redo(store) == "Publication dates of 2 documents"
    assert content(store) == after
    assert history.undo(store) == "Publication dates of 2 documents"
    assert history.undo(store) == "Import of 2 documents"
    with store.reading() as session:
        assert session.scalars(select(Document.id)).all() == []
        assert session.scalars(select(Actor.id)).all() == []


def test_the_same_date_again_changes_nothing(store: Store, articles: Path) -> None:
    run(store, articles, published=WEDNESDAY)
    before = content(store)
    report = run(store, articles, published=WEDNESDAY)
    assert [each.reason for each in report.documents] == [None, None]
    assert content(store) == before
    with store.reading() as session:
        assert history.undo_label(session) == "Import of 2 documents"


def test_events_and_people_keep_their_numbers_and_what_hangs_on_them(
    store: Store, articles: Path
) -> None:
    run(store, articles)
    people = numbers(store, Actor, Actor.name)
    events = numbers(store, Event)
    decide(store, tag([each[0] for each in events], "later"))
    decide(store, note(events[0][0], "See there."))
    run(store, articles, published=WEDNESDAY)
    assert numbers(store, Actor, Actor.name) == people
    assert numbers(store, Event) == events
    assert len(numbers(store, EventTag)) == len(events)
    assert len(numbers(store, Note)) == 1


def test_another_date_and_the_first_again_give_what_was_there_first(
    store: Store, articles: Path
) -> None:
    run(store, articles, published=WEDNESDAY)
    before = content(store)
    run(store, articles, published=THURSDAY)
    assert "2020-07-13" in dates(store)
    run(store, articles, published=WEDNESDAY)
    assert content(store) == before


def test_new_articles_and_dates_in_one_import_are_two_steps(store: Store, articles: Path) -> None:
    run(store, articles / "1.txt")
    report = run(store, articles, published=WEDNESDAY)
    assert [each.status for each in report.documents] == ["unchanged", "imported"]
    assert history.undo(store) == "Import of 2.txt"
    assert history.undo(store) == "Publication date of “1.txt”"
    assert findings(store) == ()


def test_a_document_that_is_undone_meanwhile_is_left_out(store: Store, articles: Path) -> None:
    run(store, articles / "1.txt")
    steps = import_files(store, [articles / "1.txt"], published=parse_edtf(WEDNESDAY))
    while not next(steps).label.endswith(".txt"):
        pass
    history.undo(store)
    (report,) = finish(steps).documents
    assert report.status == "skipped"
    assert "has been undone" in (report.reason or "")


def test_a_reading_that_is_not_whole_takes_nobodys_place(
    store: Store, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(store, articles / "1.txt")
    before = content(store)

    def lame(text: str, hints: Hints) -> Doc:
        return replace(read(text, hints), events=(), faults=("events: it failed",))

    monkeypatch.setattr(readings, "read", lame)
    (report,) = run(store, articles / "1.txt", published=WEDNESDAY).documents
    assert "could not be read completely" in (report.reason or "")
    assert content(store) == before


def other_reader(doc: Doc) -> Doc:
    """What a reader would say who misses one event, and calls two people otherwise."""
    other = {"Kim": "Kimm", "Ann Lee": "Anne Lee"}
    actors = tuple(replace(each, name=other.get(each.name, each.name)) for each in doc.actors)
    return replace(doc, actors=actors, events=doc.events[1:])


@pytest.mark.parametrize("turned", [False, True])
def test_a_reading_by_another_reader_takes_its_place_whole(
    store: Store, articles: Path, turned: bool
) -> None:
    run(store, articles / "2.txt")
    other = other_reader(read(FIRST, Hints(path="1.txt")))
    whole = read(FIRST, Hints(path="1.txt", given=parse_edtf(WEDNESDAY)))
    first, second = (whole, other) if turned else (other, whole)
    run(store, articles / "1.txt")
    with store.reading() as session:
        number = session.scalars(select(Document.id).order_by(Document.id.desc())).first()
    assert number is not None
    put(store, number, first)
    before = content(store)
    put(store, number, second)
    assert findings(store) == ()
    names = {name for _, name in numbers(store, Actor, Actor.name)}
    assert names >= {actor.name for actor in second.actors}
    assert ("Kimm" in names) is turned
    with store.reading() as session:
        told = session.scalars(select(Participation.actor_id)).all()
        assert set(told) <= set(session.scalars(select(Alias.actor_id)))
    history.undo(store)
    assert content(store) == before
    history.redo(store)
    assert findings(store) == ()


def put(store: Store, number: int, doc: Doc) -> None:
    with store.writing() as session:
        step = history.begin(session, history.READING, "Read again")
        replace_reading(session, number, doc, step.number)
