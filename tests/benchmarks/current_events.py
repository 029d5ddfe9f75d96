"""Measure what joining costs: ``python -m tests.benchmarks.current_events CORPORA [ROWS] [FIRST]``.

Rows of the table of current events are imported as documents of a sentence each, one transaction
each, as an import does: so many (113,000 without a number), from the one at FIRST on. Every tenth
part a line says how long it took by processor time, how much of that went into joining (signs,
neighbours, pairs and groups; the composing of what was joined besides), and the memory in use.
"""

import csv
import gzip
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select

from models.composing import composer
from models.dates.edtf import parse_edtf
from models.edits import history
from models.importing.readings import Source
from models.importing.save import save
from models.reading.doc import Hints
from models.reading.reader import read
from models.schema.events import Event
from models.schema.joining import Likely
from models.schema.keys import text_hash
from models.schema.readings import Telling
from models.schema.text import ImportBatch
from models.store.store import Store
from models.training.joining import TABLE

_MB = 1024  # kilobytes, in which the system counts


class Clock:
    """How long the program was in joining."""

    def __init__(self) -> None:
        self.joining = 0.0
        self._relink = composer.relink
        composer.relink = self._timed

    def _timed(self, *given):
        begun = time.process_time()
        try:
            return self._relink(*given)
        finally:
            self.joining += time.process_time() - begun


def main() -> None:
    """Import and measure."""
    number, first = (int(each) for each in (*sys.argv[2:4], "113000", "0")[:2])
    if len(sys.argv) == 3:  # only how many
        first = 0
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "chronicle.sqlite")
        clock = Clock()
        begun, joined, step = time.process_time(), 0.0, max(1, number // 10)
        with store.writing() as session:
            batch = ImportBatch(at=history.moment(session))
            session.add(batch)
            session.flush()
            history.begin(session, history.IMPORT, "Rows", import_id=batch.id)
            number_of_batch = batch.id
        with gzip.open(Path(sys.argv[1]) / TABLE, "rt", encoding="utf8") as file:
            rows = csv.reader(file, "excel-tab", quoting=csv.QUOTE_NONE)
            for done, row in enumerate(islice(rows, first, first + number), 1):
                doc = read(row[3], Hints(given=parse_edtf(row[0])))
                source = Source(f"{done}.txt", "text/plain", text_hash(f"{done} {row[3]}"))
                with store.writing() as session:
                    save(session, number_of_batch, source, doc)
                if done % step == 0:
                    now = time.process_time()
                    share = (clock.joining - joined) / (now - begun)
                    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MB
                    print(f"{done:7,} rows: {now - begun:6.1f} s, joining {share:.1%}, {used} MB",
                          flush=True)  # fmt: skip
                    begun, joined = now, clock.joining
        with store.reading() as session:
            count = session.scalar(select(func.count()).select_from(Event))
            told = session.scalar(
                select(func.count()).select_from(Telling).where(Telling.event_id.is_not(None))
            )
            offered = session.scalar(select(func.count()).select_from(Likely))
        print(f"{told:,} tellings, {count:,} events, {offered:,} pairs kept")
        store.close()


if __name__ == "__main__":
    main()
