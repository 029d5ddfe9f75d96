"""Pages, papers, mails and tables: the same words come out of every wrapping, and nothing else."""

import gzip
import json
import socket
from importlib import import_module
from pathlib import Path

import pytest

from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.importing.formats import archive, markup
from models.importing.formats.article import Article, File
from models.importing.formats.asides import plain
from models.importing.formats.markup import tree_of
from models.importing.formats.opening import open_file
from models.importing.formats.page_story import completed
from models.reading.doc import PublishedBasis
from seeds import seed_path
from tests.models.importing.exports import STORIES, nexis_docx
from tests.models.importing.wrapping import (
    docx,
    eml,
    epub,
    mhtml,
    odt,
    page,
    pdf,
    rtf,
    zipped,
)

STORY = STORIES[0]
TEXT = (
    "Norwegian Foreign Minister Astrid Solheim visited Peru on 3 March 2021.",
    "She met President Olav Brandt in Lima and criticised Sweden – “a neighbour, of all things”.",
    "The talks on fisheries, which had begun in January, ended without a communiqué.",
    "A second round will be held in Oslo in the autumn, the ministry announced on Friday.",
)


# What it brings along asks, once, whether this machine has addresses of the sixth version.
import_module("models.importing.formats.page")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a file says may lead anywhere."""
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a socket was opened"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was asked for"))


def one(name: str, data: bytes) -> Article:
    (article,) = open_file(File(name, data))
    return article


@pytest.fixture(scope="module")
def seed() -> list[str]:
    """The paragraphs of the example article; a line that is there twice is on a page once."""
    lines = seed_path().read_text("utf8").split("\n")
    return list(dict.fromkeys(line for line in lines if line.strip()))


@pytest.mark.parametrize(
    "name", ["a.html", "a.docx", "a.odt", "a.rtf", "a.eml", "one.pdf", "two.pdf"]
)
def test_wrapping_changes_no_word_of_the_example(name: str, seed: list[str]) -> None:
    made = {
        "a.html": page(seed),
        "a.docx": docx(seed),
        "a.odt": odt(seed),
        "a.rtf": rtf(seed),
        "a.eml": eml("\n\n".join(seed)),
        "one.pdf": pdf(seed, 1),
        "two.pdf": pdf(seed, 2),
    }
    assert [line for line in one(name, made[name]).text.split("\n") if line.strip()] == seed


def test_a_single_printed_page_loses_the_line_with_its_number(seed: list[str]) -> None:
    assert one("a.pdf", pdf(TEXT)).text == "\n\n".join(TEXT)


def facts(head: str, title: str = "Talks end in Lima") -> Article:
    return one("a.html", page(TEXT, head, title))


def test_a_page_gives_its_article_without_menus_banners_and_links() -> None:
    article = facts("")
    assert article.text.split("\n\n") == ["Talks end in Lima", *TEXT]
    assert article.title == "Talks end in Lima"
    assert article.published is None
    assert article.remark is None


LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Herald"},
        {"@type": "NewsArticle", "headline": "Another story", "datePublished": "1999-01-01"},
        {
            "@type": ["NewsArticle"],
            "headline": "Talks end in Lima",
            "datePublished": "2021-03-05T23:30:00-05:00",
            "dateModified": "2021-03-07T08:00:00Z",
            "author": [{"@type": "Person", "name": "By Ann Lee"}, {"name": "Bo Ek"}],
            "publisher": {"name": "The Lima Herald"},
            "articleSection": ["World"],
        },
    ],
}


@pytest.mark.parametrize(
    ("heading", "headline", "og", "head", "title"),
    [
        ("Talks end in Lima", "Lima talks end", "Talks: all you need", "Lima | The Herald", 0),
        ("Talks end in Lima", "Lima talks end", "Lima talks end", "Lima | The Herald", 1),
        ("The Herald today", "Lima talks “end”", 'Lima talks "end"', "Lima talks end", 1),
        ("Talks end in Lima", "Lima talks end", "Talks end in Lima", "Lima talks end", 0),
        ("", "", "", "Talks end in Lima | The Herald", 3),
    ],
)
def test_the_title_is_the_heading_unless_most_places_of_the_page_give_another(
    heading: str, headline: str, og: str, head: str, title: int
) -> None:
    data = {"@type": "NewsArticle", "headline": headline}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    meta = f"<meta property='og:title' content='{og}'>"
    body = f"<h1>{heading}</h1>" + "".join(f"<p>{part}</p>" for part in TEXT)
    source = f"<html><head><title>{head}</title>{script}{meta}</head><body>{body}</body></html>"
    wanted = (heading, headline, og, head.removesuffix(" | The Herald"))[title]
    assert one("a.html", source.encode()).title == wanted


def test_a_page_says_when_it_was_published_and_changed_in_its_own_zone() -> None:
    script = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    article = facts(f'{script}<link rel="canonical" href="https://www.example.com/2021/talks">')
    assert article.published is not None
    assert article.published.interval == parse_edtf("2021-03-05")
    assert article.published.basis is PublishedBasis.STATED
    assert article.published.why == (
        "the page’s data say 2021-03-05T23:30:00-05:00; changed 2021-03-07T08:00:00Z"
    )
    assert (article.byline, article.outlet) == ("Ann Lee, Bo Ek", "The Lima Herald")
    assert (article.section, article.url) == ("World", "https://www.example.com/2021/talks")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2021-03-05T10:00:00Z">', "2021-03-05"),
        ('<meta name="date" content="Fri, 05 Mar 2021 10:00:00 GMT">', "2021-03-05"),
        ('<meta itemprop="datePublished" content="2021-03-05">', "2021-03-05"),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta name="date" content="soon">', None),
    ],
)
def test_the_head_of_a_page_gives_its_date_where_its_data_do_not(
    head: str, day: str | None
) -> None:
    published = facts(head).published
    assert (published and published.interval and published.interval.edtf) == day


def test_a_page_knows_where_it_was_saved_from() -> None:
    for comment in (
        "<!-- Page saved with SingleFile \n url: https://www.example.com/a \n saved date: Tue -->",
        "<!-- saved from url=(0025)https://www.example.com/a -->",
    ):
        data = page(TEXT).replace(b"<html", comment.encode() + b"<html")
        assert one("a.html", data).url == "https://www.example.com/a"
    saved = one("a.mhtml", mhtml(TEXT, "https://www.example.com/b"))
    assert saved.url == "https://www.example.com/b"
    assert saved.text.split("\n\n") == list(TEXT)


def test_pictures_written_into_a_page_do_not_count_as_its_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(markup, "LARGEST", 20_000)
    picture = f'<img src="data:image/png;base64,{"QUJD" * 20_000}">'.encode()
    assert one("a.html", page(TEXT).replace(b"<main>", b"<main>" + picture)).text
    with pytest.raises(KnownError, match="is larger than"):
        open_file(File("a.html", page(TEXT * 200)))


def test_a_page_for_subscribers_says_that_the_rest_is_missing() -> None:
    data = {"@type": "NewsArticle", "isAccessibleForFree": False, "headline": "Talks"}
    article = facts(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    assert article.remark == "only its beginning is on the page; the rest is for subscribers"


def test_each_entry_of_a_running_report_has_its_own_time() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": f"Entry {n}",
            "datePublished": f"2021-03-0{n}T10:00:00Z",
            "articleBody": "<p>Ann Lee &amp; Bo Ek met.</p><p>They left.</p>",
        }
        for n in (4, 5)
    ]
    data = {"@type": "LiveBlogPosting", "liveBlogUpdate": updates}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    shown = ["Ann Lee & Bo Ek met.", "They left."]
    first, second = open_file(File("a.html", page(shown, script, "Live: talks in Lima")))
    assert first.text == "Entry 4\n\nAnn Lee & Bo Ek met.\n\nThey left."
    assert second.published is not None
    assert second.published.interval == parse_edtf("2021-03-05")
    above, *entries = open_file(File("a.html", page([*TEXT, *shown], script, "Live: talks")))
    assert above.text.split("\n\n") == ["Live: talks", *TEXT]
    assert [each.text for each in entries] == [first.text, second.text]


def test_pages_are_decoded_as_they_are_whatever_they_say() -> None:
    for encoding, declared in (("utf-8", "iso-8859-1"), ("cp1252", "iso-8859-1"), ("utf-16", "x")):
        text = page(TEXT).decode().replace('charset="utf-8"', f'charset="{declared}"')
        assert one("a.html", text.encode(encoding)).text.split("\n\n") == list(TEXT)


def test_what_was_struck_out_of_a_word_file_is_not_read() -> None:
    data = docx(["A treaty was @signed@.", "Kept."])
    body = archive.Archive("a", data).read("word/document.xml").decode()
    gone = "<w:del><w:r><w:delText>void</w:delText></w:r></w:del>"
    new = "<w:ins><w:r><w:t>signed</w:t></w:r></w:ins>"
    body = body.replace("@signed@", f"</w:t></w:r>{gone}{new}<w:r><w:t>")
    altered = zipped({"word/document.xml": body.encode()})
    assert one("a.docx", altered).text == "A treaty was signed.\n\nKept."


def test_chapters_of_a_book_are_articles_and_its_covers_are_not() -> None:
    found = open_file(File("a.epub", epub([("Cover", ["x"]), ("Port talks", TEXT * 2)])))
    assert [(each.title, each.outlet) for each in found] == [("Port talks", "The Weekly Reader")]


def test_a_mail_gives_its_text_and_the_files_that_hang_on_it() -> None:
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(eml("\n\n".join(TEXT), "Fwd: Re: Talks"), policy=default)
    message.add_attachment(nexis_docx(), maintype="application", subtype="x", filename="n.docx")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf",
                           filename="b.pdf")  # fmt: skip
    found = open_file(File("a.eml", message.as_bytes()))
    assert [each.title for each in found[:3]] == ["Talks", *(each.title for each in STORIES)]
    assert found[0].published is not None
    assert found[0].published.basis is PublishedBasis.INFERRED
    assert found[1].inside == "n.docx"
    assert [each.fault for each in found[3:]] == [
        "b.pdf is damaged; open it elsewhere and save it again."
    ]


def test_a_mailbox_gives_each_of_its_mails() -> None:
    mails = [eml(f"{TEXT[0]}\n\nFrom here on, {n}.", f"Mail {n}") for n in (1, 2)]
    box = b"".join(b"From ann Wed May 12 08:00:00 2021\n" + each + b"\n\n" for each in mails)
    assert [each.title for each in open_file(File("box", box))] == ["Mail 1", "Mail 2"]


FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Herald</title>
<item><title>Talks &amp; more</title><link>https://www.example.com/1</link><dc:creator>Ann</dc:creator>
<pubDate>Fri, 05 Mar 2021 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[{"".join(f"<p>{part}</p>" for part in TEXT)}]]></content:encoded></item>
<item><title>Other</title><description>Only &lt;b&gt;a line&lt;/b&gt;.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Herald</title><entry>
<title>Talks</title><link rel="alternate" href="https://www.example.com/2"/><author><name>Bo</name>
</author><published>2021-03-05T10:00:00Z</published><content type="html">&lt;p&gt;Told.&lt;/p&gt;
</content></entry></feed>"""


def test_items_of_a_feed_are_articles() -> None:
    first, second = open_file(File("a.rss", FEED.encode()))
    assert first.text.split("\n\n") == ["Talks & more", *TEXT]
    assert (first.outlet, first.byline, first.url) == (
        "The Herald", "Ann", "https://www.example.com/1",
    )  # fmt: skip
    assert first.published is not None
    assert first.published.interval == parse_edtf("2021-03-05")
    assert (second.text, second.remark) == (
        "Other\n\nOnly a line.",
        "the feed has only its summary",
    )
    atom = one("a.xml", ATOM.encode())
    assert (atom.text, atom.byline) == ("Talks\n\nTold.", "Bo")
    assert atom.url == "https://www.example.com/2"


def record(kind: str, url: str, status: str, body: bytes, fields: str = "") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{fields}\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(answer), answer)


def test_pages_of_a_web_archive_are_articles() -> None:
    whole = page(TEXT)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(whole), whole)
    data = b"".join((
        record("request", "https://a.example/1", "200 OK", b""),
        record("response", "https://a.example/1", "200 OK", whole),
        record("response", "https://a.example/2", "301 Moved", b""),
        record("response", "https://a.example/3", "200 OK", chunked,
               "Transfer-Encoding: chunked\r\n"),
        record("response", "https://a.example/4", "200 OK", gzip.compress(whole),
               "Content-Encoding: gzip\r\n"),
    ))  # fmt: skip
    with pytest.raises(KnownError, match="isn’t a web archive; unpack it first"):
        open_file(File("notes.txt.gz", gzip.compress(b"Ann Lee met Bo Ek.")))
    for packed in (data, gzip.compress(data)):
        found = open_file(File("a.warc", packed))
        assert [each.url for each in found] == [f"https://a.example/{n}" for n in (1, 3, 4)]
        assert {each.text for each in found} == {"\n\n".join(TEXT)}


def test_an_archive_gives_the_articles_of_all_that_is_in_it() -> None:
    inner = zipped({"deep/a.txt": TEXT[0].encode()})
    data = zipped({
        "x/n.docx": nexis_docx(), "x/bad.pdf": b"%PDF-1.4", "x/logo.png": b"\x89PNG",
        "__MACOSX/x/._n.docx": b"x", ".hidden.txt": b"x", "inner.zip": inner,
    })  # fmt: skip
    found = open_file(File("a.zip", data))
    assert [each.inside for each in found] == [
        "x/n.docx", "x/n.docx", "x/bad.pdf", "inner.zip/deep/a.txt",
    ]  # fmt: skip
    assert found[2].fault == "bad.pdf is damaged; open it elsewhere and save it again." or (
        found[2].fault or ""
    ).startswith("x/bad.pdf is damaged")


@pytest.fixture
def bomb() -> bytes:
    return zipped({"a.txt": b" " * 2**26})


def test_archives_made_to_fill_a_disk_are_refused(
    bomb: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KnownError, match="suspiciously large unpacked"):
        open_file(File("a.zip", bomb))
    monkeypatch.setattr(archive, "MOST_BYTES", 2**20)
    with pytest.raises(KnownError, match="is larger unpacked than 1 MB"):
        open_file(File("a.zip", bomb))
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    with pytest.raises(KnownError, match="holds more than 3 files"):
        open_file(File("a.zip", zipped({f"{n}.txt": b"x" for n in range(4)})))


CSV = "Headline;Source;Date;Article text\n" + "".join(
    f'Talks {n};The Herald;2021-03-0{n};"{TEXT[0]}\n\n{TEXT[2]} ""{TEXT[1]}"""\n' for n in (1, 2)
)
JSON = json.dumps({
    "articles": [{"title": "Talks 1", "source": {"name": "The Herald"}, "publishedAt": "20210301",
                  "content": "\n".join(TEXT), "url": "https://www.example.com/1"}],
})  # fmt: skip
LINES = "\n".join(
    json.dumps({"headline": f"Talks {n}", "text": TEXT[0], "authors": ["Ann Lee", "Bo Ek"]})
    for n in (1, 2)
)
CSL = json.dumps([{
    "type": "article-newspaper", "title": "Talks 1", "container-title": "The Herald",
    "issued": {"date-parts": [[2021, 3]]}, "abstract": TEXT[2],
    "author": [{"given": "Ann", "family": "Lee"}], "URL": "https://www.example.com/1",
}])  # fmt: skip
RIS = f"""TY  - NEWS
TI  - Talks 1
T2  - The Herald
DA  - 2021/03/01/
AU  - Lee, Ann
AB  - {TEXT[2]}
UR  - https://www.example.com/1
ER  -
"""


@pytest.mark.parametrize(
    ("name", "text", "count", "day", "words"),
    [
        ("a.csv", CSV, 2, "2021-03-01", TEXT[1]),
        ("a.json", JSON, 1, None, TEXT[1]),
        ("a.jsonl", LINES, 2, None, TEXT[0]),
        ("csl.json", CSL, 1, "2021-03", TEXT[2]),
        ("a.ris", RIS, 1, "2021-03-01", TEXT[2]),
    ],
)
def test_rows_records_and_references_with_a_text_are_articles(
    name: str, text: str, count: int, day: str | None, words: str
) -> None:
    found = open_file(File(name, text.encode()))
    assert [each.title for each in found] == [f"Talks {n}" for n in range(1, count + 1)]
    assert words in found[0].text
    if day is not None:
        assert found[0].published is not None
        assert found[0].published.interval == parse_edtf(day)
        assert found[0].outlet == "The Herald"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7 and some words", "is damaged"),
        ("a.docx", b"PK\x03\x04 and some words", "is damaged"),
        ("a.csv", b"a,b\n1,2\n", "has no column of texts"),
        ("a.json", b"[1, 2]", "holds no articles"),
        ("a.jsonl", b'{"text": "a"}\n{', "is damaged in line 2"),
        ("a.xml", b"<?xml version='1.0'?><x/>", "isn’t a feed"),
        ("a.html", b"<html></html>", "has no text to read"),
        ("a.rtf", b"{\\rtf1 }", "has no text to read"),
        ("a.mhtml", b"MIME-Version: 1.0\nSnapshot-Content-Location: x\n\nx", "holds no page"),
        ("a.gz", b"\x1f\x8b\x08\x00", "is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str, data: bytes, words: str) -> None:
    try:
        (article,) = open_file(File(name, data))
        told = str(article.fault)
    except KnownError as fault:
        told = str(fault)
    assert words in told
    assert told.endswith(".")
    assert "\n" not in told


def test_a_printed_page_that_is_a_picture_and_one_that_is_locked_say_so() -> None:
    with pytest.raises(KnownError, match="is a picture of text"):
        open_file(File("a.pdf", pdf(["."], running="")))


def test_entities_of_xml_are_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", "utf8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    feed = FEED.replace("<rss", f"{entity}<rss").replace("Short.", "&e;").replace(TEXT[0], "Told.")
    assert "secret" not in "".join(each.text for each in open_file(File("a.rss", feed.encode())))
    word = zipped({"word/document.xml": f"{entity}<x>&e;</x>".encode()})
    with pytest.raises(KnownError, match="isn’t an ordinary document"):
        open_file(File("a.docx", word))


def test_a_record_may_hold_what_other_programs_end_lines_with() -> None:
    lines = LINES.replace("Talks 1", "Talks\u2028 and \u0085 1")
    found = open_file(File("a.jsonl", lines.encode()))
    assert len(found) == 2
    assert all(each.fault is None for each in found)


STORY = (
    "Trade Minister Ada Brandvold met union leader Tomas Okello in Port Elsa on Monday.",
    "Brandvold said on Tuesday that the government would reopen the docks in April.",
    "Okello claimed that the ministry had threatened three workers, which Brandvold denied.",
    "The council of Marra met again on Friday, and the docks stayed closed for the week.",
)
BESIDE = {
    "a link alone": "<p><a href='/y'>Governor Petra Sandoval accuses Norway of spying</a></p>",
    "a link with a label": "<p><b>Read more: <a href='/x'>Minister Rolf Quist resigns</a></b></p>",
    "a box of headlines": "<div class='article-related'><p>Lin Haruna wins in Marra</p></div>",
    "a form": "<div class='newsletterSignup'><p>The best of Coast Wire in your inbox.</p></div>",
    "share buttons": "<ul class='share-tools'><li>Facebook</li><li>WhatsApp</li></ul>",
    "who wrote it": "<div class='author-bio'><p>Jane Doe covers ports in Oslo.</p></div>",
    "what is headed so": "<section><h3>More from Coast Wire</h3><p>Lin Haruna wins.</p></section>",
    "a byline": "<p class='byline'>Words by Jane Doe and John Roe in Oslo</p>",
}


@pytest.mark.parametrize("length", [1, 4])
@pytest.mark.parametrize("what", BESIDE)
def test_what_stands_beside_the_story_of_a_page_is_not_in_it(what: str, length: int) -> None:
    told = [f"<p>{part}</p>" for part in STORY[:length]]
    page = f"<html><body><main><article><h1>Talks</h1>{told[0]}{BESIDE[what]}"
    page += f"{''.join(told[1:])}</article></main></body></html>"
    (article,) = open_file(File("a.html", page.encode()))
    lines = article.text.split("\n\n")
    assert lines[0] == "Talks"
    assert set(STORY[:length]) <= set(lines)
    if length > 1:
        assert set(lines[1:]) == set(STORY)


MANY_LINKS = (
    '<p class="text">The <a href="/a">council of Marra</a>, which <a href="/b">Ada Brandvold</a> '
    'had called a harbour of thieves, <a href="/d">met once more</a> on Sunday night.</p>'
)


@pytest.mark.parametrize("place", [1, 3])
def test_a_paragraph_full_of_links_is_in_its_place_and_one_in_pieces_is_told_once(
    place: int,
) -> None:
    lines = [*STORY, *TEXT]
    parts = [f'<p class="text">{part}</p>' for part in lines]
    parts.insert(place, MANY_LINKS)
    cut = [*lines[:5], *(f"{half}." for half in TEXT[1].split(" and ")), *lines[6:]]
    tree = tree_of("a", "".join(parts))
    told = completed(cut, tree, frozenset())
    assert told[place].startswith("The council of Marra, which Ada Brandvold had called")
    assert [*told[:place], *told[place + 1 :]] == cut


def test_a_story_in_two_parts_of_a_page_is_whole_where_its_paragraphs_are_marked_alike() -> None:
    many = [f"On day {n} of the talks the ministers met again in Lima and left." for n in range(9)]
    mark = ' class="t"'
    html = (
        "".join(f"<p{mark}>{line}</p>" for line in many)
        + "<p>Nine other ministers met in Oslo.</p>"
    )
    assert completed(many[:5], tree_of("a", html), frozenset()) == many
    bare = tree_of("a", html.replace(mark, ""))
    assert completed(many[:5], bare, frozenset()) == many[:5]
    assert completed(many[:5], tree_of("a", html), frozenset({plain(many[8])})) == many[:8]


def test_a_page_of_links_alone_is_not_emptied() -> None:
    lines = [f"<li><a href='/{n}'>{part}</a></li>" for n, part in enumerate(STORY)]
    page = f"<html><body><h1>Today</h1><ul>{''.join(lines)}</ul></body></html>"
    (article,) = open_file(File("a.html", page.encode()))
    assert "Ada Brandvold" in article.text


def test_links_in_a_feed_lead_elsewhere_as_well() -> None:
    content = "".join(f"<p>{part}</p>" for part in STORY) + BESIDE["a link with a label"]
    feed = (
        "<rss><channel><title>Coast Wire</title><item><title>Talks</title>"
        f"<description><![CDATA[{content}]]></description></item></channel></rss>"
    )
    (article,) = open_file(File("a.rss", feed.encode()))
    assert "Quist" not in article.text
    assert STORY[3] in article.text
