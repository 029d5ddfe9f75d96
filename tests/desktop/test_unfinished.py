"""An import that ended with its window: the next one says what was kept, and offers the rest."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.importing.unfinished import Unfinished, told
from desktop.settings import Begun, Memory
from tests.desktop.conftest import texts


@pytest.fixture
def many(articles, tmp_path):
    """Return a folder of 30 articles."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n:02}.txt").write_text(f"{n:02} " + (articles / "flood.txt").read_text())
    return folder


def test_the_next_window_says_what_was_kept_and_reads_the_rest(
    qtbot, opened, idle, many, tmp_path, go_ahead
):
    first = opened(tmp_path / "c.sqlite")
    first.work.import_paths([many])
    bar = first.strip.bar
    qtbot.waitUntil(lambda: first.strip.isVisible() and bar.value() >= 2, timeout=60000)
    first.leave()
    qtbot.waitUntil(lambda: not first.jobs._thread.is_alive(), timeout=30000)
    second = opened(tmp_path / "c.sqlite")
    sentence = second.notice.text.text()
    match = re.fullmatch(
        r"The import of many was stopped when Dateline closed: (\d+) of 30 articles were read and "
        r"kept\.",
        sentence,
    )
    assert match, sentence
    assert len(texts(second.page.filters.sources)) == int(match[1]) >= 2
    rest = next(each for each in second.notice.findChildren(QPushButton) if each.isVisible())
    assert rest.text() == "Read the rest"
    qtbot.mouseClick(rest, Qt.MouseButton.LeftButton)
    go_ahead(second)
    assert len(texts(second.page.filters.sources)) == 30
    third = opened(tmp_path / "c.sqlite")
    assert not third.notice.isVisible()


def test_an_import_that_ended_or_was_stopped_by_hand_is_not_told_later(
    opened, idle, articles, tmp_path
):
    first = opened(tmp_path / "c.sqlite")
    first.work.import_paths([articles])
    idle(first)
    first.close()
    assert not opened(tmp_path / "c.sqlite").notice.isVisible()


def test_one_that_died_is_told_with_what_it_was_last_known_to_have_read(own_folders):
    memory = Memory()
    memory.keep_view("/c", memory.view("/c"))  # as the window does: the folder is there
    Unfinished(memory).begin("/c", [], None)
    running = Unfinished(memory)
    running.begin("/c", ["/home/many\n"], None)
    running.reach(0, 0)
    running.reach(12, 40)
    assert Unfinished(memory).left("/c") is None, "its process is alive"
    running.release()
    begun = Unfinished(memory).left("/c")
    assert told(begun) == (
        r"Dateline closed unexpectedly while importing many\x0a; about 12 of 40 articles were "
        "read and kept."
    )
    assert Unfinished(memory).left("/c") is None, "it is told once"


def test_one_that_had_read_all_or_had_not_begun_is_not_told(own_folders):
    memory = Memory()
    assert Unfinished(memory).left("/c") is None
    memory.keep_begun("/c", Begun(("/a",), "", 7, 7))
    assert Unfinished(memory).left("/c") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal to ask a program to end")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_window_that_is_told_to_end_leaves_no_process_and_a_word_for_the_next(
    opened, many, tmp_path, number
):
    chronicle = tmp_path / "c.sqlite"
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QTimer\n"
        "import desktop.app as app\n"
        "made = app._window\n"
        "def window(*asked):\n"
        "    it = made(*asked)\n"
        "    it.work.imported.connect(print)\n"
        "    def look():\n"
        "        if it.work.archive is None: return\n"
        "        timer.stop(); it.work.import_paths([Path(sys.argv[2])])\n"
        "    timer = QTimer(it, interval=50); timer.timeout.connect(look); timer.start()\n"
        "    return it\n"
        "app._window = window\n"
        "if __name__ == '__main__': sys.exit(app.run(sys.argv[1]))\n"
    )
    script = tmp_path / "window.py"
    script.write_text(code)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(script), str(chronicle), str(many)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as program:
        for _ in range(1200):
            if program.poll() is not None or Memory().begun(str(chronicle)).done >= 2:
                break
            time.sleep(0.05)
        program.send_signal(number)
        _, said = program.communicate(timeout=60)  # its reading process holds the pipe as well
    assert program.returncode == (0 if number == signal.SIGTERM else -number), said
    assert b"Traceback" not in said
    begun = Memory().begun(str(chronicle))
    assert begun.exact is (number == signal.SIGTERM)
    window = opened(chronicle)
    kept = len(texts(window.page.filters.sources))
    assert 2 <= begun.done <= kept < 30
    assert window.notice.text.text() == told(begun)
