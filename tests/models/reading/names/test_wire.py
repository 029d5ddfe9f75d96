"""Who and what names mean in wire copy from everywhere."""

import pytest

from models.reading.doc import ActorKind, Doc, ParticipantRole, Word
from models.reading.grammar.subject_repairs import find_subjects
from tests.told import agents, taking_part, targets, tell


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
    ("He was freed by the militant group Abu Tarro on Monday.", "Abu Tarro", "organisation"),
    (
        "An inquiry into the owner, PT Laut Biro, was ordered on Monday.",
        "PT Laut Biro",
        "organisation",
    ),
    ("He appealed to the developer Hwang Dae-sok on Monday.", "Hwang Dae-sok", "person"),
    ("He was mayor of Seongjan until Monday.", "Seongjan", "place"),
    ("Manu Taroa coach Lemalu Tolefoa resigned on Monday.", "Manu Taroa", "organisation"),
    ("He fell ill at the Monastery of Saint Marius.", "Monastery of Saint Marius", "place"),
    ("Merrick Holland resigned on Monday. Holland thanked Mexico.", "Merrick Holland", "person"),
    ("He met Volker Brand in Port Velin on Tuesday.", "Port Velin", "place"),
    ("Her uncle, Governor Ademolo of Osunde, sang on Monday.", "Osunde", "place"),
    ("Two belonged to Christian Marlow Ministries.", "Christian Marlow Ministries", "organisation"),
    ('An aide to Jimmy "Shark" Marlow was held on Monday.', 'Jimmy "Shark" Marlow', "person"),
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
def test_a_headline_s_verb_is_not_part_of_a_name(verb: str) -> None:
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


def test_an_office_with_a_capital_is_its_holder() -> None:
    doc = tell(
        """From: Office of Trade and The Rt Hon David Calder

        The Foreign Secretary David Calder spoke to Norwegian Foreign Minister Ida Lund today.

        They discussed the harbour. The Foreign Secretary welcomed the ceasefire and thanked Norway.

        The President of the council was absent. They agreed to stay in close contact."""
    )
    (calder,) = (a for a in doc.actors if a.name == "David Calder")
    assert [r.title for r in calder.roles] == ["Foreign Secretary"]
    assert agents(doc, "welcomed") == agents(doc, "thanked") == ["David Calder"]
    assert agents(doc, "discussed") == agents(doc, "agreed") == ["David Calder", "Ida Lund"]


def test_a_couple_is_the_two_who_are_married() -> None:
    doc = tell(
        """President Ada Finch visited Norway on Monday with her husband, Reid Ellis. Mayor Otto
        Brandl welcomed the couple at the harbour."""
    )
    assert sorted(targets(doc, "welcomed")) == ["Ada Finch", "Reid Ellis"]


def test_who_speaks_without_a_name_is_nobody_named_before() -> None:
    doc = tell(
        """Minister Helen Marsh phoned the leaders on Monday. Norway's prime minister said she was
        watching events closely."""
    )
    at = doc.text.index("she was")
    assert not [m for m in doc.mentions if m.start <= at < m.end]


def test_the_first_of_two_family_names_calls_somebody() -> None:
    doc = tell(
        """Former President Rodrigo Quintana Salas was arrested on Monday. His wife, Carmen Vidal de
        Quintana, was barred from leaving. A judge said Quintana denied wrongdoing."""
    )
    assert agents(doc, "denied") == ["Rodrigo Quintana Salas"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Ivo Marsh was freed on Monday. His driver, Musa Garbo, was killed.",
            "Musa Garbo",
            "driver",
        ),
        ("One worker, Rubel Mian, was killed on Monday.", "Rubel Mian", "worker"),
        ("Zhao, also a member, left on Monday.", "Zhao", "member"),
    ],
)
def test_an_office_is_worded_without_what_counts_it(text: str, name: str, role: str) -> None:
    (actor,) = (a for a in tell(text).actors if a.name == name)
    assert [r.title for r in actor.roles] == [role]


def test_a_realm_behind_of_is_a_place_and_a_ministry_s_matter_is_none() -> None:
    doc = tell(
        "The prime minister of Bhutaria left on Monday. Minister of Education Stella Gianni stayed."
    )
    assert kind_of(doc, "Bhutaria") is ActorKind.PLACE
    assert kind_of(doc, "Stella Gianni") is ActorKind.PERSON


ACTING = [
    (
        "Ingrid Halvor, the Norwegian chemist who shared the 1988 prize, died on Thursday.",
        "shared",
        ["Ingrid Halvor"],
    ),
    ("Police in Gharia's second city, Bokorro, fired tear gas on Monday.", "fired", []),
    (
        "President Pablo Suben, who is on a visit to Brazil for the summit, ordered aid on Monday.",
        "visit",
        ["Pablo Suben"],
    ),
    (
        "This is Ivo Marsh's first foreign visit since taking office in July 2020.",
        "taking office",
        ["Ivo Marsh"],
    ),
    ("Otto Brandl stayed in power. Brandl's predecessor freed the rebels in 2019.", "freed", []),
    (
        "They struck for days before Brandl's predecessor, Tom Vey, brokered a deal in May.",
        "brokered",
        ["Tom Vey"],
    ),
    ("Workers in Norway ended a strike on Sunday.", "ended", []),
    (
        "WHO Director-General Samuel Okeker flew to Mbandara on Saturday.",
        "flew",
        ["Samuel Okeker"],
    ),
    (
        "Visiting Norwegian Foreign Minister Ida Lund held talks with Tom Vey here on Wednesday.",
        "held",
        ["Ida Lund"],
    ),
    (
        "President Ada Finch visited Norway in May with her husband, Reid Ellis.",
        "visited",
        ["Ada Finch", "Reid Ellis"],
    ),
]


@pytest.mark.parametrize(("text", "words", "who"), ACTING)
def test_who_acts(text: str, words: str, who: list[str]) -> None:
    assert agents(tell(text), words) == who


UNDERGOING = [
    ("Norway's ambassador, Tom Vey, called on Ida Lund on Monday.", "called", ["Ida Lund"]),
    (
        "Pope Leander was ill. Bishop Otto Brandl met the pontiff on Tuesday.",
        "met",
        ["Pope Leander"],
    ),
    (
        "The premier of Norway resigned after a student, Yaw Mensarah, was shot dead.",
        "shot dead",
        ["Yaw Mensarah"],
    ),
    (
        "They closed it in 2017 after a student, 21-year-old Yaw Mensarah, was shot dead.",
        "shot dead",
        ["Yaw Mensarah"],
    ),
    (
        "Norway summoned Peru's charge d'affaires, Luis Pardo, on Monday.",
        "summoned",
        ["Luis Pardo"],
    ),
    ("Ivo Marsh was detained at Bolle airport on Friday.", "detained", ["Ivo Marsh"]),
    (
        "Ida Lund accused the army of abuse. Otto Brandl rejected the claim on Monday.",
        "rejected",
        ["Ida Lund"],
    ),
]


@pytest.mark.parametrize(("text", "words", "who"), UNDERGOING)
def test_to_whom_it_is_done(text: str, words: str, who: list[str]) -> None:
    assert targets(tell(text), words) == who


def test_a_province_named_beside_its_country_is_where_it_is() -> None:
    doc = tell("Gunmen seized Ivo Marsh in India's northern Bihar state on Monday.")
    assert taking_part(doc, "seized", ParticipantRole.PLACE) == ["Bihar"]


def test_a_ship_is_nobody() -> None:
    doc = tell("The crew of the Delta Star left the wreck on Monday.")
    assert doc.actors == ()
    doc = tell("The KM Harapan Jaru left the port of Ambora at dawn on Monday.")
    assert names(doc, ActorKind.PERSON) == []
    assert names(doc, ActorKind.PLACE) == ["Ambora"]


def test_who_calls_somebody_a_liar_is_not_called_so() -> None:
    doc = tell("Anne Milford called Ivo Marsh a liar on Monday. Marsh left.")
    assert sorted(names(doc, ActorKind.PERSON)) == ["Anne Milford", "Ivo Marsh"]


def test_it_that_is_called_something_is_not_a_country() -> None:
    doc = tell("Norway criticised the deal on Monday. Otto Brandl called it a new page.")
    at = doc.text.index("it a new")
    assert not [m for m in doc.mentions if m.start <= at < m.end]


def test_an_island_is_one_with_and_without_the_word() -> None:
    doc = tell("Ferry sinks off Norway's Sulawo\n\nA ferry sank off Sulawo island on Saturday.")
    assert [n for n in names(doc, ActorKind.PLACE) if "Sulawo" in n] == ["Sulawo island"]


def test_no_word_under_a_clause_s_verb_is_not_a_fault() -> None:
    words = [
        Word(0, 3, "Lee", "Lee", "NNP", "PROPN", 1, "nsubj", 0),
        Word(4, 8, "left", "leave", "VBD", "VERB", -1, "ROOT", 0),
        Word(9, 13, "hurt", "hurt", "VBN", "VERB", 1, "advcl", 0),
    ]
    find_subjects(words, 0, 3)
    assert words[2].relation == "advcl"


def test_a_movement_and_its_people_are_one() -> None:
    doc = tell("The Velini movement fired on a ship on Monday. Oslo urged the Velinis to stop.")
    assert names(doc, ActorKind.ORGANISATION) == ["Velinis"]
