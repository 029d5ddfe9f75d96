"""The laws of reading again, held by decisions and changes of the reading drawn at random."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.difference import KEPT, Difference, fields_of, is_kept, review_of
from models.composing.loading import decisions_on_tellings
from models.composing.said import said
from models.dates.edtf import parse_edtf
from models.edits import history
from models.edits.actors import rename
from models.edits.deciding import decide
from models.edits.documents import set_document
from models.edits.events import review
from models.edits.rereading import Choice, Compared, compare, take
from models.reading.doc import Doc, Published, PublishedBasis
from models.schema.actors import Actor
from models.schema.readings import Form, Reading, Telling
from models.schema.text import Document
from models.schema.work import Anchor, Decision, Step
from models.store.store import Store
from tests.models.composing import played
from tests.models.composing.rereadings import changed

SEEDS = range(8)
ACTS = 8


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = played.opened(tmp_path)
    yield made
    made.close()


def prepared(store: Store, seed: int) -> tuple[Random, list[Doc], Doc]:
    """Bring three texts, decide at random, and return another reading of the first."""
    random = Random(seed)
    docs = [played.drawn_doc(random, number) for number in range(3)]
    played.bring(store, list(enumerate(docs)))
    for _ in range(ACTS):
        drawn = played.drawn_act(store, random)
        if drawn is not None:
            played.try_act(store, drawn)
    return random, docs, changed(docs[0], random)


def compared(store: Store, doc: Doc) -> Compared:
    with store.reading() as session:
        number = session.scalars(select(Document.id).order_by(Document.id)).first()
        assert number is not None
        return compare(session, number, said(doc))


def taken(store: Store, found: Compared, choice: Choice = Choice()) -> bool:  # noqa: B008
    with store.writing() as session:
        step = history.begin(session, history.READING, "Read again")
        if take(session, step.number, found, choice):
            return True
        session.delete(session.get_one(Step, step.number))
    return False


def unplaced(store: Store, found: Difference) -> list[str]:
    """Return the decisions that count, hold nowhere and are not listed as lost."""
    lost = {each.decision for each in found.lost}
    missing = []
    with store.reading() as session:
        query = (
            select(Anchor, Decision, Telling, Form)
            .join(Decision, Decision.id == Anchor.decision_id)
            .join(Step, Step.id == Decision.step_id)
            .outerjoin(Telling, Telling.id == Anchor.telling_id)
            .outerjoin(Form, Form.id == Anchor.form_id)
            .where(Step.undone_at.is_(None), Decision.id.not_in(lost))
        )
        placed = select(Form.kind, Form.key).where(
            Form.place.is_not(None) | Form.document_id.is_(None)
        )
        names = {tuple(row) for row in session.execute(placed)}
        for anchor, decision, telling, form in session.execute(query):
            match anchor.kind:
                case decided.TELLING:
                    there = telling.place is not None or telling.decision_id is not None
                    if there or not holds(session, telling.id, decision):
                        continue
                case decided.FORM:
                    if form.place is not None or (form.kind, form.key) in names:
                        continue
                case decided.A_NAME:
                    nobody = decision.verb == decided.NOBODY
                    if nobody or (anchor.actor_kind, anchor.key) in names:
                        continue
                case _:
                    continue
            missing.append(f"{decision.verb} on {anchor.kind} {anchor.key or anchor.telling_id}")
    return missing


def holds(session: Session, telling: int, decision: Decision) -> bool:
    """Return whether a decision asks for an event to be there."""
    decisions = decisions_on_tellings(session, (telling,))
    match decision.verb:
        case decided.SAME | decided.DIFFERENT:
            return False
        case decided.REVIEW:
            return review_of(decisions) == "accepted"
        case decided.KEEP:
            return is_kept(decisions)
        case decided.SET:
            return bool(fields_of(decisions))
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_no_decision_is_lost_and_undo_brings_all_back(store: Store, seed: int) -> None:
    _, _, other = prepared(store, seed)
    before = played.composed(store)
    found = compared(store, other)
    assert unplaced(store, found.found) == [], "before"
    is_other = taken(store, found)
    assert unplaced(store, found.found) == []
    assert played.findings(store) == ()
    after = played.composed(store)
    played.compose_everything(store)
    assert played.composed(store) == after
    if is_other:
        assert history.undo(store) == "Read again"
        assert played.composed(store) == before
        assert history.redo(store) == "Read again"
        assert played.composed(store) == after


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_reader_again_changes_nothing_whatever_was_taken(store: Store, seed: int) -> None:
    random, docs, other = prepared(store, 100 + seed)
    before = played.composed(store)
    again = compared(store, docs[0])
    assert again.found.items == ()
    assert not taken(store, again)
    assert played.composed(store) == before
    found = compared(store, other)
    keys = [item.key for item in found.found.items]
    choice = Choice(
        frozenset(key for key in keys if random.random() < 0.5),
        frozenset(i.key for i in found.found.items if i.what == KEPT and random.random() < 0.3),
    )
    taken(store, found, choice)
    assert played.findings(store) == ()
    after = played.composed(store)
    again = compared(store, other)
    assert {item.what for item in again.found.items} <= {KEPT}
    assert again.found.lost == ()
    assert not taken(store, again)
    assert played.composed(store) == after


@pytest.mark.parametrize("seed", SEEDS)
def test_without_decisions_the_reading_alone_counts(
    store: Store, tmp_path: Path, seed: int
) -> None:
    random = Random(200 + seed)
    docs = [played.drawn_doc(random, number) for number in range(3)]
    others = [changed(doc, random) for doc in docs]
    played.bring(store, list(enumerate(docs)))
    pure = played.composed(store)
    steps = []
    for number in (*range(ACTS), None, *range(ACTS)):
        if number is None:
            for each in enumerate(others):
                played.read_again(store, *each)
        drawn = played.drawn_act(store, random)
        if number is not None and drawn is not None and played.try_act(store, drawn):
            with store.reading() as session:
                steps.append(history.past(session, 1)[0].number)
    for number in random.sample(steps, len(steps)):
        history.undo(store, number)
    for each in enumerate(others):
        played.read_again(store, *each)
    (tmp_path / "other").mkdir()
    fresh = played.opened(tmp_path / "other")
    played.bring(fresh, list(enumerate(others)))
    assert played.content(store) == played.content(fresh)
    fresh.close()
    while history.undo(store) != "Import of 3":
        pass
    history.redo(store)
    assert played.composed(store) == pure


def test_what_is_not_taken_stays_and_can_be_taken_later(store: Store) -> None:
    random = Random(1)
    doc = played.drawn_doc(random, 0)
    played.bring(store, [(0, doc)])
    before = played.content(store)
    other = changed(doc, Random(3))
    found = compared(store, other)
    assert found.found.count("changed") + found.found.count("gone") > 0
    left = frozenset(item.key for item in found.found.items)
    assert taken(store, found, Choice(left=left))
    shown = [row for row in played.content(store) if "rejected" not in row]
    assert [row[:3] for row in shown if len(row) > 4] == [row[:3] for row in before if len(row) > 4]
    again = compared(store, other)
    assert again.found.count(KEPT) > 0
    assert taken(store, again, Choice(also=frozenset(i.key for i in again.found.items)))
    with store.reading() as session:
        data = session.scalars(select(Reading.data).where(Reading.current)).one()
    assert data == compared(store, other).said


def test_what_only_a_decision_keeps_goes_with_it_and_comes_back(store: Store) -> None:
    old = played.told_doc(0, "Ann Lee", "Bo Ek")
    played.bring(store, [(0, old)])
    with store.reading() as session:
        (number,) = session.scalars(select(Telling.event_id))
    assert number is not None
    decide(store, review([number], "accepted"))
    with_it = played.content(store)
    nothing = replace(old, events=(), actors=(), mentions=())
    assert played.read_again(store, 0, nothing)
    assert played.content(store) == with_it
    assert history.undo(store, 2) == "Accepted 1 event"
    assert played.content(store) == []
    assert played.findings(store) == ()
    history.redo(store, 2)
    assert played.content(store) == with_it
    assert played.findings(store) == ()


def test_what_stays_as_it_was_reviewed_is_read_as_now_when_that_is_undone(store: Store) -> None:
    old = played.told_doc(0, "Ann Lee", "Bo Ek")
    new = replace(old, events=(replace(old.events[0], summary="As read now"),))
    played.bring(store, [(0, old)])
    with store.reading() as session:
        (number,) = session.scalars(select(Telling.event_id))
    assert number is not None
    decide(store, review([number], "accepted"))
    played.read_again(store, 0, new)
    assert "As read now" not in str(played.content(store))
    history.undo(store, 2)
    assert "As read now" in str(played.content(store))
    decide(store, review([number], "accepted"))  # of what is shown by then
    assert "As read now" in str(played.content(store))
    assert played.findings(store) == ()


def dated_otherwise(doc: Doc) -> Doc:
    published = Published(parse_edtf("2021-03-11"), PublishedBasis.STATED, "told")
    return replace(doc, published=published)


def given_a_date(store: Store, doc: Doc) -> None:
    """Bring a text, and have somebody say when it was published."""
    played.bring(store, [(0, doc)])
    with store.reading() as session:
        number = session.scalars(select(Document.id)).one()
    decide(store, set_document([number], {"published": "2020-01-01"}))


def test_a_text_without_events_of_which_somebody_gave_the_date_can_be_read_again(
    store: Store,
) -> None:
    bare = replace(played.told_doc(0, "Ann Lee", "Bo Ek"), events=())
    given_a_date(store, bare)
    found = compared(store, dated_otherwise(bare))
    assert [(item.what, item.why) for item in found.found.items] == [(KEPT, "published")]
    assert taken(store, found)
    with store.reading() as session:
        assert session.scalars(select(Document.published_edtf)).one() == "2020-01-01"


def test_a_date_that_stays_holds_nobody_of_an_event_that_goes(store: Store) -> None:
    doc = played.told_doc(0, "Ann Lee", "Bo Ek")
    given_a_date(store, doc)
    with store.reading() as session:
        ann = session.scalars(select(Actor.id).where(Actor.name == "Ann Lee")).one()
    decide(store, rename(ann, "Anna Lee"))
    found = compared(store, dated_otherwise(replace(doc, events=(), actors=(), mentions=())))
    assert "Ann Lee" in {each.words for each in found.found.lost}
