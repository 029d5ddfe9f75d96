"""What has been done since somebody looked, and whether events are concerned."""

from sqlalchemy import select, text

from models.edits import history
from models.edits.filters import forget_filter, name_filter
from models.edits.news import News, news
from models.schema.text import ImportBatch
from models.schema.work import Decision, Step
from models.store.store import Store

EVERY = frozenset(("events", "actors", "documents"))


def told(store: Store, before: News | None = None) -> News:
    with store.reading() as session:
        return news(session, before)


def import_something(store: Store, label: str) -> None:
    with store.writing() as session:
        batch = ImportBatch(at="x")
        session.add(batch)
        session.flush()
        history.begin(session, history.IMPORT, label, import_id=batch.id)


def test_a_decision_tells_which_kinds_it_touches(store: Store) -> None:
    for verb, kinds in (
        ("tag", {"events", "documents"}),
        ("name", {"events", "actors"}),
        ("review", EVERY),
    ):
        before = told(store)
        with store.writing() as session:
            history.begin(session, "decide", verb)
            step = session.scalars(select(Step.id).order_by(Step.id.desc())).first()
            session.add(Decision(uid=verb, step_id=step, verb=verb, value={}))
        after = told(store, before)
        assert after.touched == kinds, verb
        assert told(store, after).touched == EVERY, "what left no record"


def test_the_first_time_everything_is_news(store: Store) -> None:
    assert told(store) == News(None, None, touched=EVERY, done=frozenset())


def test_naming_a_filter_touches_no_event_but_an_import_does(store: Store) -> None:
    before = told(store)
    history.do(store, name_filter("a", "kind:visit"))
    after = told(store, before)
    assert (after.undo, after.redo, after.touched) == ("Saved filter “a”", None, frozenset())
    history.undo(store)
    undone = told(store, after)
    assert (undone.undo, undone.redo, undone.touched) == (None, "Saved filter “a”", frozenset())
    import_something(store, "Import of x")
    imported = told(store, undone)
    assert (imported.undo, imported.touched) == ("Import of x", EVERY)
    with store.writing() as session:
        session.execute(text("UPDATE step SET label = 'Import of 2 documents'"))
    assert told(store, imported).touched


def test_what_left_no_record_may_have_touched_anything(store: Store) -> None:
    history.do(store, name_filter("a", "kind:visit"))
    before = told(store)
    assert told(store, before).touched


def test_only_what_is_new_is_looked_at_however_much_was_done_before(store: Store) -> None:
    import_something(store, "the first")
    for number in range(49):
        history.do(store, name_filter(f"{number}", "kind:visit"))
    before = told(store)
    history.do(store, forget_filter(1))
    after = told(store, before)
    assert not after.touched, "the import is no news"
    history.undo(store)
    assert not told(store, after).touched
    for number in range(60):
        history.do(store, name_filter(f"more {number}", "kind:visit"))
    assert told(store, after).touched, "something may stand before the last fifty"
