"""A second engine needs a module beside ``models/store/sqlite.py``, and no other question."""

import itertools
import re

import pytest
from sqlalchemy import ClauseElement, event
from sqlalchemy.dialects import postgresql

from models.queries.detail import event_detail
from models.queries.documents import document_detail, documents_page, totals
from models.queries.events import event_rows, events_page
from models.queries.filter import Sort, SortField
from models.queries.histogram import date_extent
from models.queries.named import named_filters
from models.queries.search import parse_query
from models.store.store import Store
from tests.benchmarks.chronicles import fill
from tests.models.queries.test_plans import FILTERS, QUESTIONS

# What ``sql.found`` and ``sql.given`` say, which that module would say in its own way.
_ITS_OWN = re.compile(
    r"SELECT rowid AS event_id FROM event_search WHERE event_search MATCH %\(words_1[_0-9]*\)s"
    r"|json_each\(%\(given_[0-9]+\)s[^)]*\)"
)
_ONLY_SQLITE = re.compile(
    r"\b(rowid|MATCH|GLOB|json_\w+|IFNULL|INDEXED|strftime|julianday|PRAGMA|group_concat)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(tmp_path_factory.mktemp("drawn") / "drawn.sqlite")
    fill(store, 300, seed=4)
    return store


def test_every_browsing_question_can_be_put_to_postgresql(drawn: Store) -> None:
    asked: list[ClauseElement] = []

    def note(conn, statement, *_) -> None:  # type: ignore[no-untyped-def]
        asked.append(statement)

    event.listen(drawn._engine, "before_execute", note)
    with drawn.reading() as session:
        for ask, typed in itertools.product(QUESTIONS.values(), FILTERS):
            ask(session, parse_query(typed))
        for field, down in itertools.product(SortField, (False, True)):
            events_page(session, parse_query(""), Sort(field, down), 5)
        for other in (totals, date_extent, named_filters, documents_page):
            other(session)
        event_rows(session, [1, 2])
        event_detail(session, 1)
        document_detail(session, 1)
    event.remove(drawn._engine, "before_execute", note)
    assert len(asked) > 500
    found = 0
    for statement in asked:
        compiled = str(statement.compile(dialect=postgresql.dialect()))
        plain, number = _ITS_OWN.subn("", compiled)
        found += number
        assert not _ONLY_SQLITE.search(plain), plain
    assert found > 100
