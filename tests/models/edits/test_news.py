"""What has been done since somebody looked, and whether events are concerned."""

from sqlalchemy import text

from models.edits import history
from models.edits.filters import forget_filter, name_filter
from models.edits.news import News, news
from models.schema.text import ImportBatch
from models.store.store import Store


def told(store: Store, before: News | None = None) -> News:
    with store.reading() as session:
        return news(session, before)


def import_something(store: Store, label: str) -> None:
    with store.writing() as session:
        batch = ImportBatch(at="x")
        session.add(batch)
        session.flush()
        history.begin(session, history.IMPORT, label, import_id=batch.id)


def test_the_first_time_everything_is_news(store: Store) -> None:
    assert told(store) == News(None, None, events=True, done=frozenset())


def test_naming_a_filter_touches_no_event_but_an_import_does(store: Store) -> None:
    before = told(store)
    history.do(store, name_filter("a", "kind:visit"))
    after = told(store, before)
    assert (after.undo, after.redo, after.events) == ("Saved filter “a”", None, False)
    history.undo(store)
    undone = told(store, after)
    assert (undone.undo, undone.redo, undone.events) == (None, "Saved filter “a”", False)
    import_something(store, "Import of x")
    imported = told(store, undone)
    assert (imported.undo, imported.events) == ("Import of x", True)
    with store.writing() as session:
        session.execute(text("UPDATE step SET label = 'Import of 2 documents'"))
    assert told(store, imported).events


def test_what_left_no_record_may_have_touched_anything(store: Store) -> None:
    history.do(store, name_filter("a", "kind:visit"))
    before = told(store)
    assert told(store, before).events


def test_only_what_is_new_is_looked_at_however_much_was_done_before(store: Store) -> None:
    import_something(store, "the first")
    for number in range(49):
        history.do(store, name_filter(f"{number}", "kind:visit"))
    before = told(store)
    history.do(store, forget_filter(1))
    after = told(store, before)
    assert not after.events, "the import is no news"
    history.undo(store)
    assert not told(store, after).events
    for number in range(60):
        history.do(store, name_filter(f"more {number}", "kind:visit"))
    assert told(store, after).events, "something may stand before the last fifty"
