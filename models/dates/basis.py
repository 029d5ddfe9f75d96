"""How a date was computed, as data that can be stored, shown and computed again."""

from dataclasses import dataclass
from typing import Any

from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval


@dataclass(frozen=True, slots=True)
class DateBasis:
    """The words in the text, the rule, what it counted from, and the result.

    ``anchor_kind``: none | publication | time (another time expression) | event.
    ``spec`` is the rule as data (see models.reading.stages.times), for computing it again.
    """

    words: str
    rule: str
    anchor_kind: str
    anchor: DateInterval | None
    anchor_words: str | None
    result: DateInterval
    spec: tuple[str | int, ...] = ()


def basis_to_data(basis: DateBasis) -> dict[str, Any]:
    """The basis as JSON-able data."""
    return {
        "words": basis.words,
        "rule": basis.rule,
        "anchor_kind": basis.anchor_kind,
        "anchor": basis.anchor.edtf if basis.anchor else None,
        "anchor_words": basis.anchor_words,
        "result": basis.result.edtf,
        "spec": list(basis.spec),
    }


def basis_from_data(data: dict[str, Any]) -> DateBasis:
    """The basis that ``basis_to_data`` wrote."""
    return DateBasis(
        data["words"],
        data["rule"],
        data["anchor_kind"],
        parse_edtf(data["anchor"]) if data["anchor"] else None,
        data["anchor_words"],
        parse_edtf(data["result"]),
        tuple(data["spec"]),
    )
