"""Set up Dateline and run it: ``python3 run.py`` opens the window, ``python3 run.py test`` runs the
checks and tests, ``python3 run.py -- ARGS`` runs any dateline command. Standard library only."""

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "dateline-stamp"
LOCK = ROOT / ".venv.lock"
OLDEST = (3, 11)

# Debian/Ubuntu packages by the shared library that Qt's offscreen and xcb platforms load.
QT_LIBRARIES = {
    "glib-2.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "GL": ("libgl1",),
    "EGL": ("libegl1",),
    "xkbcommon": ("libxkbcommon0",),
    "dbus-1": ("libdbus-1-3",),
    "fontconfig": ("libfontconfig1",),
    "xcb-cursor": ("libxcb-cursor0",),
    "xcb-icccm": ("libxcb-icccm4",),
    "xcb-keysyms": ("libxcb-keysyms1",),
    "xcb-shape": ("libxcb-shape0",),
    "xkbcommon-x11": ("libxkbcommon-x11-0",),
}


def main(arguments: "list[str]") -> int:
    """Set up what is missing, then run what was asked for; returns the exit status."""
    if sys.version_info < OLDEST:
        return complain(
            "Dateline needs Python 3.11 or newer, this is %d.%d: install a newer Python and run "
            "this again with it." % sys.version_info[:2]
        )
    testing = arguments[:1] == ["test"]
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
        command = True
    else:
        command = False
        if arguments and not testing:
            return complain(
                "Use: python3 run.py | python3 run.py test [pytest arguments] | "
                "python3 run.py -- ARGUMENTS of dateline"
            )
    try:
        with only_one():
            problem = set_up(testing=testing)
    except subprocess.CalledProcessError as fault:
        return complain(f"Setting up failed (exit {fault.returncode}); see the lines above.")
    if problem:
        return complain(problem)
    if testing:
        return run_tests(arguments[1:])
    if not command and no_display():
        return complain(
            "There is no display to open a window on: run this in a desktop session, or use "
            "'python3 run.py -- --help' for the commands that need none."
        )
    return call([str(python()), "-m", "desktop", *arguments])


def complain(sentence: str) -> int:
    """Say one sentence on standard error; returns exit status 2."""
    print(sentence, file=sys.stderr)
    return 2


def python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def no_display() -> bool:
    """Whether a window cannot be shown here."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class only_one:  # noqa: N801 - reads as a sentence where it is used
    """Let one set-up run at a time; a lock older than half an hour is a dead one."""

    def __enter__(self) -> None:
        while True:
            try:
                os.close(os.open(LOCK, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                try:
                    if time.time() - LOCK.stat().st_mtime > 1800:
                        LOCK.unlink()
                        continue
                except FileNotFoundError:
                    continue
                time.sleep(0.3)
            else:
                return

    def __exit__(self, *_: object) -> None:
        LOCK.unlink(missing_ok=True)


def fingerprint() -> str:
    """What the environment is made from: the lock and this Python."""
    locked = (ROOT / "requirements.txt").read_bytes() + (ROOT / "requirements-dev.txt").read_bytes()
    return hashlib.sha256(locked + sys.version.encode()).hexdigest()


def set_up(*, testing: bool) -> "str | None":
    """Make the environment if it is not there yet; returns a sentence if that cannot be done."""
    want = fingerprint()
    have = STAMP.read_text().split() if STAMP.exists() else []
    fresh = want in have
    if fresh and (not testing or "test" in have):
        return None
    if not fresh and VENV.exists() and STAMP.exists():
        shutil.rmtree(VENV)
    if not python().exists():
        print("Making the environment in .venv …", file=sys.stderr, flush=True)
        if problem := make_environment():
            return problem
    name = "requirements-dev.txt" if testing else "requirements.txt"
    print(f"Installing the locked versions of {name} (once) …", file=sys.stderr, flush=True)
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "install", "--require-hashes"]
    subprocess.run([*pip, "--no-deps", "-r", str(ROOT / name)], check=True, stdout=sys.stderr)
    if problem := install_qt_libraries():
        return problem
    STAMP.write_text(want + (" test" if testing or "test" in have else ""))
    return None


def make_environment() -> "str | None":
    """``python -m venv``, with Debian's missing ensurepip installed where that may be done."""
    for attempt in (1, 2):
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True, text=True
        )
        if made.returncode == 0:
            return None
        package = "python%d.%d-venv" % sys.version_info[:2]
        if attempt == 2 or not apt([(package,)]):
            break
    return f"Python cannot make an environment here: run 'apt-get install {package}', then again."


def install_qt_libraries() -> "str | None":
    """The shared libraries Qt needs, by apt where that is possible; else a sentence."""
    if not sys.platform.startswith("linux"):
        return None
    missing = [QT_LIBRARIES[x] for x in QT_LIBRARIES if ctypes.util.find_library(x) is None]
    if not missing:
        return None
    names = " ".join(choices[-1] for choices in missing)
    if shutil.which("apt-get") and apt(missing):
        return None
    probe = subprocess.run(
        [str(python()), "-c", "import PySide6.QtWidgets"], check=False, capture_output=True
    )
    if probe.returncode == 0:
        return None
    return f"Qt needs shared libraries: run 'sudo apt-get install {names}' (or your system's), then again."


def apt(wanted: "list[tuple[str, ...]]") -> bool:
    """Install Debian packages, the first name of each that exists; False where that may not be."""
    sudo: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        if (
            not shutil.which("sudo")
            or subprocess.run(["sudo", "-n", "true"], check=False).returncode
        ):
            return False
        sudo = ["sudo", "-n"]
    if not shutil.which("apt-get"):
        return False
    print("Installing system libraries by apt (once) …", file=sys.stderr, flush=True)
    subprocess.run([*sudo, "apt-get", "-qq", "update"], check=False, stdout=sys.stderr)
    names = []
    for choices in wanted:
        for name in choices:
            shown = subprocess.run(
                ["apt-cache", "show", name], check=False, capture_output=True, text=True
            )
            if shown.returncode == 0 and shown.stdout:
                names.append(name)
                break
    install = ["apt-get", "-qq", "-y", "--no-install-recommends", "install", *names]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run([*sudo, *install], check=False, stdout=sys.stderr, env=environment)
    return done.returncode == 0


def run_tests(arguments: "list[str]") -> int:
    """Lint, types, import contracts, tests; the first failure's status, after all have run."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    module = [str(python()), "-m"]
    contracts = (
        "import sys; sys.path.insert(0, '.'); "
        "from importlinter.cli import lint_imports_command as go; go()"
    )
    checks = [
        ("lint", [*module, "ruff", "check", "."]),
        ("format", [*module, "ruff", "format", "--check", "."]),
        ("types", [*module, "mypy"]),
        ("import contracts", [str(python()), "-c", contracts, "--no-cache"]),
        ("tests", [*module, "pytest", *arguments]),
    ]
    worst = 0
    for name, command in checks:
        print(f"== {name}", flush=True)
        status = call(command)
        if status:
            print(f"== {name} failed ({status})", flush=True)
        worst = worst or status
    return worst


def call(command: "list[str]") -> int:
    """Run a command from the project's folder; returns its exit status, also for Ctrl+C."""
    try:
        return subprocess.run(command, check=False, cwd=ROOT).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
