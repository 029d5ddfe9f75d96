"""A format is a file and a row; what it gives becomes documents, and what fails costs itself."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select

from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.importing.formats import opening, table
from models.importing.formats.article import Article, File
from models.importing.formats.opening import open_file
from models.importing.formats.table import Format, format_of
from models.importing.memory import limited_memory
from models.importing.report import ImportReport, report_data
from models.importing.routine import import_files
from models.queries.integrity import check
from models.reading.doc import Published, PublishedBasis
from models.schema.text import Document
from models.store.store import Store
from tests.models.ledgers.analysts import HABITS, ods, xlsx
from tests.steps import finish

TOLD = "Mayor Ilse Grondahl met Bo Ek in {place} on Monday and signed a treaty with Norway."
FIRST = Published(parse_edtf("2021-05-04"), PublishedBasis.STATED, "the box says so")


def boxed(file: File) -> Iterator[Article]:
    """Articles a line each: outlet and place; what goes wrong where the line says so."""
    for line in file.data.decode().splitlines()[1:]:
        outlet, _, place = line.partition(" ")
        if outlet == "broken":
            raise IndexError(place)
        if outlet == "huge":
            raise MemoryError
        text = "" if outlet == "nothing" else TOLD.format(place=place)
        number = f"N{place}" if outlet == "Numbered" else None
        yield Article(
            text, f"Talks in {place}", outlet, published=FIRST, words=15, accession=number
        )


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format of its own: a module, and one row."""
    module = ModuleType("models.importing.formats.box")
    module.articles = boxed  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    row = Format("box", "box|boxes", "text/x-box", ".box", begins=(b"box\n",))
    monkeypatch.setattr(table, "FORMATS", (row, *table.FORMATS))


def bring(store: Store, *paths: Path, **given: object) -> ImportReport:
    return finish(import_files(store, paths, **given))  # type: ignore[arg-type]


@pytest.fixture
def boxes(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Box\nHerald Oslo\nnothing Rome\nCourier Bergen\n", "utf8")
    return path


def stored(store: Store) -> list[Document]:
    with store.reading() as session:
        return list(session.scalars(select(Document).order_by(Document.id)))


def test_a_row_and_a_module_are_a_format_whose_articles_are_documents_of_their_own(
    box: None, boxes: Path, store: Store
) -> None:
    report = bring(store, boxes)
    assert [each.status for each in report.documents] == ["imported", "skipped", "imported"]
    assert [each.place.ordinal for each in report.documents] == [1, 2, 3]
    assert report.documents[1].reason == "“Talks in Rome” has no text to read."
    first, second = stored(store)
    assert (first.title, first.outlet, first.media_type) == (
        "Talks in Oslo",
        "Herald",
        "text/x-box",
    )
    assert (first.published_edtf, first.published_why) == ("2021-05-04", "the box says so")
    assert (second.outlet, second.text) == ("Courier", TOLD.format(place="Bergen"))
    assert report_data(report)["documents"][2]["container"] == {
        "path": str(boxes), "inside": None, "ordinal": 3,
    }  # fmt: skip
    assert report.documents[2].told == f"{boxes}, article 3 (“Talks in Bergen”)"
    with store.writing() as session:
        assert finish(check(session)) == ()


def test_an_overlapping_file_adds_only_what_is_new(
    box: None, boxes: Path, tmp_path: Path, store: Store
) -> None:
    bring(store, boxes)
    later = tmp_path / "b.txt"
    later.write_text("box\nCourier Bergen\nCourier Lima\nHerald Bergen\n", "utf8")
    report = bring(store, later)
    # The same words in another paper are a document of their own.
    assert [each.status for each in report.documents] == ["unchanged", "imported", "imported"]
    again = bring(store, later)
    assert {each.status for each in again.documents} == {"unchanged"}
    assert len(stored(store)) == 4


def test_what_its_file_says_of_an_article_is_stored(
    box: None, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("box\nHerald Oslo\nNumbered Lima\n", "utf8")
    bring(store, path)
    first, second = stored(store)
    assert (first.ordinal, first.accession, first.stated_words) == (1, None, 15)
    assert (second.ordinal, second.accession) == (2, "NLima")
    # Another wording under the same number in the archive is the same article.
    path.write_text("box\nNumbered Lima\nHerald Rome\n", "utf8")
    read = boxed(File("a", path.read_bytes()))
    found = [replace(each, text=f"{each.text} Again.") for each in read]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["models.importing.formats.box"], "articles", lambda _: found)
        report = bring(store, path)
    assert [each.status for each in report.documents] == ["unchanged", "imported"]
    with store.writing() as session:
        assert finish(check(session)) == ()


def test_the_same_text_in_another_wrapping_is_not_another_document(
    box: None, tmp_path: Path, store: Store
) -> None:
    plain = tmp_path / "a.md"
    plain.write_text(TOLD.format(place="Oslo"), "utf8")
    bring(store, plain)
    wrapped = tmp_path / "b.txt"
    wrapped.write_text("box\nHerald Oslo\n", "utf8")
    assert [each.status for each in bring(store, wrapped).documents] == ["unchanged"]
    assert len(stored(store)) == 1


def test_articles_shorter_than_stated_are_named(box: None, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.box"
    path.write_text("box\nHerald Oslo\nHerald Lima\n", "utf8")
    long = boxed(File("a", b"box\nHerald Oslo\nHerald Lima\n"))
    found = [Article(each.text, words=n) for n, each in zip((15, 300), long, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["models.importing.formats.box"], "articles", lambda _: found)
        report = bring(store, path)
    assert [each.text for each in report.remarks] == [
        "1 of 2 articles is shorter than stated: number 2"
    ]


def test_an_outlet_that_is_given_goes_before_the_one_told(
    box: None, boxes: Path, store: Store
) -> None:
    bring(store, boxes, outlet="The Bergen Gazette")
    assert {each.outlet for each in stored(store)} == {"The Bergen Gazette"}


def test_a_date_given_later_is_taken_and_what_the_file_said_is_kept(
    box: None, boxes: Path, store: Store
) -> None:
    bring(store, boxes)
    report = bring(store, boxes, published=parse_edtf("2022-03"))
    assert [each.status for each in report.documents] == ["unchanged", "skipped", "unchanged"]
    assert [(each.title, each.outlet, each.published_edtf) for each in stored(store)] == [
        ("Talks in Oslo", "Herald", "2022-03"), ("Talks in Bergen", "Courier", "2022-03"),
    ]  # fmt: skip


def test_a_trial_says_what_would_be_read_and_stores_nothing(
    box: None, boxes: Path, tmp_path: Path, store: Store
) -> None:
    plain = tmp_path / "a.md"
    plain.write_text(TOLD.format(place="Oslo"), "utf8")
    bring(store, plain)
    report = bring(store, boxes, trial=True)
    assert [each.status for each in report.documents] == ["unchanged", "skipped", "found"]
    last = report.documents[2]
    assert (last.place.title, last.place.outlet, last.place.words) == (
        "Talks in Bergen", "Courier", 16,
    )  # fmt: skip
    assert (last.published, last.basis) == (parse_edtf("2021-05-04"), "stated")
    given = bring(store, boxes, trial=True, published=parse_edtf("2022"))
    assert [each.basis for each in given.documents] == ["unknown", None, "given"]
    assert len(stored(store)) == 1


def test_facts_of_articles_are_one_line_each_and_not_endless(box: None) -> None:
    data = b"box\n" + b"Her\x1fald " + b"x" * 2000 + b"\n"
    (article,) = open_file(File("a.txt", data))
    assert article.title is not None
    assert len(article.title) == 500
    assert article.title.endswith("x…")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("broken x", "a.txt is damaged, or is not a box; open it elsewhere and save it again."),
        ("huge x", "a.txt needs too much memory to read; split it."),
        ("", "a.txt is a box with no text in it."),
    ],
)
def test_whatever_goes_wrong_in_a_format_costs_its_file_one_sentence(
    box: None, line: str, told: str
) -> None:
    with pytest.raises(KnownError) as refused:
        open_file(File("a.txt", f"box\n{line}".encode()))
    assert str(refused.value) == told


def test_more_articles_than_a_file_may_hold_are_refused(
    box: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_ARTICLES", 2)
    with pytest.raises(KnownError, match="holds more than 2 articles; split it"):
        open_file(File("a.txt", b"box\n" + b"Herald Oslo\n" * 3))


def test_a_row_is_told_by_content_before_its_name() -> None:
    for each in table.FORMATS:
        assert each.endings or each.begins or each.holds
        assert "|" in each.called
    assert format_of("a.md", b"some words") == table.FORMATS[-1]
    assert format_of("a", b"some words") is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no such limit")
def test_a_file_that_takes_too_much_memory_ends_in_an_error_not_in_a_full_machine() -> None:
    code = (
        "from models.importing.memory import limited_memory\n"
        "with limited_memory(2**26):\n"
        "    try:\n"
        "        bytes(2**27)\n"
        "    except MemoryError:\n"
        "        print('refused')\n"
        "print(len(bytes(2**27)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused", str(2**27)]
    with limited_memory():
        assert len(bytes(2**20)) == 2**20


def test_no_format_is_loaded_before_a_file_of_it_is_opened() -> None:
    code = (
        "import sys, desktop.app, desktop.importing.choose\n"
        "import models.importing.formats.table as table\n"
        "names = {f'models.importing.formats.{each.module}' for each in table.FORMATS}\n"
        "heavy = {'lxml', 'trafilatura', 'pypdfium2', 'striprtf', 'charset_normalizer', 'email'}\n"
        "sys.exit(', '.join(sorted((names | heavy) & set(sys.modules))))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_a_spreadsheet_of_articles_is_read_and_a_chronology_is_told_apart(tmp_path: Path) -> None:
    rows = [["title", "text", "date"], ["A visit", "Anna Roth visited Zenda. " * 20, "2021-02-03"]]
    for name, data in (("a.xlsx", xlsx(rows)), ("a.ods", ods(rows))):
        (found,) = open_file(File(name, data))
        assert found.title == "A visit"
        assert found.text.count("visited Zenda") == 20
    for habit in HABITS[:3]:
        with pytest.raises(KnownError, match="is a chronology, not a table of articles"):
            open_file(File(habit.file, habit.data))
