"""Tables and senses of the lexicon: what a line may hold, and what is a fault."""

import pytest

from models.errors import BugError
from models.reading.doc import EventKind
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.lines import LANGUAGE, split
from models.reading.lexicon.senses import (
    Strength,
    contrary,
    exclude,
    families,
    noun_senses,
    read_contrary,
    read_nouns,
    read_verbs,
    verb_senses,
)
from models.reading.lexicon.tables import TABLES, Table, checked, rows
from resources import resource

GENDERED = Table((r"\S+", "[mfx]", r"\d+"), 2)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_well_formed(name: str) -> None:
    assert rows(name)


def test_every_file_of_the_language_is_a_table_a_class_or_senses() -> None:
    folders = {f for f in resource(LANGUAGE).iterdir() if f.is_dir()}
    files = {f.name for f in resource(LANGUAGE).iterdir() if f.is_file()}
    files |= {f"{d.name}/{f.name}" for d in folders for f in d.iterdir() if d.name != "words"}
    senses = {"events/verbs.txt", "events/nouns.txt", "events/families.txt", "events/contrary.txt"}
    assert files == {f"{name}.txt" for name in TABLES} | senses


def test_columns_left_out_at_the_end_are_empty() -> None:
    assert checked(GENDERED, split("x.txt", "ann\tf\nbo\tm\t3\n")) == (
        ("ann", "f", ""),
        ("bo", "m", "3"),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("ann\n", "x.txt:1: 1 columns"),
        ("# names\nann\tf\t1\t2\n", "x.txt:2: 4 columns"),
        ("ann\tfemale\n", "x.txt:1: column 2 is malformed"),
        ("ann\t\t3\n", "x.txt:1: column 2 is malformed"),
        ("ann\tf\tmany\n", "x.txt:1: column 3 is malformed"),
        ("ann\tf\nann\tm\n", "x.txt:2: a second time"),
    ],
)
def test_a_malformed_row_is_a_fault_with_file_and_line(text: str, fault: str) -> None:
    with pytest.raises(BugError) as caught:
        checked(GENDERED, split("x.txt", text))
    assert str(caught.value).startswith(fault)


def test_an_unknown_table_is_a_fault() -> None:
    with pytest.raises(BugError, match="no table of the lexicon is called 'names/gven'"):
        rows("names/gven")


def test_senses_with_most_conditions_come_first() -> None:
    text = "open\tother\tweak\nopen\tbusiness\tstrong\tobj=@place.site\n"
    found = read_verbs(split("v.txt", text))
    first, second = found["open"]
    assert (first.kind, first.strength) == (EventKind.BUSINESS, Strength.STRONG)
    assert first.conditions == (("obj", word_class("place.site")),)
    assert (second.kind, second.conditions) == (EventKind.OTHER, ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("open\tother\n", "v.txt:1: 2 columns"),
        ("open\tothr\tweak\n", "v.txt:1: there is no such kind"),
        ("open\tother\tvery\n", "v.txt:1: there is no such strength"),
        ("open\tother\tweak\tobj\n", "v.txt:1: 'obj' is no condition"),
        ("open\tother\tweak\tobj=a||b\n", "v.txt:1: 'obj=a||b' is no condition"),
        ("open\tother\tweak\tobj=a|a\n", "v.txt:1: 'obj=a|a' is no condition"),
        ("open\tother\tweak\tobj=@place.sight\n", "v.txt:1: there is no class 'place.sight'"),
        ("open\tother\tweak\tobj=PERSONS\n", "v.txt:1: 'PERSONS' is no word of conditions"),
        ("open\tother\tweak\nopen\tlegal\tplain\n", "v.txt:2: the same conditions a second time"),
    ],
)
def test_a_malformed_sense_is_a_fault_with_file_and_line(text: str, fault: str) -> None:
    with pytest.raises(BugError) as caught:
        read_verbs(split("v.txt", text))
    assert str(caught.value).startswith(fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("raid\tattack\tstrong\nraid\tlegal\tplain\n", "n.txt:2: a second time"),
        ("goal\tother\tweak\tsprot\n", "n.txt:1: there is no such topic"),
    ],
)
def test_a_malformed_noun_is_a_fault_with_file_and_line(text: str, fault: str) -> None:
    with pytest.raises(BugError) as caught:
        read_nouns(split("n.txt", text))
    assert str(caught.value).startswith(fault)


def test_a_noun_may_mean_something_else_in_a_text_about_a_topic() -> None:
    found = read_nouns(split("n.txt", "penalty\tlegal\tplain\npenalty\tother\tweak\tsport\n"))
    assert (found["penalty"].kind, found["penalty @sport"].kind) == (
        EventKind.LEGAL,
        EventKind.OTHER,
    )


def test_the_senses_of_the_language_are_well_formed() -> None:
    assert verb_senses()
    assert noun_senses()
    assert families()
    assert contrary()
    known = {*verb_senses(), *noun_senses(), *families()}
    assert not contrary().keys() - known


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("open start\n", "c.txt:1: it doesn't have two sides"),
        ("open | start | close\n", "c.txt:1: it doesn't have two sides"),
        ("open | close open\n", "c.txt:1: a word stands twice"),
    ],
)
def test_malformed_contraries_are_a_fault_with_file_and_line(text: str, fault: str) -> None:
    with pytest.raises(BugError) as caught:
        read_contrary(split("c.txt", text))
    assert str(caught.value).startswith(fault)


def test_outcomes_exclude_each_other_both_ways_unless_a_word_is_in_both() -> None:
    assert exclude({"acquit"}, {"sentence"})
    assert exclude({"conviction"}, {"clear"})
    assert not exclude({"acquit"}, {"clear"})
    assert not exclude({"open", "close"}, {"close"})
