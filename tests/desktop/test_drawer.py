"""Events of which the reader is not sure enough wait in a drawer."""

import pytest
from sqlalchemy import select

from desktop.settings import View
from models.schema.events import Event
from models.store.store import Store


@pytest.fixture
def sure(window):
    """Return how sure the reader is of each event, by number."""
    store = Store.open(str(window.archive.path))
    with store.reading() as session:
        found = dict(session.execute(select(Event.id, Event.confidence)).all())
    store.close()
    return found


def _middle(sure):
    """A threshold with events on both sides."""
    values = sorted(set(sure.values()))
    assert len(values) > 1
    return values[len(values) // 2]


def test_what_the_reader_is_less_sure_of_waits_and_one_click_shows_it(window, idle, sure):
    page, least = window.page, _middle(sure)
    waiting = {n for n, each in sure.items() if each < least}
    assert not page.drawer.isVisible()
    page.use_threshold(least)
    idle(window)
    assert set(page.table.events.ids()) == sure.keys() - waiting
    assert page.drawer.isVisible()
    assert page.drawer.text() == f"Below {least:g}: {len(waiting)} hidden"
    assert not page.clear.isVisible(), "nothing else is filtered"
    page.drawer.click()
    idle(window)
    assert set(page.table.events.ids()) == waiting
    assert page.drawer.text() == f"Below {least:g}: {len(waiting)} shown"
    page.drawer.click()
    page.use_threshold(0.0)
    idle(window)
    assert set(page.table.events.ids()) == sure.keys()
    assert not page.drawer.isVisible()


def test_what_somebody_accepted_or_changed_never_waits(window, idle, sure):
    page, least = window.page, _middle(sure)
    one, other = [n for n, each in sure.items() if each < least][:2]
    for act in (
        window.archive.deeds.review([one], "accepted"),
        window.archive.deeds.change(other, {"kind": "visit"}),
    ):
        page.decide.emit("Correcting", act)
        idle(window)
    page.use_threshold(least)
    idle(window)
    assert {one, other} <= set(page.table.events.ids())


def test_the_threshold_goes_with_other_filters_and_is_no_part_of_a_saved_one(window, idle, sure):
    page, least = window.page, _middle(sure)
    page.use_threshold(least)
    page.search.setText("haruna")
    page.asking.search_now()
    idle(window)
    shown = set(page.table.events.ids())
    waiting = page.drawer.text()
    page.drawer.click()
    idle(window)
    others = set(page.table.events.ids())
    assert not shown & others
    assert waiting == f"Below {least:g}: {len(others)} hidden"
    assert page.asking.whole.sures == ()
    assert page.asked()[0].sures != (), "what is exported is what is shown"
    page.clear_filters()
    idle(window)
    assert page.threshold == least


def test_the_threshold_is_kept_for_the_next_time_and_a_damaged_one_is_none(window, idle, sure):
    page, least = window.page, _middle(sure)
    page.use_threshold(least)
    idle(window)
    kept = page.save()
    assert kept.threshold == least
    for damaged in (7.0, -1.0, float("nan")):
        page.attach(window.archive, window._reader, View(threshold=damaged))
        idle(window)
        assert page.threshold == 0.0
    page.attach(window.archive, window._reader, kept)
    idle(window)
    assert page.threshold == least
    assert len(page.table.events.ids()) == sum(each >= least for each in sure.values())


def test_the_threshold_is_set_beside_what_it_follows_from(window, idle, sure):
    window.menus.meter.trigger()
    idle(window)
    meter = window.beside.meter
    assert meter.least.value() == 0.0
    meter.least.setValue(0.95)
    idle(window)
    assert window.page.threshold == 0.95
    meter.close()
    window.page.use_threshold(0.5)
    window.menus.meter.trigger()
    idle(window)
    assert meter.least.value() == 0.5
