"""Starting without what is needed."""

import subprocess
import sys


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
    code = "import sys, desktop.app; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
