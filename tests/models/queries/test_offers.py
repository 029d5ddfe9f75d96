"""What is offered while somebody types is what the line can take there."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.queries.events import count_events
from models.queries.offers import asks_for_values, field_offers
from models.queries.rows import Offer
from models.queries.search import parse_query
from models.queries.tokens import FIELDS, Typing, being_typed
from models.queries.values import value_offers
from models.schema.keys import fold
from models.store.store import Store
from tests.models.queries.test_search import TYPED


@pytest.mark.parametrize(
    ("line", "typing"),
    [
        ("act|", Typing("", "act", 0, 3)),
        ("storm pl| kind:visit", Typing("", "pl", 6, 8)),
        ("actor:|", Typing("actor", "", 6, 6)),
        ("actor:ki|m storm", Typing("actor", "ki", 6, 9)),
        ("-Place:elsa|", Typing("place", "elsa", 7, 11)),
        ('actor:"Ann L|', Typing("actor", "Ann L", 6, 12)),
        ('actor:"Ann| Lee" x', Typing("actor", "Ann", 6, 15)),
        ("actor:(kim OR le|)", Typing("actor", "le", 14, 16)),
        ("actor:(|", Typing("actor", "", 7, 7)),
        ("actor:(kim OR |", Typing("actor", "", 14, 14)),
        ("(actor:kim) st|", Typing("", "st", 12, 14)),
        ("storm |", None),
        ("|storm", None),
        ("", None),
        ('"a phrase|"', None),
        ("act|or:kim", None),
        ("storm (|", None),
    ],
)
def test_what_is_being_typed_stands_before_the_cursor(line: str, typing: Typing | None) -> None:
    assert being_typed(line.replace("|", ""), max(0, line.find("|"))) == typing


@given(TYPED, st.integers(0, 30))
def test_any_place_of_any_line_can_be_asked_about(line: str, at: int) -> None:
    typing = being_typed(line, min(at, len(line)))
    if typing is not None:
        assert 0 <= typing.start <= typing.end <= len(line)
        field_offers(typing)


def words(typed: str, field: str = "") -> list[str]:
    return [offer.written for offer in field_offers(Typing(field, typed, 0, 0))]


def test_fields_are_offered_by_their_beginnings() -> None:
    assert words("pl") == ["place:"]
    assert words("AG") == ["agent:"]
    assert words("s") == [], "a single letter begins any word"
    assert words("storm") == []
    assert words("", "match") == ["any ", "all "]
    assert words("r", "dated") == ["reported "]
    assert all(offer.note for offer in field_offers(Typing("", "st", 0, 0)))
    for field in FIELDS:
        assert words(field) == [f"{field}:"]


def offers(store: Store, field: str, typed: str, line: str = "") -> tuple[Offer, ...]:
    typing = Typing(field, typed, 0, 0)
    assert asks_for_values(typing)
    with store.reading() as session:
        return value_offers(session, typing, parse_query(line), 8)


@pytest.mark.parametrize("field", ["actor", "agent", "kind", "status", "place", "source"])
@pytest.mark.parametrize("line", ["", "-kind:visit", 'place:"nowhere" actor:#1'])
def test_each_value_is_offered_with_the_events_it_finds(
    drawn: Store, field: str, line: str
) -> None:
    for offer in offers(drawn, field, "", line):
        wanted = parse_query(line)
        empty: dict[str, tuple[()]] = {
            "actor": {"actors": ()}, "agent": {"actors": ()}, "kind": {"kinds": ()},
            "status": {"statuses": ()}, "place": {"places": ()}, "source": {"sources": ()},
        }[field]  # fmt: skip
        others = replace(wanted, **empty)  # type: ignore[arg-type]
        typed = f"{'actor' if field == 'agent' else field}:{offer.written.strip()}"
        added = parse_query(typed)
        both = replace(others, **{name: getattr(added, name) for name in empty})
        with drawn.reading() as session:
            assert count_events(session, both) == offer.count


def test_values_that_are_offered_fit_what_is_typed(drawn: Store) -> None:
    for field in ("actor", "place", "source"):
        some = offers(drawn, field, "")
        part = fold(some[-1].label).split()[-1][:3]
        found = offers(drawn, field, part.upper())
        assert some[-1].label in [offer.label for offer in found]
        if field != "actor":  # whose aliases fit as well
            assert all(f" {part}" in f" {fold(offer.label)}" for offer in found)
    assert [offer.label for offer in offers(drawn, "kind", "vis")] == ["Visit"]
    assert offers(drawn, "kind", "zz") == ()
