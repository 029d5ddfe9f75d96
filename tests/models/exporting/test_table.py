"""A table of events holds what is in the chronicle, and no program that opens it runs any of it."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select, update

from models.dates.edtf import parse_edtf
from models.exporting.chronicle import write_json
from models.exporting.clipboard import copied
from models.exporting.columns import COLUMNS, COPIED, headings
from models.exporting.formats import CSV, EXCEL, JSON, Format, named, of_file
from models.exporting.gathering import EventParts, event_parts
from models.exporting.listing import listed, listed_data
from models.queries.events import event_ids
from models.queries.filter import EventFilter, Sort
from models.queries.rows import CopiedRows
from models.schema.actors import Actor, Alias, Role
from models.schema.events import Event, Evidence
from models.schema.keys import chrono, stored_days
from models.schema.text import Document
from models.store.store import Store
from tests.benchmarks.chronicles import fill
from tests.steps import finish

RUN = ("=", "+", "-", "@", "\t", "\r")
FORMULA = (*RUN, "\n")
HOSTILE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        (
            "=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-0043",
            "a\tb\nc\r\nd", '"quoted", and a comma', "<script>x</script>&amp;", "\x1b[2J", "'",
            "\u202eabc",
        )
    ),
).filter(lambda text: "\0" not in text)  # fmt: skip


@contextmanager
def chronicle(folder: Path, events: int = 3, seed: int = 5) -> Iterator[Store]:
    store = Store.open(folder / "c.sqlite")
    try:
        fill(store, events, seed=seed)
        yield store
    finally:
        store.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with chronicle(tmp_path_factory.mktemp("small")) as store:
        yield store


def change(store: Store, table: type, **values: object) -> None:
    with store.writing() as session:
        session.execute(update(table).values(**values))


def table(store: Store, form: Any = CSV) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    with store.reading() as session:
        finish(form.write(session, EventFilter(), out))
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def clip(store: Store, told: Callable[[int], None] = lambda _: None) -> CopiedRows:
    with store.reading() as session:
        return copied(session, event_ids(session, EventFilter(), Sort()), told)


class Cells(HTMLParser):
    """The cells of a table in HTML, row by row, and whatever else there is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data != "\n":
            self.rows[-1][-1] += data


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [("-0043", "44 BC"), ("-0043-03-15", "15 Mar 44 BC"), ("-0099/-0043", "100 BC – 44 BC")],
)
def test_years_before_christ_are_dates_and_no_formulas(
    tmp_path: Path, edtf: str, shown: str
) -> None:
    interval = parse_edtf(edtf)
    earliest, latest = stored_days(interval)
    with chronicle(tmp_path) as store:
        change(
            store, Event, edtf=edtf, earliest=earliest, latest=latest, chrono=chrono(interval),
            precision=interval.precision.value, approximate=False,
        )  # fmt: skip
        change(store, Document, published_edtf=edtf)
        row = table(store)[0]
        pasted = clip(store)
    assert (row["Date"], row["EDTF"], row["Published"]) == (shown, edtf, edtf)
    assert row["Earliest"].startswith("-00")
    assert row["Latest"].startswith("-0043")
    first = dict(zip(headings(COPIED), pasted.text.split("\n")[1].split("\t"), strict=True))
    assert {name: first[name] for name in ("EDTF", "Earliest", "Latest")} == {
        name: row[name] for name in ("EDTF", "Earliest", "Latest")
    }


def test_a_damaged_date_is_no_way_around_the_guard(tmp_path: Path) -> None:
    with chronicle(tmp_path) as store:
        change(store, Event, edtf="-1+cmd|' /C calc'!A0")
        assert {row["EDTF"] for row in table(store)} == {"'-1+cmd|' /C calc'!A0"}


def texts() -> list[tuple[type, str]]:
    """Every column of text that an export may write, but those that the database keeps itself."""
    tables = (Event, Document, Actor, Alias, Role)
    kept = {"precision", "kind", "status", "review", "date_basis", "faults", "created_by", "role"}
    return [
        (table, field.key)
        for table in tables
        for field in inspect(table).column_attrs
        if field.columns[0].type.python_type is str and field.key not in kept
        if not (table is Document and field.key in ("sha256", "text"))
    ]


class EnoughError(Exception):
    """Ends a transaction of which nothing is to stay."""


@settings(
    max_examples=60,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_hostile_text_in_any_column_harms_no_export(small: Store, data: st.DataObject) -> None:
    ids, out, csv_out = [1, 2, 3], io.StringIO(), io.StringIO(newline="")
    with suppress(EnoughError), small.writing() as session:
        for kind, name in texts():
            session.execute(update(kind).values({name: data.draw(HOSTILE)}))
        finish(CSV.write(session, EventFilter(), csv_out))
        finish(write_json(session, EventFilter(), out))
        summaries = set(session.scalars(select(Event.summary)))
        shown = list(listed(session, ids))
        pasted = copied(session, ids, lambda _: None)
        raise EnoughError
    rows = list(csv.DictReader(io.StringIO(csv_out.getvalue(), newline="")))
    assert len(rows) == 3
    dates = {column.heading for column in COLUMNS if column.date}
    for row in rows:
        assert not [
            (name, cell)
            for name, cell in row.items()
            if cell.startswith(RUN) and not (name in dates and re.fullmatch(r"-?[0-9X].*", cell))
        ]
    assert {event["summary"] for event in json.loads(out.getvalue())["events"]} == summaries
    assert all(cell == " ".join(cell.split()) for row in shown for cell in row)
    lines = [line.split("\t") for line in pasted.text.split("\n")]
    assert [len(line) for line in lines] == [len(COPIED)] * 4
    parsed = Cells(pasted.html)
    assert parsed.tags == {"meta", "table", "tr", "th", "td"}
    assert parsed.rows == lines


def test_two_thousand_events_come_back_from_a_table_as_they_were(tmp_path: Path) -> None:
    """Cell by cell, with random text in every column that an article can fill."""
    drawn = Random(20)
    letters = [*"abc ÄÖ李😀\"'\\,;\t\n\r=+-@|<>&\x0b\x1b\x85\u2028", "\r\n", '""', "\ufeff", "日本"]

    def text(longest: int = 12) -> str:
        return "".join(drawn.choices(letters, k=drawn.randrange(longest)))

    with chronicle(tmp_path, 2000, seed=20) as store:
        with store.writing() as session:
            for kind, name in texts():
                if name in ("edtf", "published_edtf"):
                    continue
                rows = [{"id": each, name: text()} for each in session.scalars(select(kind.id))]
                session.execute(update(kind), rows)
        with store.reading() as session:
            ids = list(event_ids(session, EventFilter(), Sort()))
            parts = event_parts(session, ids)
            expected = [
                {column.heading: column.text(parts.events[n], parts) for column in COLUMNS}
                for n in ids
            ]
        found = table(store)
    assert len(found) == 2000
    bad = [
        (name, was, cell)
        for before, row in zip(expected, found, strict=True)
        for (name, was), cell in zip(before.items(), row.values(), strict=True)
        if cell not in (was, f"'{was}") or (cell != was) != (was[:1] in FORMULA)
    ]
    assert bad == []


def test_all_who_take_part_are_named(small: Store, tmp_path: Path) -> None:
    with chronicle(tmp_path, 200) as store:
        with store.reading() as session:
            parts: EventParts = event_parts(session, list(range(1, 201)))
            crowds = {
                n: {p.name for p in parts.participants[n] if p.role != "place"}
                for n in parts.events
            }
            rows = list(listed_data(session, list(range(1, 201))))
        for row in table(store):
            assert all(name in row["Who"] for name in crowds[int(row["Id"])])
            assert "+" not in row["Who"]
    assert max(map(len, crowds.values())) > 4
    assert {row["id"]: set(row["who"]) for row in rows} == crowds


def test_a_table_says_where_each_quotation_stands(tmp_path: Path) -> None:
    with chronicle(tmp_path) as store:
        with store.writing() as session:
            ids = list(session.scalars(select(Document.id)))
            session.execute(
                update(Document),
                [
                    {
                        "id": n, "title": f"T{n}", "outlet": f"O{n}", "url": f"https://e.org/{n}",
                        "published_edtf": f"2024-05-0{n}",
                    }
                    for n in ids
                ],
            )  # fmt: skip
            cited = {
                event: list(
                    dict.fromkeys(
                        session.scalars(
                            select(Evidence.document_id)
                            .where(Evidence.event_id == event)
                            .order_by(Evidence.id)
                        )
                    )
                )
                for event in session.scalars(select(Event.id))
            }
        rows = table(store)
        with store.reading() as session:
            data = {row["id"]: row for row in listed_data(session, list(cited))}
    assert {len(row) for row in rows} == {len(COLUMNS)}
    for row in rows:
        documents = cited[int(row["Id"])]
        assert row["Source"] == "; ".join(f"T{n}" for n in documents)
        assert row["Outlet"] == "; ".join(f"O{n}" for n in documents)
        assert row["URL"] == "; ".join(f"https://e.org/{n}" for n in documents)
        assert row["Published"] == "; ".join(f"2024-05-0{n}" for n in documents)
        assert data[int(row["Id"])]["sources"] == [
            {"document_id": n, "outlet": f"O{n}", "title": f"T{n}"} for n in documents
        ]
    # Others find these by name.
    assert {
        "Date", "Event", "Who", "Kind", "Status", "Place", "Sources", "EDTF", "Earliest", "Latest",
        "Date basis", "Claimed by", "Review", "Quote", "Source", "Id",
    } <= set(headings(COLUMNS))  # fmt: skip


def test_progress_is_told_while_rows_are_copied(tmp_path: Path) -> None:
    told: list[int] = []
    with chronicle(tmp_path, 1200) as store:
        assert clip(store, told.append).number == 1200
    assert told == [500, 1000, 1200]


def written(store: Store, form: Format) -> bytes:
    out = io.BytesIO() if form.binary else io.StringIO(newline="")
    with store.reading() as session:
        finish(form.write(session, EventFilter(), out))
    found = out.getvalue()
    return found if isinstance(found, bytes) else found.encode()


def test_a_table_begins_with_a_mark_if_it_is_for_excel(small: Store) -> None:
    for form in (EXCEL, CSV, JSON):
        text = written(small, form).decode()
        assert text.startswith("\ufeff") == form.marked
        assert text.lstrip("\ufeff").startswith("{" if form is JSON else "Date,")


def test_a_format_is_found_by_flag_and_by_name() -> None:
    assert (named("csv"), named("csv", marked=True), named("json")) == (CSV, EXCEL, JSON)
    assert named("json", marked=True) is None
    for name, picked, form in (
        ("a.csv", JSON, EXCEL),
        ("a.csv", CSV, CSV),
        ("a.CSV", EXCEL, EXCEL),
        ("a.json", CSV, JSON),
        ("a.v1.JSON", CSV, named("json1")),
        ("a.timeline.json", JSON, JSON),
        ("a.timeline.json", None, named("timelinejs")),
        ("a.txt", CSV, CSV),
        ("a.txt", None, None),
        ("a", JSON, JSON),
    ):
        assert of_file(Path(name), picked) is form
