"""The meter: shares of what was reviewed, with their intervals."""

import pytest

from models.queries.meter import Reviewed, meter, meter_words, wilson


def event(confidence: float = 0.8, *, rejected: bool = False, changed: str = "") -> Reviewed:
    return Reviewed("visit", "The Post", confidence, rejected, tuple(changed.split()))


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718), (29, 29, 0.8830, 1.0)],
)  # fmt: skip
def test_the_interval_is_that_of_the_literature(
    right: int, of: int, low: float, high: float
) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=6e-5)


def test_events_are_right_corrected_or_rejected() -> None:
    some = [event()] * 91 + [event(changed="date place")] * 20 + [event(rejected=True)] * 9
    found = meter(some)
    assert (found.whole.reviewed, found.whole.right) == (120, 91)
    assert (found.corrected, found.rejected) == (20, 9)
    assert found.fields == (("date", 20), ("place", 20))
    assert next(meter_words(found)) == (
        "Of 120 reviewed events 91 were right as read (76 %, 67–83 %)."
    )
    assert [(s.label, s.right, s.reviewed) for s in found.bands] == [("0.8 to 0.9", 91, 120)]


def test_a_threshold_is_suggested_from_which_on_nine_in_ten_are_right() -> None:
    sure = [event(0.9)] * 38 + [event(0.9, rejected=True)] * 2
    unsure = [event(0.4)] * 10 + [event(0.4, rejected=True)] * 30
    found = meter(sure + unsure)
    assert found.threshold == 0.45
    assert found.above is not None
    assert (found.above.right, found.above.reviewed) == (38, 40)
    assert meter(sure).threshold is None
    assert meter(unsure).threshold is None


def test_nothing_reviewed_is_said_to_be_so() -> None:
    assert list(meter_words(meter([]))) == [
        "No event has been reviewed yet; accept or reject some first."
    ]
