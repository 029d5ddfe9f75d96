"""What nobody caught is logged and told."""

import logging
import sys
import threading

import pytest

from desktop.faults import Faults, log_to


@pytest.fixture
def faults(qtbot, monkeypatch):
    made = Faults()
    before = sys.excepthook, threading.excepthook
    made.install()
    yield made
    made.uninstall()
    sys.excepthook, threading.excepthook = before


def test_a_fault_on_another_thread_is_told_with_its_trace(qtbot, faults, expect_log):
    expect_log("ZeroDivisionError")
    with qtbot.waitSignal(faults.crashed) as told:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
    thread.join()
    assert "ZeroDivisionError" in told.args[0]


def test_the_log_goes_to_a_file(tmp_path):
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    path = log_to(tmp_path / "logs")
    try:
        logging.getLogger("dateline").info("hello")
        assert "hello" in path.read_text()
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    assert log_to(tmp_path / "file") is None
