"""What has no date of its own stands where it was first reported, whatever is altered around it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from models.dates.days import to_day
from models.dates.edtf import parse_edtf
from models.edits import history
from models.edits.change import RowChange, apply, pack, unpack
from models.edits.reports import events_of, place_events
from models.importing.routine import import_files
from models.schema.events import Event, Evidence, Participation
from models.schema.keys import (
    FIRST_DAY,
    LAST_DAY,
    SINCE_REPORT,
    UNDATED,
    UNTIL_REPORT,
    chrono,
    report_of,
    stored_time,
)
from models.schema.text import Document
from models.schema.work import ChangeRecord
from models.store.store import Store
from tests.steps import finish

FIRST = (
    "Talks about fisheries\n\nForeign Minister Ann Ek visited Peru on 3 March 2021.\n\n"
    "President Olav Brandt is a former fisherman. Ek has met Brandt before. She will sign the "
    "agreement. She did not visit Chile.\n"
)
SECOND = "President Olav Brandt praised Foreign Minister Ann Ek in Lima.\n"
DAY = to_day(2021, 3, 12)


@pytest.fixture
def told(store: Store, tmp_path: Path) -> Store:
    """Return a chronicle of two articles, of 12 and 10 March 2021."""
    for name, text, day in (("a", FIRST, "2021-03-12"), ("b", SECOND, "2021-03-10")):
        (tmp_path / f"{name}.txt").write_text(text, "utf8")
        finish(import_files(store, [tmp_path / f"{name}.txt"], published=parse_edtf(day)))
    return store


def event(session: Session, words: str) -> Event:
    return session.scalars(select(Event).where(Event.summary.contains(words))).one()


def time(found: Event) -> tuple[int, int, int]:
    return found.chrono, found.earliest, found.latest


def test_what_has_happened_lies_before_its_report_and_a_plan_after(told: Store) -> None:
    with told.reading() as session:
        dated = event(session, "visited Peru")
        assert (dated.edtf, dated.reported) == ("2021-03-03", DAY)
        assert time(dated)[1:] == (to_day(2021, 3, 3),) * 2
        met, sign, visit = (event(session, words) for words in ("met", "sign", "Chile"))
        assert (met.status, sign.status, visit.status) == ("asserted", "planned", "negated")
        assert [each.reported for each in (met, sign, visit)] == [DAY] * 3
        assert time(met)[1:] == time(visit)[1:] == (UNTIL_REPORT, DAY)
        assert time(sign)[1:] == (SINCE_REPORT, DAY)
        for each in (met, sign, visit):
            assert (
                chrono(parse_edtf("2021-03-12/..")) < each.chrono < chrono(parse_edtf("2021-03-13"))
            )
        parts = select(Participation.chrono).where(Participation.event_id == met.id)
        assert set(session.scalars(parts)) == {met.chrono}


@pytest.mark.parametrize(
    ("published", "happened", "planned"),
    [
        ("2021-02", (UNTIL_REPORT, to_day(2021, 2, 28)), (SINCE_REPORT, to_day(2021, 2, 1))),
        ("../2021-02", (UNTIL_REPORT, to_day(2021, 2, 28)), (SINCE_REPORT, FIRST_DAY)),
        ("2021/..", (FIRST_DAY, LAST_DAY), (FIRST_DAY, LAST_DAY)),
    ],
)
def test_a_publication_known_roughly_bounds_each_on_its_own_side(
    published: str, happened: tuple[int, int], planned: tuple[int, int]
) -> None:
    report = report_of(parse_edtf(published))
    done, plan = (stored_time(None, report, planned=each) for each in (False, True))
    assert (done[1:], plan[1:]) == (happened, planned)
    assert done.chrono == plan.chrono
    assert (done.chrono == UNDATED) is (report is None)


def test_another_date_of_the_document_moves_its_events_and_says_which(told: Store) -> None:
    with told.writing() as session:
        session.execute(
            update(Document).where(Document.id == 1)
            .values(published_earliest=DAY - 40, published_latest=DAY - 30)
        )  # fmt: skip
        events = events_of(session, [1])
        assert events == set(session.scalars(select(Event.id).where(Event.reported == DAY)))
        before = {each.id: time(each) for each in session.scalars(select(Event))}
        moved = place_events(session, events)
        met, sign, dated = (event(session, words) for words in ("met", "sign", "visited Peru"))
        assert {each.id for each in moved} == events
        assert time(met)[1:] == (UNTIL_REPORT, DAY - 30)
        assert time(sign)[1:] == (SINCE_REPORT, DAY - 40)
        assert (time(dated), dated.reported) == (before[dated.id], DAY - 30)
        assert place_events(session, events) == ()
        apply(session, [each.reversed() for each in moved])
        session.expire_all()
        assert {each.id: time(each) for each in session.scalars(select(Event))} == before


def test_a_document_whose_date_is_taken_away_leaves_its_events_unknown(told: Store) -> None:
    with told.writing() as session:
        nothing = {"published_earliest": None, "published_latest": None}
        session.execute(update(Document).values(nothing))
        place_events(session, session.scalars(select(Event.id)))
        met = event(session, "met")
        assert (*time(met), met.reported) == (UNDATED, FIRST_DAY, LAST_DAY, None)


def test_a_plan_that_has_happened_after_all_lies_before_its_report(told: Store) -> None:
    with told.writing() as session:
        sign = event(session, "sign")
        sign.status = "asserted"
        session.flush()
        place_events(session, [sign.id, 999])
        assert time(sign)[1:] == (UNTIL_REPORT, DAY)


def test_a_publication_date_given_later_moves_them_and_undo_moves_them_back(
    told: Store, tmp_path: Path
) -> None:
    article, later = tmp_path / "a.txt", parse_edtf("2021-03")
    finish(import_files(told, [article], published=later))
    for step, day in ((None, to_day(2021, 3, 31)), (history.undo, DAY), (history.redo, DAY + 19)):
        if step is not None:
            assert step(told)
        with told.reading() as session:
            met, sign = (event(session, words) for words in ("met", "sign"))
            assert (met.reported, met.earliest, met.latest) == (day, UNTIL_REPORT, day)
            first = DAY if day == DAY else to_day(2021, 3, 1)
            assert (sign.reported, *time(sign)[1:]) == (day, SINCE_REPORT, first)
            parts = select(Participation.chrono).where(Participation.event_id == met.id)
            assert set(session.scalars(parts)) == {met.chrono}


def tell_in_both(store: Store) -> int:
    """Have the second document tell of an event of the first one; return its number."""
    with store.writing() as session:
        number = event(session, "met").id
        row = {"start": 0, "end": 9, "trigger_start": 0, "trigger_end": 3, "sha256": ""}
        session.execute(insert(Evidence), {"event_id": number, "document_id": 2, **row})
        place_events(session, [number])
    return number


def test_the_first_of_several_reports_counts_and_undo_brings_the_next_one(told: Store) -> None:
    number = tell_in_both(told)
    for step, day in ((None, DAY - 2), (history.undo, DAY), (history.redo, DAY - 2)):
        if step is not None:
            assert step(told)
        with told.reading() as session:
            found = session.get_one(Event, number)
            assert (found.reported, found.earliest, found.latest) == (day, UNTIL_REPORT, day)


def test_an_import_undone_by_an_earlier_version_comes_back_in_its_place(told: Store) -> None:
    with told.reading() as session:
        before = {each.id: (*time(each), each.reported) for each in session.scalars(select(Event))}
    history.undo(told)
    history.undo(told)
    with told.writing() as session:
        for record in session.scalars(select(ChangeRecord)):
            record.data = pack([as_it_was(row) for row in unpack(record.data)])
    history.redo(told)
    history.redo(told)
    with told.reading() as session:
        after = {each.id: (*time(each), each.reported) for each in session.scalars(select(Event))}
    assert after == before


def as_it_was(row: RowChange) -> RowChange:
    """Return a row as it was written down before events had the day of their report."""
    if row.table != "event" or row.after is None:
        return row
    values: dict[str, Any] = dict(row.after)
    del values["reported"]
    if values["edtf"] is None:
        values |= {"earliest": FIRST_DAY, "latest": LAST_DAY, "chrono": UNDATED}
    return RowChange(row.table, row.id, None, values)
