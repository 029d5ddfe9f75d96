"""What a check has found: everything is counted, the first findings of each kind are listed."""

from collections import Counter

MOST = 20
"""How many findings of one kind are listed one by one."""


class Findings:
    """Collects findings; memory stays small however many there are."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._told: dict[tuple[str, str], list[str]] = {}

    def add(self, table: str, row: object, what: str, more: object = "") -> None:
        """Note that ``what`` is wrong with a row; ``more`` differs from row to row."""
        kind = table, what
        self._counts[kind] += 1
        told = self._told.setdefault(kind, [])
        if len(told) < MOST:
            where = f"{table} {row}" if row != "" else table
            told.append(" ".join(f"{where}: {what}{f' ({more})' if more != '' else ''}".split()))

    def tell(self) -> tuple[str, ...]:
        """A line for each finding, and one for the rest of each kind."""
        lines = []
        for (table, what), told in self._told.items():
            rest = self._counts[table, what] - len(told)
            lines += [*told, f"{table}: {what}: {rest:,} more"] if rest else told
        return tuple(lines)
