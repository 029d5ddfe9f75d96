"""Check actors: their names, their search keys, and whether any document mentions them."""

from collections.abc import Iterator

from models.queries.checking.findings import Findings
from models.queries.checking.reader import Reader, grouped
from models.schema.keys import UNDATED, fold

_SPAN = 1000


def check_actors(reader: Reader, findings: Findings) -> Iterator[int]:
    """Compare every actor with its names and events. Yields the number of rows checked."""
    counted = (
        "SELECT actor_id, count(DISTINCT event_id) FROM participation "
        f"WHERE actor_id BETWEEN ? AND ? AND chrono <= {UNDATED} GROUP BY 1"
    )
    known = "SELECT actor_id, min(id) FROM form WHERE actor_id BETWEEN ? AND ? GROUP BY 1"
    forms = "SELECT actor_id, id, text, key FROM alias WHERE actor_id BETWEEN ? AND ?"
    listed = "SELECT id, name, name_key, family, given, events FROM actor WHERE id BETWEEN ? AND ?"
    for first, last in reader.spans("actor", _SPAN):
        with reader.guarded("actor", "", f"actors {first} to {last}"):
            parts: dict[int, int] = dict(reader.rows(counted, first, last))
            numbers: dict[int, int] = dict(reader.rows(known, first, last))
            called = grouped(reader.rows(forms, first, last))
            for number, name, key, family, given, events in reader.rows(listed, first, last):
                with reader.guarded("actor", number):
                    texts = [text for _, _, text, _ in called.get(number, ())]
                    if key != fold(name):
                        findings.add("actor", number, "cannot be found by its name")
                    if events != parts.get(number, 0):
                        findings.add("actor", number, "the number of its events is wrong")
                    if numbers.get(number) != number:
                        findings.add("actor", number, "its id isn’t that of its first form")
                    if not texts:
                        findings.add("actor", number, "is not named anywhere")
                    for part in (family, given):
                        if part and not any(fold(part) in fold(text) for text in (name, *texts)):
                            findings.add(
                                "actor", number, "its family or given name is not in its full name"
                            )
            for _, row, text, key in (each for rows in called.values() for each in rows):
                with reader.guarded("alias", row):
                    if key != fold(text):
                        findings.add("alias", row, "cannot be found by its name")
        yield _SPAN
