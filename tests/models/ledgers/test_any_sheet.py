"""Whatever stands in a spreadsheet: it comes out as it went in, and what is known stays known."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.edits import events
from models.edits.deciding import decide
from models.errors import KnownError
from models.importing.sheets import files
from models.importing.sheets.dates import manner, order_of, read_date
from models.importing.sheets.grid import Edits, Value
from models.ledgers.comparing import LEFT, NEW, SAME
from models.queries.filter import EventFilter
from models.store.store import Store
from tests.models.ledgers.analysts import ods, xlsx
from tests.models.ledgers.test_round_trip import Desk, kinds, texts

_HOSTILE = st.sampled_from(
    ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "<script>alert(1)</script>", "a\tb",
     '"quoted"', "'=x", "line\nline", "x" * 10_000, "😀 née ﷽", "\u202egnirts", "_x000D_", "]]>",
     "&amp;", "12", "  spaces  ", "1.5", "TRUE", "semi;colon", "comma, comma", "pipe|pipe"]
)  # fmt: skip
_WORDS = st.one_of(
    _HOSTILE,
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=40),
    st.just(""),
)
_DAYS = st.dates(date(1901, 1, 1), date(2090, 12, 31))
_WRITTEN = st.one_of(
    _DAYS.map(date.isoformat),
    _DAYS.map(lambda d: f"{d.day} {d:%B} {d.year}"),
    _DAYS.map(lambda d: f"{d.day:02}.{d.month:02}.{d.year}"),
    _DAYS.map(lambda d: f"{d:%B} {d.year}"),
    st.sampled_from(["c. 1994", "1920s", "late 2020", "n.d.", "spring 2021", ""]),
)
_KINDS = st.sampled_from(["csv", "xlsx", "ods"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, bytes]:
    """A table with its columns in any order, written as a file of any kind."""
    kind = draw(_KINDS)
    columns = draw(st.permutations(["Date", "Event", "Who", "Place", "Remarks", "Ref no"]))
    days: st.SearchStrategy[object] = _WRITTEN
    if kind != "csv":
        days = st.one_of(_DAYS, _WRITTEN)
    rows: list[list[object]] = [list(columns)]
    for number in range(draw(st.integers(1, 6))):
        made: dict[str, object] = {name: draw(_WORDS) for name in columns}
        made["Date"] = draw(days)
        made["Event"] = f"{draw(_WORDS)} {number}"
        rows.append([made[name] for name in columns])
    if kind == "xlsx":
        for row in rows:
            row[:] = [f" {cell}" if str(cell).startswith("==") else cell for cell in row]
        return "any.xlsx", xlsx(rows)
    if kind == "ods":
        return "any.ods", ods(rows)
    mark = draw(st.sampled_from([",", ";", "\t"]))
    quoted = [['"' + str(cell).replace('"', '""') + '"' for cell in row] for row in rows]
    return "any.csv", "".join(mark.join(row) + "\r\n" for row in quoted).encode()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables(), st.booleans())
def test_a_generated_sheet_makes_the_round(made: tuple[str, bytes], changed: bool) -> None:
    file, data = made
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder, "c.sqlite"))
        try:
            _round(Desk(store, file, data), changed=changed)
        finally:
            store.close()


def _round(desk: Desk, *, changed: bool) -> None:
    _, layout = desk.opened()
    if not layout.whole:
        return
    found = desk.take()
    taken = kinds(found)
    assert set(taken) <= {NEW}
    assert kinds(desk.compared()) == [SAME] * len(taken)
    wanted = None
    if changed and taken:
        decide(desk.store, events.set_fields(1, {"summary": "=other words", "date": "2001-05"}))
        decide(desk.store, events.new_event("'=1+1; <b>", date="2022-08-05", place="=Place"))
        wanted = EventFilter()
    before = texts(desk.data, desk.file)
    desk.data = desk.give(wanted).data
    after = texts(desk.data, desk.file)
    lost = {place for place, text in before.items() if after.get(place) != text}
    assert len({row for _, row, _ in lost}) <= (1 if changed else 0)
    assert len(lost) <= (2 if changed else 0)
    again = desk.compared()
    assert {each.what for each in again.rows} <= {SAME, LEFT}
    assert not [
        each for each in again.rows if any(d.changed_in == "sheet" for d in each.differences)
    ]


@settings(max_examples=60, deadline=None)
@given(tables(), st.integers(0, 8), st.integers(0, 8), _WORDS)
def test_writing_a_cell_touches_that_cell_alone(
    made: tuple[str, bytes], row: int, column: int, words: str
) -> None:
    file, data = made
    before = texts(data, file)
    written = files.written(file, data, 0, Edits({(row, column): Value(words)}))
    after = texts(written, file)
    before.pop((0, row, column), None)
    told = after.pop((0, row, column), "")
    assert after == before
    assert told in {words, f"'{words}"}


@given(_WRITTEN, st.lists(_WRITTEN, max_size=5))
def test_a_date_is_read_as_it_was_written(text: str, others: list[str]) -> None:
    order = order_of([text, *others])
    try:
        day = read_date(text, order)
    except KnownError:
        return
    again = manner(others, order)(day)
    read = read_date(again, order)
    assert (read.edtf if read else None) == (day.edtf if day else None)


@pytest.mark.parametrize("data", [b"PK\x03\x04 not an archive", b"\xd0\xcf\x11\xe0 old", b'a,"b\n'])
def test_a_file_that_is_no_spreadsheet_ends_in_a_sentence(data: bytes) -> None:
    with pytest.raises(KnownError):
        files.sheets("x.xlsx", data)


@settings(max_examples=40, deadline=None)
@given(_KINDS, st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)),
                        min_size=1, max_size=8))  # fmt: skip
def test_a_damaged_file_ends_in_a_sentence_or_is_read(
    kind: str, hits: list[tuple[float, int]]
) -> None:
    rows = [["Date", "Event"], ["3 Feb 2021", "Minister resigns over the levy"]]
    data = bytearray({"xlsx": xlsx, "ods": ods}[kind](rows) if kind != "csv" else b"a,b\n1,2\n")
    for where, byte in hits:
        data[int(where * len(data))] = byte
    try:
        found = files.sheets("x", bytes(data))
    except KnownError:
        return
    assert found
