"""What nobody caught is logged and told."""

import sys
import threading

import pytest

from desktop.faults import Faults


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
