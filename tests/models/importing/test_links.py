"""Lists of links say of articles that are here already what is not known of them yet."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.edits import history
from models.importing.found import Chosen, Found
from models.importing.links import key_of
from models.importing.routine import import_files, import_found, look
from models.queries.integrity import check
from models.schema.text import Document
from models.store.store import Store
from tests.steps import finish

PAGE = "<html><head><link rel='canonical' href='{}'></head><body><p>{}</p></body></html>"
TEXT = "Police in Tarnov arrested Erik Lund after a fire in the harbour of the town."
LIST = (
    "url,title,media_name,publish_date\n"
    "http://www.herald.org/fire/?utm_source=x,Fire in Tarnov,Coast Herald,2024-05-14\n"
    "https://herald.org/other,Other,Coast Herald,2024-05-15\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(tmp_path / "c.sqlite")
    (tmp_path / "page.html").write_text(PAGE.format("https://herald.org/fire", TEXT))
    (tmp_path / "links.csv").write_text(LIST)
    finish(import_files(made, [tmp_path / "page.html"]))
    return made


def known(store: Store) -> tuple[str | None, ...]:
    with store.writing() as session:
        assert finish(check(session)) == ()
        query = select(
            Document.outlet, Document.published_edtf, Document.published_why, Document.url
        )
        return tuple(session.execute(query).one())


FILLED = ("Coast Herald", "2024-05-14", "links.csv lists it", "https://herald.org/fire")


def test_a_list_fills_in_what_is_missing_as_one_step(store: Store, tmp_path: Path) -> None:
    before = known(store)
    assert before[:2] == ("herald.org", None), "the address stands for the outlet"
    report = finish(import_files(store, [tmp_path / "links.csv"]))
    assert known(store) == FILLED
    (line,) = report.documents
    assert (line.status, line.document_id) == ("unchanged", 1)
    assert line.reason is not None
    assert line.reason.endswith("outlet and date filled in")
    (remark,) = report.remarks
    assert remark.text.startswith("1 of 2 addresses belongs to an article here; 1 article lacked")
    again = finish(import_files(store, [tmp_path / "links.csv"]))
    assert again.documents[0].reason == "nothing to fill in"
    history.undo(store, 2)
    assert known(store) == before


def test_rows_are_chosen_before_they_are_taken(store: Store, tmp_path: Path) -> None:
    found: list[Found] = []
    finish(look(store, [tmp_path / "links.csv"], found.append, jobs=0))
    assert [each.wanted for each in found] == [True]
    assert known(store)[1] is None
    finish(import_found(store, [Chosen(found[0], outlet="Herald")], jobs=0))
    assert known(store) == ("Herald", *FILLED[1:])


def test_what_is_known_stays(store: Store, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text(LIST.replace("Coast Herald", "Another"))
    finish(import_files(store, [tmp_path / "links.csv"]))
    finish(import_files(store, [tmp_path / "other.csv"]))
    assert known(store) == FILLED


@pytest.mark.parametrize("line", ["{}", "- {}", "2. <{}>", "  {}  \r"])
def test_a_text_with_an_address_on_every_line_is_a_list_of_links(
    store: Store, tmp_path: Path, line: str
) -> None:
    urls = ("https://herald.org/fire?utm_source=x", "https://herald.org/other")
    (tmp_path / "l.txt").write_text("\n\n".join(line.format(url) for url in urls) + "\n")
    report = finish(import_files(store, [tmp_path / "l.txt"]))
    (found,) = report.documents
    assert (found.status, found.document_id) == ("unchanged", 1)
    assert report.remarks[0].text == (
        "1 of 2 addresses belongs to an article here; nothing was missing"
    )


def test_a_text_with_more_than_addresses_is_an_article(store: Store, tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_text(f"https://herald.org/burnt\n\n{TEXT}\n")
    (found,) = finish(import_files(store, [tmp_path / "l.txt"])).documents
    assert found.status == "imported"


def test_a_list_of_other_addresses_says_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("url,title\nhttps://elsewhere.org/a,A title\n")
    (line,) = finish(import_files(store, [tmp_path / "none.csv"])).documents
    assert line.status == "skipped"
    assert line.reason == (
        "None of its addresses belongs to an article here; Dateline fetches nothing, so save the "
        "pages and import them."
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.org/b/", "http://a.org/b", True),
        ("https://a.org/b?utm_source=x&id=2", "https://a.org/b?id=2#top", True),
        ("https://a.org/b?id=2", "https://a.org/b?id=3", False),
        ("https://[a.org/b", "https://a.org/b", False),
    ],
)
def test_addresses_are_compared_by_what_leads_to_the_article(
    one: str, other: str, same: bool
) -> None:
    assert (key_of(one) == key_of(other)) is same
