"""Which events may be one: what speaks for it, and what forbids it."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.dates.edtf import parse_edtf
from models.edits.deciding import decide
from models.edits.events import different, same
from models.edits.history import undo
from models.errors import KnownError
from models.importing.routine import import_files
from models.queries import alike_events as asked
from models.queries.alike_events import alike_events
from models.queries.filter import EventFilter
from models.queries.likeness import LIKELY, Happening, likeness, stem
from models.store.store import Store
from tests.steps import finish


def happening(number: int, **values: Any) -> Happening:
    """An arrest of actor 7 by actor 8 on 3 May 2024, in a document of its own."""
    date = values.pop("date", "2024-05-03")
    known = {
        "id": number, "kind": "coercion", "status": "asserted",
        "summary": "Police arrested Ana Pereira over the leak of files", "trigger": "arrested",
        "place": "", "reported": parse_edtf("2024-05-04").earliest,
        "agents": frozenset((8,)), "targets": frozenset((7,)), "actors": frozenset((7, 8)),
        "documents": frozenset((number,)), "names": {7: "Ana Pereira", 8: "the police"},
    }  # fmt: skip
    interval = parse_edtf(date) if date else None
    known |= {
        "earliest": interval.earliest if interval else None,
        "latest": interval.latest if interval else None, "dated": interval is not None,
    }  # fmt: skip
    return Happening(**{**known, **values})


def test_the_same_words_on_the_same_day_by_the_same_people_are_likely_one_event() -> None:
    found = likeness(happening(1), happening(2, trigger="arrest"))
    assert found is not None
    assert found.score > 0.85
    assert found.reasons == (
        "same date", "both name Ana Pereira and the police", "both say “arrested”",
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2024-05-09"},
        {"status": "planned"},
        {"status": "negated"},
        {"agents": frozenset((7,)), "targets": frozenset((8,))},
        {"summary": "Police arrested 3 people beside Ana Pereira",},
        {"documents": frozenset((1,))},
        {"actors": frozenset((9,)), "agents": frozenset(), "targets": frozenset((9,)),
         "names": {9: "Rui Costa"}},
        {"kind": "statement", "summary": "Ana Pereira said that all was well"},
        {"kind": "meeting", "trigger": "met", "summary": "Ana Pereira met a banker"},
        {"date": None, "reported": None},
        {"date": None, "reported": parse_edtf("2024-05-01").earliest},
        {"date": None, "reported": parse_edtf("2024-07-01").earliest},
    ],
    ids=lambda other: ", ".join(f"{k}" for k in other),
)  # fmt: skip
def test_what_contradicts_forbids(other: dict[str, Any]) -> None:
    one = happening(1, summary="Police arrested 2 people beside Ana Pereira, on a second attempt")
    assert likeness(one, happening(2, **other)) is None


def test_two_statements_of_one_speaker_are_one_only_if_they_say_the_same() -> None:
    said: dict[str, Any] = {
        "kind": "statement", "trigger": "said", "agents": frozenset((7,)),
        "targets": frozenset(), "actors": frozenset((7,)), "names": {7: "Ana Pereira"},
    }  # fmt: skip
    one = happening(1, **said, summary="Ana Pereira said the bridge must be repaired soon")
    other = happening(2, **said, summary="Ana Pereira said the bridge must be repaired in spring")
    third = happening(3, **said, summary="Ana Pereira said taxes would never rise again")
    found = likeness(one, other)
    assert found is not None
    assert found.score >= LIKELY
    assert likeness(one, third) is None


def test_the_score_does_not_depend_on_which_comes_first() -> None:
    one = happening(1)
    for other in (happening(2, date="2024-05"), happening(2, date="2024-05-04", place="Lisbon")):
        there, back = likeness(one, other), likeness(other, one)
        assert there is not None
        assert back is not None
        assert there.score == back.score
        assert there.score < likeness(one, replace(one, id=3, documents=frozenset((3,)))).score  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "forms", [("resigned", "resigning", "resignation"), ("arrest", "arrests", "arrested")]
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


TEXTS = {
    "a.txt": "Nordvik, 4 May 2024\n\nPolice arrested Ana Pereira in Lisbon on 3 May 2024. "
    "Rui Costa visited Peru on 2 May 2024.\n",
    "b.txt": "Nordvik, 5 May 2024\n\nPolice arrested Ana Pereira on 3 May 2024.\n",
    "c.txt": "Nordvik, 9 June 2024\n\nPolice arrested Ana Pereira again on 8 June 2024.\n",
}


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store, None, None]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf8")
    made = Store.open(tmp_path / "c.dateline")
    finish(import_files(made, [tmp_path / name for name in TEXTS]))
    yield made
    made.close()


def pairs(store: Store) -> list[tuple[int, int]]:
    with store.reading() as session:
        found = finish(alike_events(session, EventFilter()))
    return [(each.one, each.other) for each in found.pairs]


def test_one_arrest_in_two_papers_is_offered_and_another_one_is_not(store: Store) -> None:
    (pair,) = pairs(store)
    decide(store, same(pair))
    assert pairs(store) == []
    undo(store)
    assert pairs(store) == [pair]


def test_a_pair_that_was_said_to_be_two_is_never_offered_again(store: Store) -> None:
    (pair,) = pairs(store)
    decide(store, different(*pair))
    assert pairs(store) == []


def test_comparing_too_many_is_refused_in_a_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "MOST", 1)
    with pytest.raises(KnownError, match="too many to compare"):
        pairs(store)


def test_a_crowd_is_left_out_and_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "_CROWD", 1)
    with store.reading() as session:
        found = finish(alike_events(session, EventFilter()))
    assert found.pairs == ()
    assert found.crowded > 0
