"""Reports, calendars, networks and packs say what is in the chronicle, and nothing in them acts."""

import csv
import io
import json
import re
from collections.abc import Generator
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from desktop.formats import FLAGS, FORMATS, named_format
from models.edits.deciding import decide
from models.edits.events import new_event, note, same, set_fields, tag
from models.errors import KnownError
from models.exporting.formats import LACKS, USUAL, Format, Wishes
from models.exporting.report import lines
from models.exporting.report.markdown import escaped
from models.importing.routine import import_files
from models.printable import printable
from models.queries.filter import EventFilter, Sort, Term
from models.schema.actors import Actor
from models.schema.events import Event
from models.schema.text import Document
from models.store.store import Store
from resources import resource
from tests.steps import finish

TEXTS = {
    "a.txt": "Norwegian Foreign Minister Astrid Solheim visited Peru on 3 March 2021.\n\n"
    "She met President Olav Brandt in Lima.\n\n"
    "Brandt denied that Peru had invited Sweden.\n",
    "b.txt": "Foreign Minister Astrid Solheim visited Peru on 4 March 2021, officials said.\n",
    "c.txt": "The Nordvik Bridge collapsed in 1950.\n",
}
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HOSTILE = (
    '=HYPERLINK("http://x.invalid","a")', "<script>alert(1)</script>", "a\x1b[31m\u202eb\x00c",
    "![x](javascript:alert(1)) [^1] # | `", "]]></w:t><w:t>", "x" * 40_000, "👩‍👩‍👧 李 \ufdd0",
    "BEGIN:VEVENT\r\nEND:VCALENDAR", "  ", '"\\',
)  # fmt: skip


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """The application of the other tests, which a PDF report needs as well."""


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store, None, None]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf8")
    made = Store.open(tmp_path / "c.dateline")
    finish(import_files(made, [tmp_path / name for name in TEXTS]))
    yield made
    made.close()


def form(flag: str) -> Format:
    found = named_format(flag)
    assert found is not None
    return found


def written(
    store: Store, which: Format, wanted: EventFilter | None = None, wishes: Wishes = USUAL
) -> bytes:
    out: Any = io.BytesIO() if which.binary else io.StringIO(newline="")
    with store.reading() as session:
        finish(which.write(session, wanted or EventFilter(), out, Sort(), wishes))
    found = out.getvalue()
    return found if isinstance(found, bytes) else found.encode()


def exported(store: Store) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(store, form("json")))
    return found


class Seen(HTMLParser):
    """The tags of a page, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def word_text(data: bytes, part: str) -> list[str]:
    """The paragraphs of a part of a Word document."""
    with ZipFile(io.BytesIO(data)) as package:
        root = ET.fromstring(package.read(f"word/{part}.xml"))
    main = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        "".join(text.text or "" for text in paragraph.iter(f"{main}t"))
        for paragraph in root.iter(f"{main}p")
    ]


def test_every_format_writes_each_event_once(store: Store) -> None:
    summaries = [event["summary"] for event in exported(store)["events"]]
    assert len(summaries) >= 4
    for flag in ("json1", "csv", "md", "html", "ftm"):
        text = written(store, form(flag)).decode()
        for summary in summaries:
            assert (escaped(summary) if flag == "md" else summary) in text


def test_each_line_of_a_word_report_has_its_footnote_with_the_passage(store: Store) -> None:
    data = written(store, form("docx"))
    notes = word_text(data, "footnotes")
    body = "\n".join(word_text(data, "document"))
    for event in exported(store)["events"]:
        assert event["summary"].rstrip(".") in body
        for each in event["evidence"]:
            assert any(" ".join(each["quote"].split()) in one for one in notes)
    with ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml").decode()
        held = package.read("word/footnotes.xml").decode()
        assert {"[Content_Types].xml", "_rels/.rels", "word/styles.xml"} <= set(package.namelist())
    used = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', text)
    there = re.findall(r'<w:footnote w:id="(\d+)">', held)
    assert used == there == [str(n) for n in range(1, len(used) + 1)]
    styles = set(re.findall(r'w:(?:pStyle|rStyle) w:val="(\w+)"', text + held))
    with ZipFile(io.BytesIO(data)) as package:
        known = set(re.findall(r'w:styleId="(\w+)"', package.read("word/styles.xml").decode()))
    assert styles <= known


def test_footnotes_of_markdown_are_numbered_as_they_are_used(store: Store) -> None:
    text = written(store, form("md")).decode()
    body, _, _ = text.partition("\n[^1]:")
    used = re.findall(r"\[\^(\d+)\]", body)
    there = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert list(dict.fromkeys(used)) == there
    assert len(used) >= 4


def test_a_report_words_doubt_and_says_where_sources_differ(store: Store) -> None:
    visits = [e["id"] for e in exported(store)["events"] if e["kind"] == "visit"]
    decide(store, same(visits))
    text = Seen(written(store, form("html")).decode()).words
    assert "The sources differ on the date: 3 Mar 2021 (1 source); 4 Mar 2021 (1 source)." in text
    assert "2 sources." in text
    assert "denied by" in text
    assert "1950" in text


def test_what_people_did_is_said_in_a_report(store: Store) -> None:
    first = exported(store)["events"][0]["id"]
    decide(store, set_fields(first, {"date": "2020-01-02"}))
    decide(store, new_event("Solheim resigned", date="2022"))
    text = Seen(written(store, form("html")).decode()).words
    assert "Corrected by hand: date." in text
    assert "Solheim resigned. Added by hand." in text


def test_a_report_says_of_what_it_is(store: Store) -> None:
    wanted = EventFilter(kinds=(Term("visit"),))
    for flag in ("md", "html"):
        text = Seen(written(store, form(flag), wanted).decode()).words.replace("\\", "")
        assert "2 events that match “kind:visit”." in text
        assert "by Dateline" in text


def test_too_many_events_for_a_report_are_refused_in_a_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST", 2)
    with pytest.raises(KnownError, match="too many for a report"):
        written(store, form("docx"))


def test_headings_are_months_in_a_short_report_and_years_in_a_long_one(store: Store) -> None:
    with store.reading() as session:
        long = finish(lines.report(session, EventFilter()))
        short = finish(lines.report(session, EventFilter(kinds=(Term("visit"),))))
    assert {"1950", "2021"} <= {part.title for part in long.parts}
    assert [part.title for part in short.parts] == ["March 2021"]


def test_a_calendar_has_each_event_on_its_days(store: Store) -> None:
    calendar = icalendar.Calendar.from_ical(written(store, form("ics")))
    events = calendar.walk("VEVENT")
    dated = [e for e in exported(store)["events"] if e["earliest"] and e["latest"]]
    assert len(events) == len(dated)
    (bridge,) = [e for e in events if "Bridge" in e["summary"]]
    assert "(sometime in 1950)" in bridge["summary"]
    assert str(bridge.decoded("dtstart")) == "1950-01-01"
    assert str(bridge.decoded("dtend")) == "1951-01-01"
    assert "events without a first and a last day" in str(calendar["x-wr-caldesc"])


def test_a_timeline_shows_years_as_years(store: Store) -> None:
    data = json.loads(written(store, form("timelinejs")))
    (bridge,) = [e for e in data["events"] if "Bridge" in e["text"]["headline"]]
    assert bridge["start_date"] == {"year": "1950", "display_date": "1950"}
    shown = {e["start_date"]["display_date"]: e["start_date"] for e in data["events"]}
    assert (shown["3 Mar 2021"]["month"], shown["3 Mar 2021"]["day"]) == ("3", "3")


def test_a_network_joins_those_who_share_an_event(store: Store) -> None:
    root = ET.fromstring(written(store, form("gexf")))
    space = "{http://gexf.net/1.3}"
    names = {n.get("id"): n.get("label") for n in root.iter(f"{space}node")}
    pairs = [{names[e.get("source")], names[e.get("target")]} for e in root.iter(f"{space}edge")]
    together = [
        {p["name"] for p in e["participants"]} for e in exported(store)["events"]
        if len(e["participants"]) > 1
    ]  # fmt: skip
    assert together
    assert all(any(pair <= each for each in together) for pair in pairs)
    assert all(any(pair <= each for pair in pairs) for each in together)


def test_entities_refer_to_entities_that_are_there(store: Store) -> None:
    found = [json.loads(line) for line in written(store, form("ftm")).splitlines()]
    ids = {each["id"] for each in found}
    events = [each for each in found if each["schema"] == "Event"]
    assert len(events) == len(exported(store)["events"])
    for each in events:
        assert set(each["properties"].get("involved", ())) <= ids
        assert set(each["properties"]["proof"]) <= ids
    assert {"Person", "Article"} <= {each["schema"] for each in found}


def test_an_evidence_pack_is_complete_and_its_passages_stand_where_it_says(store: Store) -> None:
    with ZipFile(io.BytesIO(written(store, form("pack")))) as archive:
        files = {name.removeprefix("evidence/"): archive.read(name) for name in archive.namelist()}
    for manifest, start in (("manifest-sha256.txt", "data/"), ("tagmanifest-sha256.txt", "")):
        listed = dict(reversed(line.split("  ")) for line in files[manifest].decode().splitlines())
        assert all(sha256(files[name]).hexdigest() == found for name, found in listed.items())
        assert all(name.startswith(start) for name in listed)
    payload = [name for name in files if name.startswith("data/")]
    oxum = f"Payload-Oxum: {sum(len(files[name]) for name in payload)}.{len(payload)}"
    assert oxum in files["bag-info.txt"].decode()
    assert files["bagit.txt"].startswith(b"BagIt-Version: 1.0\n")
    passages = [json.loads(line) for line in files["data/annotations.jsonl"].splitlines()]
    assert passages
    for each in passages:
        text = files[f"data/{each['target']['source']}"].decode()
        position, quote = each["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert each["target"]["sha256"] == sha256(quote["exact"].encode()).hexdigest()


def sheet(data: bytes, number: int = 1) -> list[list[str]]:
    """The cells of a sheet as they are written: text, or the number of a day."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with ZipFile(io.BytesIO(data)) as package:
        root = ET.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
        assert not list(root.iter(f"{space}f")), "a formula"
        assert not list(root.iter(f"{space}hyperlink"))
        return [
            [
                "".join(t.text or "" for t in cell.iter(f"{space}t"))
                or next((v.text or "" for v in cell.iter(f"{space}v")), "")
                for cell in row
            ]
            for row in root.iter(f"{space}row")
        ]


def test_a_workbook_holds_dates_as_dates_and_words_as_words(store: Store) -> None:
    number = exported(store)["events"][0]["id"]
    decide(store, tag([number], "for court"))
    decide(store, note(number, "ask again"))
    rows = sheet(written(store, form("xlsx")))
    assert rows[0][:3] == ["Date", "Event", "Who"]
    flat = [cell for row in rows[1:] for cell in row]
    assert "44258" in flat, "3 March 2021 as Excel counts days"
    assert {"3 Mar 2021", "2021-03-03", "for court", "ask again"} <= set(flat)
    about = sheet(written(store, form("xlsx")), 2)
    assert "of the whole chronicle" in about[0][0]


def test_more_events_than_a_sheet_holds_take_several(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.exporting.workbook.ROWS", 2)
    data = written(store, form("xlsx"))
    number = len(exported(store)["events"])
    found = [len(sheet(data, n + 1)) - 1 for n in range(-(-number // 2))]
    assert sum(found) == number
    assert max(found) == 2


def test_version_1_of_the_json_has_its_own_fields_alone(store: Store) -> None:
    decide(store, set_fields(exported(store)["events"][0]["id"], {"date": "2020"}))
    data = json.loads(written(store, form("json1")))
    assert data["version"] == 1
    assert "decisions" not in data
    assert "tellings" not in data["events"][0]
    assert "url" not in data["documents"][0]
    assert "edited" in {event["review"] for event in data["events"]}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words_in_every_format(store: Store, words: str) -> None:
    with store.writing() as session:
        session.execute(update(Event).values(summary=words))
        session.execute(update(Actor).values(name=words))
        session.execute(update(Document).values(title=words, outlet=words, url=words, byline=words))
    number = len(exported(store)["events"])
    for each in FORMATS:
        data = written(store, each)
        assert data, each.flag
        if each.flag == "docx":
            for part in ("document", "footnotes"):
                word_text(data, part)
        elif each.flag == "html":
            seen = Seen(data.decode())
            assert "script" not in seen.tags
            assert "img" not in seen.tags
        elif each.flag == "ics":
            assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) <= number
        elif each.flag == "gexf":
            ET.fromstring(data)
        elif each.flag == "xlsx":
            assert len(sheet(data)) == number + 1
        elif each.flag == "csv":
            rows = list(csv.reader(io.StringIO(data.decode().lstrip("\ufeff"), newline="")))
            assert len(rows) == number + 1
        elif each.flag in ("json", "json1", "timelinejs"):
            json.loads(data)
        elif each.flag == "md":
            assert not re.search(r"(?<!\\)<", data.decode())
            assert "](javascript" not in data.decode()


def test_a_pdf_report_is_a_pdf_file_with_its_words(store: Store) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(written(store, form("pdf")))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "Chronology" in text
    assert "Astrid Solheim visited Peru" in text


def test_every_format_has_a_name_of_its_own_and_words_for_the_dialog() -> None:
    assert len({(each.flag, each.marked) for each in FORMATS}) == len(FORMATS)
    assert len({each.words for each in FORMATS}) == len(FORMATS)
    assert {"json", "json1", "csv", "xlsx", "ics", "md", "html", "docx", "pdf", "timelinejs",
            "gexf", "ftm", "pack"} == set(FLAGS)  # fmt: skip


REPORTS = ("docx", "html", "md")


def words_of(data: bytes, flag: str) -> str:
    """The words of a report, on one line."""
    if flag == "docx":
        found = " ".join((*word_text(data, "document"), *word_text(data, "footnotes")))
    elif flag == "html":
        page = re.sub("(?s)<style>.*</style>", "", data.decode()).replace("</", " </")
        found = Seen(page).words
    else:
        found = re.sub(r"\\(_|[^\w\s])", r"\1", data.decode())
    return " ".join(found.split())


@pytest.mark.parametrize("flag", REPORTS)
def test_a_report_may_have_tags_or_actors_as_headings(store: Store, flag: str) -> None:
    numbers = [event["id"] for event in exported(store)["events"]]
    decide(store, tag(numbers[:2], "talks"))
    decide(store, tag(numbers[1:2], "bridges"))
    by_tag = words_of(written(store, form(flag), wishes=Wishes("tag")), flag)
    assert re.search("bridges.*talks.*Without a tag.*Index", by_tag)
    assert "an event with several stands under each" in by_tag
    by_actor = words_of(written(store, form(flag), wishes=Wishes("actor")), flag)
    assert re.search("Astrid Solheim.*Other events", by_actor)
    assert "March 2021 " not in re.sub(r"\d March 2021", "", by_actor).split("Index")[0]


def add_letter(store: Store) -> None:
    """Make an event that stands under two actors of a report by actor."""
    who = [("agent", "Olav Brandt"), ("target", "Astrid Solheim")]
    decide(store, new_event("Brandt wrote to Solheim", date="1999", parts=who))


@pytest.mark.parametrize("flag", REPORTS)
def test_the_index_is_in_the_order_of_time_whatever_the_headings(store: Store, flag: str) -> None:
    add_letter(store)
    for wishes in (USUAL, Wishes("actor"), Wishes("tag")):
        index = words_of(written(store, form(flag), wishes=wishes), flag).split("Index of")[1]
        entry = index.split("Astrid Solheim", 1)[1].split("[^1]")[0]
        assert re.match(r"\W*1999 ?; .*3 Mar 2021", entry)


@pytest.mark.parametrize("by", ["date", "actor", "tag"])
@pytest.mark.parametrize("quotes", [True, False])
def test_a_passage_has_one_footnote_wherever_it_is_cited(
    store: Store, by: str, *, quotes: bool
) -> None:
    wishes = Wishes(by, quotes=quotes)
    add_letter(store)
    text = written(store, form("md"), wishes=wishes).decode()
    body, _, _ = text.partition("\n[^1]:")
    used = re.findall(r"\[\^(\d+)\]", body)
    notes = re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE)
    assert [number for number, _ in notes] == list(dict.fromkeys(used))
    assert len({words for _, words in notes}) == len(notes)
    if by == "actor" or not quotes:
        assert len(used) > len(notes)  # some are cited again
    data = written(store, form("docx"), wishes=wishes)
    assert len([line for line in word_text(data, "footnotes") if line]) == len(notes)
    with ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml").decode()
    marked = re.findall(r'<w:footnoteReference w:id="(\d+)"/>|NOTEREF _Ref(\d+) ', document)
    assert [first or again for first, again in marked] == used
    assert {again for _, again in marked} - {""} <= set(
        re.findall(r'<w:bookmarkStart w:id="\d+" w:name="_Ref(\d+)"/>', document)
    )


@pytest.mark.parametrize("flag", REPORTS)
def test_a_report_may_leave_the_passages_out_and_says_so(store: Store, flag: str) -> None:
    whole = words_of(written(store, form(flag)), flag)
    short = words_of(written(store, form(flag), wishes=Wishes(quotes=False)), flag)
    assert "officials said" in whole
    assert "officials said" not in short
    assert "tags and notes, and passages." in short
    assert LACKS["docx"] in whole


@pytest.mark.parametrize("flag", ["html", "md"])
def test_the_shipped_template_says_what_a_report_says(store: Store, flag: str) -> None:
    template = resource("templates", f"report.{flag}").read_text("utf-8")
    own = words_of(written(store, form(flag), wishes=Wishes(template=template)), flag)
    usual = words_of(written(store, form(flag)), flag)
    for event in exported(store)["events"]:
        assert event["summary"].rstrip(".") in own
    assert set(re.findall(r"\w{5,}", usual)) - set(re.findall(r"\w{5,}", own)) <= {
        "people", "organisations", "places"
    }  # fmt: skip


@pytest.mark.parametrize(
    "words", ["<script>x</script>", "[^1] `x` <b>", "{{ 7*7 }}", "a\x1b\u202eb"]
)
@pytest.mark.parametrize("flag", ["html", "md"])
def test_words_stay_words_in_a_template_whatever_it_does(
    store: Store, flag: str, words: str
) -> None:
    with store.writing() as session:
        session.execute(update(Event).values(summary=words))
    template = (
        "{% autoescape false %}{% for part in parts %}{% for line in part.lines %}"
        "{{ line.text }} {{ line.text | upper }}\n{% endfor %}{% endfor %}{% endautoescape %}"
    )
    made = written(store, form(flag), wishes=Wishes(template=template)).decode()
    assert "\x1b" not in made
    assert "\u202e" not in made
    assert "49" not in made
    assert not re.search(r"(?<!\\)<", made)


@pytest.mark.parametrize(
    "template",
    [
        "{% for", "{{ nothing }}", "{{ parts | safe }}", "{{ ''.__class__.__mro__ }}",
        "{% include 'x' %}", "{{ heading.number.__init__.__globals__ }}", "{{ 1 / 0 }}",
        "{% for x in range(999999999) %}x{% endfor %}", "{{ parts.append(1) }}",
        "{% import 'os' as os %}", "{{ 'x' | nothing }}", "{{ heading | urlize }}",
    ],
)  # fmt: skip
def test_a_template_can_only_write_and_what_is_wrong_is_said(store: Store, template: str) -> None:
    with pytest.raises(KnownError, match="The template is wrong"):
        written(store, form("html"), wishes=Wishes(template=template))


def test_other_formats_have_no_headings_and_no_template(store: Store) -> None:
    with pytest.raises(KnownError, match="isn’t a report"):
        written(store, form("csv"), wishes=Wishes("tag"))
    with pytest.raises(KnownError, match="has no template"):
        written(store, form("docx"), wishes=Wishes(template="x"))


def test_every_format_that_can_say_it_says_what_it_is_of_and_what_it_lacks(store: Store) -> None:
    for flag in ("docx", "html", "md", "ics", "timelinejs", "gexf", "pack", "xlsx"):
        data = written(store, form(flag))
        if flag in ("docx", "html", "md"):
            told = words_of(data, flag)
        elif flag == "pack":
            with ZipFile(io.BytesIO(data)) as archive:
                told = archive.read("evidence/bag-info.txt").decode()
        elif flag == "xlsx":
            told = " ".join(" ".join(row) for row in sheet(data, 2))
        elif flag == "ics":
            told = str(icalendar.Calendar.from_ical(data)["X-WR-CALDESC"])
        else:
            told = data.decode()
        assert "of the whole chronicle" in told, flag
        assert LACKS[flag] in told, flag
        assert "by Dateline " in told, flag
    about = json.loads(written(store, form("json")))["export"]
    assert about["events"] == len(exported(store)["events"])
    assert about["by"].startswith("Dateline ")


SPOKEN = st.one_of(
    st.sampled_from([each for each in HOSTILE if each.strip()]),
    st.text(
        st.characters(exclude_categories=["Cs", "Cn", "Co", "Cc", "Zl", "Zp"]),
        min_size=1,
        max_size=60,
    ),
    st.text("=+-@<>&\"'`*_[](){}#|\\;,:\t\n\r\u202e\u2066\x1b\x07", min_size=1, max_size=30),
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(SPOKEN, SPOKEN)
def test_any_words_are_the_same_words_in_every_format(store: Store, what: str, who: str) -> None:
    what, who = f"X{what}Y".replace("\0", ""), f"X{who}Y".replace("\0", "")
    with store.writing() as session:
        session.execute(update(Event).values(summary=what))
        session.execute(update(Actor).values(name=who))
        session.execute(update(Document).values(title=who, outlet=what))
    for flag in REPORTS:
        told = words_of(written(store, form(flag)), flag)
        for words in (what, who):
            assert plain_words(words).rstrip(".") in told, flag
    rows = list(csv.reader(io.StringIO(written(store, form("csv")).decode(), newline="")))
    assert rows[1][1].removeprefix("'") == what
    assert not re.match(r"[=+@\t\r\n-]", rows[1][1])
    data = written(store, form("xlsx"))
    assert plain_words(what)[:1000] in plain_words(" ".join(sheet(data)[1]))
    with ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert json.loads(written(store, form("json")))["events"][0]["summary"] == what
    entities = [
        json.loads(line) for line in written(store, form("ftm")).decode().split("\n") if line
    ]
    assert what in {e["properties"]["name"][0] for e in entities if e["schema"] == "Event"}
    graph = ET.fromstring(written(store, form("gexf")))
    labels = {node.get("label") for node in graph.iter("{http://gexf.net/1.3}node")}
    assert plain_words(who) in {plain_words(each or "") for each in labels}
    slides = json.loads(written(store, form("timelinejs")))["events"]
    assert plain_words(what) in {plain_words(unescape(s["text"]["headline"])) for s in slides}
    for entry in icalendar.Calendar.from_ical(written(store, form("ics"))).walk("VEVENT"):
        assert plain_words(str(entry["SUMMARY"])).startswith(plain_words(what))


def plain_words(words: str) -> str:
    """Words as a report has them: on one line, with what cannot be printed in figures."""
    return " ".join(NOT_XML.sub("", printable(" ".join(words.split()))).split())


def test_entities_keep_to_the_published_schema(store: Store) -> None:
    """``followthemoney.json`` is taken from the schema of FollowTheMoney 3.8.2 (MIT licence)."""
    known = json.loads(Path(__file__).with_name("followthemoney.json").read_text("utf-8"))
    decide(store, tag([exported(store)["events"][0]["id"]], "talks"))
    lines_ = written(store, form("ftm")).decode().split("\n")
    entities = [json.loads(line) for line in lines_ if line]
    names = {each["id"] for each in entities}
    assert {"Article", "Event", "Person"} <= {each["schema"] for each in entities}
    for each in entities:
        for name, values in each["properties"].items():
            kind = known[each["schema"]][name]
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if kind == "date":
                assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) for value in values)
            if kind == "entity":
                assert set(values) <= names
            if kind == "url":
                assert all(re.match(r"https?://", value) for value in values)


def test_a_pack_is_a_bag_to_the_library_of_the_library_of_congress(
    store: Store, tmp_path: Path
) -> None:
    bagit = pytest.importorskip("bagit")
    with ZipFile(io.BytesIO(written(store, form("pack")))) as archive:
        archive.extractall(tmp_path)
    assert bagit.Bag(str(tmp_path / "evidence")).is_valid()


def test_a_sentence_ends_once_and_says_doubt_once(store: Store) -> None:
    for summary in ("She said: “We go…”", "Who paid?", "The bridge fell (claimed)"):
        decide(store, new_event(summary, status="claimed"))
    decide(
        store,
        new_event("A levy was raised", status="claimed",
                  claims=[("denies", "Anna Roth", "person"), ("states", None, "person")]),
    )  # fmt: skip
    told = words_of(written(store, form("html")), "html")
    assert "She said: “We go…” Claimed, not confirmed by the article." in told
    assert "Who paid? Claimed" in told
    assert "The bridge fell. Claimed, not confirmed" in told
    assert "A levy was raised, according to an unnamed source; denied by Anna Roth. Added" in told
