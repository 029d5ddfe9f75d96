"""How sure the reading must be of an event: what one types after ``sure:``, and what it means."""

import operator
import re
from collections.abc import Callable
from typing import Any

from models.errors import KnownError

_FORM = re.compile(r"(>=|<=|≥|≤|>|<|=)?\s*([0-9]{0,3}(?:[.,][0-9]{0,6})?)\s*(%?)")
_SIGNS = {"≥": ">=", "≤": "<=", "=": ">=", "": ">="}
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
_WORDS = {">": "More than", ">=": "At least", "<": "Less than", "<=": "At most"}


def sure_value(typed: str) -> str:
    """What is typed as it is written in a filter, as in ">0.7"; empty: it has only begun.

    A bare number is the least: "0.7", "70%" and ">=0.7" are the same. Raises KnownError for what
    is no number between 0 and 1.
    """
    found = _FORM.fullmatch(typed.strip())
    if found is None:
        raise KnownError(
            f"“sure:{' '.join(typed.split())[:40]}” has no meaning; write sure:>0.7 or sure:<0.5."
        )
    sign, figures, percent = found.groups(default="")
    if not figures.strip(".,"):
        return ""
    number = float(figures.replace(",", ".")) / (100 if percent else 1)
    if number > 1:
        raise KnownError(f"“sure:” takes a number from 0 to 1; “{figures}” is more.")
    return f"{_SIGNS.get(sign, sign)}{number:g}"


def compared(column: Any, value: str) -> Any:
    """Whether a number is as a value of a filter wants it; of a column, the expression."""
    sign = value.rstrip("0123456789.e-")
    return _COMPARED[sign](column, float(value[len(sign) :]))


def sure_words(value: str) -> str:
    """The value in words: "More than 0.7 sure"."""
    sign = value.rstrip("0123456789.e-")
    return f"{_WORDS[sign]} {value[len(sign) :]} sure"
