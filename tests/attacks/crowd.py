"""Three programs import into one chronicle while a fourth edits and undoes: run by hand.

``python -m tests.attacks.crowd [TRIALS]`` tells how many trials there were, how many programs died,
and how many chronicles were wrong: while all is in them, and after everything was undone.
"""

import multiprocessing
import random
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from models.edits import history
from models.edits.filters import forget_filter, name_filter
from models.errors import KnownError
from models.importing.routine import import_files
from models.queries.integrity import check
from models.queries.named import named_filters
from models.schema.tables import TABLES
from models.store.store import Store
from tests.steps import finish

ARTICLE = (
    "{title} {name} visited Peru on {day} March 2021.\n\n"
    "{name} met President Olav Brandt in Lima and criticised Sweden {number} times.\n"
)
NAMES = ("Ann Ek", "Ann Maria Ek", "Bo Lund", "Bo Axel Lund", "Astrid Solheim")


def write(folder: Path, draw: random.Random, count: int) -> None:
    """Put articles into a folder."""
    folder.mkdir()
    for number in range(count):
        values = {"title": draw.choice(("Minister", "Senator")), "name": draw.choice(NAMES)}
        text = ARTICLE.format(day=draw.randint(1, 28), number=draw.random(), **values)
        (folder / f"{number:02}.txt").write_text(text, "utf8")


def bring(path: Path, folder: Path) -> None:
    """Import the folder."""
    store = Store.open(path)
    report = finish(import_files(store, [folder]))
    store.close()
    sys.exit(any(each.status != "imported" for each in report.documents))


def disturb(path: Path, seed: int, end: float) -> None:
    """Edit, undo and redo until the time has come."""
    draw = random.Random(seed)
    store = Store.open(path)
    while time.monotonic() < end:
        act = draw.choice(("name", "name", "forget", "undo", "undo", "redo"))
        try:
            if act == "name":
                history.do(store, name_filter(draw.choice("abcdef"), "peru"))
            elif act == "forget":
                with store.reading() as session:
                    named = named_filters(session)
                if named:
                    history.do(store, forget_filter(draw.choice(named).id))
            else:
                (history.undo if act == "undo" else history.redo)(store)
        except KnownError as fault:
            print(f"  refused: {fault}", flush=True)
        time.sleep(draw.random() / 5)
    store.close()


def wrong(store: Store) -> list[str]:
    """What is wrong with the chronicle."""
    with store.writing() as session:
        return list(finish(check(session)))


def left(store: Store) -> list[str]:
    """What is left when everything is undone."""
    while history.undo(store) is not None:
        pass
    history.do(store, name_filter("last", "peru"))
    history.undo(store)
    with store.reading() as session:
        counts = {kind.__tablename__: session.scalar(select(func.count(kind.id)))
                  for kind in TABLES}  # fmt: skip
    return [f"{count} {name}" for name, count in counts.items() if count and name != "change"]


def main() -> None:
    """Try, and tell."""
    spawn = multiprocessing.get_context("spawn")
    trials, died, bad, orphans = int(sys.argv[1]) if sys.argv[1:] else 20, 0, 0, 0
    for trial in range(trials):
        with tempfile.TemporaryDirectory() as home:
            path, draw = Path(home, "c.sqlite"), random.Random(trial)
            Store.open(path).close()
            for number in range(3):
                write(Path(home, str(number)), draw, 10)
            working = [
                spawn.Process(target=bring, args=(path, Path(home, str(n)))) for n in range(3)
            ]
            end = time.monotonic() + 20
            working.append(spawn.Process(target=disturb, args=(path, trial, end)))
            for process in working:
                process.start()
            for process in working:
                process.join()
            store = Store.open(path)
            found, rest = wrong(store), left(store)
            found += wrong(store)
            store.close()
        codes = [process.exitcode for process in working]
        died += sum(code != 0 for code in codes)
        bad += bool(found)
        orphans += bool(rest)
        print(f"trial {trial}: {codes} {found[:3]} {rest}", flush=True)
    print(f"{trials} tried: {died} died, {bad} wrong, {orphans} left something")


if __name__ == "__main__":
    main()
