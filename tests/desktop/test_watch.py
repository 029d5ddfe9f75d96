"""Looking again and again whether something was stored."""

import threading

import pytest

from desktop.jobs.busy import Busy
from desktop.jobs.watch import Watch
from models.errors import KnownError
from models.store.held import Displaced


class File:
    """A version as a test sets it, and who has asked for it."""

    def __init__(self):
        self.version = 1
        self.fault = None
        self.threads = set()

    def __call__(self):
        self.threads.add(threading.current_thread().name)
        if self.fault is not None:
            raise self.fault
        return self.version


@pytest.fixture
def watched(qtbot):
    file, busy = File(), Busy()
    watch = Watch(file, 1, busy)
    yield file, busy, watch
    watch.close()


def test_a_change_is_told_once_and_never_asked_for_on_the_gui_thread(qtbot, watched):
    file, _, watch = watched
    seen = []
    watch.changed.connect(lambda: seen.append(watch.known))
    qtbot.wait(600)
    assert seen == []
    file.version = 2
    qtbot.waitUntil(lambda: seen == [2], timeout=60000)
    qtbot.wait(600)
    assert seen == [2]
    assert file.threads == {"watch"}


def test_who_has_just_stored_something_is_busy_until_that_was_looked_at(qtbot, watched):
    file, busy, watch = watched
    told = []
    watch.changed.connect(lambda: told.append(bool(busy)))
    file.version = 2
    for _ in range(3):
        watch.look()
        assert busy
    qtbot.waitUntil(lambda: not busy, timeout=60000)
    assert told == [True], "what has changed is told first"
    watch.look()
    qtbot.waitUntil(lambda: not busy, timeout=60000)
    assert told == [True]


def test_a_file_that_is_gone_and_back_is_reported(qtbot, watched):
    file, _, watch = watched
    told = []
    watch.displaced.connect(told.append)
    watch.settled.connect(lambda: told.append("back"))
    watch.changed.connect(lambda: told.append("changed"))
    file.fault = gone = Displaced("It is gone.", there=False)
    qtbot.waitUntil(lambda: told == [gone], timeout=60000)
    watch.look()
    qtbot.waitUntil(lambda: told == [gone, gone], timeout=60000)
    file.fault = None
    qtbot.waitUntil(lambda: told == [gone, gone, "back"], timeout=60000)


def test_a_file_that_cannot_be_asked_just_now_is_asked_again(qtbot, watched):
    file, busy, watch = watched
    seen = []
    watch.changed.connect(lambda: seen.append(watch.known))
    file.fault = KnownError("It is locked.")
    watch.look()
    qtbot.waitUntil(lambda: not busy, timeout=60000)
    file.version, file.fault = 2, None
    qtbot.waitUntil(lambda: seen == [2], timeout=60000)


def test_a_mistake_of_ours_is_shouted_once(qtbot, watched, monkeypatch):
    file, _, watch = watched
    heard = []
    monkeypatch.setattr("desktop.jobs.watch.shout", heard.append)
    file.fault = ZeroDivisionError("x")
    qtbot.wait(900)
    assert heard == [file.fault]
    watch.close()
