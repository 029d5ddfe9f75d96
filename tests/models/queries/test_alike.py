"""Actors that may be the same: by their names, offices and company; and those known to be two."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from models.edits import history
from models.edits.actors import keep_apart, merge
from models.edits.deciding import decide
from models.progress import Progress
from models.queries.actors import actor_rows
from models.queries.alike import alike, compared
from models.queries.namesakes import Known, by_names, candidates, initials, rarity, words_of
from models.schema.keys import fold
from models.schema.readings import Telling
from models.schema.text import Document
from tests.models.composing import played

PAIRS = [
    ("person", "Ann Lee", "Ann Marie Lee", "one more name"),
    ("person", "Bo Lund", "Bo Axel Lund", "one more name"),
    ("person", "J. Brandvold", "Jonas Brandvold", "initials"),
    ("person", "Bill Okello", "William Okello", "short form"),
    ("person", "Jong-un Rhee", "Rhee Jong-un", "written otherwise"),
    ("person", "Aleksandr Petrenko", "Alexander Petrenko", "sound alike"),
    ("person", "Tomas Lukashevko", "Tomas Lukashevka", "sound alike"),
    ("person", "Mohammed Qasim", "Muhammad Kasim", "sound alike"),
    ("person", "Petra Sandovall", "Petra Sandoval", "alike"),
    ("organisation", "Ministry of Fisheries", "Fisheries Ministry", "written otherwise"),
    ("organisation", "Untied Harbours", "United Harbours", "nearly alike"),
    ("organisation", "Coast Mining Authority", "CMA", "first letters"),
    ("organisation", "Marvona", "Marvona News Agency", "a part of the other"),
    ("organisation", "Marvona Ltd", "Marvona", "written otherwise"),
    ("place", "Port Elsa", "Port Elza", "alike"),
    ("place", "U.S.", "US", "written otherwise"),
    ("place", "Marra", "Republic of Marra", "a part of the other"),
]
OTHERS = [
    ("person", "Kim Jong-un", "Kim Jong-il"),
    ("person", "Ann Lee", "Adam Lee"),
    ("person", "Alexander Petrenko", "Alexandra Petrenko"),
    ("person", "John Smith", "Joan Smith"),
    ("person", "Hassan Ali", "Hussein Ali"),
    ("organisation", "Trade Ministry", "Transport Ministry"),
    ("organisation", "Bank of Marra", "Bank of Morro"),
    ("place", "North Marra", "South Marra"),
    ("place", "Marra", "North Marra"),
]


def known(
    number: int, kind: str, name: str, *names: str, titles: Sequence[tuple[str, str]] = ()
) -> Known:
    held = {(fold(title), fold(of)): f"{title} of {of}" for title, of in titles}
    return Known(number, kind, name, {fold(each): each for each in (name, *names)}, held)


def paired(actors):
    """The pairs that share a key, with what their names say."""
    rare = rarity(actors)
    found = [step for step in candidates(actors, rare) if not isinstance(step, Progress)][-1]
    by_id = {each.id: each for each in actors}
    return {
        pair: named
        for pair in found
        if (named := by_names(by_id[pair[0]], by_id[pair[1]], rare)) is not None
    }


@pytest.mark.parametrize(("kind", "one", "other", "why"), PAIRS, ids=[p[1] for p in PAIRS])
def test_names_that_may_be_of_one_actor_are_found_with_the_reason(kind, one, other, why):
    told = paired([known(1, kind, one), known(2, kind, other), known(3, kind, "Far Away Bureau")])
    ((pair, (weight, reasons)),) = told.items()
    assert pair == (1, 2)
    assert why in reasons[0]
    assert weight > 0


@pytest.mark.parametrize(("kind", "one", "other"), OTHERS)
def test_names_of_two_actors_are_not(kind, one, other):
    told = paired([known(1, kind, one), known(2, kind, other)])
    assert all(weight <= 0 for weight, _ in told.values()), told


def test_a_family_name_alone_needs_more_than_the_name_where_many_have_it():
    alone = known(1, "person", "Lee")
    rare = paired([alone, known(2, "person", "Ann Lee")])[1, 2][0]
    people = [
        known(n, "person", f"{given} Lee") for n, given in enumerate("Ann Bo Cy Di".split(), 2)
    ]
    often = paired([alone, *people])[1, 2][0]
    assert often < 0 < rare
    titled = [
        known(1, "person", "Lee", titles=[("minister", "Peru")]),
        known(2, "person", "Ann Lee", titles=[("minister", "Peru")]),
    ]
    weight, reasons = paired([*titled, *people[1:]])[1, 2]
    assert weight > often
    assert reasons[-1] == "both are called minister of Peru"


def test_one_name_in_two_kinds_is_suggested():
    weight, (reason,) = paired(
        [known(1, "person", "Marvona Bay"), known(2, "organisation", "Marvona Bay")]
    )[1, 2]
    assert weight > 0
    assert "one person and one organisation" in reason


def test_a_name_that_both_have_is_told_as_it_is_written():
    weight, reasons = paired(
        [known(1, "place", "Marra", "Isle of Gold"), known(2, "place", "Vos", "Isle of Gold")]
    )[1, 2]
    assert weight > 1
    assert reasons == ["both are called “Isle of Gold”"]


def test_words_and_letters_of_names():
    assert words_of("The U.S. Department of Fisheries, Inc.") == ("us", "department", "fisheries")
    assert initials("Bank of Marra") == {"bom", "bm"}


def finished(session):
    steps = alike(session)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.fixture
def store(tmp_path):
    made = played.opened(tmp_path)
    for number, (who, whom) in enumerate(
        (
            ("Petra Sandoval", "Bo Ek"),
            ("Petra Sandovall", "Bo Ek"),
            ("Olav Brandt", "Olaf Brandt"),
            ("Ida Moe", "Una Ros"),
        )
    ):
        played.bring(made, [(number, played.told_doc(number, who, whom))])
    yield made
    made.close()


def names(store):
    with store.reading() as session:
        known = {row.id: row.name for row in actor_rows(session)}
        return [({known[each.one], known[each.other]}, each.reasons) for each in finished(session)]


def test_company_speaks_for_a_pair_and_one_event_against_it(store):
    ((pair, reasons),) = names(store)
    assert pair == {"Petra Sandoval", "Petra Sandovall"}
    assert reasons[-1] == "both occur with Bo Ek"


def told_by(store, *numbers):
    """Return the events that some documents tell."""
    with store.reading() as session:
        query = select(Telling.event_id).join(Document, Document.id == Telling.document_id)
        own = Document.path.in_([f"{number}.txt" for number in numbers])
        return set(session.scalars(query.where(own)))


def test_an_event_of_two_papers_each_by_one_of_the_names_does_not_speak_against_a_pair(store):
    assert len(told_by(store, 0, 1)) == 1, "the program joined them"
    ((pair, reasons),) = names(store)
    assert pair == {"Petra Sandoval", "Petra Sandovall"}
    assert reasons[-1] == "both occur with Bo Ek"


def test_nor_does_it_where_another_document_knows_both(store):
    assert len(told_by(store, 0, 1)) == 1, "the program joined them"
    with store.reading() as session:
        (before,) = finished(session)
    casts = (("Petra Sandoval", "Una Ros"), ("Ida Moe", "Petra Sandovall"))
    played.bring(store, [(8, played.dated_doc(8, "2020-02-02", casts, "sued"))])
    with store.reading() as session:
        (after,) = finished(session)
    assert after.reasons == (*before.reasons, "but one document knows them as two")


def test_an_event_in_which_a_document_names_both_speaks_against_a_pair(store):
    casts = [("Petra Sandoval", "Petra Sandovall")]
    played.bring(store, [(8, played.dated_doc(8, "2020-02-02", casts, "sued"))])
    ((_, reasons),) = names(store)
    assert reasons[-1] == "but they take part in one event"


def test_a_pair_that_is_not_the_same_is_never_suggested_again_until_undone(store):
    with store.reading() as session:
        (found,) = finished(session)
        left, right = compared(session, found.one, found.other)
        assert {left.card.id, right.card.id} == {found.one, found.other}
        assert left.companions == right.companions == ("Bo Ek",)
        assert left.papers[0].passage.startswith("Petra Sandoval")
    decide(store, keep_apart(found.one, found.other))
    with store.reading() as session:
        assert finished(session) == ()
        assert compared(session, found.one, found.other) is None
    history.undo(store)
    assert len(names(store)) == 1
    decide(store, merge((found.one, found.other)))
    with store.reading() as session:
        assert finished(session) == ()
        assert compared(session, found.one, found.other) is None
