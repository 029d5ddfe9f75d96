"""What is told to have changed since a moment, and what is not."""

from sqlalchemy import update

from models.edits import history
from models.edits.deciding import decide
from models.edits.events import set_fields
from models.edits.filters import name_filter
from models.importing.routine import import_files
from models.queries.changed import DATED, DENIED, DIFFER, MORE, NEW, SOURCE, changed
from models.queries.filter import EventFilter, Term
from models.schema.events import Event
from models.schema.work import Step

ONE = """Port talks end

PORT ELSA, March 4, 2024 (Coast Wire) -- Trade Minister Ada Brandvold met union leader Tomas Okello
in Port Elsa on Monday.
"""
OTHER = """Marra asks for help

MARRA, May 12, 2024 (Coast Wire) -- Governor Lin Haruna met Ada Brandvold on May 9. Tomas Okello
claimed that Brandvold had threatened three workers. Brandvold denied the claim.
"""


def _import(store, tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    for _ in import_files(store, [path]):
        pass


def _last(store):
    with store.reading() as session:
        return session.query(Step.at).order_by(Step.id.desc()).first()[0]


def test_what_an_import_brought_is_new_until_one_has_looked(store, tmp_path):
    _import(store, tmp_path, "one.txt", ONE)
    before = _last(store)
    _import(store, tmp_path, "other.txt", OTHER)
    with store.reading() as session:
        ever = changed(session, EventFilter(), "")
        since = changed(session, EventFilter(), before)
        later = changed(session, EventFilter(), _last(store))
    assert (ever.numbers[SOURCE], since.numbers[SOURCE], later.numbers[SOURCE]) == (2, 1, 0)
    assert 0 < since.numbers[NEW] < ever.numbers[NEW]
    assert since.numbers[DENIED] >= 1
    assert [row.title for row in since.rows if row.sort == SOURCE] == ["Marra asks for help"]
    assert all(row.event is not None for row in since.rows if row.sort != SOURCE)
    assert later.rows == ()


def test_only_what_the_filter_finds_is_told_and_each_saved_filter_counts(store, tmp_path):
    _import(store, tmp_path, "one.txt", ONE)
    before = _last(store)
    _import(store, tmp_path, "other.txt", OTHER)
    history.do(store, name_filter("Meetings", "kind:meeting"))
    with store.reading() as session:
        every = changed(session, EventFilter(), before)
        some = changed(session, EventFilter(kinds=(Term("meeting"),)), before)
        none = changed(session, EventFilter(kinds=(Term("election"),)), before)
    assert some.numbers[NEW] == 1 < every.numbers[NEW]
    assert (none.numbers[NEW], none.numbers[SOURCE]) == (0, 0)
    (saved,) = every.saved
    assert (saved.name, saved.events) == ("Meetings", 1)


def test_a_date_that_somebody_changed_is_told_until_it_is_undone(store, tmp_path):
    _import(store, tmp_path, "one.txt", ONE)
    before = _last(store)
    with store.reading() as session:
        event = next(r.event for r in changed(session, EventFilter(), "").rows if r.sort == NEW)
    decide(store, set_fields(event.id, {"date": "2024-03-05"}))
    with store.reading() as session:
        found = changed(session, EventFilter(), before)
        assert (found.numbers[DATED], found.numbers[NEW], found.numbers[MORE]) == (1, 0, 0)
        assert [row.event.id for row in found.rows] == [event.id]
    history.undo(store)
    with store.reading() as session:
        assert changed(session, EventFilter(), before).rows == ()


def test_an_event_on_which_a_new_source_differs_is_told(store, tmp_path):
    _import(store, tmp_path, "one.txt", ONE)
    before = _last(store)
    _import(store, tmp_path, "other.txt", OTHER)
    with store.reading() as session:
        rows = changed(session, EventFilter(), before).rows
        new = next(row.event.id for row in rows if row.sort == NEW)
        ever = changed(session, EventFilter(), "").rows
        late = {row.event.id for row in rows if row.event is not None}
        old = next(r.event.id for r in ever if r.sort == NEW and r.event.id not in late)
    with store.writing() as session:
        session.execute(update(Event).where(Event.id.in_((new, old))).values(disputed="date"))
    with store.reading() as session:
        found = changed(session, EventFilter(), before)
        assert [row.event.id for row in found.rows if row.sort == DIFFER] == [new]
        assert found.numbers[DIFFER] == 1
        assert changed(session, EventFilter(), "").numbers[DIFFER] == 2
