"""Both engines find the same, in the same order, and count it alike."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.edits.deciding import decide
from models.edits.events import set_fields
from models.progress import drain
from models.queries.alike_events import alike_events
from models.queries.changed import changed
from models.queries.detail import event_detail
from models.queries.documents import document_detail, documents_page, totals
from models.queries.dossier import dossier
from models.queries.events import count_events, event_ids, event_rows, events_page
from models.queries.facets import actor_facet, place_facet, source_facet, tag_facet
from models.queries.filter import EventFilter, Sort, SortField, TextTerm
from models.queries.histogram import date_extent
from models.queries.named import named_filters
from models.queries.names import meant
from models.queries.near import near
from models.queries.network import network
from models.queries.people import people, person_rows
from models.queries.search import parse_query
from models.queries.sources import source_facts, sources
from models.queries.whereabouts import whereabouts
from models.store.moving import move
from models.store.store import Store
from tests.models.queries.oracle import Everything
from tests.models.queries.test_events import SORTS, filters, truth, vocabulary
from tests.models.queries.test_plans import FILTERS, QUESTIONS
from tests.served import Server

__all__ = ["truth", "vocabulary"]  # fixtures


@pytest.fixture(scope="module")
def served(server: Server, drawn: Store) -> Iterator[Store]:
    """Return the drawn chronicle as it is on a server."""
    made = Store.open(server.chronicle())
    drain(move(drawn, made))
    yield made
    made.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_filter_finds_the_same_on_both(
    drawn: Store, served: Store, truth: Everything, vocabulary: list[str], data: st.DataObject
) -> None:
    wanted = data.draw(filters(truth, vocabulary))
    sort = data.draw(st.sampled_from(SORTS))
    told = []
    for store in (drawn, served):
        with store.reading() as session:
            told.append(
                (
                    list(event_ids(session, wanted, sort)),
                    [row.id for row in events_page(session, wanted, sort, 7)],
                    count_events(session, wanted),
                    actor_facet(session, wanted),
                    place_facet(session, wanted),
                    source_facet(session, wanted),
                    tag_facet(session, wanted),
                )
            )
    assert told[0] == told[1]


def test_every_question_of_the_window_is_answered_alike(drawn: Store, served: Store) -> None:
    number = 0
    for (name, ask), typed in itertools.product(QUESTIONS.items(), FILTERS):
        told = []
        for store in (drawn, served):
            with store.reading() as session:
                told.append(ask(session, parse_query(typed)))
        assert told[0] == told[1], (name, typed)
        number += 1
    assert number > 400


@pytest.mark.parametrize("typed", ["", "kind:visit", "actor:#2 OR actor:#5"])
def test_the_other_pages_are_answered_alike(drawn: Store, served: Store, typed: str) -> None:
    wanted = parse_query(typed)
    told = []
    for store in (drawn, served):
        with store.reading() as session:
            answers: list[object] = [
                ask(session) for ask in (totals, date_extent, named_filters, documents_page)
            ]
            for field, down in itertools.product(SortField, (False, True)):
                answers.append(events_page(session, wanted, Sort(field, down), 40))
            answers.append(event_rows(session, range(1, 60)))
            answers += [event_detail(session, each) for each in range(1, 30)]
            answers += [document_detail(session, each) for each in (1, 2, 3)]
            answers += [dossier(session, each) for each in (1, 2, 7)]
            for sort, down in itertools.product(
                ("name", "kind", "articles", "seen", "first", "last", "events"), (False, True)
            ):
                found = people(session, wanted, sort, down=down, kind="", narrowed="")
                answers.append((list(found.ids), person_rows(session, found.ids[:50], found.reach)))
            for sort, down in itertools.product(
                ("title", "outlet", "published", "events", "format"), (False, True)
            ):
                listed = sources(session, wanted, sort, down=down, narrowed="", which="")
                answers.append((list(listed.ids), source_facts(session, listed.ids)))
            answers.append(network(session, wanted, places=True))
            answers.append(whereabouts(session, wanted))
            answers.append(changed(session, wanted, ""))
            answers.append(drain(alike_events(session, wanted)))
            told.append(answers)
    for one, other in zip(*told, strict=True):
        assert one == other


@pytest.mark.parametrize("typed", ["fosudu", "actor:Lebuni", "source:zuu", "gapa visit"])
def test_what_is_typed_otherwise_is_found_alike(drawn: Store, served: Store, typed: str) -> None:
    told = []
    for store in (drawn, served):
        with store.reading() as session:
            told.append(near(session, EventFilter(), parse_query(typed)))
    assert told[0] == told[1]


ODD = (
    "Łódź, Æthelred and the STRASSE", "straße in Œuvre", "O'Brien's e-mail a@b.example",
    "https://x.example/path?q=1 10.5% £3,000", "naïve café Zürich Ångström", "Привет Мир",
    "ｗｉｄｅ ﬁsh ﬂow", "日本語 テキスト", "x_y snake_case 3rd 1990s", "don’t “quoted” words—dash",
    "Đorđe Ħal Ŋ Þór ı İstanbul", "a\u0301ccent combining e\u0301", "ελληνικά ΣΊΣΥΦΟΣ", "I'm l'été",
)  # fmt: skip


def test_odd_letters_are_found_alike(drawn: Store, server: Server, tmp_path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "odd.sqlite"
    drawn.save_copy(target)
    stores = [Store.open(target), Store.open(server.chronicle())]
    for number, words in enumerate(ODD, 1):
        decide(stores[0], set_fields(number, {"summary": words}))
    drain(move(*stores))
    asked = [word for words in ODD for word in (words, *words.split(), words[:4], words[-5:])]
    for words, prefix in itertools.product(asked, (False, True)):
        wanted = EventFilter(texts=(TextTerm(words, prefix),))
        told = []
        for store in stores:
            with store.reading() as session:
                told.append(list(event_ids(session, wanted, Sort())))
        assert told[0] == told[1], (words, prefix)
    for store in stores:
        store.close()


def test_a_name_means_the_same_on_both(drawn: Store, served: Store) -> None:
    wanted = parse_query("actor:#3 place:b source:x tag:to*")
    names = [("actors", term) for term in wanted.actors]
    names += [("places", term) for term in wanted.places]
    names += [("sources", term) for term in wanted.sources]
    names += [("tags", term) for term in wanted.tags]
    told = []
    for store in (drawn, served):
        with store.reading() as session:
            told.append(meant(session, names))
    assert told[0] == told[1]
