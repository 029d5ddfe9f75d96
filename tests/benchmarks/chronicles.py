"""Make a chronicle of any size from a number: ``python -m tests.benchmarks.chronicles FILE N``.

Of a million events, a hundred thousand documents tell, in one to three passages each. One to six of
fifty thousand people and organisations take part, by Zipf's law; four in ten happen at one of five
thousand places. Dates come in bursts over sixty years; 15 % are months, years, intervals or open at
an end, 5 % missing. Six documents in seven have a publication date, a tenth of these a whole month.
The same number gives the same chronicle.
"""

import json
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from sqlalchemy import Connection, insert

from models.dates.interval import DateInterval
from models.dates.relations import between, one_day, whole_month, whole_year
from models.progress import drain
from models.reading.doc import EventKind, EventStatus, Stance
from models.reading.version import READER
from models.schema.actors import Actor, Alias, Role
from models.schema.base import Base
from models.schema.events import Claim, Event, EventText, Evidence, Participation
from models.schema.keys import (
    Report,
    fold,
    report_of,
    sort_key,
    source_words,
    stored_time,
    text_hash,
)
from models.schema.shown import who_text
from models.schema.tables import metadata
from models.schema.text import Document, ImportBatch
from models.schema.work import Step
from models.store import sqlite
from models.store.moving import move
from models.store.store import Store

FIRST, LAST = -1826, 20088  # 1965 to 2024
_KINDS = [kind.value for kind in EventKind]
_STATUSES = [status.value for status in EventStatus]
_STANCES = [stance.value for stance in Stance]
_REVIEWS = ["proposed", "accepted", "rejected", "edited"]
_ROLES = ["agent", "target", "participant", "place"]
_ACCENTED = str.maketrans("aeiou", "áéïôü")
_BATCH = 5_000


class Chronicle:
    """Draws documents, actors and events; the caller stores them."""

    def __init__(self, seed: int, events: int) -> None:
        self._random = Random(seed)
        self._numbers = np.random.default_rng(seed)
        self._days = Random(seed + 1)  # of publication, so that all else is as it was without them
        self.size = events
        self.actors = max(6, events // 20)  # people and organisations
        self.places = max(3, events // 200)
        self.documents = max(2, events // 10)
        self._vocabulary = [self._word() for _ in range(max(50, min(30_000, events // 10)))]
        self._weights = list(accumulate(1 / (n + 2) for n in range(len(self._vocabulary))))
        self._bursts = [self._random.randint(FIRST, LAST) for _ in range(max(3, events // 3000))]
        self.names = [self._name(n) for n in range(self.actors)]
        self.names += [f"{self._word()}{self._word()}".capitalize() for _ in range(self.places)]
        self.kinds = ["organisation" if n % 10 >= 7 else "person" for n in range(self.actors)]
        self.kinds += ["place"] * self.places

    def _word(self) -> str:
        pick = self._random.choice
        syllables = self._random.choice((2, 2, 3, 3, 4))
        return "".join(pick("bdfgklmnprstvz") + pick("aeiou") for _ in range(syllables))

    def _name(self, number: int) -> str:
        given, family = self._word().capitalize(), self._word().capitalize()
        if number % 7 == 0:
            family = family.translate(_ACCENTED)
        return f"{given} {family}" if number % 11 else f"{given}-{self._word()} {family}"

    def _words(self, count: int) -> str:
        words = self._random.choices(self._vocabulary, cum_weights=self._weights, k=count)
        return " ".join(words)

    def actor_draws(self, count: int) -> list[int]:
        """Indices of people and organisations, by Zipf's law."""
        return self._draws(count, self.actors)

    def place_draws(self, count: int) -> list[int]:
        """Indices of places, by Zipf's law; they follow the actors."""
        return [self.actors + place for place in self._draws(count, self.places)]

    def _draws(self, count: int, among: int) -> list[int]:
        """Whole numbers from 0: the n-th most frequent is drawn about 1/n times as often."""
        drawn = self._numbers.zipf(1.15, count * 2) - 1
        drawn = drawn[drawn < among][:count]
        rest = self._numbers.integers(0, among, count - len(drawn))
        found: list[int] = np.concatenate([drawn, rest]).tolist()
        return found

    def interval(self) -> DateInterval | None:
        """A date: a day mostly, in one of the bursts mostly."""
        draw = self._random.random()
        if draw < 0.05:
            return None
        if self._random.random() < 0.7:
            near = self._random.choice(self._bursts)
            day = max(FIRST, min(LAST, round(self._random.gauss(near, 20))))
        else:
            day = self._random.randint(FIRST, LAST)
        if draw > 0.2:
            return _day(day)
        approximate = self._random.random() < 0.1
        return self._uncertain(draw, day, approximate=approximate)

    def _uncertain(self, draw: float, day: int, *, approximate: bool) -> DateInterval:
        if draw < 0.12:
            return whole_month(1970 + day // 366, 1 + day % 12, approximate=approximate)
        if draw < 0.15:
            return whole_year(1970 + day // 366, approximate=approximate)
        if draw < 0.17:
            return between(day, day + self._random.randint(1, 400), approximate=approximate)
        return between(day, None) if draw < 0.185 else between(None, day)

    def published(self) -> DateInterval | None:
        """A publication date: a day mostly."""
        draw, day = self._days.random(), self._days.randint(FIRST, LAST)
        if draw < 1 / 7:
            return None
        return whole_month(1970 + day // 366, 1 + day % 12) if draw > 0.9 else _day(day)

    def document(self, number: int, published: DateInterval | None) -> dict[str, object]:
        """A document row; its passages are sentences of its text, one after the other."""
        sentences = [
            self._words(self._random.randint(8, 20)).capitalize() + "."
            for _ in range(self._random.randint(12, 24))
        ]
        text = " ".join(sentences)
        title = self._words(4).capitalize()
        outlet = None if number % 5 == 0 else f"{self._vocabulary[number % 40].capitalize()} News"
        source = outlet or title
        return {
            "id": number,
            "import_id": 1,
            "path": f"{number}.txt",
            "media_type": "text/plain",
            "sha256": f"{number:064x}",
            "text_sha256": text_hash(text),
            "title": title,
            "title_key": fold(title),
            "outlet": outlet,
            "byline": None,
            "url": None,
            "source": source,
            "source_key": fold(source),
            "source_words": source_words(fold(source), fold(title), f"{number}.txt"),
            "language": "en",
            "published_earliest": published.earliest if published else None,
            "published_latest": published.latest if published else None,
            "published_edtf": published.edtf if published else None,
            "published_precision": published.precision.value if published else None,
            "published_approximate": False,
            "published_basis": "given" if published else "unknown",
            "published_why": "",
            "events": 0,
            "faults": "",
            "paragraphs": zlib.compress(json.dumps([[0, len(text), "body", None]]).encode()),
            "text": text,
        }

    def summary(self, who: list[str]) -> str:
        """A line that tells who did what."""
        return f"{who[0]} {self._words(self._random.randint(3, 8))}"

    def pick(self, values: list[str]) -> str:
        """One value; the first ones more often."""
        return values[min(int(self._random.expovariate(4 / len(values))), len(values) - 1)]

    def sources(self) -> int:
        """How many documents tell of an event: one mostly."""
        return self._random.choices((1, 2, 3), (75, 17, 8))[0]

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return self._random.random() < share

    def whole(self, first: int, last: int) -> int:
        """A whole number from ``first`` to ``last``."""
        return self._random.randint(first, last)


@cache
def _day(day: int) -> DateInterval:
    return one_day(day)


def fill(store: Store, events: int, seed: int = 1, *, rejected: bool = False) -> None:
    """Put a chronicle of so many events into an empty store, indexes last.

    ``rejected``: one in twelve is, which questions leave out.
    """
    if store.path is None:  # on a server: from a file, as anybody would bring it there
        with TemporaryDirectory() as folder, closing(Store.open(Path(folder, "f.sqlite"))) as made:
            fill(made, events, seed, rejected=rejected)
            drain(move(made, store))
        return
    drawn = Chronicle(seed, events)
    with store.writing() as session:
        connection = session.connection()
        large = events > 10_000
        if large:
            _drop_indexes(connection)
        _put(connection, ImportBatch, [{"id": 1, "at": "2025-01-01T00:00:00+00:00"}])
        _put_actors(connection, drawn)
        documents = _put_documents(connection, drawn)
        for rows in _events(drawn, documents):
            for kind, values in rows.items():
                _put(connection, kind, values)
        record = {"id": 1, "uid": "1", "at": "2025-01-01T00:00:00+00:00", "label": "Import"}
        packed = {"verb": "import", "by": "", "import_id": 1, "data": zlib.compress(b"[]")}
        _put(connection, Step, [record | packed | {"undone_at": None}])
        if large:
            _make_indexes(connection)
        connection.exec_driver_sql(
            "UPDATE actor SET events = (SELECT count(DISTINCT event_id) FROM participation "
            "WHERE actor_id = actor.id)"
        )
        connection.exec_driver_sql(
            "UPDATE document SET events = (SELECT count(DISTINCT event_id) FROM evidence "
            "WHERE document_id = document.id)"
        )
        if not rejected:
            connection.exec_driver_sql(
                "UPDATE event SET review = 'accepted' WHERE review = 'rejected'"
            )
        # As an earlier version would have stored it; it is carried over to readings and decisions.
        carrying = import_module("models.store.migrations.versions.0008_readings")
        carrying.carry(connection, carrying.highest(connection))
        # But nothing is to be read again.
        connection.exec_driver_sql(f"UPDATE reading SET reader = '{READER}'")


def _put(connection: Connection, kind: type[Base], rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(kind.__table__), rows)


def _drop_indexes(connection: Connection) -> None:
    for table in metadata().sorted_tables:
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            index.drop(connection)
    connection.exec_driver_sql("DROP TRIGGER event_text_added")


def _make_indexes(connection: Connection) -> None:
    for table in metadata().sorted_tables:
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            index.create(connection)
    for statement in sqlite.WALKED_LAST:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO event_search(event_search) VALUES ('rebuild')")
    connection.exec_driver_sql(
        "CREATE TRIGGER event_text_added AFTER INSERT ON event_text BEGIN "
        "INSERT INTO event_search(rowid, summary, names, passages) "
        "VALUES (new.id, new.summary, new.names, new.passages); END"
    )


def _put_actors(connection: Connection, drawn: Chronicle) -> None:
    actors, aliases, roles = [], [], []
    for number, (name, kind) in enumerate(zip(drawn.names, drawn.kinds, strict=True), 1):
        actors.append(
            {
                "id": number,
                "kind": kind,
                "name": name,
                "name_key": fold(name),
                "family": name.split()[-1],
                "given": name.split()[0],
                "description": "",
                "events": 0,
                "import_id": 1,
            }
        )
        aliases += [
            {
                "actor_id": number,
                "document_id": None,
                "text": form,
                "key": fold(form),
                "full": form == name,
            }
            for form in dict.fromkeys((name, name.split()[-1]))
        ]
        if number % 3 == 0:
            roles.append(
                {
                    "actor_id": number,
                    "document_id": None,
                    "title": "minister",
                    "of": None,
                    "from": None,
                    "to": None,
                    "start": 0,
                    "end": 0,
                }
            )
    _put(connection, Actor, actors)
    _put(connection, Alias, aliases)
    _put(connection, Role, roles)


_Told = tuple[list[tuple[int, str]], Report | None]


def _put_documents(connection: Connection, drawn: Chronicle) -> list[_Told]:
    """Store the documents; returns the sentences of each with their offsets, and its date."""
    documents: list[_Told] = []
    rows: list[dict[str, object]] = []
    for number in range(1, drawn.documents + 1):
        published = drawn.published()
        row = drawn.document(number, published)
        rows.append(row)
        sentences, at = [], 0
        for sentence in str(row["text"]).split(". "):
            whole = sentence if sentence.endswith(".") else f"{sentence}."
            sentences.append((at, whole))
            at += len(whole) + 1
        documents.append((sentences, report_of(published)))
        if len(rows) == _BATCH:
            _put(connection, Document, rows)
            rows = []
    _put(connection, Document, rows)
    return documents


_Rows = dict[type[Base], list[dict[str, object]]]


def _events(drawn: Chronicle, documents: list[_Told]) -> Iterator[_Rows]:
    for first in range(1, drawn.size + 1, _BATCH):
        last = min(first + _BATCH, drawn.size + 1)
        draws = iter(drawn.actor_draws((last - first) * 7))
        places = iter(drawn.place_draws(last - first))
        rows: _Rows = {kind: [] for kind in (Event, EventText, Participation, Evidence, Claim)}
        for number in range(first, last):
            _event(drawn, number, draws, places, documents, rows)
        yield rows


def _event(
    drawn: Chronicle,
    number: int,
    draws: Iterator[int],
    places: Iterator[int],
    documents: list[_Told],
    rows: _Rows,
) -> None:
    parts = [(next(draws), drawn.pick(_ROLES[:3])) for _ in range(drawn.whole(1, 6))]
    place = next(places) if drawn.chance(0.4) else None
    claimant = next(draws) if drawn.chance(0.2) else None
    names = [drawn.names[a] for a, _ in parts]
    who = who_text((drawn.names[a], role) for a, role in parts)
    summary = drawn.summary(names)
    interval = drawn.interval()
    first = drawn.whole(0, len(documents) - 1)
    told = {min(len(documents) - 1, first + n * 7): None for n in range(drawn.sources())}
    report = _first_report(documents[n][1] for n in told)
    passages: list[str] = []
    places_in_text: list[tuple[int, int]] = []  # where each passage's first word stands
    for document in told:
        sentences = documents[document][0]
        at, sentence = sentences[drawn.whole(0, len(sentences) - 1)]
        passages.append(sentence)
        places_in_text.append((at, at + len(sentence.split()[0])))
        rows[Evidence].append(
            {
                "event_id": number,
                "document_id": document + 1,
                "start": at,
                "end": at + len(sentence),
                "trigger_start": at,
                "trigger_end": places_in_text[-1][1],
                "sha256": text_hash(sentence),
            }
        )
    start, end = places_in_text[0]
    place_name = "" if place is None else drawn.names[place]
    kind, status = drawn.pick(_KINDS), drawn.pick(_STATUSES)
    time = stored_time(interval, report, planned=status == EventStatus.PLANNED.value)
    rows[Event].append(
        {
            "id": number,
            "kind": kind,
            "status": status,
            "review": drawn.pick(_REVIEWS),
            "summary": summary,
            "summary_key": sort_key(summary),
            "who": who,
            "who_key": sort_key(who),
            "place": place_name,
            "place_key": fold(place_name),
            "place_id": None if place is None else place + 1,
            "sources": len(told),
            **time._asdict(),
            "reported": report[1] if report else None,
            "edtf": interval.edtf if interval else None,
            "precision": interval.precision.value if interval else None,
            "approximate": interval.approximate if interval else False,
            "date_words": None,
            "date_basis": None,
            "claimed_by_id": None if claimant is None else claimant + 1,
            "confidence": (40 + number * 37 % 61) / 100,
            "created_by": "reading",
            "import_id": 1,
        }
    )
    rows[EventText].append(
        {
            "id": number,
            "summary": summary,
            "names": "\n".join(dict.fromkeys(names)),
            "passages": "\n".join(passages),
        }
    )
    rows[Participation] += [
        {
            "event_id": number,
            "actor_id": actor + 1,
            "role": role,
            "title": "",
            "document_id": first + 1,
            "start": start,
            "end": end,
            "words": passages[0][: end - start],
            "chrono": time.chrono,
        }
        for actor, role in dict.fromkeys(parts)
    ]
    if claimant is not None:
        rows[Claim].append(
            {
                "event_id": number,
                "actor_id": claimant + 1,
                "stance": drawn.pick(_STANCES),
                "document_id": first + 1,
                "start": start,
                "end": end,
            }
        )


def _first_report(reports: Iterable[Report | None]) -> Report | None:
    """From the earliest of the first days to the earliest of the last ones."""
    known = [report for report in reports if report is not None]
    return (min(first for first, _ in known), min(last for _, last in known)) if known else None


def main() -> None:
    """Make a chronicle and say how long it took."""
    path, events = Path(sys.argv[1]), int(sys.argv[2])
    begun = time.perf_counter()
    store = Store.open(path)
    fill(store, events, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    store.close()
    seconds = time.perf_counter() - begun
    sys.stdout.write(f"{events} events, {path.stat().st_size >> 20} MB, {seconds:.0f} s\n")


if __name__ == "__main__":
    main()
