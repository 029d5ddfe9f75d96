"""Look before it is read: what is found, and only what is chosen is read, as it was corrected."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from models.dates.edtf import parse_edtf
from models.edits.history import undo
from models.errors import KnownError
from models.importing.found import Chosen, Found
from models.importing.pasted import pasted
from models.importing.report import ImportReport
from models.importing.routine import import_files, import_found, look
from models.progress import Stopped
from models.schema.text import Document
from models.store.store import Store
from tests.steps import finish

HARBOUR = """Port talks end without a deal

PORT ELSA, March 4, 2024 (Coast Wire) -- Trade Minister Ada Brandvold met Harbour Union leader
Tomas Okello in Port Elsa on Monday to discuss the closed docks.
"""
BARE = "Governor Lin Haruna asked the government for aid on Friday after the river rose.\n"
PAGE = (
    "<html><head><title>Bridge opens</title><meta property='og:site_name' content='Marra Post'>"
    "<meta property='article:published_time' content='2024-05-12T10:00:00Z'></head><body><article>"
    "<h1>Bridge opens</h1>"
    + "<p>Mayor Petra Sandoval opened the new bridge in Marra on Friday and "
    "thanked the engineers who had built it in a year.</p>" * 4 + "</article></body></html>"
)
TABLE = (
    "when,who wrote,words\n"
    f"2024-03-04,Ann Lee,{HARBOUR.splitlines()[2]} and so on for many more words than a title has\n"
    f"2024-03-05,Bo Ek,{BARE.strip()} It was the third flood of the year in the valley of Marra.\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "c.sqlite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_text(HARBOUR)
    (made / "b.html").write_text(PAGE)
    (made / "c.txt").write_text(BARE)
    (made / "d.pdf").write_bytes(b"%PDF-1.7 and nothing")
    return made


def found(store: Store, *paths: Path, **given: object) -> list[Found]:
    told: list[Found] = []
    finish(look(store, paths, told.append, jobs=0, **given))  # type: ignore[arg-type]
    return told


def read(store: Store, chosen: Sequence[Chosen]) -> ImportReport:
    return finish(import_found(store, chosen, jobs=0))


def stored(store: Store) -> list[tuple[str, str | None, str | None, str]]:
    columns = (
        Document.title,
        Document.outlet,
        Document.published_edtf,
        Document.published_basis,
    )
    with store.reading() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(Document.id))]


def test_what_is_found_says_what_is_known_before_it_is_read(store: Store, folder: Path) -> None:
    first, page, bare, broken = found(store, folder)
    facts = first.report
    assert (facts.place.title, facts.place.form) == ("Port talks end without a deal", "text file")
    assert (facts.published and facts.published.edtf, facts.basis) == ("2024-03-04", "stated")
    assert facts.place.words == len(HARBOUR.split())
    facts = page.report
    assert facts.place.outlet == "Marra Post"
    assert (facts.place.form, facts.place.language) == ("web page", "English")
    assert (facts.published and facts.published.edtf, facts.basis) == ("2024-05-12", "stated")
    assert (bare.report.published, bare.report.basis) == (None, None)
    assert [each.wanted for each in (first, page, bare, broken)] == [True, True, True, False]
    assert broken.report.status == "skipped"
    assert not broken.possible
    assert stored(store) == []


def test_only_what_is_chosen_is_read_with_its_corrections(store: Store, folder: Path) -> None:
    first, page, bare, _ = found(store, folder)
    for path in folder.iterdir():
        path.unlink()  # what was seen is what is read
    report = read(
        store,
        [
            Chosen(page, outlet="Marra Gazette"),
            Chosen(bare, parse_edtf("2024-05-11"), "Coast Wire"),
        ],
    )
    assert [each.status for each in report.documents] == ["imported", "imported"]
    assert stored(store) == [
        ("Bridge opens", "Marra Gazette", "2024-05-12", "stated"),
        ("c.txt", "Coast Wire", "2024-05-11", "given"),
    ]
    assert first.wanted


def test_it_is_said_what_is_here_already_and_what_has_the_same_text(
    store: Store, folder: Path
) -> None:
    finish(import_files(store, [folder / "a.txt"]))
    (folder / "e.txt").write_text("\ufeff" + BARE)  # other bytes, the same text
    here, _, bare, _, again = found(store, folder)
    assert here.report.status == "unchanged"
    assert here.report.place.title == "Port talks end without a deal"
    assert not here.wanted
    assert here.possible
    assert bare.wanted
    assert again.report.same_as == "c.txt"
    assert not again.wanted
    report = read(store, [Chosen(bare), Chosen(again), Chosen(here, parse_edtf("2024-03-06"))])
    assert [each.status for each in report.documents] == ["imported", "unchanged", "unchanged"]
    assert report.documents[2].reason == "date set: 6 Mar 2024"
    assert len(stored(store)) == 2


def test_what_was_here_and_has_been_undone_meanwhile_is_read(store: Store, folder: Path) -> None:
    finish(import_files(store, [folder / "a.txt"]))
    here = found(store, folder / "a.txt")[0]
    undo(store)
    assert [each.status for each in read(store, [Chosen(here)]).documents] == ["imported"]


def test_the_same_text_in_another_outlet_is_said_and_read(store: Store, tmp_path: Path) -> None:
    finish(import_files(store, [write(tmp_path / "one.html", PAGE)]))
    other = PAGE.replace("Marra Post", "Coast Wire")
    (again,) = found(store, write(tmp_path / "two.html", other))
    assert again.report.same_as == "“Bridge opens”, Marra Post"
    assert again.wanted
    read(store, [Chosen(again)])
    assert [row[1] for row in stored(store)] == ["Marra Post", "Coast Wire"]


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_a_look_stops_between_two_files(store: Store, folder: Path) -> None:
    told: list[Found] = []
    steps = look(store, [folder], told.append, jobs=0)
    for _ in steps:
        if told:
            break
    with pytest.raises(StopIteration) as end:
        steps.throw(Stopped())
    assert end.value.value.stopped
    assert len(told) == 1


def test_a_stopped_import_names_what_it_did_not_come_to(store: Store, folder: Path) -> None:
    first, page, *_ = found(store, folder)
    steps = import_found(store, [Chosen(first), Chosen(page)], jobs=0)
    while not next(steps).done:
        pass
    with pytest.raises(StopIteration) as end:
        steps.throw(Stopped())
    assert [each.status for each in end.value.value.documents] == ["imported"]
    assert end.value.value.left == (str(folder / "b.html"),)


def test_the_columns_of_a_table_are_those_somebody_says(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.csv", TABLE)
    (none,) = found(store, path)
    assert none.report.status == "skipped"
    assert "name the column of texts “text”" in (none.report.reason or "")
    columns = (("published", 0), ("byline", 1), ("text", 2))
    rows = found(store, path, columns=columns)
    days = [each.report.published and each.report.published.edtf for each in rows]
    assert days == ["2024-03-04", "2024-03-05"]


def test_a_pasted_page_is_a_page_and_a_pasted_text_a_text(store: Store) -> None:
    page = pasted(PAGE, "")
    text = pasted("", HARBOUR)
    first, second = found(store, pasted=(page, text))
    assert (first.report.place.title, first.report.place.form) == ("Bridge opens", "web page")
    assert (second.report.place.title, second.report.place.form) == (
        "Port talks end without a deal",
        "text file",
    )
    report = read(store, [Chosen(first), Chosen(second)])
    assert [each.status for each in report.documents] == ["imported", "imported"]
    assert [each.path for each in report.documents] == ["Pasted page.html", "Pasted text.txt"]


def test_pasted_markup_without_an_article_is_read_as_plain_text(store: Store) -> None:
    only = f"<nav>{'<a href=x>Home</a>' * 3}</nav><script>{HARBOUR}</script>"
    (first,) = found(store, pasted=(pasted(only, HARBOUR),))
    assert first.report.place.title == "Port talks end without a deal"


@pytest.mark.parametrize(
    ("html", "text", "words"),
    [
        ("", "https://example.org/news/1", "holds an address, not an article. Dateline doesn’t go"),
        ("", "https://a.example/x\nhttps://b.example/y", "holds addresses, not an article"),
        ("<img src=x>", "", None),
        ("", "", "holds no text"),
        ("", "Two words", "holds only “Two words”"),
        ("", "word " * 2_000_000, "holds too much for one article"),
    ],
)
def test_what_is_no_article_is_refused_in_a_sentence(
    store: Store, html: str, text: str, words: str | None
) -> None:
    if words is None:
        (none,) = found(store, pasted=(pasted(html, text),))
        assert none.report.status == "skipped"
        return
    with pytest.raises(KnownError, match=words):
        pasted(html, text)


def test_a_picture_is_refused_unless_there_is_text_beside_it() -> None:
    with pytest.raises(KnownError, match="holds a picture, and Dateline reads text"):
        pasted("<img src='x.png'>", "", picture=True)
    assert pasted("", HARBOUR, picture=True).data == HARBOUR.strip().encode()


def test_a_trial_says_what_a_look_says(store: Store, folder: Path) -> None:
    report = finish(import_files(store, [folder], trial=True))
    assert report.documents == tuple(each.report for each in found(store, folder))
