"""The window that says how good the reading is."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.theme.theme import Theme
from desktop.window.meter.bar import ShareBar
from desktop.window.meter.window import MeterWindow
from desktop.window.meter.words import (
    above_words,
    bar_words,
    number_words,
    sure_words,
    whole_words,
)
from models.queries.meter import Reviewed, meter, wilson

EVIL = '<b>x</b><img src="file:///etc/passwd">'


def _some(right, wrong, **fields):
    base = {"kind": "visit", "outlet": "Wire", "confidence": 0.9, "rejected": False, "changed": ()}
    good = Reviewed(**{**base, **fields})
    bad = Reviewed(**{**base, **fields, "rejected": True})
    return [good] * right + [bad] * wrong


def _texts(window):
    return [label.text() for label in window.findChildren(QLabel)]


@pytest.fixture
def shown(qtbot):
    window = MeterWindow(Theme(QApplication.instance()), None)
    qtbot.addWidget(window)
    return window


def test_nothing_reviewed_says_what_to_do(shown):
    shown.put(meter([]))
    assert shown.whole.text().startswith("No event has been reviewed yet.")
    assert not shown.sure.text()
    assert shown.findChildren(ShareBar) == []


def test_shares_are_told_in_words_figures_and_bars(shown):
    found = meter(_some(91, 29))
    shown.put(found)
    assert shown.whole.text() == "Of 120 reviewed events 91 were right as read."
    low, high = wilson(91, 120)
    assert f"between {round(low * 100)} and {round(high * 100)}" in shown.sure.text()
    assert "0 corrected, 29 rejected." in shown.sure.text()
    assert "91 of 120 · 76 % (67–83)" in _texts(shown)
    told = {bar.accessibleName() for bar in shown.findChildren(ShareBar)}
    assert bar_words("Visit", found.kinds[0]) in told
    assert len(told) == 3


def test_few_reviews_are_called_few():
    assert "few so far" in sure_words(meter(_some(3, 1)))
    assert "few so far" not in sure_words(meter(_some(30, 1)))
    assert whole_words(meter(_some(1, 0))) == "Of 1 reviewed event 1 was right as read."


def test_the_confidence_from_which_nine_in_ten_are_right_is_named():
    found = meter([*_some(40, 2, confidence=0.9), *_some(10, 20, confidence=0.4)])
    assert found.threshold is not None
    assert above_words(found) == f"At {found.threshold:.2f} or more, 40 of 42 were right."
    assert above_words(meter(_some(40, 0))) == ""


def test_names_of_sources_stay_text_and_of_many_lines_the_first_are_shown(shown):
    events = [each for n in range(20) for each in _some(1, 0, outlet=f"{EVIL}{n}")]
    shown.put(meter(events))
    assert "… and 8 more" in _texts(shown)
    assert any("<b>x</b>" in text for text in _texts(shown))
    assert number_words(meter(events).whole) == "20 of 20 · 100 % (84–100)"


def test_it_opens_from_the_menu_and_follows_what_is_reviewed(window, idle):
    assert window.beside._meter is None
    window.menus.meter.trigger()
    idle(window)
    shown = window.beside.meter
    assert shown.whole.text().startswith("No event")
    event = window.page.table.events.ids()[0]
    window.page.decide.emit("Reviewing", window.archive.deeds.review([event], "accepted"))
    idle(window)
    assert shown.whole.text() == "Of 1 reviewed event 1 was right as read."
    window.menus.undo.trigger()
    idle(window)
    assert shown.whole.text().startswith("No event")
