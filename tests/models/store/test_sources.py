"""How many independent ones report an event: copies and what an agency told count once."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits import history
from models.edits.deciding import decide
from models.edits.documents import set_document
from models.edits.events import same
from models.importing.routine import import_files
from models.queries.integrity import check
from models.schema.events import Event
from models.schema.text import Document
from models.store.copies import Teller, are_copies, independent, runs
from models.store.store import Store
from tests.steps import finish

LEAD = "Police in Tarnov arrested Erik Lund on 3 March 2024"
REST = " ".join(
    f"The {n} storey of the harbour office at Marra number {n * 7} was empty that day." for n in
    ("first", "second", "third", "fourth", "fifth")
)  # fmt: skip
TEXTS = {
    "post.txt": f"Marra Post\n\nTARNOV (AFP) - {LEAD}.\n\n{REST}\n",
    "herald.txt": f"Coast Herald\n\nA man held\n\n{LEAD}.\n\n{REST}\n",
    "gazette.txt": f"Tarnov Gazette\n\n{LEAD}, AFP reported.\n\nHe is a sailor.\n",
    "own.txt": f"Lund in custody\n\n{LEAD}.\n\nOur writer saw two officers take him to a boat.\n",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    return Store.open(tmp_path / "c.sqlite")


def joined(store: Store, folder: Path, names: Sequence[str]) -> int:
    """The event that all of these tell of, as one."""
    for name in names:
        finish(import_files(store, [folder / name]))
    with store.reading() as session:
        query = select(Event.id).where(Event.summary.contains("arrested"))
        arrests = list(session.scalars(query))
    assert arrests
    if len(arrests) > 1:  # reports that were not joined without asking
        decide(store, same(arrests))
    return min(arrests)


def counted(store: Store, event: int) -> tuple[int, int]:
    with store.writing() as session:
        assert finish(check(session)) == ()
        query = select(Event.sources, Event.copies).where(Event.id == event)
        sources, copies = session.execute(query).one()
        return sources, copies


def number(store: Store, name: str) -> int:
    with store.reading() as session:
        return session.scalars(select(Document.id).where(Document.path.endswith(name))).one()


@pytest.mark.parametrize("order", list(permutations(TEXTS))[::5])
def test_copies_and_what_an_agency_told_count_once_in_any_order(
    store: Store, tmp_path: Path, order: tuple[str, ...]
) -> None:
    assert counted(store, joined(store, tmp_path, order)) == (2, 2)


def test_an_import_undone_leaves_the_count_of_the_others(store: Store, tmp_path: Path) -> None:
    event = joined(store, tmp_path, ["herald.txt", "own.txt", "gazette.txt"])
    assert counted(store, event) == (3, 0)
    finish(import_files(store, [tmp_path / "post.txt"]))
    assert counted(store, event) == (2, 2), "it joins, and is the agency's that two others tell"
    history.undo(store)
    assert counted(store, event) == (3, 0)


def test_a_person_parts_copies_and_joins_what_is_none(store: Store, tmp_path: Path) -> None:
    event = joined(store, tmp_path, ["post.txt", "herald.txt", "own.txt"])
    assert counted(store, event) == (2, 1)
    herald, own = number(store, "herald.txt"), number(store, "own.txt")
    parted = decide(store, set_document([herald], {"copy_of": "itself"}))
    assert counted(store, event) == (3, 0)
    decide(store, set_document([own], {"copy_of": str(herald)}))
    assert counted(store, event) == (2, 1)
    assert parted.step is not None
    history.undo(store, parted.step)
    assert counted(store, event) == (1, 2)
    decide(store, set_document([own], {"copy_of": "found"}))
    assert counted(store, event) == (2, 1)


def test_what_comes_again_in_the_same_words_weeks_later_is_no_copy() -> None:
    one, other = runs(REST + " The sum was 12."), runs(REST[: len(REST) * 2 // 3] + " It was 13.")
    assert are_copies(one, other, apart=7)
    assert not are_copies(one, runs(REST[: len(REST) * 2 // 3] + LEAD * 2), apart=8)
    assert are_copies(one, one, apart=400)


def test_who_relies_on_another_paper_or_an_agency_counts_with_it() -> None:
    post = Teller("1", "The Marra Post")
    citing = Teller("2", "Coast Herald", frozenset({"Marra Post"}))
    wire, told = Teller("=AFP", None), Teller("3", None, passages=frozenset({"He told AFP so."}))
    assert independent([post, citing]) == {"1"}
    assert independent([post, citing, wire, told]) == {"1", "=AFP"}
    assert independent([citing]) == {"2"}, "nothing is known of the paper that it names"
