"""Kill what decides, at any moment: ``python -m tests.attacks.decisions [N]``, by hand, on Linux.

Each of N trials (200) is a process that reviews, changes, joins, merges, splits, undoes and does
again whatever is drawn, until ``kill -9`` ends it. What is left must open, pass the check, hold
whole steps only (those that were told as done, and one more at most), and be what composing gives.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from models.edits import history
from models.errors import KnownError
from models.store.store import Store
from tests.models.composing import played

TEXTS = 12
LONGEST = 1.5  # seconds until a process is killed, at most


def begin(folder: Path) -> Path:
    """Make the chronicle that every trial begins with."""
    random = Random(7)
    store = Store.open(folder / "begun.sqlite")
    played.bring(store, [(n, played.drawn_doc(random, n)) for n in range(TEXTS)])
    store.close()
    return folder / "begun.sqlite"


def work(path: Path, seed: int, told: int) -> None:
    """Decide, undo and do again without end; tell of each step when it is stored."""
    random = Random(seed)
    store = Store.open(path)
    os.write(told, b"-")
    while True:
        draw = random.random()
        try:
            if draw < 0.2:
                history.undo(store)
            elif draw < 0.3:
                history.redo(store)
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
