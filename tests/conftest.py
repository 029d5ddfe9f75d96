"""What every test gets: no screen, no user's files, no silent log line, no thread left behind."""

import atexit
import logging
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

# Times are never asserted, and a busy machine must not make an example fail.
hypothesis.settings.register_profile("dateline", deadline=None)
hypothesis.settings.load_profile("dateline")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Before anything of ours is imported: fixtures of a wider scope than one test are covered as well.
_home = tempfile.mkdtemp(prefix="dateline-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["DATELINE_DATA"] = str(Path(_home, "data"))
os.environ["DATELINE_CONFIG"] = str(Path(_home, "config"))

SECONDS_TO_END = 3.0
"""How long a thread may take to end after the test that started it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let all tests of an empty chronicle be run on a server as well."""
    parser.addoption("--server", action="store_true", help="with a chronicle on a server")


class _Recorder(logging.Handler):
    """Keeps every record of level WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give each test its own data and settings folders; neither exists until something writes."""
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def announced_logs() -> list[str]:
    """Patterns of the warnings and errors that this test will log."""
    return []


@pytest.fixture
def expect_log(announced_logs: list[str]) -> Callable[[str], None]:
    """Return a function that announces a warning or error, by a pattern found in its message."""
    return announced_logs.append


@pytest.fixture(autouse=True)
def quiet_logs(announced_logs: list[str]) -> Iterator[None]:
    """Fail a test that logs a warning or worse without announcing it by ``expect_log``."""
    recorder = _Recorder()
    root = logging.getLogger()
    root.addHandler(recorder)
    try:
        yield
    finally:
        root.removeHandler(recorder)
    messages = [(record.levelname, record.name, record.getMessage()) for record in recorder.records]
    surprises = [
        f"{level} {name}: {message}"
        for level, name, message in messages
        if not any(re.search(pattern, message) for pattern in announced_logs)
    ]
    missing = [
        pattern
        for pattern in announced_logs
        if not any(re.search(pattern, message) for _, _, message in messages)
    ]
    if surprises:
        pytest.fail("logged without being announced:\n" + "\n".join(surprises))
    if missing:
        pytest.fail("announced but never logged: " + ", ".join(missing))


def _left_over(before: set[threading.Thread]) -> list[threading.Thread]:
    # Python keeps a stand-in for a thread of Qt's that once ran Python code; nobody tells it when
    # that thread ends, so it says nothing about a leak.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


@pytest.fixture(autouse=True)
def ended_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running, naming the thread."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + SECONDS_TO_END
    left = _left_over(before)
    while left and time.monotonic() < deadline:
        left[0].join(timeout=0.05)
        left = _left_over(before)
    if left:
        pytest.fail("left running: " + ", ".join(sorted(thread.name for thread in left)))
