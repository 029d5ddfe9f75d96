"""Filters get names, lose them, and every such edit can be taken back."""

import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text, update

from models.edits import history
from models.edits.change import Change, RowChange
from models.edits.filters import LONGEST_NAME, forget_filter, name_filter, rename_filter
from models.errors import KnownError
from models.letters import clean
from models.queries.filter import EventFilter
from models.queries.named import NamedFilterRow, named_filters
from models.queries.search import parse_query, to_query
from models.schema.work import NamedFilter, Step
from models.store.faults import DamagedError
from models.store.store import Store
from tests.models.queries.test_search import FILTERS


def kept(store: Store) -> list[tuple[str, str]]:
    return [(row.name, row.line) for row in rows(store)]


def rows(store: Store) -> tuple[NamedFilterRow, ...]:
    with store.reading() as session:
        return named_filters(session)


def test_filters_are_listed_by_their_names_accents_apart(store: Store) -> None:
    for name in ("visits", "Élan", "border"):
        history.do(store, name_filter(name, f"kind:visit {name}"))
    assert kept(store) == [
        ("border", "kind:visit border"),
        ("Élan", "kind:visit Élan"),
        ("visits", "kind:visit visits"),
    ]


def test_a_filter_saved_in_the_first_language_keeps_its_meaning_through_every_edit(
    store: Store,
) -> None:
    old = 'border talk* actor:Lee place:Marra "a b" (x OR'
    new = '"border" talk "a b" "(x" "OR" actor:"Lee" place:"Marra"'
    with store.writing() as session:
        session.execute(insert(NamedFilter), {"name": "Old", "name_key": "old", "line": old})
    assert kept(store) == [("Old", new)]
    (row,) = rows(store)
    history.do(store, rename_filter(row.id, "Older"))
    history.do(store, forget_filter(row.id))
    history.undo(store)
    assert kept(store) == [("Older", new)]
    history.do(store, name_filter("older", "border"))
    assert kept(store) == [("older", "border")]
    history.undo(store)
    assert kept(store) == [("Older", new)]
    history.redo(store)
    assert kept(store) == [("older", "border")]


def test_a_filter_forgotten_before_there_was_a_second_language_comes_back_as_it_was(
    store: Store,
) -> None:
    values = {"id": 1, "name": "Old", "name_key": "old", "line": "Lee"}
    with store.writing() as session:
        row = RowChange("named_filter", 1, values, None)
        history.begin(session, history.FILTER, "Removed filter “Old”", (row,))
    history.undo(store)
    assert kept(store) == [("Old", '"Lee"')]


def test_the_same_name_again_replaces_the_filter_and_undo_brings_it_back(store: Store) -> None:
    history.do(store, name_filter("Visits", "kind:visit"))
    history.do(store, name_filter("  visits ", "kind:meeting"))
    assert kept(store) == [("visits", "kind:meeting")]
    assert history.undo(store) == "Saved filter “visits”"
    assert kept(store) == [("Visits", "kind:visit")]
    history.undo(store)
    assert kept(store) == []
    history.redo(store)
    history.redo(store)
    assert kept(store) == [("visits", "kind:meeting")]


def test_renaming_and_removing_are_undone_and_redone(store: Store) -> None:
    history.do(store, name_filter("a", "kind:visit"))
    number = rows(store)[0].id
    history.do(store, rename_filter(number, "b"))
    assert kept(store) == [("b", "kind:visit")]
    history.do(store, forget_filter(number))
    assert kept(store) == []
    assert history.undo(store) == "Removed filter “b”"
    assert rows(store) == (NamedFilterRow(number, "b", "kind:visit"),)
    assert history.undo(store) == "Renamed filter “a”"
    assert kept(store) == [("a", "kind:visit")]
    history.redo(store)
    history.redo(store)
    assert kept(store) == []


def test_a_filter_may_change_the_case_of_its_own_name(store: Store) -> None:
    history.do(store, name_filter("visits", "kind:visit"))
    history.do(store, rename_filter(rows(store)[0].id, "Visits"))
    assert kept(store) == [("Visits", "kind:visit")]


@pytest.mark.parametrize("name", ["", " \n ", "x" * (LONGEST_NAME + 1)])
def test_what_is_not_a_name_is_refused_and_nothing_is_remembered(store: Store, name: str) -> None:
    with pytest.raises(KnownError):
        history.do(store, name_filter(name, "kind:visit"))
    with store.reading() as session:
        assert history.undo_label(session) is None
    assert kept(store) == []


def test_nothing_takes_the_name_of_another_filter(store: Store) -> None:
    history.do(store, name_filter("a", "kind:visit"))
    history.do(store, name_filter("b", "kind:aid"))
    with pytest.raises(KnownError, match="choose another name"):
        history.do(store, rename_filter(rows(store)[1].id, "A"))
    assert kept(store) == [("a", "kind:visit"), ("b", "kind:aid")]


def test_what_is_gone_is_neither_renamed_nor_removed(store: Store) -> None:
    for edit in (rename_filter(7, "a"), forget_filter(7)):
        with pytest.raises(KnownError, match="no longer exists"):
            history.do(store, edit)


def test_names_of_marks_alone_are_told_apart(store: Store) -> None:
    for name in ("-", "…", "’"):
        history.do(store, name_filter(name, "kind:visit"))
    assert {name for name, _ in kept(store)} == {"-", "…", "’"}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTERS, st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_any_filter_comes_back_as_it_was_named(
    store: Store, wanted: EventFilter, name: str
) -> None:
    if not name.split():
        return
    history.do(store, name_filter(name, to_query(wanted)))
    lines = dict(kept(store))
    assert parse_query(lines[" ".join(clean(name).split())]) == wanted


OTHERWISE = {
    "changed": "UPDATE named_filter SET line = 'other'",
    "gone": "DELETE FROM named_filter",
    "there again": "INSERT INTO named_filter (id, name, name_key, line) VALUES (1, 'x', 'x', 'x')",
}


def alter(store: Store, statement: str) -> None:
    with store.writing() as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("edits", "otherwise"),
    [
        ("name", "changed"),
        ("name", "gone"),
        ("rename", "gone"),
        ("replace", "changed"),
        ("forget", "there again"),
    ],
)
def test_what_is_not_as_it_was_left_is_not_undone(store: Store, edits: str, otherwise: str) -> None:
    history.do(store, name_filter("a", "kind:visit"))
    if edits == "rename":
        history.do(store, rename_filter(1, "b"))
    elif edits == "replace":
        history.do(store, name_filter("a", "kind:meeting"))
    elif edits == "forget":
        history.do(store, forget_filter(1))
    alter(store, OTHERWISE[otherwise])
    before = kept(store)
    with pytest.raises(KnownError, match=r"Dateline cannot undo “.*”: a filter has changed since"):
        history.undo(store)
    assert kept(store) == before
    with store.reading() as session:
        assert history.redo_label(session) is None


@pytest.mark.parametrize("otherwise", ["changed", "gone", "there again"])
def test_what_is_not_as_it_was_left_is_not_done_again(store: Store, otherwise: str) -> None:
    history.do(store, name_filter("a", "kind:visit"))
    history.do(store, rename_filter(1, "b"))
    history.undo(store)
    if otherwise == "there again":
        history.undo(store)
    alter(store, OTHERWISE[otherwise].replace("line =", "name ="))
    before = kept(store)
    with pytest.raises(KnownError, match=r"Dateline cannot redo “.*”: a filter has changed since"):
        history.redo(store)
    assert kept(store) == before
    with store.reading() as session:
        assert history.redo_label(session) is not None


def test_a_row_that_belongs_to_nothing_any_more_does_not_come_back(store: Store) -> None:
    """A note on an event that is gone meanwhile, by whatever way."""
    note = {"id": 1, "at": "2025-01-01T00:00:00+00:00", "event_id": 9, "document_id": None}
    row = RowChange("note", 1, {**note, "text": "x"}, None)
    history.do(store, lambda _: Change("Removed note", (row,)))
    with pytest.raises(KnownError, match="cannot undo “Removed note”: something it depends on"):
        history.undo(store)


@pytest.mark.parametrize("data", [b"", b"torn", zlib.compress(b"{"), zlib.compress(b"[[1]]"),
                                  zlib.compress(b"\xff"), zlib.compress(b"[1]")])  # fmt: skip
def test_an_undo_that_cannot_be_read_says_so(store: Store, data: bytes) -> None:
    history.do(store, name_filter("a", "kind:visit"))
    with store.writing() as session:
        session.execute(update(Step).values(data=data))
    with pytest.raises(DamagedError, match="its record cannot be read; run “dateline check”"):
        history.undo(store)
    assert kept(store) == [("a", "kind:visit")]
