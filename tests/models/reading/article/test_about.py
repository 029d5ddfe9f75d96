"""Whose article it is, what it is called, where it stands: told by its first lines."""

import pytest

from models.reading.article.about import about
from models.reading.article.paragraphs import paragraphs
from models.reading.doc import Doc, Hints
from models.reading.pipeline import Pipeline

READ = Pipeline([paragraphs, about])
HEADLINE = "Port talks end without a deal"
STORY = """

Officials met in the capital on Monday to discuss the closed docks. They said talks would go on.

The minister left on Tuesday.
"""


def read(text: str, hints: Hints | None = None) -> Doc:
    return READ(Doc(text, hints or Hints()))


@pytest.mark.parametrize(
    "head",
    [
        HEADLINE,
        f"# {HEADLINE} #",
        f"**{HEADLINE}**",
        f"{HEADLINE}\nwww.example.com",
        f"www.example.com\n{HEADLINE}\nMay 3, 2016",
        f"https://example.com/2016/05/03/talks?id=7\n\n{HEADLINE}",
        f"Source: Example Times\n\n{HEADLINE}",
        f"EXAMPLE.COM\n\n{HEADLINE}",
        f"World\n\n{HEADLINE}",
        f"World news | Asia\n\n{HEADLINE}",
        f"Breaking\n{HEADLINE}",
        f"The Example Times\n\n{HEADLINE}\nBy Ann Lee",
        f"By Ann Lee, Example Times\n\n{HEADLINE}",
        f"Tuesday, May 3, 2016\n\n{HEADLINE}",
        f"ANN LEE\n\n{HEADLINE}",
    ],
)
def test_the_title_is_the_headline_and_not_what_stands_around_it(head: str) -> None:
    assert read(head + STORY).about.title == HEADLINE


@pytest.mark.parametrize(
    "head", ["www.example.com", "Source: https://example.com/a", "May 3, 2016"]
)
def test_no_line_but_a_headline_is_a_title(head: str) -> None:
    assert read(head + STORY).about.title is None


def test_a_short_headline_is_one_where_there_is_no_other() -> None:
    assert read(f"Talks end{STORY}").about.title == "Talks end"


def test_a_heading_inside_the_story_is_not_its_title() -> None:
    assert read(f"{STORY.strip()}\n\nWhat comes next for the port\n{STORY}").about.title is None


@pytest.mark.parametrize(
    ("head", "outlet", "url"),
    [
        (f"{HEADLINE}\nwww.example.com", "example.com", None),
        (f"{HEADLINE}\nhttps://news.example.co.uk", "news.example.co.uk", None),
        ("https://www.example.com/a/b.html", "example.com", "https://www.example.com/a/b.html"),
        (f"{HEADLINE}\nSource: Example Times", "Example Times", None),
        (f"{HEADLINE}\nURL: example.com/a", "example.com", "example.com/a"),
        (
            f"https://web.archive.org/web/2016/http://example.com/a\n{HEADLINE}", None,
            "https://web.archive.org/web/2016/http://example.com/a",
        ),
        (f"{HEADLINE}\nSt.Petersburg", None, None),
        (HEADLINE, None, None),
    ],
)  # fmt: skip
def test_an_address_or_a_source_at_the_top_names_the_outlet(
    head: str, outlet: str | None, url: str | None
) -> None:
    doc = read(head + STORY)
    assert (doc.about.outlet, doc.about.url) == (outlet, url)


def test_an_address_below_the_story_is_its_own_only_where_it_says_so() -> None:
    assert read(f"{HEADLINE}{STORY}\nhttps://example.com/other").about.url is None
    doc = read(f"{HEADLINE}{STORY}\nSource: https://example.com/talks")
    assert (doc.about.url, doc.about.outlet) == ("https://example.com/talks", "example.com")


def test_what_is_known_besides_the_text_goes_first() -> None:
    hints = Hints(title="Told elsewhere", url="https://example.org/a")
    found = read(f"---\ntitle: In front\nauthor: Bo Ek\n---\n{HEADLINE}\nBy Ann Lee{STORY}", hints)
    assert (found.about.title, found.about.byline) == ("Told elsewhere", "Bo Ek")
    assert (found.about.url, found.about.outlet) == ("https://example.org/a", "example.org")


def test_a_mail_address_names_no_writer() -> None:
    assert read(f"{HEADLINE}\nann@example.com\nBy Ann Lee{STORY}").about.byline == "By Ann Lee"


def test_an_address_in_a_text_of_broken_lines_does_not_cut_its_sentence() -> None:
    lines = (
        "The port authority said on Monday that all of the papers are at the address\n"
        "www.example.com/papers/of/the/port/authority/in/full/and/in/every/language\n"
        "and that nobody has asked for them, although they have been there since May,\n"
        "when the docks were closed by a strike that nobody in the town had expected.\n"
    )
    before = "".join(f"Speaker number {n} was heard.\n\n" for n in range(8))
    doc = read(f"{HEADLINE}\n\n{before}{lines}")
    assert doc.cut(doc.paragraphs[-1]) == lines.strip()
