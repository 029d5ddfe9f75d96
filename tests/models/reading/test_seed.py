"""The seed, read with nothing but its text; and the same text moved: nothing is known by heart."""

import re
from functools import cache
from pathlib import Path

from models.reading.doc import ActorKind, Doc, Event, EventStatus, PublishedBasis
from models.reading.reader import read

SEED = Path(__file__).parents[3] / "seeds" / "seed.txt"
PEOPLE = {
    "Alexander Lukashenko", "Kim Jong-un", "Kim Yo-jong", "To Lam", "Evgeny Shestakov",
    "Im Chon-il", "Maxim Ryzhenkov", "Choe Son-hui", "Yun Jong-ho", "Kim Tok-hun",
}  # fmt: skip

# Names for names of the same kind and the same number of words.
NAMES = {
    "Alexander Lukashenko": "Viktor Danilevich", "Lukashenko": "Danilevich",
    "Kim Jong-un": "Pak Min-su", "Kim Yo-jong": "Pak Hye-rin", "Kim Tok-hun": "Pak Dong-il",
    "Kim": "Pak", "To Lam": "Vo Binh", "Evgeny Shestakov": "Pavel Goronin",
    "Im Chon-il": "Ri Sang-ok", "Maxim Ryzhenkov": "Denis Malyshko",
    "Choe Son-hui": "Han Mi-ra", "Yun Jong-ho": "Jo Kyong-sok",
}  # fmt: skip


@cache
def seed() -> Doc:
    return read(SEED.read_text("utf8"))


def people(doc: Doc) -> set[str]:
    return {a.name for a in doc.actors if a.kind is ActorKind.PERSON}


def moved_name(name: str) -> str:
    return NAMES.get(name, name)


def moved_text(text: str, months: dict[str, str], years: int) -> str:
    pattern = "|".join(re.escape(n) for n in sorted(NAMES, key=len, reverse=True))
    text = re.sub(pattern, lambda m: NAMES[m[0]], text)
    text = re.sub(r"\b(Jan\.|April|July)", lambda m: months[m[0]], text)
    return re.sub(r"\b(1994|2024)\b", lambda m: str(int(m[0]) + years), text)


def test_every_stage_did_its_part() -> None:
    assert seed().faults == ()


def test_exactly_its_ten_people_are_found() -> None:
    assert people(seed()) == PEOPLE


def test_its_own_date_is_inferred_and_says_why() -> None:
    published = seed().published
    assert published is not None
    assert published.interval is not None
    assert published.interval.edtf == "2025-02-04"
    assert published.basis is PublishedBasis.INFERRED
    assert "Tuesday" in published.why


def test_the_invitation_is_not_told_as_a_fact() -> None:
    invited = [e for e in seed().events if "invited" in _trigger(seed(), e)]
    assert invited
    assert all(e.status in (EventStatus.CLAIMED, EventStatus.DENIED) for e in invited)


def test_the_bare_family_name_is_the_sister_where_she_speaks() -> None:
    event = next(e for e in seed().events if "acknowledged" in _trigger(seed(), e))
    agents = [seed().actors[p.actor].name for p in event.participants if p.role == "agent"]
    assert agents == ["Kim Yo-jong"]


def test_visits_and_meetings_share_their_month() -> None:
    found = {
        (e.kind.value, e.date.interval.edtf)
        for e in seed().events
        if e.date and e.kind.value in ("visit", "meeting")
    }
    assert {("visit", "2024-04"), ("meeting", "2024-04")} <= found
    assert {("visit", "2024-07"), ("meeting", "2024-07")} <= found


def test_every_piece_of_evidence_is_anchored_in_the_text() -> None:
    text = seed().text
    for e in seed().events:
        for v in e.evidence:
            assert 0 <= v.start <= v.trigger_start < v.trigger_end <= v.end <= len(text)


def test_the_same_article_with_other_names_gives_the_same_chronology() -> None:
    moved = read(moved_text(seed().text, {"Jan.": "Jan.", "April": "April", "July": "July"}, 0))
    assert people(moved) == {moved_name(n) for n in PEOPLE}
    _compare(moved, {})


def test_the_same_article_in_other_months_and_years_moves_its_dates() -> None:
    # 26 January 2025 and 26 May 2019 are both Sundays, and both months have 31 days.
    months = {"Jan.": "May", "April": "August", "July": "November"}
    moved = read(moved_text(seed().text, months, -6))
    assert moved.published is not None
    assert moved.published.interval is not None
    assert moved.published.interval.edtf == "2019-06-04"
    _compare(
        moved,
        {
            "2024-04": "2018-08", "2024-07": "2018-11", "1994/..": "1988/..",
            "2025-01-27": "2019-05-27", "2025-01-26": "2019-05-26", "2025-01-17": "2019-05-17",
            "2025-01-20": "2019-05-20", "2025-02-03": "2019-06-03", "2025-02-04": "2019-06-04",
        },
    )  # fmt: skip


def test_the_same_article_in_months_that_leave_two_tuesdays_has_the_nearer_one() -> None:
    months = {"Jan.": "Oct.", "April": "March", "July": "August"}
    moved = read(moved_text(seed().text, months, -3))
    assert moved.day is not None
    assert moved.day.edtf == "2021-11-02"  # a week later, "more than two weeks" would be three


def _compare(moved: Doc, dates: dict[str, str]) -> None:
    """Every date told in both readings has moved, and most events are the same in all.

    The model weighs the names themselves, so that some sentences are parsed otherwise.
    """
    assert len(moved.words) == len(seed().words)
    before, after = _by_word(seed()), _by_word(moved)
    shared = before.keys() & after.keys()
    assert len(shared) >= 0.9 * max(len(before), len(after))
    expected = {i: (*before[i][:2], dates.get(str(before[i][2]), before[i][2])) for i in shared}
    dated = [i for i in shared if expected[i][2] and after[i][2]]
    assert len(dated) >= 10
    assert [expected[i][2] for i in dated] == [after[i][2] for i in dated]
    same = [i for i in shared if expected[i] == after[i]]
    assert len(same) >= 0.9 * len(shared)


def _by_word(doc: Doc) -> dict[int, tuple[str, str, str | None]]:
    """Kind, status and date of each event by the number of its best trigger's word."""
    at = {w.start: i for i, w in enumerate(doc.words)}
    return {
        at[e.evidence[0].trigger_start]: (
            e.kind,
            e.status,
            e.date.interval.edtf if e.date else None,
        )
        for e in doc.events
    }


def _trigger(doc: Doc, event: Event) -> str:
    return " ".join(doc.text[v.trigger_start : v.trigger_end] for v in event.evidence)
