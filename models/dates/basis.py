"""How a date was computed, as data that can be stored, shown and computed again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.dates.derivation import derive, rule_in_words
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.errors import KnownError


@dataclass(frozen=True, slots=True)
class DateBasis:
    """The words in the text, the rule, what it counted from, and the result.

    Without a result no day could be worked out from the words, and ``rule`` says why; ``rules`` are
    then those that would lead to it if the publication date were known.

    ``anchor_kind``: none | publication | time (another time expression) | event (told of the
    same occasion: the anchor is its date, and the result too).
    ``rules`` lead from the publication date to the result (see :mod:`models.dates.derivation`);
    they are empty when the result does not depend on the publication date. ``spec`` is what the
    words say, as :mod:`models.reading.time.times` reads them.
    """

    words: str
    rule: str
    anchor_kind: str
    anchor: DateInterval | None
    anchor_words: str | None
    result: DateInterval | None
    spec: tuple[str | int, ...] = ()
    rules: tuple[str, ...] = ()


def recompute(basis: DateBasis, published: DateInterval | None) -> DateInterval | None:
    """The date under another publication date: unchanged if it does not depend on that one,
    None where it does and this one is unknown or too coarse (a month only)."""
    if not basis.rules:
        return basis.result
    return derive(basis.rules, published)


def rebased(basis: DateBasis, published: DateInterval | None) -> DateBasis | None:
    """The basis under another publication date, its anchor moved as well; None as above."""
    result = recompute(basis, published)
    if result is None or not basis.rules:
        return basis if result is not None else None
    steps = {"time": basis.rules[:-1], "event": basis.rules}.get(basis.anchor_kind, ())
    rule = basis.rule if basis.result is not None else rule_in_words(basis.rules[-1])
    return replace(basis, rule=rule, anchor=derive(steps, published), result=result)


def basis_to_data(basis: DateBasis) -> dict[str, Any]:
    """The basis as strings, lists and None, ready for JSON."""
    return {
        "words": basis.words,
        "rule": basis.rule,
        "anchor_kind": basis.anchor_kind,
        "anchor": basis.anchor.edtf if basis.anchor else None,
        "anchor_words": basis.anchor_words,
        "result": basis.result.edtf if basis.result else None,
        "spec": list(basis.spec),
        "rules": list(basis.rules),
    }


def basis_from_data(data: Mapping[str, Any]) -> DateBasis:
    """The basis that :func:`basis_to_data` wrote. Raises KnownError for any other data."""
    anchor, anchor_words, rules = data.get("anchor"), data.get("anchor_words"), data.get("rules")
    result, spec = data.get("result"), data.get("spec")
    if not isinstance(result, str) and not (result is None and "result" in data):
        raise KnownError("How this date was worked out is damaged; enter the date again.")
    return DateBasis(
        str(data.get("words", "")),
        str(data.get("rule", "")),
        str(data.get("anchor_kind", "none")),
        parse_edtf(anchor) if isinstance(anchor, str) else None,
        anchor_words if isinstance(anchor_words, str) else None,
        None if result is None else parse_edtf(result),
        tuple(part for part in spec if isinstance(part, str | int))
        if isinstance(spec, list | tuple)
        else (),
        tuple(str(rule) for rule in rules) if isinstance(rules, list | tuple) else (),
    )
