"""What every test stands on: no display, no user's files, no silent warnings, no leaked threads."""

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _no_unannounced_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    loud = [
        r
        for phase in ("setup", "call")
        for r in caplog.get_records(phase)
        if r.levelno >= logging.WARNING and not getattr(r, "announced", False)
    ]
    assert not loud, [r.getMessage() for r in loud]


@pytest.fixture(autouse=True)
def _no_leaked_thread() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(2)
    left = [t.name for t in set(threading.enumerate()) - before if t.is_alive()]
    assert not left, f"threads left running: {left}"
