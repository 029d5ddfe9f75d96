"""Properties at the head of a text are read as such, whatever wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reading.article.front_matter import front_matter
from models.reading.doc import FrontMatter, ParagraphKind, PublishedBasis
from models.reading.reader import read

STORY = "Trade Minister Ada Brandvold met union leader Tomas Okello in Oslo on Monday.\n"
CLIPPED = """---
title: "Port talks end: \\"no deal\\""
source: "https://www.example.com/2024/05/port-talks"
author:
  - "[[Petra Sandoval]]"
  - "[[people/Lin Haruna|Lin Haruna]]"
published: 2024-05-14
created: 2024-06-01
description: "Talks in Oslo"
tags:
  - "clippings"
---
"""
DOWNLOADED = """---
created: 2022-03-01T12:00:00 (UTC +01:00)
tags: [docks, "a, b"]
source: https://news.example.co.uk/port-talks
author: By Petra Sandoval
---
"""
SITE = """+++
title = 'It''s over'
date = 2024-05-14T10:00:00Z
authors = [
  "Petra Sandoval",
  "Lin Haruna",
]
publisher = "Example Times"
[taxonomies]
tags = ["docks"]
+++
"""
NOTED = """---
layout: post
Title: >
  Port talks end
  without a deal
author: {}
  name: Petra Sandoval
  url: https://example.com/petra
date: May 14, 2024  # as printed
published: true
source: [Example Times](https://example.com/port-talks)
link: https://example.com/port-talks
...
"""
BARE = """Title: Port talks end without a deal
Author: Petra Sandoval
Date: 14 May 2024
Source: Example Times

"""


@pytest.mark.parametrize(
    ("block", "title", "outlet", "byline", "url", "published"),
    [
        (
            CLIPPED, 'Port talks end: "no deal"', "example.com", "Petra Sandoval, Lin Haruna",
            "https://www.example.com/2024/05/port-talks", "2024-05-14",
        ),
        (
            DOWNLOADED, None, "news.example.co.uk", "Petra Sandoval",
            "https://news.example.co.uk/port-talks", None,
        ),
        (SITE, "It's over", "Example Times", "Petra Sandoval, Lin Haruna", None, "2024-05-14"),
        (
            NOTED.replace("{}", ""), "Port talks end without a deal", "Example Times",
            "Petra Sandoval", "https://example.com/port-talks", "2024-05-14",
        ),
        (
            BARE, "Port talks end without a deal", "Example Times", "Petra Sandoval", None,
            "2024-05-14",
        ),
    ],
)  # fmt: skip
def test_title_date_outlet_writer_and_address_are_read(
    block: str,
    title: str | None,
    outlet: str | None,
    byline: str | None,
    url: str | None,
    published: str | None,
) -> None:
    front = front_matter(block + STORY)
    assert front is not None
    assert (front.title, front.outlet, front.byline, front.url) == (title, outlet, byline, url)
    assert (front.published.edtf if front.published else None) == published
    assert block.rstrip()[-3:] in (block + STORY)[front.end - 3 : front.end]
    assert STORY in (block + STORY)[front.end :]


@pytest.mark.parametrize("block", [CLIPPED, DOWNLOADED, SITE, BARE])
def test_properties_are_neither_story_nor_headline_nor_actors(block: str) -> None:
    text = f"{block}\n# Docks stay closed after talks in Oslo\n\n{STORY}"
    doc = read(text)
    assert doc.faults == ()
    assert doc.text == text
    assert doc.front is not None
    assert {actor.name for actor in doc.actors} >= {"Ada Brandvold", "Tomas Okello"}
    assert not {"Petra Sandoval", "Lin Haruna"} & {actor.name for actor in doc.actors}
    inside = [p.kind for p in doc.paragraphs if p.start < doc.front.end]
    assert inside == [ParagraphKind.BOILERPLATE]
    assert all(event.evidence[0].start >= doc.front.end for event in doc.events)
    assert doc.about.title == (doc.front.title or "Docks stay closed after talks in Oslo")


def test_the_date_of_the_properties_is_stated_and_counted_from() -> None:
    doc = read(f"{CLIPPED}{STORY}")
    assert doc.published is not None
    assert doc.published.basis is PublishedBasis.STATED
    assert doc.published.why == "the text begins with “published: 2024-05-14”"
    (met,) = doc.events
    assert met.date is not None
    assert met.date.interval.edtf == "2024-05-13"


def test_the_day_a_text_was_saved_is_not_when_it_was_published() -> None:
    doc = read(f"{DOWNLOADED}{STORY}")
    assert doc.published is not None
    assert doc.published.basis is PublishedBasis.UNKNOWN


@pytest.mark.parametrize(
    ("block", "broken"),
    [
        ("---\ntitle: Port talks\nauthor: Petra Sandoval\nThis is no property.\n---\n", True),
        ("---\ntitle: Port talks\nauthor:\n  - Petra Sandoval\n\n", True),
        ("+++\ntitle = 'Port talks'\nauthor = 'Petra Sandoval'\n\n", True),
        ("---\nOslo: all quiet.\n---\n", False),
        ("---\n\nThe talks ended.\n\n---\n", False),
        ("Title: Port talks\nThe talks ended.\n", False),
        ("Oslo: The talks ended.\nDate: none\n\n", False),
        ("---\n---\n", False),
        ("---", False),
        ("", False),
    ],
)
def test_a_broken_block_tells_nothing_and_is_not_part_of_the_story(
    block: str, broken: bool
) -> None:
    front = front_matter(f"{block}{STORY}")
    assert front == (FrontMatter(front.end) if front and broken else None)
    if broken:
        names = {actor.name for actor in read(f"{block}{STORY}").actors}
        assert "Petra Sandoval" not in names
        assert "Ada Brandvold" in names


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("date: 2024-02-30", None),
        ("published: false", None),
        ("date: 12/05/2024", None),
        ("date: '2024-05-14 08:00 +0200'", "2024-05-14"),
        ("pubDate: Tue, 14 May 2024 10:00:00 GMT", "2024-05-14"),
        ("date: May 2024", "2024-05"),
        ("updated: 2024-05-14", None),
    ],
)
def test_a_date_is_read_or_left_alone(line: str, date: str | None) -> None:
    front = front_matter(f"---\ntitle: Port talks\n{line}\n---\n{STORY}")
    assert front is not None
    assert (front.published.edtf if front.published else None) == date


LINES = st.sampled_from(
    ["---", "+++", "...", "title: x", "author: [a, 'b", "- [[a|b]]", "  name: x", "date: 2024", "",
     "tags: [", "]", "source: https://a.com/b", "title = \"", "#", "text.", ": :", "'k': \"v\\\""]
)  # fmt: skip


@given(st.lists(LINES | st.text(), max_size=12).map("\n".join))
def test_nothing_at_the_head_of_a_text_is_too_odd_to_read(text: str) -> None:
    front = front_matter(text)
    assert front is None or 0 < front.end <= len(text)
