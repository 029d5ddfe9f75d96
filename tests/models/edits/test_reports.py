"""What has no date of its own stands where it was first reported, whatever is altered around it."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dates.days import to_day
from models.dates.edtf import parse_edtf
from models.edits import history
from models.edits.deciding import decide
from models.edits.documents import set_document
from models.edits.events import same, set_fields
from models.importing.routine import import_files
from models.schema.events import Event, Participation
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


def test_another_date_of_the_document_moves_its_events_and_counts_their_dates_again(
    told: Store,
) -> None:
    with told.reading() as session:
        before = {each.id: time(each) for each in session.scalars(select(Event))}
        dated = event(session, "visited Peru").id
    outcome = decide(told, set_document([1], {"published": "10-20 February 2021"}))
    assert (outcome.label, outcome.done) == (
        "Changed publication date of “Talks about fisheries”",
        1,
    )
    first, last = to_day(2021, 2, 10), to_day(2021, 2, 20)
    with told.reading() as session:
        met, sign = (event(session, words) for words in ("met", "sign"))
        assert time(met)[1:] == (UNTIL_REPORT, last)
        assert time(sign)[1:] == (SINCE_REPORT, first)
        visited = session.get_one(Event, dated)
        assert (time(visited), visited.reported) == (before[dated], last)
        document = session.get_one(Document, 1)
        assert (document.published_basis, document.edited) == ("given", "published")
    history.undo(told)
    with told.reading() as session:
        assert {each.id: time(each) for each in session.scalars(select(Event))} == before


def test_a_document_whose_date_is_taken_away_leaves_its_events_unknown(told: Store) -> None:
    decide(told, set_document([1], {"published": None}))
    with told.reading() as session:
        met = event(session, "met")
        assert (*time(met), met.reported) == (UNDATED, FIRST_DAY, LAST_DAY, None)


def test_a_plan_that_has_happened_after_all_lies_before_its_report(told: Store) -> None:
    with told.reading() as session:
        number = event(session, "sign").id
    decide(told, set_fields(number, {"status": "asserted"}))
    with told.reading() as session:
        assert time(session.get_one(Event, number))[1:] == (UNTIL_REPORT, DAY)


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


def test_the_first_of_several_reports_counts_and_undo_brings_the_next_one(told: Store) -> None:
    with told.reading() as session:
        number = event(session, "met").id
        praised = event(session, "praised").id
    decide(told, same([number, praised]))
    for step, day in ((None, DAY - 2), (history.undo, DAY), (history.redo, DAY - 2)):
        if step is not None:
            assert step(told)
        with told.reading() as session:
            found = session.get_one(Event, number)
            assert (found.reported, found.sources) == (day, 2 if day == DAY - 2 else 1)


@pytest.mark.parametrize(
    ("sentence", "given", "date"),
    [
        ("The old bridge collapsed on Monday.", "2021-06-09", "2021-06-07"),
        ("The court acquitted Ana Pereira yesterday.", "2021-06-09", "2021-06-08"),
        ("Ana Pereira resigned last month.", "2021-06-09", "2021-05"),
        ("Ana Pereira visited Peru on 2 May.", "2021-06-09", "2021-05-02"),
        ("Ana Pereira visited Peru in 1999.", "2021-06-09", "1999"),
    ],
)
def test_the_dates_of_an_undated_article_are_counted_once_its_own_is_given(
    tmp_path: Path, sentence: str, given: str, date: str
) -> None:
    (tmp_path / "a.txt").write_text(f"Nordvik\n\n{sentence}\n", "utf8")
    store = Store.open(tmp_path / "c.dateline")
    with closing(store):
        finish(import_files(store, [tmp_path / "a.txt"]))
        before = _dates(store)
        decide(store, set_document([1], {"published": given}))
        assert date in _dates(store)
        history.undo(store)
        assert _dates(store) == before


def _dates(store: Store) -> set[str | None]:
    with store.reading() as session:
        return set(session.scalars(select(Event.edtf)))
