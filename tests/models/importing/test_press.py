"""Exports of press archives become the articles in them, with all that the archive says of each."""

import re
from importlib import import_module

import pytest

from models.dates.edtf import parse_edtf
from models.importing.formats import lexis, press
from models.importing.formats.archive import Archive
from models.importing.formats.article import Article, File
from models.importing.formats.counting import words_by_letters, words_of_all
from models.importing.formats.opening import open_file
from models.importing.formats.press import day_in, numbered, words_in
from models.importing.formats.table import format_of
from models.importing.lengths import shorter
from models.reading.doc import PublishedBasis
from tests.models.importing.exports import EXPORTS, STORIES, nexis_docx, nexis_text, proquest_text
from tests.models.importing.wrapping import zipped

CASES = [(name, language) for name in EXPORTS for language in ("en", "fr", "de")]


def opened(name: str, data: bytes) -> list[Article]:
    """The articles of an export that could be had."""
    return [each for each in open_file(File(name, data)) if each.fault is None]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_article_of_an_export_is_found_with_its_facts(name: str, language: str) -> None:
    found = opened(name, EXPORTS[name](language))
    assert [each.title for each in found] == [each.title for each in STORIES]
    for article, story in zip(found, STORIES, strict=True):
        assert article.text.split("\n\n") == [story.title, *story.body]
        assert (article.outlet, article.byline) == (story.outlet, story.byline)
        assert article.published is not None
        assert article.published.interval == parse_edtf(story.iso)
        assert article.published.basis is PublishedBasis.STATED
        assert article.words in (story.words, None)
        assert not article.is_short
        if "factiva" in name or name in ("indexed.html", "printed.html"):
            assert article.accession == story.number


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_known_by_what_it_holds_whatever_it_is_called(name: str) -> None:
    assert len(opened("download", EXPORTS[name]("en"))) == len(STORIES)


def test_a_page_of_error_is_reported_and_ends_nothing() -> None:
    found = open_file(File("a.html", EXPORTS["nexis.html"]("en")))
    assert [each.fault for each in found] == [
        None, "The archive exported an error message instead of an article.", None,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["nexis.txt", "nexis.html", "nexis.docx", "proquest.html"])
def test_an_article_that_cannot_be_taken_apart_ends_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = format_of(name, EXPORTS[name]("en"))
    assert form is not None
    module = import_module(f"models.importing.formats.{form.module}")
    composed = press.composed

    def broken(title: str | None, paragraphs: list[str]) -> str:
        if title == STORIES[0].title:
            raise IndexError(title)
        return composed(title, paragraphs)

    monkeypatch.setattr(module if hasattr(module, "composed") else lexis, "composed", broken)
    found = open_file(File(name, EXPORTS[name]("en")))
    assert found[0].fault == "This article is damaged; save it from its archive again."
    assert found[-1].title == STORIES[1].title


def test_without_a_cover_the_first_article_is_whole_as_well() -> None:
    found = opened("a.docx", nexis_docx(cover=False))
    assert [each.title for each in found] == [each.title for each in STORIES]


def test_a_file_saved_again_without_bookmarks_keeps_its_articles() -> None:
    parts = Archive("a", nexis_docx()).read("word/document.xml").decode()
    data = zipped({"word/document.xml": re.sub(r"<w:bookmarkStart[^>]*>", "", parts).encode()})
    found = opened("a.docx", data)
    assert [each.title for each in found] == [each.title for each in STORIES]
    assert found[1].text.split("\n\n") == [STORIES[1].title, *STORIES[1].body]


def test_what_is_shorter_than_the_archive_says_is_named() -> None:
    words = str(STORIES[0].words)
    data = nexis_text().replace(f"LENGTH: {words} words".encode(), b"LENGTH: 1,285 words")
    found = opened("a.txt", data)
    assert [each.is_short for each in found] == [True, False]
    assert shorter(found) == "1 of 2 articles is shorter than stated: number 1"


def test_a_day_of_loading_counts_less_than_what_the_text_says() -> None:
    lines = nexis_text().replace(b"May 4, 2021 Tuesday", b"Final Edition")
    first = opened("a.txt", lines)[0]
    assert first.published is not None
    assert first.published.basis is PublishedBasis.INFERRED
    assert first.published.interval == parse_edtf("2021-05-09")
    assert "the day it was loaded" in first.published.why


def test_an_export_with_abstracts_alone_says_so() -> None:
    text = proquest_text().decode()
    without = "\n\n".join(
        part
        for part in text.split("\n\n")
        if not part.startswith("Full text:") and part not in [p for s in STORIES for p in s.body]
    )
    found = opened("a.txt", without.encode())
    assert [each.remark for each in found] == ["the export has only its abstract"] * 2
    assert found[0].text == f"{STORIES[0].title}\n\nWhat it is about, in short."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("November 5, 2002 Tuesday Final Edition", "2002-11-05"),
        ("27. Februar 2012 Montag 9:50 PM GMT+1", "2012-02-27"),
        ("Politique, jeudi 5 octobre 2013, p. 16", "2013-10-05"),
        ("1er août 2019", "2019-08-01"),
        ("2018 年 10 月 7 日 17:04", "2018-10-07"),
        ("10 Mar 2022.", "2022-03-10"),
        ("Summer issue, March 2013", "2013-03"),
        ("31 February 2013", None),
        ("2013-13-01", None),
        ("May contains 2013 words", None),
        ("Pg. 4", None),
    ],
)
def test_dates_are_read_as_archives_write_them(line: str, day: str | None) -> None:
    found = day_in(line)
    assert (found and found[0].edtf) == day


@pytest.mark.parametrize(
    ("line", "count"),
    [("1,285 words", 1285), ("295 mots", 295), ("1.285 Wörter", 1285), ("words", None)],
)
def test_lengths_are_read_as_archives_write_them(line: str, count: int | None) -> None:
    assert words_in(line) == count


def test_the_number_in_an_archive_holds_the_day_of_loading() -> None:
    for number in ("IINM000020171113edbd0000d", "news·20171113·LM·0q1503"):
        found = numbered(number)
        assert found is not None
        assert found.interval == parse_edtf("2017-11-13")
        assert found.basis is PublishedBasis.INFERRED
    assert numbered("251439970") is None


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (("Talks end in Lima", None, "They ended."), 6),
        (("特朗普宣佈加征",), 7),
        (("NBA 比賽 on Friday",), 5),
        (("행동 빨라진 일본",), 3),
    ],
)
def test_words_are_counted_as_archives_count_them(
    texts: tuple[str | None, ...], count: int
) -> None:
    assert words_of_all(*texts) == count


def test_the_length_that_nexis_states_is_that_of_its_letters() -> None:
    body = ["Donaudampfschifffahrtsgesellschaftskapitäne " * 9, "Sie kamen."]
    letters = len("\n\n".join(body))
    assert words_by_letters(*body, stated=letters // 6) == round(letters / 6)
    assert words_by_letters(*body, stated=12) == 11


PRINTED = """<div id="article-BERGAZ0020210505eh5400012" class="article">
<div class="article enArticle"><p></p>
<div id="hd"><span class="enHeadline">Port talks end</span></div>
<div class="author">Bo Ek</div><div>{words} words</div>
<div>4 May 2021</div><div>The Gazette</div><div>BERGAZ</div>
<div>English</div><div>(c) 2021 The Gazette</div><p></p>
<p class="articleParagraph enarticleParagraph">The talks ended on Monday.</p>
<pre class="articlePre">  Dockers On Strike
</pre><p class="articleParagraph enarticleParagraph">They went on strike in April.</p>
<p>A crane in the harbour of Norrby, photographed last week.</p><p>The Gazette Ltd</p>
<p>Document BERGAZ0020210505eh5400012</p></div></div>"""


def test_captions_are_part_of_the_length_alone_and_headings_part_of_the_text() -> None:
    # 3 of the headline, 2 of the writer, 14 of the text, 13 below it.
    (article,) = opened("a.html", PRINTED.format(words=32).encode())
    assert article.text.split("\n\n") == [
        "Port talks end", "The talks ended on Monday.", "Dockers On Strike",
        "They went on strike in April.",
    ]  # fmt: skip
    assert (article.counted, article.words, article.is_short) == (32, 32, False)
    (cut,) = opened("a.html", PRINTED.format(words=45).encode())
    assert cut.is_short
