"""How a date was computed, as data that can be stored, shown and computed again."""

from dataclasses import dataclass

from models.dates.interval import DateInterval


@dataclass(frozen=True, slots=True)
class DateBasis:
    """The words in the text, the rule, what it counted from, and the result.

    ``anchor_kind``: none | publication | time (another time expression) | event.
    """

    words: str
    rule: str
    anchor_kind: str
    anchor: DateInterval | None
    anchor_words: str | None
    result: DateInterval
