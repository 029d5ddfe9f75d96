"""Starting without what is needed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from desktop.settings import Memory


def test_without_a_display_one_line_says_what_to_do():
    code = "import sys; from desktop.app import run; sys.exit(run(None))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    if sys.platform.startswith("linux"):
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "no display" in done.stderr


def test_the_database_layer_is_not_loaded_before_the_window_is_there():
    late = {"sqlalchemy", "models.queries.search", "models.reading.doc"}
    code = f"import sys, desktop.app; sys.exit(bool({late} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_only_some_questions_need_is_not_loaded_with_the_questions():
    late = {"rapidfuzz", "difflib", "multiprocessing", "onnxruntime", "alembic"}
    code = f"import sys, desktop.app, desktop.archive; sys.exit(bool({late} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal to ask a program to end")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_the_window_closes_and_keeps_its_state(tmp_path, number):
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "DATELINE_CONFIG": str(tmp_path / "config"),
    }
    chronicle = tmp_path / "c.sqlite"
    command = [sys.executable, "-m", "desktop", "--database", str(chronicle)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as program:
        for _ in range(600):  # the chronicle is remembered as soon as it is open
            if Memory(tmp_path / "config").settings().last or program.poll() is not None:
                break
            time.sleep(0.1)
        program.send_signal(number)
        _, told = program.communicate(timeout=60)
    assert program.returncode == 0, told
    assert b"Traceback" not in told
    kept = Memory(tmp_path / "config").settings()
    assert kept.last == str(chronicle)
    assert kept.geometry


STUCK = """
import sys, time
from PySide6.QtCore import QTimer
import desktop.app as app
from desktop.jobs.jobs import Job
from models.progress import Progress
made = app._window
def steps():
    print("stuck", flush=True)
    time.sleep(600)
    yield Progress(0, 0, "")
def window(*asked):
    it = made(*asked)
    QTimer.singleShot(0, lambda: it.jobs.run(Job("Stuck", steps())))  # when signals are minded
    return it
app._window = window
sys.exit(app.run(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal to ask a program to end")
def test_asked_to_end_the_program_ends_though_a_job_does_not(tmp_path):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", STUCK, str(tmp_path / "c.sqlite")]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout.readline() == b"stuck\n"
        program.send_signal(signal.SIGTERM)
        _, told = program.communicate(timeout=120)  # sooner than the job, by far
    assert program.returncode == 0, told
    assert b"Traceback" not in told
    assert Memory(tmp_path / "config").settings().geometry
