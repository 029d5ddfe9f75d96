"""Notes on many events, and in place of the notes there are; they travel as other decisions do."""

from pathlib import Path

import pytest

from models.edits import events, history
from models.edits.deciding import decide
from models.edits.travelling import bring_decisions, decision_lines
from models.errors import KnownError
from models.queries.events import event_ids, event_rows
from models.queries.filter import Sort
from models.queries.integrity import check_rows
from models.queries.search import parse_query
from models.store.store import Store
from tests.steps import finish


def _notes(store: Store) -> dict[int, tuple[str, ...]]:
    with store.reading() as session:
        assert finish(check_rows(session)) == ()
        return {number: row.notes for number, row in event_rows(session, range(1, 9)).items()}


def test_a_note_stands_instead_of_those_before_and_goes_by_a_blank_one(
    store: Store, tmp_path: Path
) -> None:
    one, two = (decide(store, events.new_event(words)).made or 0 for words in ("One", "Two"))
    decide(store, events.note(one, "first"))
    outcome = decide(store, events.note_all((one, two), " both "))
    assert (outcome.done, outcome.label) == (2, "Wrote a note on 2 events: “both”")
    assert _notes(store) == {one: ("first", "both"), two: ("both",)}
    decide(store, events.note_all((one,), "instead", instead=True))
    assert _notes(store) == {one: ("instead",), two: ("both",)}
    decide(store, events.note(one, "after"))
    decide(store, events.note_all((two,), "", instead=True))
    wanted = {one: ("instead", "after"), two: ()}
    assert _notes(store) == wanted
    with store.reading() as session:
        lines = list(decision_lines(session))
    other = Store.open(tmp_path / "other.sqlite")
    try:
        bring_decisions(other, lines, "decisions")
        assert sorted(_notes(other).values()) == sorted(wanted.values())
    finally:
        other.close()
    history.undo(store)
    assert _notes(store)[two] == ("both",)


def test_a_blank_note_is_refused_unless_it_stands_instead_of_another(store: Store) -> None:
    one = decide(store, events.new_event("One")).made or 0
    with pytest.raises(KnownError, match="empty"):
        decide(store, events.note_all((one,), " "))


@pytest.mark.parametrize("typed", ["łódź", "LODZ", "lodz", "strasse", "café"])
def test_words_of_a_note_are_found_without_accents_and_case(store: Store, typed: str) -> None:
    one = decide(store, events.new_event("One")).made or 0
    decide(store, events.new_event("Two"))
    decide(store, events.note(one, "Seen in ŁÓDŹ, Hauptstraße, by the Cafe\u0301"))
    with store.reading() as session:
        found = event_ids(session, parse_query(f"note:{typed}"), Sort())
    assert list(found) == [one]
