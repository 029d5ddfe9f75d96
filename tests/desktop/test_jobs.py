"""Long jobs: progress, stop, failure."""

import threading
import time

import pytest

from desktop.jobs.busy import Busy
from desktop.jobs.jobs import Job, Jobs, once
from models.errors import KnownError
from models.progress import Progress, Stopped


@pytest.fixture
def busy():
    return Busy()


@pytest.fixture
def jobs(qtbot, busy):
    made = Jobs(busy)
    yield made
    made.close()


def steps(count, pause=0.0, end="done"):
    for n in range(count):
        time.sleep(pause)
        yield Progress(n + 1, count, "")
    return end


def test_a_job_ends_with_what_it_returns(qtbot, jobs, busy):
    job = Job("x", steps(3))
    with qtbot.waitSignal(job.ended) as told:
        jobs.run(job)
        assert busy
    assert told.args == ["done"]
    qtbot.waitUntil(lambda: not busy)


def test_ticks_are_thinned_and_the_last_one_arrives(qtbot, jobs):
    ticks = []
    job = Job("x", steps(1000, 0.0005))
    job.ticked.connect(ticks.append)
    with qtbot.waitSignal(job.ended, timeout=20000):
        jobs.run(job)
    assert ticks[-1].done == 1000
    assert len(ticks) < 100


def test_stop_runs_the_clean_up(qtbot, jobs):
    cleaned = threading.Event()

    def work():
        try:
            yield from steps(1000, 0.01)
        finally:
            cleaned.set()

    job = Job("x", work())
    with qtbot.waitSignal(job.stopped):
        jobs.run(job)
        job.stop()
    assert job.stopping
    assert cleaned.is_set() or not job._steps.gi_frame


@pytest.mark.parametrize("patient", [True, False])
def test_a_stopped_job_says_what_its_steps_return(qtbot, jobs, patient):
    def work():
        try:
            yield from steps(1000, 0.01)
        except Stopped:
            if patient:
                yield Progress(0, 0, "still tidying up")
            return "half of it"

    job = Job("x", work())
    job.ticked.connect(lambda _: job.stop())
    with qtbot.waitSignal(job.stopped) as told:
        jobs.run(job)
    assert told.args == [None if patient else "half of it"]


def test_a_known_error_is_told_in_its_own_words(qtbot, jobs):
    def work():
        yield Progress(0, 1, "")
        raise KnownError("There is no such folder.")

    job = Job("x", work())
    with qtbot.waitSignal(job.failed) as told:
        jobs.run(job)
    assert told.args == ["There is no such folder."]


def test_a_bug_reaches_the_hook_and_the_next_job_runs(qtbot, jobs, monkeypatch):
    seen = []
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(args.exc_value))
    job = Job("x", once("x", lambda: 1 / 0))
    with qtbot.waitSignal(job.failed):
        jobs.run(job)
    assert isinstance(seen[0], ZeroDivisionError)
    after = Job("y", once("y", lambda: 7))
    with qtbot.waitSignal(after.ended) as told:
        jobs.run(after)
    assert told.args == [7]


def test_jobs_run_one_after_another(qtbot, jobs, busy):
    order = []

    def work(name):
        order.append(f"{name} begins")
        yield Progress(0, 0, "")
        order.append(f"{name} ends")

    for name in "ab":
        jobs.run(Job(name, work(name)))
    qtbot.waitUntil(lambda: not busy)
    assert order == ["a begins", "a ends", "b begins", "b ends"]


def test_a_step_that_takes_long_is_interrupted_and_nobody_hears_of_a_fault(qtbot, jobs):
    interrupted = threading.Event()

    def work():
        yield Progress(0, 1, "")
        interrupted.wait(60)
        raise KnownError("The query was stopped.")

    job = Job("x", work(), interrupt=interrupted.set)
    told = []
    job.failed.connect(told.append)
    with qtbot.waitSignal(job.stopped, timeout=50000) as stopped:
        jobs.run(job)
        qtbot.waitUntil(lambda: job._at is not None)
        job.stop()
    assert stopped.args == [None]
    assert told == []
