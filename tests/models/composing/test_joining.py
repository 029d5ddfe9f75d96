"""Tellings that the program joins: whatever comes in whatever order, people decide beyond it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.composing import composer
from models.composing.joining.links import relink
from models.composing.loading import Readings
from models.edits import history
from models.edits.deciding import decide
from models.edits.events import different, note, review, same, set_fields, tag
from models.importing.joining import joining_older
from models.reading.doc import Doc, EventKind, EventStatus
from models.schema.events import Event
from models.schema.joining import Likely, Trace, Trait
from models.schema.readings import Telling
from models.schema.text import Document
from models.store.store import Store
from tests.models.composing import played
from tests.steps import finish

CASTS = (("Ann Lee", "Bo Ek"), ("Ann Lee", "Olav Brandt"), ("Ann Marie Lee", "Bo Ek"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = played.opened(tmp_path)
    yield made
    made.close()


def groups(store: Store) -> set[frozenset[str]]:
    """The events of a chronicle, each as the documents that tell of it and the passages there."""
    found: dict[int, set[str]] = {}
    with store.reading() as session:
        query = select(Telling.event_id, Telling.trigger_start, Document.sha256).join(
            Document, Document.id == Telling.document_id
        )
        for event, start, sha256 in session.execute(query):
            if event is not None:
                found.setdefault(event, set()).add(f"{sha256[-4:]} {start}")
    return {frozenset(each) for each in found.values()}


def joined(store: Store) -> int:
    """How many documents the events with the most of them have."""
    return max(len({each.split()[0] for each in group}) for group in groups(store))


def day_doc(number: int, day: str, *casts: tuple[str, str], verb: str = "met") -> Doc:
    """Return a reading in which people met others on a day."""
    return played.dated_doc(number, day, casts, verb)


def in_every_order(tmp_path: Path, docs: Sequence[Doc]) -> list[set[frozenset[str]]]:
    found = []
    for at, order in enumerate(permutations(range(len(docs)))):
        folder = tmp_path / str(at)
        folder.mkdir()
        store = played.opened(folder)
        for number in order:
            played.bring(store, [(number, docs[number])])
        assert played.findings(store) == ()
        found.append(groups(store))
        store.close()
    return found


def test_two_reports_of_one_meeting_are_one_event_and_another_day_is_another(store: Store) -> None:
    for number, day in enumerate(("2021-03-08", "2021-03-08", "2021-03-20")):
        played.bring(store, [(number, day_doc(number, day, CASTS[0]))])
    assert sorted(map(len, groups(store))) == [1, 2]


def test_any_order_of_imports_gives_the_same_groups(tmp_path: Path) -> None:
    docs = [
        day_doc(0, "2021-03-08", CASTS[0]),
        day_doc(1, "2021-03-08", CASTS[2], CASTS[1]),
        day_doc(2, "2021-03-09", CASTS[0]),
        day_doc(3, "2021-03-08", CASTS[1], CASTS[0]),
    ]
    found = in_every_order(tmp_path, docs)
    assert all(each == found[0] for each in found)
    assert max(map(len, found[0])) > 1


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_drawn_reports_gives_the_same_groups(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    docs = [
        day_doc(
            number, f"2021-03-{random.choice((8, 8, 9, 12)):02}",
            *random.sample(CASTS, random.randint(1, 3)), verb=random.choice(("met", "met", "sued")),
        )
        for number in range(6)
    ]  # fmt: skip
    found = []
    for name in ("one", "other", "third"):
        (tmp_path / name).mkdir()
        store = played.opened(tmp_path / name)
        order = list(enumerate(docs))
        random.shuffle(order)
        for each in order:
            played.bring(store, [each])
        gone = history_of_import(store)
        history.undo(store, gone)
        history.redo(store, gone)
        assert played.findings(store) == ()
        found.append(groups(store))
        store.close()
    assert found[0] == found[1] == found[2]


def history_of_import(store: Store) -> int:
    with store.reading() as session:
        return history.past(session, 1)[0].number


def test_an_import_taken_back_leaves_the_others_as_they_were(store: Store) -> None:
    played.bring(store, [(0, day_doc(0, "2021-03-08", CASTS[0]))])
    played.bring(store, [(1, day_doc(1, "2021-03-09", CASTS[0]))])
    before, composed = groups(store), played.composed(store)
    played.bring(store, [(2, day_doc(2, "2021-03-08", CASTS[0]))])
    assert groups(store) != before
    history.undo(store)
    assert (groups(store), played.composed(store)) == (before, composed)
    with store.reading() as session:
        told = set(session.scalars(select(Trait.id)))
        assert told == set(session.scalars(select(Telling.id)))
        signs = set(session.scalars(select(Trait.sign)))
        assert set(session.scalars(select(Trace.sign))) <= signs
        assert {
            n for pair in session.execute(select(Likely.one, Likely.other)) for n in pair
        } <= signs


def test_what_people_set_apart_is_never_joined_again_whatever_comes(store: Store) -> None:
    for number in range(2):
        played.bring(store, [(number, day_doc(number, "2021-03-08", CASTS[0]))])
    assert joined(store) == 2
    with store.reading() as session:
        one, other = session.scalars(select(Telling.id).order_by(Telling.id))
    decide(store, different(one, other))
    for number in range(2, 5):
        played.bring(store, [(number, day_doc(number, "2021-03-08", CASTS[0]))])
    apart = [group for group in groups(store) if {"0000 8", "0001 8"} & set(group)]
    assert len(apart) == 2
    decide(store, same((one, other)))
    assert joined(store) == 5
    history.undo(store)
    history.undo(store)  # the last import
    assert len([g for g in groups(store) if {"0000 8", "0001 8"} & set(g)]) == 2


def test_another_speaker_a_plan_and_exchanged_roles_are_not_joined(store: Store) -> None:
    plain = day_doc(0, "2021-03-08", ("Ann Lee", "Bo Ek"), verb="sued")
    planned = played.altered(
        day_doc(1, "2021-03-08", ("Ann Lee", "Bo Ek"), verb="sued"), status=EventStatus.PLANNED
    )
    turned = day_doc(2, "2021-03-08", ("Bo Ek", "Ann Lee"), verb="sued")
    spoken = [
        played.altered(day_doc(n, "2021-03-08", (who, "Oslo"), verb="blamed"),
                       kind=EventKind.ACCUSATION)
        for n, who in ((3, "Ann Lee"), (4, "Bo Ek"))
    ]  # fmt: skip
    for number, doc in enumerate((plain, planned, turned, *spoken)):
        played.bring(store, [(number, doc)])
    assert joined(store) == 1


def test_a_series_of_days_does_not_grow_into_one_event(store: Store) -> None:
    for number in range(8):
        played.bring(store, [(number, day_doc(number, f"2021-03-{8 + number:02}", CASTS[0]))])
    with store.reading() as session:
        days = [row[1] - row[0] for row in session.execute(select(Event.earliest, Event.latest))]
    assert max(map(len, groups(store))) <= 2
    assert len(days) >= 4


def never_compared(store: Store) -> None:
    """Make a chronicle one of before tellings were compared."""
    with store.writing() as session:
        for kind in (Trait, Trace, Likely):
            session.execute(delete(kind))
        session.execute(update(Telling).values(joined_id=None))


def test_what_an_older_chronicle_tells_is_compared_once(store: Store) -> None:
    for number, cast in enumerate((CASTS[0], CASTS[0], CASTS[1])):
        played.bring(store, [(number, day_doc(number, "2021-03-08", cast))])
    after = played.composed(store)
    never_compared(store)
    assert finish(joining_older(store)) == 3
    assert played.composed(store) == after
    assert finish(joining_older(store)) == 0


def test_what_an_older_chronicle_tells_is_compared_though_its_first_was(store: Store) -> None:
    docs = [day_doc(number, "2021-03-08", CASTS[0]) for number in range(3)]
    played.bring(store, list(enumerate(docs)))
    after = groups(store)
    never_compared(store)
    played.read_again(store, 0, played.altered(docs[0], confidence=0.8))
    assert finish(joining_older(store)) == 2
    assert groups(store) == after


def test_what_was_rejected_stays_so_until_another_source_tells_it(store: Store) -> None:
    for number in range(2):
        played.bring(store, [(number, day_doc(number, "2021-03-08", CASTS[0]))])
    with store.reading() as session:
        (event,) = session.scalars(select(Event.id))
    decide(store, review((event,), "rejected"))
    played.bring(store, [(2, day_doc(2, "2021-03-20", CASTS[0]))])
    with store.reading() as session:
        assert session.get_one(Event, event).review == "rejected"
    played.bring(store, [(3, day_doc(3, "2021-03-08", CASTS[0]))])
    assert joined(store) == 3
    with store.reading() as session:
        assert session.get_one(Event, event).review == "proposed"
    decide(store, review((event,), "accepted"))
    history.undo(store)
    with store.reading() as session:
        assert session.get_one(Event, event).review == "proposed"
    assert played.findings(store) == ()


def test_only_what_people_set_apart_is_grouped_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        played.bring(store, [(number, day_doc(number, "2021-03-08", CASTS[0]))])
    with store.reading() as session:
        one, other = session.scalars(select(Telling.id).order_by(Telling.id))
    compared: list[set[int]] = []

    def watched(session: Session, readings: Readings, tellings: Collection[int]) -> set[int]:
        compared.append(set(tellings))
        return relink(session, readings, tellings)

    monkeypatch.setattr(composer, "relink", watched)
    for act in (tag([one], "x"), note(one, "n"), set_fields(one, {"date": "2020"})):
        decide(store, act)
        history.undo(store)
    assert not set().union(*compared)
    decide(store, different(one, other))
    assert set().union(*compared) == {one, other}
    compared.clear()
    history.undo(store)
    assert set().union(*compared) == {one, other}
