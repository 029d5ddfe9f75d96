"""What is typed of an event, and how it differs from what is stored."""

import json

from hypothesis import given
from hypothesis import strategies as st

from desktop.chronicle.details.draft import (
    Draft,
    Who,
    changed_fields,
    date_text,
    draft_from,
    interval_of,
    is_changed,
    joined_and_left,
    overtaken,
    rebased,
    written,
)
from models.dates.edtf import parse_edtf

WHO = st.builds(
    Who,
    st.sampled_from(("agent", "target")),
    st.sampled_from(("Ada", "Oslo", "Kim")),
    st.none() | st.integers(1, 3),
    st.sampled_from(("person", "place")),
)
DRAFTS = st.builds(
    Draft,
    st.sampled_from(("", "3 Feb 2025", "2025-02-03", "Apr 2024")),
    st.sampled_from(("One", "Two")),
    st.sampled_from(("visit", "meeting")),
    st.sampled_from(("asserted", "denied")),
    st.builds(Who, st.just("place"), st.sampled_from(("", "Oslo")), st.none(), st.just("place")),
    st.lists(WHO, max_size=3).map(tuple),
    st.lists(WHO, max_size=2).map(tuple),
)


@given(DRAFTS)
def test_what_is_kept_is_read_again_as_it_was(draft):
    assert draft_from(json.loads(json.dumps(written(draft)))) == draft


def test_what_is_damaged_is_no_draft():
    good = written(Draft(parts=(Who("agent", "Ada", 3),)))
    assert draft_from(None) is None
    assert draft_from({**good, "date": 3}) is None
    assert draft_from({**good, "place": "Oslo"}) is None
    assert draft_from({**good, "parts": [{"role": "agent"}]}) is None


@given(DRAFTS, DRAFTS, DRAFTS)
def test_what_was_not_touched_follows_and_what_was_typed_stays(before, typed, now):
    moved = rebased(typed, before, now)
    late = overtaken(typed, before, now)
    for name in ("summary", "kind", "status"):
        untouched = getattr(typed, name) == getattr(before, name)
        assert getattr(moved, name) == getattr(now if untouched else typed, name)
        assert name not in late or not untouched
    joined, left = joined_and_left(before.parts, typed.parts)
    keys = {each.key for each in moved.parts}
    assert keys >= {each.key for each in joined}
    assert not keys & {each.key for each in left}


@given(DRAFTS)
def test_nothing_typed_changes_nothing(draft):
    assert not is_changed(draft, draft)
    assert rebased(draft, draft, draft).summary == draft.summary


def test_another_way_to_write_the_same_day_is_no_change():
    assert changed_fields(Draft(date="3 Feb 2025"), Draft(date="2025-02-03")) == {}
    assert changed_fields(Draft(date="3 Feb 2025"), Draft(date="none")) == {"date": None}
    assert changed_fields(Draft(), Draft(date="Feb 2025")) == {"date": "Feb 2025"}


def test_every_date_is_written_so_that_it_can_be_typed():
    for edtf in ("2025-02-03", "2024-03-01~/2024-03-10~", "1994/..", "../1999-05-02", "198X",
                 "2024-21", "2020~", "19XX"):  # fmt: skip
        interval = parse_edtf(edtf)
        assert interval_of(date_text(interval)) == interval
