"""Questions off the GUI thread: the newest on a channel wins, and none starves."""

import threading
import time
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QTimer

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane, Reader
from models.errors import KnownError


class Source:
    """A store whose questions can be held up and interrupted, as SQLite's can."""

    @contextmanager
    def reading(self):
        interrupted = threading.Event()
        yield interrupted, interrupted.set

    def rest(self):
        self.rests = getattr(self, "rests", 0) + 1


def slow(session):
    if session.wait(5):
        raise KnownError("interrupted")
    return "old"


@pytest.fixture
def busy():
    return Busy()


@pytest.fixture
def reader(qtbot, busy):
    made = Reader(Source(), busy)
    yield made
    made.close()


def test_an_answer_comes_back_on_the_gui_thread(qtbot, reader):
    got = []
    reader.ask(
        "a",
        lambda _: threading.get_ident(),
        lambda asked_on: got.append((asked_on, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(got))
    asked_on, told_on = got[0]
    assert told_on == threading.get_ident() != asked_on


def test_the_newest_question_wins_and_interrupts_the_old_one(qtbot, reader, busy):
    got, told = [], []
    reader.failed.connect(told.append)
    started = time.monotonic()
    reader.ask("a", slow, got.append)
    qtbot.wait(50)
    reader.ask("a", lambda _: "new", got.append)
    qtbot.waitUntil(lambda: not busy)
    assert got == ["new"]
    assert told == []
    assert time.monotonic() - started < 4  # the old one alone would take five seconds


def test_typing_fast_delivers_only_the_last(qtbot, reader, busy):
    got = []
    for n in range(200):
        reader.ask("a", lambda _, n=n: n, got.append)
    qtbot.waitUntil(lambda: not busy)
    assert got == [199]


def test_a_channel_asked_again_keeps_its_place_in_the_queue(qtbot, reader, busy):
    got, gate = [], threading.Event()
    reader.ask("gate", lambda _: gate.wait(5), lambda _: None)
    reader.ask("a", lambda _: "a1", got.append)
    reader.ask("b", lambda _: "b", got.append)
    reader.ask("a", lambda _: "a2", got.append)
    gate.set()
    qtbot.waitUntil(lambda: not busy)
    assert got == ["a2", "b"]


def test_channels_leave_each_other_alone(qtbot, reader, busy):
    got = []
    for n in range(20):
        reader.ask(f"c{n}", lambda _, n=n: n, got.append)
    qtbot.waitUntil(lambda: not busy)
    assert got == list(range(20))


def test_the_front_does_not_wait_for_the_back(qtbot, reader):
    got = []
    reader.ask("count", slow, got.append, lane=Lane.BACK)
    reader.ask("rows", lambda _: "rows", got.append)
    qtbot.waitUntil(lambda: got == ["rows"])


def test_a_cancelled_question_is_never_answered(qtbot, reader, busy):
    got = []
    reader.ask("a", slow, got.append)
    qtbot.wait(20)
    reader.cancel("a")
    assert not busy
    reader.ask("b", lambda _: "b", got.append)
    qtbot.waitUntil(lambda: not busy)
    assert got == ["b"]


def test_a_known_error_is_told_in_its_own_words(qtbot, reader):
    def refused(_session):
        raise KnownError("The disk is full.")

    with qtbot.waitSignal(reader.failed) as told:
        reader.ask("a", refused, lambda _: None)
    assert told.args == ["The disk is full."]


def test_a_bug_reaches_the_hook_and_the_thread_lives_on(qtbot, reader, busy, monkeypatch):
    seen, told, got = [], [], []
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(args.exc_value))
    reader.ask("a", lambda _: 1 / 0, got.append, failed=told.append)
    qtbot.waitUntil(lambda: not busy)
    assert isinstance(seen[0], ZeroDivisionError)
    assert told == ["Something went wrong in Dateline."]
    reader.ask("a", lambda _: "alive", got.append)
    qtbot.waitUntil(lambda: got == ["alive"])


def test_closing_interrupts_what_runs_and_leaves_nothing_busy(qtbot, busy):
    made = Reader(Source(), busy)
    made.ask("a", slow, lambda _: None)
    qtbot.wait(20)
    made.close()
    assert not busy


@pytest.mark.parametrize("lane", [Lane.BACK, Lane.SIDE, Lane.DATES])
def test_counts_begin_when_the_rows_are_there(qtbot, reader, busy, lane):
    begun, gate = [], threading.Event()

    def rows(_session):
        gate.wait(5)
        begun.append("rows done")

    reader.ask("rows", rows, lambda _: None)
    reader.ask("counts", lambda _: begun.append("counts"), lambda _: None, lane=lane)
    reader.ask("more rows", lambda _: begun.append("more rows"), lambda _: None)
    qtbot.wait(50)
    assert begun == []
    gate.set()
    qtbot.waitUntil(lambda: not busy)
    assert begun == ["rows done", "more rows", "counts"]


def test_counts_go_on_when_the_rows_before_them_are_cancelled(qtbot, reader, busy):
    got = []
    reader.ask("rows", slow, got.append)
    qtbot.wait(50)
    reader.ask("counts", lambda _: "counts", got.append, lane=Lane.SIDE)
    reader.cancel("rows")
    qtbot.waitUntil(lambda: not busy)
    assert got == ["counts"]


def test_counts_begin_after_the_rows_were_handed_over_and_drawn(qtbot, reader, busy):
    told = []

    def put(_answer):
        QTimer.singleShot(0, lambda: told.append("drawn"))

    reader.ask("rows", lambda _: None, put)
    reader.ask("counts", lambda _: told.append("counts"), lambda _: None, lane=Lane.SIDE)
    qtbot.waitUntil(lambda: not busy)
    assert told == ["drawn", "counts"]


def test_whole_orders_begin_when_the_counts_in_sight_are_there(qtbot, reader, busy):
    told, gate = [], threading.Event()

    def counts(_session):
        gate.wait(5)
        told.append("counts")

    reader.ask("order", lambda _: told.append("order"), lambda _: None, lane=Lane.BACK)
    qtbot.waitUntil(lambda: not busy)
    reader.ask("rows", lambda _: None, lambda _: None)
    reader.ask("order", lambda _: told.append("order"), lambda _: None, lane=Lane.BACK)
    reader.ask("counts", counts, lambda _: None, lane=Lane.SIDE)
    qtbot.wait(100)
    assert told == ["order"]
    gate.set()
    qtbot.waitUntil(lambda: not busy)
    assert told == ["order", "counts", "order"]


def test_the_source_may_rest_when_nothing_is_asked_and_not_before(qtbot, busy, monkeypatch):
    monkeypatch.setattr("desktop.jobs.reader._QUIET", 30)
    source, gate = Source(), threading.Event()
    source.rests = 0
    made = Reader(source, busy)
    made.ask("facet", lambda _: gate.wait(5), lambda _: None, lane=Lane.SIDE)
    qtbot.wait(120)
    assert source.rests == 0
    gate.set()
    qtbot.waitUntil(lambda: source.rests == 1)
    qtbot.wait(120)
    made.close()
    assert source.rests == 1


def test_the_histogram_does_not_wait_for_the_facets(qtbot, reader, busy):
    got, gate = [], threading.Event()
    reader.ask("facet", lambda _: gate.wait(5), lambda _: got.append("facet"), lane=Lane.SIDE)
    reader.ask("histogram", lambda _: None, lambda _: got.append("bars"), lane=Lane.DATES)
    qtbot.waitUntil(lambda: got == ["bars"])
    gate.set()
    qtbot.waitUntil(lambda: not busy)
    assert got == ["bars", "facet"]


def test_facets_let_the_histogram_go_first_but_not_for_long(qtbot, reader, busy, monkeypatch):
    monkeypatch.setattr("desktop.jobs.reader._HEAD_START", 60.0)
    got, gate = [], threading.Event()
    reader.ask("rows", lambda _: None, lambda _: None)
    reader.ask("facet", lambda _: "facet", got.append, lane=Lane.SIDE)
    reader.ask("bars", lambda _: gate.wait(5) and "bars", got.append, lane=Lane.DATES)
    qtbot.wait(100)
    assert got == []
    gate.set()
    qtbot.waitUntil(lambda: not busy)
    assert sorted(got) == ["bars", "facet"]
    monkeypatch.setattr("desktop.jobs.reader._HEAD_START", 0.02)
    got.clear()
    gate.clear()
    reader.ask("rows", lambda _: None, lambda _: None)
    reader.ask("facet", lambda _: "facet", got.append, lane=Lane.SIDE)
    reader.ask("bars", lambda _: gate.wait(5) and "bars", got.append, lane=Lane.DATES)
    qtbot.waitUntil(lambda: got == ["facet"])
    gate.set()
    qtbot.waitUntil(lambda: not busy)


def test_questions_that_wait_together_share_a_scope_and_later_ones_do_not(qtbot, reader, busy):
    scopes, gate, begun = [], threading.Event(), threading.Event()

    def held(session):
        begun.set()
        gate.wait(5)
        return session

    reader.ask("rows", lambda _: begun.wait(0.1), lambda _: None)  # the others gather behind it
    reader.ask("one", held, scopes.append, lane=Lane.SIDE)
    reader.ask("two", lambda session: session, scopes.append, lane=Lane.SIDE)
    qtbot.waitUntil(begun.is_set)
    reader.ask("three", lambda session: session, scopes.append, lane=Lane.SIDE)
    gate.set()
    qtbot.waitUntil(lambda: not busy)
    assert scopes[0] is scopes[1]
    assert scopes[2] is not scopes[1]


def test_a_scope_that_was_interrupted_answers_nothing_more(qtbot, reader, busy):
    got, told, begun = [], [], threading.Event()
    reader.failed.connect(told.append)

    def deaf(session):
        begun.set()
        session.wait(5)  # ends when it is stopped, and says nothing of it
        return session

    reader.ask("rows", lambda _: begun.wait(0.1), lambda _: None)
    reader.ask("one", deaf, got.append, lane=Lane.SIDE)
    reader.ask("two", lambda session: session.is_set(), got.append, lane=Lane.SIDE)
    qtbot.waitUntil(begun.is_set)
    reader.ask("one", lambda session: session.is_set(), got.append, lane=Lane.SIDE)
    qtbot.waitUntil(lambda: not busy)
    assert got == [False, False]
    assert told == []
