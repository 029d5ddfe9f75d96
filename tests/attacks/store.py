"""Fail or kill at every write, and see what is left: ``python -m tests.attacks.store [NAME]...``.

Linux with a C compiler only; run by hand. Each trial is a process of its own whose n-th call that
writes fails (the disk is full, or reports an error, once or from then on) or kills it. Names are
those of ``WORK`` below; each line tells how many trials there were, and which of them went wrong.
"""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from sqlalchemy import select

from models.edits import actors, events, history
from models.edits.deciding import decide
from models.edits.filters import forget_filter, name_filter, rename_filter
from models.errors import KnownError
from models.importing import routine
from models.importing.readings import FileTask, Reading, Task, read_task
from models.importing.routine import import_files
from models.importing.workers import Workers
from models.queries.integrity import check
from models.schema.actors import Actor
from models.schema.events import Event
from models.store import upgrading
from models.store.store import Store
from tests.steps import finish

HERE = Path(__file__).parent
SHIM = Path(tempfile.gettempdir(), f"dateline-writes-{os.getuid()}.so")
Work = Callable[[Path], None]
FULL, BROKEN = errno.ENOSPC, errno.EIO
FAILING = {"full": FULL, "full from then on": -1000 - FULL, "error": BROKEN,
           "error from then on": -1000 - BROKEN}  # fmt: skip
KILLED = {"killed before": 0, "killed halfway": -1, "killed after": -2}
ARTICLE = (
    "Norwegian Foreign Minister Astrid Solheim visited Peru on {day} March 2021.\n\n"
    "She met President Olav Brandt in Lima and criticised Sweden.\n"
)


def read_once(task: Task) -> Reading:
    """Read what was not read yet: all of a trial is to be writing."""
    return _read(replace(task, path=Path(task.path.name)) if isinstance(task, FileTask) else task)


_read = cache(read_task)


def make(folder: Path) -> None:
    Store.open(folder / "c.sqlite").close()


def bring(folder: Path) -> None:
    store = Store.open(folder / "c.sqlite")
    finish(import_files(store, [folder / "articles"]))
    store.close()


def take_back(folder: Path) -> None:
    store = Store.open(folder / "c.sqlite")
    for step in (history.undo, history.undo, history.redo, history.redo, history.undo):
        step(store)
    store.close()


def edit(folder: Path) -> None:
    store = Store.open(folder / "c.sqlite")
    for each in (name_filter("One", "a"), name_filter("Two", "b"), rename_filter(1, "Three"),
                 name_filter("two", "c"), forget_filter(1)):  # fmt: skip
        history.do(store, each)
        history.undo(store)
        history.redo(store)
    store.close()


def correct(folder: Path) -> None:
    store = Store.open(folder / "c.sqlite")
    with store.reading() as session:
        told = list(session.scalars(select(Event.id).order_by(Event.id)))
        people = list(
            session.scalars(select(Actor.id).where(Actor.kind == "person").order_by(Actor.id))
        )
    for act in (
        events.review(told[:2], "rejected"),
        events.set_fields(told[0], {"date": "2020", "place": "Rome"}),
        events.claim(told[0], "denies", "Ann Ek"),
        events.tag(told, "seen"),
        actors.merge(people[:2]),
        actors.note_actor(people[0], "Who is it?"),
        actors.forget(people[-1]),
    ):
        decide(store, act)
        history.undo(store)
        history.redo(store)
    store.close()


WORK: dict[str, tuple[str, Work]] = {
    "make": ("nothing", make),
    "import": ("empty", bring),
    "undo": ("filled", take_back),
    "edit": ("filled", edit),
    "correct": ("filled", correct),
    "upgrade": ("old", make),
}


def beginnings(folder: Path) -> None:
    """Make what the trials begin with."""
    articles = folder / "nothing" / "articles"
    articles.mkdir(parents=True)
    for day in range(1, 4):
        (articles / f"{day}.txt").write_text(ARTICLE.format(day=day), "utf8")
    shutil.copytree(folder / "nothing", folder / "empty")
    make(folder / "empty")
    shutil.copytree(folder / "nothing", folder / "old")
    (folder / "old" / "c.sqlite").touch()
    upgrading.migrate(folder / "old" / "c.sqlite", "0001")
    shutil.copytree(folder / "empty", folder / "filled")
    bring(folder / "filled")


def wrong(folder: Path, *, made: bool) -> Iterable[str]:
    """What is wrong with what a trial left."""
    path = folder / "c.sqlite"
    try:
        store = Store.open(path, create=made)
        with store.reading() as session:
            yield from finish(check(session))
        store.close()
    except KnownError as fault:
        yield str(fault)
    names = {each.name for each in folder.iterdir()} - {"c.sqlite", "articles"}
    copies = [name for name in names if name.startswith("c.before-") and name.endswith(".sqlite")]
    yield from (f"left: {name}" for name in names.difference(copies))
    for name in copies:
        shutil.copy(folder / name, folder / "copy.sqlite")
        try:
            Store.open(folder / "copy.sqlite").close()
        except KnownError as fault:
            yield f"{name}: {fault}"


def trial(begin: Path, folder: Path, work: Work, at: int, how: int) -> tuple[int, int]:
    """Work in a copy, with the n-th write failing; the exit status and the writes there were."""
    shutil.copytree(begin, folder)
    counted = folder.with_suffix(".count")
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1], int(counted.read_text() if counted.exists() else 0)
    shim = ctypes.CDLL(str(SHIM))
    shim.strike(at, how)
    status = 0
    try:
        work(folder)
    except KnownError:
        status = 1
    except BaseException as fault:  # noqa: BLE001 - what a user would see as our mistake
        sys.stderr.write(f"{type(fault).__name__}: {str(fault)[:300]}\n")
        status = 2
    made = shim.calls()
    shim.strike(-1, 0)
    counted.write_text(str(made))
    os._exit(status)


def attack(name: str, kind: str, how: int, home: Path, most: int) -> None:
    """Try every n, or ``most`` of them."""
    begin, work = WORK[name]
    _, writes = trial(home / begin, home / "count", work, -1, 0)
    shutil.rmtree(home / "count")
    tried, bad = 0, []
    for at in range(1, writes + 1, max(1, writes // most)):
        folder = home / f"{name}-{at}"
        status, _ = trial(home / begin, folder, work, at, how)
        tried += 1
        found = list(wrong(folder, made=name == "make"))
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 2:
            found.append("a fault of ours")
        if found:
            bad.append(f"  write {at}: {'; '.join(found[:3])}")
        shutil.rmtree(folder)
        folder.with_suffix(".count").unlink(missing_ok=True)
    print(f"{name}, {kind}: {tried} tried, {len(bad)} bad", *bad[:5], sep="\n", flush=True)


def main() -> None:
    """Preload the shim, then attack."""
    if str(SHIM) not in os.environ.get("LD_PRELOAD", ""):
        build = ["cc", "-shared", "-fPIC", "-O1", "-o", str(SHIM), str(HERE / "writes.c"), "-ldl"]
        subprocess.run(build, check=True)
        os.environ["LD_PRELOAD"] = str(SHIM)
        os.execv(sys.executable, [sys.executable, "-m", "tests.attacks.store", *sys.argv[1:]])
    routine.Workers = partial(Workers, reading=read_once)
    home = Path(tempfile.mkdtemp(prefix="dateline-attack-"))
    os.environ["DATELINE_DATA"] = str(home / "own")
    beginnings(home)
    for name in sys.argv[1:] or WORK:
        for kind, how in (FAILING | KILLED).items():
            attack(name, kind, how, home, most=140 if name == "make" else 45)
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
