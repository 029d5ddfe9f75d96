"""What commands write reaches whoever reads it, steers no terminal, and is said when it can't."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from desktop.about import version
from desktop.cli import main
from desktop.columns import Columns, Room, wide, wrapped
from models.errors import FailedError
from models.importing.routine import import_files
from models.printable import printable
from models.store.faults import sentence
from models.store.store import Store
from tests.steps import finish

ROOT = Path(__file__).parent.parent.parent
HOSTILE = "\x1b]0;pwned\x07"
ARTICLE = (
    "Minister Ada Brandvold visited Peru on 3 March 2021.\n\n"
    f"Ada Brandvold said: “We will {HOSTILE} never give \x1b[2J in to \x9b31m Chile”.\n"
)
posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """Return a chronicle read from an article whose text and name would steer a terminal."""
    folder = tmp_path_factory.mktemp("hostile")
    article = folder / "a\nb\x1b[31m.txt"
    article.write_text(ARTICLE)
    store = Store.open(folder / "c.sqlite")
    finish(import_files(store, [article]))
    store.close()
    return folder / "c.sqlite"


def shell(line: str, **more) -> subprocess.CompletedProcess[str]:
    """Run ``line`` where ``$D`` is the program and ``$DB`` may be given."""
    environment = {**os.environ, "D": f"{sys.executable} -m desktop", **more}
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@posix
@pytest.mark.parametrize(
    "command",
    ["list", "list --json", "export", "export --format csv", "check", "read $DB.txt", "--version"],
)
@pytest.mark.parametrize("end", [">&-", ">/dev/full"])
def test_an_output_that_takes_nothing_is_one_sentence(
    story: Path, articles: Path, tmp_path: Path, command: str, end: str
) -> None:
    (tmp_path / "s.sqlite.txt").write_bytes((articles / "flood.txt").read_bytes())
    os.link(story, tmp_path / "s.sqlite")
    database = "" if command in ("--version", "read $DB.txt") else "--database $DB"
    done = shell(f"$D {command} {database} {end}", DB=str(tmp_path / "s.sqlite"))
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("dateline: Standard output ")
    assert done.stderr.count("\n") == 1


@posix
def test_nothing_is_imported_where_the_report_cannot_be_written(
    articles: Path, tmp_path: Path
) -> None:
    done = shell(f"$D import '{articles}' --database $DB >&-", DB=str(tmp_path / "c.sqlite"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "c.sqlite").exists()


@posix
@pytest.mark.parametrize("command", ["list", "list --json", "export", "export -o /dev/stdout"])
def test_somebody_who_reads_only_the_beginning_hears_of_no_failure(
    crowd: Path, command: str
) -> None:
    done = shell(f"$D {command} --database $DB | head -c 10", DB=str(crowd))
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout) == 10


@posix
def test_closed_outputs_do_not_get_into_what_is_written(story: Path, tmp_path: Path) -> None:
    done = shell(f"$D export -o {tmp_path}/out.json --database $DB >&- 2>&- <&-", DB=str(story))
    assert done.returncode == 0
    assert json.loads((tmp_path / "out.json").read_text("utf8"))["events"]


@posix
def test_an_export_may_go_to_standard_output_by_any_name(story: Path, tmp_path: Path) -> None:
    plain = shell("$D export --format csv --database $DB", DB=str(story))
    assert (plain.returncode, plain.stderr) == (0, "")
    for name in ("-", "/dev/stdout", "/dev/fd/1"):
        done = shell(f"$D export --format csv -o {name} --database $DB | cat", DB=str(story))
        assert (done.returncode, done.stderr, done.stdout) == (0, "", plain.stdout)
        file = tmp_path / "log.txt"
        file.write_text("before\n")
        line = f"$D export --format csv -o {name} --database $DB >> {file}"
        assert shell(line, DB=str(story)).returncode == 0
        assert file.read_text("utf8") == "before\n" + plain.stdout
    assert shell("$D export -o /dev/null --database $DB", DB=str(story)).returncode == 0
    assert not Path("/dev/null").is_file()
    assert not (ROOT / "-").exists()


@posix
def test_nothing_from_an_article_steers_the_terminal(hostile: Path, tmp_path: Path) -> None:
    for command in ("list", "list --json", "export", "check", "list --search brandvold"):
        done = shell(f"$D {command} --database $DB", DB=str(hostile))
        assert done.returncode == 0
        assert all(printable(line) == line for line in done.stdout.replace("\t", " ").splitlines())
        assert "pwned" in done.stdout or command == "check"
    article = tmp_path / "x\ny\x1b[31m\u202e.txt"
    article.write_text(ARTICLE)
    empty = tmp_path / "e\x1b[0m\n.txt"
    empty.write_text("")
    done = shell(
        f"$D import \"$A\" \"$E\" --database {tmp_path}/d.sqlite && $D import \"$A\" --json "
        f"--database {tmp_path}/d.sqlite; $D import \"$E\" --database {tmp_path}/d.sqlite",
        A=str(article), E=str(empty),
    )  # fmt: skip
    assert done.returncode == 2
    lines = done.stdout.splitlines() + done.stderr.splitlines()
    assert len(lines) >= 5
    assert sum("\\x1b[" in line for line in lines) >= 4
    assert all(printable(line) == line for line in lines)


def test_a_lock_is_a_failure_and_no_wrong_use(story: Path, tmp_path: Path, capsys) -> None:
    path = tmp_path / "s.sqlite"
    path.write_bytes(story.read_bytes())
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA locking_mode = exclusive")
        other.execute("BEGIN EXCLUSIVE")
        assert main(["list", "--database", str(path)]) == 1
    other.close()
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "locked by another program" in said.err


@pytest.mark.parametrize(
    ("name", "failed"),
    [
        ("SQLITE_BUSY", True),
        ("SQLITE_BUSY_SNAPSHOT", True),
        ("SQLITE_LOCKED", True),
        ("SQLITE_PROTOCOL", True),
        ("SQLITE_FULL", True),
        ("SQLITE_IOERR_WRITE", True),
        ("SQLITE_NOTADB", False),
        ("SQLITE_CORRUPT", False),
        ("SQLITE_READONLY", False),
        ("SQLITE_CANTOPEN", False),
    ],
)
def test_what_may_work_later_failed_and_what_never_will_was_unusable(
    name: str, failed: bool
) -> None:
    fault = sqlite3.OperationalError("said by the database")
    fault.sqlite_errorname = name
    told = sentence(fault, "c.sqlite")
    assert told is not None
    assert isinstance(told, FailedError) == failed


def test_the_version_is_that_of_the_project() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--version"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == f"dateline {version()}\n"
    assert f'\nversion = "{version()}"\n' in (ROOT / "pyproject.toml").read_text("utf8")


ROOMS = (Room(3, 2, 5), Room(1, 6, 10, share=1), Room(4, 8, 12, share=3))
ROWS = (("1", "Ada, Tomas", "met in Port Elsa and went on to Lima"), ("22", "", "李明 met Zoë́"))


@pytest.mark.parametrize("width", [200, 80, 40, 21, 15, 10, 3, 1])
def test_columns_fit_any_terminal_and_lose_no_word(width: int) -> None:
    columns = Columns(("Id", "Who", "Event"), ROOMS, ROWS, width)
    for row in (("Id", "Who", "Event"), *ROWS, ("3", "x" * 50, "y" * 300)):
        lines = list(columns.row(row))
        assert max(map(wide, lines)) <= max(width, 2)  # a Chinese letter takes two
        shown = "".join("".join(lines).split())
        assert all(letter in shown for letter in row[2] if not letter.isspace())
        assert shown.count("y") == row[2].count("y")
    if width >= 40:
        starts = {line.index("met") for row in ROWS for line in columns.row(row) if "met" in line}
        assert max(starts) - min(starts) <= 5  # behind two letters that are twice as wide


def test_a_long_word_goes_on_below() -> None:
    assert wrapped("a bb cccccc", 4) == ["a bb", "cccc", "cc"]
    assert wrapped("", 4) == [""]
    assert wrapped("李明李明", 4) == ["李明", "李明"]


@contextmanager
def terminal(columns: int) -> Iterator[tuple[int, Callable[[], str]]]:
    """A terminal of some width: its number, and what was shown on it when all is done."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, columns))

    def shown() -> str:
        os.close(slave)
        parts = []
        with suppress(OSError):  # Linux says so when nobody writes any more
            while part := os.read(master, 65536):
                parts.append(part)
        return b"".join(parts).decode()

    try:
        yield slave, shown
    finally:
        os.close(master)


@posix
@pytest.mark.parametrize("width", [30, 80, 200])
def test_a_list_fits_the_terminal(story: Path, width: int) -> None:
    command = [sys.executable, "-m", "desktop", "list", "--database", str(story)]
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
    with terminal(width) as (number, shown):
        subprocess.run(command, cwd=ROOT, env=environment, stdout=number, check=True)
        lines = shown().splitlines()
    assert lines[0].split()[:2] == ["Id", "Date"]
    assert max(map(wide, lines)) <= width
    assert len(lines) > 8


@posix
@pytest.mark.parametrize("command", ["export --format csv", "export -o -", "list", "list --json"])
def test_nothing_steers_a_terminal_that_data_is_shown_on(hostile: Path, command: str) -> None:
    program = [sys.executable, "-m", "desktop", *command.split(), "--database", str(hostile)]
    with terminal(100) as (number, shown):
        subprocess.run(program, cwd=ROOT, stdout=number, check=True)
        seen = shown()
    assert "pwned" in seen.replace("\r\n", "").replace(" ", "")
    assert all(printable(line) == line for line in seen.replace("\r\n", "\n").split("\n"))
