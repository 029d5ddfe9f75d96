"""Sets up Dateline in a folder of its own and runs it.

    python3 run.py                     open the window
    python3 run.py test [ARGS]         run every check and test; ARGS go to pytest
    python3 run.py -- ARGS             run a dateline command, e.g. -- import articles

The first run makes .venv beside this file and installs the locked versions into it; later runs
start at once. Needs Python 3.11 to 3.14 and nothing else; the standard library is all it uses.
"""

# This file must be readable by every Python 3, so that an old one can say what is wrong: no
# f-strings, no annotated variables, no newer syntax.
import contextlib
import ctypes
import hashlib
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from typing import Callable, Iterator, Optional

OLDEST = (3, 11)
NEWEST = (3, 14)
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
STAMP = os.path.join(VENV, "dateline.json")
LOCK = os.path.join(ROOT, ".venv.lock")
LOCKED = {"run": "requirements.txt", "test": os.path.join("tests", "requirements.txt")}

# The shared libraries that Qt loads on Linux, and the Debian or Ubuntu packages they come in (the
# first name that the system knows). A window on X11 needs the second set as well.
QT_LIBRARIES = {
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
}
XCB_LIBRARIES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
}


class SetUpError(Exception):
    """The set-up cannot go on; the text tells the user why and what to do."""


def main(arguments: "list[str]") -> int:
    """Set up what is missing, then do what was asked for; return the exit status."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 0
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return run_with_another_python(arguments)
    testing = arguments[:1] == ["test"]
    if not testing and arguments and arguments[0] != "--":
        return complain(
            "run.py does not know '%s': python3 run.py, python3 run.py test, or "
            "python3 run.py -- COMMAND." % arguments[0]
        )
    rest = arguments[1:]
    window = not testing and opens_window(rest)
    try:
        if window and not has_display(os.environ):
            raise SetUpError(
                "No display to open a window on: start this in a desktop session (or under "
                "xvfb-run), or use the commands that need none: python3 run.py -- --help"
            )
        set_up(testing=testing, window=window)
        return run_checks(rest) if testing else run_dateline(rest)
    except SetUpError as fault:
        return complain(str(fault))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def complain(sentence: str) -> int:
    """Say one sentence on standard error; return the exit status for wrong use."""
    print(sentence, file=sys.stderr)
    return 2


def say(sentence: str) -> None:
    """Tell what is going on, on standard error: standard output belongs to the command."""
    print(sentence, file=sys.stderr)
    sys.stderr.flush()


def run_with_another_python(arguments: "list[str]") -> int:
    """Go on with a Python that fits, if one is installed; otherwise say what is needed."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and answers(found):
            return wait_for([found, os.path.abspath(__file__)] + arguments)  # noqa: RUF005 - old
    return complain(
        "Dateline needs Python 3.11 to 3.14, and this is Python %d.%d: install one of them "
        "(https://www.python.org/downloads/) and run this again with it." % sys.version_info[:2]
    )


def answers(python: str) -> bool:
    """Tell whether this interpreter starts: a shim on the path may stand for none."""
    try:
        return subprocess.call([python, "-c", ""], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def opens_window(arguments: "list[str]") -> bool:
    """Tell whether these arguments of dateline name no command, so that the window opens."""
    rest = list(arguments)
    while rest and rest[0].startswith("--database"):
        rest = rest[2:] if rest[0] == "--database" else rest[1:]
    return not rest


def has_display(environment: "os._Environ[str] | dict[str, str]") -> bool:
    """Tell whether a window can be shown; a stale DISPLAY of this machine counts as none."""
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return True
    if environment.get("WAYLAND_DISPLAY"):
        return True
    display = environment.get("DISPLAY", "")
    if not display.startswith(":"):
        return bool(display)
    place = "/tmp/.X11-unix/X" + display[1:].split(".")[0]
    for address in (place, "\0" + place):
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as line:
            if line.connect_ex(address) == 0:
                return True
    return False


def wanted_state() -> "dict[str, str]":
    """Return what a complete environment is made from: the Python and the locked versions."""
    state = {"python": "%s %s %s" % (sys.version, platform.machine(), sys.base_prefix)}
    for name, path in LOCKED.items():
        with open(os.path.join(ROOT, path), "rb") as file:
            state[name] = hashlib.sha256(file.read()).hexdigest()
    return state


def read_stamp() -> "dict[str, str]":
    """Return what the environment was made from; empty where it was never finished."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            state = json.load(file)
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_stamp(state: "dict[str, str]") -> None:
    """Note what the environment is made from, whole or not at all."""
    with open(STAMP + ".new", "w", encoding="utf-8") as file:
        json.dump(state, file)
    os.replace(STAMP + ".new", STAMP)


def steps_to_do(
    wanted: "dict[str, str]", have: "dict[str, str]", *, testing: bool, libraries: bool
) -> "list[str]":
    """Return the steps that lead from the environment there is to the one wanted, in order."""
    if have.get("python") != wanted["python"]:
        steps = ["python", "run"]
        have = {}
    else:
        steps = [] if have.get("run") == wanted["run"] else ["run"]
    if testing and have.get("test") != wanted["test"]:
        steps.append("test")
    if libraries and (steps or have.get("libraries") != "all"):
        steps.append("libraries")
    return steps


def set_up(*, testing: bool, window: bool) -> None:
    """Bring the environment to the locked versions; raises SetUpError with what to do."""
    wanted = wanted_state()
    linux = sys.platform.startswith("linux")

    def pending() -> "list[str]":
        have = read_stamp() if os.path.exists(PYTHON) else {}
        steps = steps_to_do(wanted, have, testing=testing, libraries=linux)
        # A command needs no window: missing libraries are no reason to ask at every start.
        return [] if steps == ["libraries"] and not (testing or window) else steps

    if not pending():
        return
    try:
        with one_at_a_time():
            steps = pending()
            if steps:
                follow(steps, wanted)
    except OSError as fault:
        raise SetUpError("Cannot set up in %s: %s." % (ROOT, fault)) from None
    if linux:
        demand_libraries(testing=testing, window=window)


def follow(steps: "list[str]", wanted: "dict[str, str]") -> None:
    """Do the steps; what is finished is noted after each, so that a broken run goes on there."""
    state = read_stamp()
    if "python" in steps:
        say("Setting up Dateline in %s (once; about 200 MB to download) ..." % VENV)
        make_environment()
        state = {"python": wanted["python"]}
    for name in ("run", "test"):
        if name in steps:
            state.pop(name, None)
            if os.path.exists(STAMP):
                write_stamp(state)
            install(name)
            state[name] = wanted[name]
            write_stamp(state)
    if "libraries" in steps:
        missing = missing_libraries()
        if missing and apt_install(packages_of(missing)):
            missing = missing_libraries()
        if not missing:
            state["libraries"] = "all"
            write_stamp(state)


@contextlib.contextmanager
def one_at_a_time() -> "Iterator[None]":
    """Hold the set-up lock; the system frees it should this process die."""
    with open(LOCK, "a+", encoding="utf-8") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.3)
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("Another set-up is under way in this folder; waiting for it ...")
                fcntl.flock(file, fcntl.LOCK_EX)
            yield


def make_environment() -> None:
    """Make an empty .venv with pip in it; raises SetUpError where this Python cannot."""
    shutil.rmtree(VENV, ignore_errors=True)
    python = getattr(sys, "_base_executable", None) or sys.executable
    if run_quietly([python, "-m", "venv", VENV]):
        return
    # Debian and Ubuntu keep ensurepip in a package of its own.
    package = "python%d.%d-venv" % sys.version_info[:2]
    if apt_install([package]) and run_quietly([python, "-m", "venv", "--clear", VENV]):
        return
    if run_quietly([python, "-m", "virtualenv", "--clear", VENV]):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    raise SetUpError(
        "This Python cannot make an environment: run 'sudo apt-get install %s' (elsewhere: install "
        "Python's venv and ensurepip modules), then run this again." % package
    )


def run_quietly(command: "list[str]") -> bool:
    """Run a command without a word from it; return whether it worked."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except OSError:
        return False
    return done.returncode == 0


def install(name: str) -> None:
    """Install one set of locked versions into the environment, with pip's own progress shown."""
    if not run_quietly([PYTHON, "-m", "pip", "--version"]):
        run_quietly([PYTHON, "-m", "ensurepip"])
    say("Installing %s ..." % ("the program" if name == "run" else "the checks and tests"))
    command = [
        PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps",
        "--only-binary", ":all:", "--require-hashes", "-r", os.path.join(ROOT, LOCKED[name]),
    ]  # fmt: skip
    # Settings meant for other installs would send the packages elsewhere, or find them there.
    off = (
        "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONHOME",
        "PYTHONPATH",
    )  # fmt: skip
    environment = {key: value for key, value in os.environ.items() if key not in off}
    if subprocess.call(command, stdout=sys.stderr.fileno(), env=environment, cwd=ROOT):
        raise SetUpError(
            "The locked versions could not be installed; pip says why above. Check the internet "
            "connection and that 1 GB of disk is free, then run this again: it goes on from here."
        )


def missing_libraries() -> "list[str]":
    """Return the shared libraries that Qt will look for and that do not load here."""
    missing = []
    for name in list(QT_LIBRARIES) + list(XCB_LIBRARIES):
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def demand_libraries(*, testing: bool, window: bool) -> None:
    """Raise SetUpError naming what to install, if Qt cannot do what is asked for without it."""
    if not (testing or window) or read_stamp().get("libraries") == "all":
        return
    on_x11 = window and not (os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))
    missing = [name for name in missing_libraries() if on_x11 or name in QT_LIBRARIES]
    if missing:
        raise SetUpError(libraries_advice(missing, shutil.which))


def libraries_advice(missing: "list[str]", which: "Callable[[str], Optional[str]]") -> str:
    """Return the one line that says how to get these shared libraries on this system."""
    again = "then run this again."
    if which("apt-get"):
        names = " ".join(packages_of(missing))
        return "Qt needs shared libraries: run 'sudo apt-get install %s', %s" % (names, again)
    if which("dnf"):
        names = " ".join("'%s()(64bit)'" % name for name in missing)
        return "Qt needs shared libraries: run sudo dnf install %s, %s" % (names, again)
    names = ", ".join(missing)
    return "Qt needs shared libraries: install those with %s, %s" % (names, again)


def packages_of(libraries: "list[str]") -> "list[str]":
    """Return the Debian packages of these libraries, by the names this release uses."""
    known = {**QT_LIBRARIES, **XCB_LIBRARIES}
    return [first_known(known[library]) for library in libraries]


def first_known(names: "tuple[str, ...]") -> str:
    """Return the first of these package names that apt knows, or else the last."""
    for name in names[:-1]:
        try:
            shown = subprocess.check_output(["apt-cache", "show", name], stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            continue
        if shown.strip():
            return name
    return names[-1]


def apt_install(packages: "list[str]") -> bool:
    """Install Debian packages where that needs no question; return whether it worked."""
    if not (sys.platform.startswith("linux") and shutil.which("apt-get")):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not run_quietly([*prefix, "true"]):
        return False
    say("Installing system packages by apt: %s ..." % " ".join(packages))
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    install_command = [*apt, "-y", "--no-install-recommends", "install", *packages]
    out = sys.stderr.fileno()
    if subprocess.call(install_command, stdout=out, stderr=subprocess.DEVNULL) == 0:
        return True
    # A fresh system has no package lists yet.
    subprocess.call([*apt, "update"], stdout=out)
    return subprocess.call(install_command, stdout=out) == 0


def run_dateline(arguments: "list[str]") -> int:
    """Run a dateline command, or the window, in the caller's folder."""
    # -P: a folder named "models" where the user stands must not be taken for ours.
    command = [PYTHON, "-P", "-m", "desktop", *arguments]
    environment = project_environment()
    if os.name != "nt":
        sys.stdout.flush()
        sys.stderr.flush()
        # In this process's place: signals and the exit status pass straight through.
        os.execve(PYTHON, command, environment)
    return wait_for(command, environment)


def project_environment() -> "dict[str, str]":
    """Return the environment in which the project's packages are found."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
    environment["PYTHONPATH"] = ROOT
    return environment


def run_checks(arguments: "list[str]") -> int:
    """Run lint, format, types, import contracts and tests; return the first failure's status."""
    environment = project_environment()
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Hundreds of tests start Dateline as a program of its own: let it be compiled once.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    module = [PYTHON, "-P", "-m"]
    contracts = "from importlinter.cli import lint_imports_command as go; go()"
    workers = ["-n", str(max(1, min(4, os.cpu_count() or 1)))]
    checks = [
        ("lint", [*module, "ruff", "check", "."]),
        ("format", [*module, "ruff", "format", "--check", "."]),
        ("types", [*module, "mypy"]),
        ("import contracts", [PYTHON, "-P", "-c", contracts, "--no-cache"]),
        ("tests", [*module, "pytest", *(arguments or workers)]),
    ]
    first = 0
    failed = []  # type: list[str]
    for name, command in checks:
        if failed and name == "tests":
            print("== failed so far: " + ", ".join(failed))
        print("== " + name)
        sys.stdout.flush()
        status = wait_for(command, environment, ROOT)
        if status:
            failed.append(name)
            first = first or status
    return first


def wait_for(
    command: "list[str]", environment: "dict[str, str] | None" = None, folder: "str | None" = None
) -> int:
    """Run a command to its end; Ctrl+C reaches it as well, so it is left to end by itself."""
    process = subprocess.Popen(command, env=environment, cwd=folder)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.wait()
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
