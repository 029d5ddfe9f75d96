"""Reading an article leaves no trace outside Dateline's own folders and calls nobody."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
READ = """
import sys
calls = []
sys.addaudithook(lambda name, args: calls.append(args) if name == "socket.connect" else None)
from models.reading.grammar.model import ReaderModel
ReaderModel().score(["Rain", "fell", "."])
sys.exit(bool(calls))
"""


@pytest.mark.skipif(os.name == "nt", reason="the home folder is not set by HOME")
def test_the_model_runs_without_a_trace(tmp_path: Path) -> None:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("XDG_", "ORT_", "DATELINE_"))
    }
    environment = {
        **kept,
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run([sys.executable, "-c", READ], env=environment, check=False)
    assert done.returncode == 0
    assert not list(tmp_path.rglob("*"))
