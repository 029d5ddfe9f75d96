"""Check what is kept of compared tellings: signs, by what they are found, pairs, groups."""

from collections.abc import Iterator

from models.queries.checking.findings import Findings
from models.queries.checking.reader import Reader

_SPAN = 1_000
_QUESTIONS = (
    ("trait", "is of a telling that no reading has",
     ("SELECT trait.id FROM trait LEFT JOIN telling ON telling.id = trait.id "
     "WHERE telling.place IS NULL AND trait.id BETWEEN ? AND ?")),
    ("trace", "is of no telling",
     ("SELECT id FROM trace WHERE id BETWEEN ? AND ? "
     "AND NOT EXISTS (SELECT 1 FROM trait WHERE trait.sign = trace.sign)")),
    ("likely", "is of no two tellings",
     ("SELECT id FROM likely WHERE id BETWEEN ? AND ? AND (one >= other "
     "OR NOT EXISTS (SELECT 1 FROM trait WHERE sign = one) "
     "OR NOT EXISTS (SELECT 1 FROM trait WHERE sign = other))")),
    ("likely", "has a likelihood beyond 0 and 1",
     "SELECT id FROM likely WHERE id BETWEEN ? AND ? AND (score <= 0 OR score > 1)"),
    ("telling", "is joined with one that is not the first of them",
     ("SELECT telling.id FROM telling JOIN telling AS root ON root.id = telling.joined_id "
     "WHERE telling.id BETWEEN ? AND ? AND (root.joined_id IS NULL OR root.joined_id <> root.id)")),
    ("telling", "is joined with none beside it",
     ("SELECT id FROM telling AS own WHERE id BETWEEN ? AND ? AND joined_id IS NOT NULL AND NOT "
     "EXISTS (SELECT 1 FROM telling WHERE joined_id = own.joined_id AND id <> own.id)")),
)  # fmt: skip


def check_joining(reader: Reader, findings: Findings) -> Iterator[int]:
    """Compare what is joined with what there is. Yields the number of rows checked."""
    for table, what, asked in _QUESTIONS:
        for first, last in reader.spans(table, _SPAN):
            with reader.guarded(table, "", f"rows {first} to {last}"):
                for (number,) in reader.rows(asked, first, last):
                    findings.add(table, number, what)
            yield _SPAN if table == "telling" else 0
