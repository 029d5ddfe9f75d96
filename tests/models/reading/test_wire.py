"""Who and what names mean in wire copy from everywhere."""

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import ActorKind, Doc, Hints
from models.reading.reader import read

PUBLISHED = Hints(given=parse_edtf("2021-03-12"))  # a Friday


def tell(text: str) -> Doc:
    doc = read(text, PUBLISHED)
    assert doc.faults == ()
    return doc


def kind_of(doc: Doc, name: str) -> ActorKind | None:
    return next((a.kind for a in doc.actors if a.name == name), None)


def names(doc: Doc, kind: ActorKind) -> list[str]:
    return [a.name for a in doc.actors if a.kind is kind]


KINDS = [
    ("A strong quake struck off the Norwegian island of Sumara on Tuesday.", "Sumara", "place"),
    ("He was seized in the town of Kauran Dajo on Monday.", "Kauran Dajo", "place"),
    ("The premier will travel to Bosh Gayara on Monday.", "Bosh Gayara", "place"),
    ("The rebels marched into Qazdistan on Monday.", "Qazdistan", "place"),
    (
        "The quake had a depth of 9 kilometres, the Norway Geological Survey said.",
        "Norway Geological Survey",
        "organisation",
    ),
    (
        "He took bribes from the Swedish builder Construtora Almara, prosecutors said.",
        "Construtora Almara",
        "organisation",
    ),
    (
        "On Monday the Diocese of Tarnov said that men had stormed it.",
        "Diocese of Tarnov",
        "organisation",
    ),
    (
        "They denied the looting of a World Grain Programme warehouse on Monday.",
        "World Grain Programme",
        "organisation",
    ),
    (
        "Peter Langley was jailed on Monday. Langley pleaded not guilty.",
        "Peter Langley",
        "person",
    ),
    (
        "The chief executive Park Ji-hoon quit on Monday. Park said he was tired.",
        "Park Ji-hoon",
        "person",
    ),
]


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_what_a_name_names(text: str, name: str, kind: str) -> None:
    found = kind_of(tell(text), name)
    assert found is not None
    assert found.value == kind


def test_a_king_of_a_country_is_one_person_and_his_country_a_place() -> None:
    doc = tell("King Frederik of Nordmark came to Tokyo on Tuesday. King Frederik met the mayor.")
    assert names(doc, ActorKind.PERSON) == ["King Frederik"]
    assert kind_of(doc, "Nordmark") is ActorKind.PLACE


@pytest.mark.parametrize("verb", ["edge", "Edge"])
def test_a_headline_s_verb_is_no_part_of_a_name(verb: str) -> None:
    doc = tell(
        f"""Sabres {verb} Rovers

        Porto Sabres beat Dunmore Rovers 2-1 in the cup final on Saturday. The Sabres coach said his
        side had suffered. The Rovers captain was sent off."""
    )
    assert names(doc, ActorKind.ORGANISATION) == ["Porto Sabres", "Dunmore Rovers"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "The Church of Orvanology sued on Monday. Orvanology has many members.",
            "Church of Orvanology",
        ),
        (
            "Bishops of the Old Velin Free Church met on Monday. The Church was split.",
            "Old Velin Free Church",
        ),
        ("The Holy Synod met on Monday. The Synod excommunicated the bishops.", "Holy Synod"),
    ],
)
def test_a_body_called_by_a_part_of_its_name(text: str, whole: str) -> None:
    assert names(tell(text), ActorKind.ORGANISATION) == [whole]
