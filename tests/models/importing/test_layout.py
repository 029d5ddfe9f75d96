"""Lines on printed pages: which hyphens stay, which lines are furniture, what is one headline."""

import pytest

from models.importing.formats.page_layout import Line, paragraphs_of, without_furniture
from models.importing.formats.pdf import _headline


def lines(*texts: str, height: float = 0.011, top: float = 0.3) -> list[Line]:
    """Lines below each other, all of the same width."""
    step = 1.25 * height
    return [
        Line(text, 0.1, 0.48, top + n * step, top + n * step + height, 0)
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("They had a long-", "standing quarrel", "long-standing"),
        ("The chief ordered anti-", "hacking measures", "anti-hacking"),
        ("They signed the agree-", "ment on Friday", "agreement"),
        ("He called the presi-", "dent of the court", "president"),
        ("They met the negotia-", "tors at the border", "negotiators"),
        ("A strongly worded let-", "ter came on Friday", "letter"),
        ("It was Kim Jong-", "Un who came", "Jong-Un"),
        ("The wind-", "farms, said one; windfarms, said another", "windfarms"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_it_is_the_word_s_own(
    first: str, second: str, word: str
) -> None:
    (paragraph,) = paragraphs_of(lines(first, second, "and it went on so for some time"))
    assert word in paragraph.replace(",", "").split()


def test_lines_of_a_large_headline_are_one_paragraph_and_letters_make_no_difference() -> None:
    low = Line("Ministers agree on", 0.1, 0.6, 0.05, 0.0715, 0)
    high = Line("fisheries, at last", 0.1, 0.55, 0.078, 0.1013, 0)
    text = lines(*["They met in Lima for two days of talks on fish"] * 6)
    assert _headline([low, high, *text]) == ("Ministers agree on fisheries, at last", text)


def test_paragraphs_of_large_letters_are_told_by_their_own_leading() -> None:
    large = lines(
        "A first paragraph that", "runs over three lines of", "large letters", height=0.02
    )
    small = lines(*["They met in Lima for two days of talks on fish"] * 9, top=0.5)
    assert paragraphs_of([*large, *small])[0].endswith("lines of large letters")


@pytest.mark.parametrize(
    "line",
    [
        "https://www.example.com/world/talks-end 1/1",
        "12/05/2021, 08:41 Talks end in Lima | The Herald",
        "The Herald, page 7",
    ],
)
def test_what_browsers_print_around_a_single_page_is_furniture(line: str) -> None:
    head = Line(line, 0.05, 0.9, 0.02, 0.03, 0)
    text = lines("They met in Lima for two days.", "The talks ended on Friday.")
    assert without_furniture([[head, *text]]) == [text]
