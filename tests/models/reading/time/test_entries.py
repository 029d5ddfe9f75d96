"""Chronologies inside articles: labels with a date, and what stands under them."""

import pytest

from models.reading.doc import ParagraphKind
from models.reading.reader import read

LABELLED = """Timeline: the long road of Kardovia to peace

June 3, 2022

1991 - Kardovia declares independence from Norway.

1994: Rebels seize the northern city of Lusk. A ceasefire is signed in May.

March 2003 — President Ann Lee is assassinated outside parliament.

* May 30, 2022 - Ole Moe and Per Voss meet in Helsinki.
"""

ABOVE = """The war in Kardovia lasted for twenty years and cost thousands of people their lives.

1994
Rebels seize the northern city of Lusk

March 2003
President Ann Lee is killed in the capital

2019-2020
Norway mediates between the two sides
"""


def dated(text: str) -> list[tuple[str, str | None]]:
    """The line and the date of each event."""
    return [(e.summary, e.date.interval.edtf if e.date else None) for e in read(text).events]


def test_what_stands_behind_a_label_happened_then() -> None:
    assert dated(LABELLED) == [
        ("Kardovia declared independence from Norway", "1991"),
        ("Rebels seized the northern city of Lusk", "1994"),
        ("A ceasefire was signed", "1994-05"),
        ("Ann Lee was assassinated outside parliament", "2003-03"),
        ("Ole Moe and Per Voss met in Helsinki", "2022-05-30"),
    ]


def test_what_stands_under_a_label_happened_then() -> None:
    found = dated(ABOVE)
    assert ("Rebels seized the northern city of Lusk", "1994") in found
    assert ("Ann Lee was killed in the capital", "2003-03") in found
    assert [date for _, date in found][-1] == "2019/2020"


def test_labels_are_not_the_date_of_the_article() -> None:
    doc = read(LABELLED)
    assert doc.published is not None
    assert doc.published.interval is not None
    assert doc.published.interval.edtf == "2022-06-03"
    undated = read(LABELLED.replace("June 3, 2022\n\n", ""))
    assert undated.published is not None
    assert undated.published.interval is None


@pytest.mark.parametrize(
    "text",
    [
        "1991 - Kardovia breaks away from Norway.\n\nNobody is surprised by that.",
        "1990s: Few remember them now, people say.\n\nThe band plays in Oslo each year.",
    ],
)
def test_one_label_makes_no_chronology(text: str) -> None:
    doc = read(text)
    assert not doc.events
    assert all(p.kind is not ParagraphKind.DATELINE for p in doc.paragraphs)
