"""run.py: its decisions, and that any Python 3 can read it."""

import ast
import importlib.util
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return run.py as a module whose environment lies in a folder of this test."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(module, "STAMP", str(tmp_path / ".venv" / "dateline.json"))
    monkeypatch.setattr(module, "LOCK", str(tmp_path / ".venv.lock"))
    return module


def test_an_old_python_can_read_it() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match)
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, newer)]


def test_it_uses_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    names = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert names <= sys.stdlib_module_names


def test_an_unknown_word_is_refused_in_one_line() -> None:
    command = [sys.executable, str(ROOT / "run.py"), "tset"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "'tset'" in done.stderr


@pytest.mark.parametrize(
    ("have", "testing", "steps"),
    [
        ({}, False, ["python", "run", "libraries"]),
        ({}, True, ["python", "run", "test", "libraries"]),
        ({"python": "p", "run": "r", "libraries": "all"}, False, []),
        ({"python": "p", "run": "r", "libraries": "all"}, True, ["test", "libraries"]),
        ({"python": "p", "run": "r", "test": "t", "libraries": "all"}, True, []),
        ({"python": "p", "run": "old", "libraries": "all"}, False, ["run", "libraries"]),
        ({"python": "p", "run": "r"}, False, ["libraries"]),
        ({"python": "o", "run": "r", "test": "t"}, True, ["python", "run", "test", "libraries"]),
        ({"python": "p"}, False, ["run", "libraries"]),
    ],
)
def test_only_what_changed_is_done_again(
    run: ModuleType, have: dict[str, str], testing: bool, steps: list[str]
) -> None:
    wanted = {"python": "p", "run": "r", "test": "t"}
    assert run.steps_to_do(wanted, have, testing=testing, libraries=True) == steps


def test_an_install_that_breaks_off_is_begun_again(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {"python": "p", "run": "new", "test": "t"}
    run.write_stamp({"python": "p", "run": "old"})

    def broken(name: str) -> None:
        raise run.SetUpError("no network for " + name)

    monkeypatch.setattr(run, "install", broken)
    with pytest.raises(run.SetUpError):
        run.follow(["run"], wanted)
    assert "run" not in run.read_stamp()
    assert "run" in run.steps_to_do(wanted, run.read_stamp(), testing=False, libraries=False)


def test_a_broken_stamp_counts_as_none(run: ModuleType) -> None:
    Path(run.STAMP).write_text('{"python": ', encoding="utf-8")
    assert run.read_stamp() == {}


def test_two_set_ups_wait_for_each_other(
    run: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    order = []
    inside = threading.Event()
    may_end = threading.Event()

    def first() -> None:
        with run.one_at_a_time():
            inside.set()
            may_end.wait(20)
            order.append("first")

    def second() -> None:
        with run.one_at_a_time():
            order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert inside.wait(20)
    threads[1].start()
    threads[1].join(0.5)
    assert order == []
    may_end.set()
    for thread in threads:
        thread.join(20)
    assert order == ["first", "second"]
    assert "waiting" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--database", "a.dateline"], True),
        (["--database=a.dateline"], True),
        (["list"], False),
        (["--database", "a.dateline", "list"], False),
        (["--help"], False),
    ],
)
def test_only_the_window_asks_for_a_display(
    run: ModuleType, arguments: list[str], window: bool
) -> None:
    assert run.opens_window(arguments) is window


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of X11 and Wayland")
@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": "elsewhere:0"}, True),
        ({"DISPLAY": ":64999"}, False),
    ],
)
def test_a_display_is_known_by_more_than_its_name(
    run: ModuleType, environment: dict[str, str], shown: bool
) -> None:
    assert run.has_display(environment) is shown


@pytest.mark.parametrize(
    ("tool", "words"),
    [
        ("apt-get", "'sudo apt-get install libegl1 libxcb-cursor0',"),
        ("dnf", "sudo dnf install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)',"),
        ("none", "libEGL.so.1, libxcb-cursor.so.0"),
    ],
)
def test_what_qt_lacks_is_said_in_one_line(run: ModuleType, tool: str, words: str) -> None:
    def which(name: str) -> str | None:
        return "/usr/bin/" + name if name == tool else None

    said = run.libraries_advice(["libEGL.so.1", "libxcb-cursor.so.0"], which)
    assert words in said
    assert "\n" not in said


def test_debian_without_the_newer_name_gets_the_older(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name == "nt":
        pytest.skip("apt is a matter of Debian")
    apt = tmp_path / "apt-cache"
    apt.write_text('#!/bin/sh\n[ "$2" = libglib2.0-0t64 ] && exit 100\necho Package: $2\n')
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert run.packages_of(["libglib-2.0.so.0"]) == ["libglib2.0-0"]
    apt.write_text("#!/bin/sh\necho Package: $2\n")
    assert run.packages_of(["libglib-2.0.so.0"]) == ["libglib2.0-0t64"]


def test_packages_of_other_folders_are_not_taken_for_installed(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, str]] = []

    def call(_command: list[str], *, env: dict[str, str], **_more: object) -> int:
        seen.append(env)
        return 0

    monkeypatch.setenv("PYTHONPATH", "/somewhere/else")
    monkeypatch.setattr(run, "run_quietly", lambda _command: True)
    monkeypatch.setattr(run.subprocess, "call", call)
    monkeypatch.setattr(run.sys, "stderr", sys.__stderr__)
    run.install("test")
    assert "PYTHONPATH" not in seen[0]
    assert seen[0]["PATH"] == os.environ["PATH"]
