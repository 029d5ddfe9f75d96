"""Kill what decides, at any moment: ``python -m tests.attacks.decisions [N]``, by hand, on Linux.

Each of N trials (200) is a process that reviews, changes, joins, merges, splits, imports, reads
again by other versions of the reader, undoes and does again whatever is drawn, until ``kill -9``
ends it. What is left must open, pass the check, hold
whole steps only (those that were told as done, and one more at most), and be what composing gives.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from random import Random

from sqlalchemy import select

from models.edits import history
from models.errors import KnownError
from models.importing import readings
from models.importing.rereading import read_again
from models.importing.routine import import_files
from models.reading.doc import Doc, Hints
from models.schema.text import Document
from models.store.store import Store
from tests.models.composing import played
from tests.models.composing.rereadings import changed
from tests.steps import finish

TEXTS = 12
LONGEST = 1.5  # seconds until a process is killed, at most


DOCS = [played.drawn_doc(Random(number), number) for number in range(TEXTS)]


def begin(folder: Path) -> Path:
    """Make the chronicle that every trial begins with: half of the articles are in it."""
    readings.read = Changing(Random(7))
    for number, doc in enumerate(DOCS):
        (folder / f"{number}.txt").write_text(doc.text, "utf8")
    store = Store.open(folder / "begun.sqlite")
    finish(import_files(store, [folder / f"{number}.txt" for number in range(TEXTS // 2)], jobs=0))
    store.close()
    return folder / "begun.sqlite"


class Changing:
    """A reader that says of a text another time something else."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._docs = {doc.text: doc for doc in DOCS}

    def __call__(self, text: str, hints: Hints) -> Doc:
        doc = changed(self._docs[text], self._random)
        return replace(doc, hints=hints)


def import_or_read(store: Store, folder: Path, random: Random) -> bool:
    """Import some articles, or read some again; return whether it is a step."""
    if random.random() < 0.5:
        paths = [folder / f"{random.randrange(TEXTS)}.txt" for _ in range(3)]
        report = finish(import_files(store, paths, jobs=0))
        return any(each.status == "imported" for each in report.documents)
    with store.reading() as session:
        there = list(session.scalars(select(Document.id)))
    some = random.sample(there, min(3, len(there)))
    return finish(read_again(store, some)).step is not None


def work(path: Path, seed: int, told: int) -> None:
    """Decide, import, read again, undo and do again; tell of each step when it is stored."""
    random = Random(seed)
    readings.read = Changing(random)
    store = Store.open(path)
    os.write(told, b"-")
    while True:
        draw = random.random()
        try:
            if draw < 0.2:
                history.undo(store)
            elif draw < 0.3:
                history.redo(store)
            elif draw < 0.6:
                if import_or_read(store, path.parent, random):
                    os.write(told, b"s")
            else:
                act = played.drawn_act(store, random)
                if act is not None and played.try_act(store, act):
                    os.write(told, b"s")
        except KnownError:
            continue


def steps(store: Store) -> int:
    with store.reading() as session:
        return len(history.past(session))


def trial(begun: Path, folder: Path, seed: int) -> list[str]:
    """Kill one process; what is wrong with what it left."""
    path = folder / "killed.sqlite"
    shutil.copy(begun, path)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        try:
            work(path, seed, writer)
        finally:
            os._exit(1)
    os.close(writer)
    os.read(reader, 1)
    time.sleep(Random(seed).uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    told = b""
    while more := os.read(reader, 65536):
        told += more
    os.close(reader)
    wrong = [] if os.WIFSIGNALED(status) else ["it ended by itself"]
    store = Store.open(path)
    try:
        made = steps(store) - 1
        if made not in (len(told), len(told) + 1):
            wrong.append(f"{len(told)} steps were told of, {made} are there")
        wrong += played.findings(store)
        before = played.composed(store)
        played.compose_everything(store)
        if played.composed(store) != before:
            wrong.append("it isn’t what composing gives")
    except KnownError as fault:
        wrong.append(str(fault))
    finally:
        store.close()
    for each in folder.glob("killed.sqlite*"):
        each.unlink()
    return wrong


def main() -> None:
    """Try so many times, and tell of what went wrong."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    home = Path(tempfile.mkdtemp(prefix="dateline-attack-"))
    begun = begin(home)
    found = {seed: wrong for seed in range(most) if (wrong := trial(begun, home, seed))}
    bad = [f"  {seed}: {'; '.join(wrong[:3])}" for seed, wrong in found.items()]
    print(f"{most} killed, {len(bad)} bad", *bad[:10], sep="\n", flush=True)
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
