"""Who is a person and what they are called: names, offices, and what only looks like a name."""

from dataclasses import replace

import pytest

from models.reading.article.paragraphs import paragraphs
from models.reading.doc import ActorKind, Doc, Name
from models.reading.grammar.parsing import grammar
from models.reading.grammar.sentences import sentences
from models.reading.names.correcting import names
from models.reading.people.actors import actors
from models.reading.pipeline import Pipeline
from models.reading.reader import read


def people(doc: Doc) -> list[str]:
    return sorted(a.name for a in doc.actors if a.kind is ActorKind.PERSON)


def roles(doc: Doc, name: str) -> list[tuple[str, str | None]]:
    """The offices of somebody, each with whose it is."""
    (actor,) = (a for a in doc.actors if a.name == name)
    return [(r.title, r.of) for r in actor.roles]


NAMES = [
    (
        "Foreign Minister Choi Min-seo telephoned Dung on Friday. Vu Thi Dung thanked Choi.",
        ["Choi Min-seo", "Vu Thi Dung"],
    ),
    ("Umm Rashid, a teacher, was released on Sunday.", ["Umm Rashid"]),
    (
        "Rep. Joyce Calder, D-Ohio, and Sen. Mark Tolley (R-Kan.) left early on Monday.",
        ["Joyce Calder", "Mark Tolley"],
    ),
    ("Islam spread early. Ivo Marsh thanked Allah on Monday.", ["Ivo Marsh"]),
    (
        "Shafiq Islam met Ivo Marsh on Monday. Islam left on Tuesday.",
        ["Ivo Marsh", "Shafiq Islam"],
    ),
    ("Gerald T. Marlow, 58, of Lakewood, pleaded guilty on Monday.", ["Gerald T. Marlow"]),
    ("Assistant U.S. Attorneys Ivo Marsh and Ann Lee prosecuted it.", ["Ann Lee", "Ivo Marsh"]),
    ("Japanese electronics maker Haruna Denki sold a plant on Monday.", []),
    ("Germany's Reinhard AG withdrew its bid on Monday. Reinhard declined to comment.", []),
    ("Rebels entered the town on New Year's Day. Ivo Marsh fled.", ["Ivo Marsh"]),
    ("Ivo Marsh said the MV Orvane sank. The MV Orvane was old.", ["Ivo Marsh"]),
    ("Ivo Marsh told al-Sabahiya television on Monday that he would leave.", ["Ivo Marsh"]),
    (
        "PIERRE LACOUR, MAYOR OF TARNA, HAS DIED\n\nThe mayor, Pierre Lacour, died on Sunday.",
        ["Pierre Lacour"],
    ),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_people_are_called_by_their_whole_name_and_nobody_else_is_one(
    text: str, names: list[str]
) -> None:
    assert people(read(text)) == names


def test_a_town_somebody_is_of_is_a_place() -> None:
    doc = read("Robert Hale, 34, of Houston, pleaded not guilty on Monday.")
    assert [a.name for a in doc.actors if a.kind is ActorKind.PLACE] == ["Houston"]


def test_the_office_of_a_relative_is_not_ones_own() -> None:
    doc = read("Sela Dorn, daughter of Norwegian leader Ivo Marsh, was promoted on Monday.")
    assert roles(doc, "Ivo Marsh") == [("leader", "Norway")]


def test_whom_somebody_advises_does_not_advise() -> None:
    doc = read("An adviser to General Ivo Marsh resigned on Monday.")
    assert roles(doc, "Ivo Marsh") == [("General", None)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("According to Norwegian Ambassador Ivo Marsh, they left.", ("Ambassador", "Norway")),
        ("It was founded by science fiction writer Ivo Marsh.", ("science fiction writer", None)),
        ("Ann Lee thanked friends, including actor Ivo Marsh.", ("actor", None)),
        ("Justice Minister Dr. Ivo Marsh resigned.", ("Justice Minister", None)),
    ],
)  # fmt: skip
def test_an_office_is_worded_without_what_leads_to_it(
    text: str, role: tuple[str, str | None]
) -> None:
    assert roles(read(text), "Ivo Marsh") == [role]


def test_a_firm_stands_where_firms_do() -> None:
    doc = read(
        "A FlyTarna plane landed in Oslo on Monday. A spokesperson for flytarna apologised. "
        "Flytarna said it would pay."
    )
    assert [a.name.casefold() for a in doc.actors if a.kind is ActorKind.ORGANISATION] == [
        "flytarna"
    ]


def test_a_body_named_by_a_group_is_one_name() -> None:
    doc = read("Commanders of the Norland People's Army were sent to the front on Monday.")
    assert [a.name for a in doc.actors] == ["Norland People's Army"]


def test_korea_is_the_one_that_is_spoken_of() -> None:
    doc = read("South Korea beat Chile on Monday. Korea will play Peru on Friday.")
    assert sorted(a.name for a in doc.actors) == ["Chile", "Peru", "South Korea"]


def test_marks_alone_name_nobody():
    """A "+" that the model takes for a body of its own: "Flynord | +"."""
    text = "Flynord+ closed. Users of Flynord + Velin + left."
    parsed = Pipeline([paragraphs, sentences, grammar])(Doc(text))
    marks = [
        Name(w.start, w.end, ActorKind.ORGANISATION, i, i + 1)
        for i, w in enumerate(parsed.words)
        if w.text == "+"
    ]
    assert marks
    doc = names.run(replace(parsed, names=tuple(marks)))
    assert "+" not in [doc.cut(n) for n in doc.names]
    assert "+" not in [a.name for a in actors.run(doc).actors]


def test_a_holiday_and_a_god_are_nobody() -> None:
    doc = read(
        "The concert on New Year's Eve was sold out. Rebels praised Allah in the town of Kanda."
    )
    assert not {"New Year", "Allah"} & {actor.name for actor in doc.actors}
