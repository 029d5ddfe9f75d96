"""Classes of words: what a section may hold, and what is a fault."""

import ast
import re
from pathlib import Path

import pytest

from models.errors import BugError
from models.reading.lexicon.classes import WordClasses, classes, word_class, word_list
from models.reading.lexicon.lines import lines, split

ROOT = Path(__file__).parents[4]
ASKS = {"word_class", "word_list", "word_values", "word_numbers", "word_classes", "word_genders"}


def read(text: str) -> WordClasses:
    return WordClasses(split("words/try.txt", text))


def test_a_class_has_its_words_in_the_order_of_the_file() -> None:
    found = read("# a comment\n[body.state] States' bodies.\nnavy army\ncentral_bank\n")
    assert list(found.members("body.state")) == ["navy", "army", "central bank"]
    assert found.meanings == {"body.state": "States' bodies."}


def test_a_class_takes_others_in_and_leaves_words_out() -> None:
    found = read("[a] A.\none two three\n[b] B.\n+a -two four\n")
    assert list(found.members("b")) == ["one", "three", "four"]
    assert found.of("four") == {"b"}
    assert found.of("one") == {"a", "b"}


def test_a_class_gives_its_words_values() -> None:
    assert dict(read("[unit] Units.\nday=1 leap_year=366\n").values("unit")) == {
        "day": "1",
        "leap year": "366",
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("army\n", "words/try.txt:1: a word before the first class"),
        ("[a] A.\nx y x\n", "words/try.txt:2: 'x' a second time"),
        ("[a] A.\nx\n[b] B.\n+a x\n", "words/try.txt:3: 'x' is in a class taken in"),
        ("[a] A.\nx\n[b] B.\n+a +a\n", "words/try.txt:4: '+a' a second time"),
        ("[a] A.\nx\n[a] A.\ny\n", "words/try.txt:3: a class a second time"),
        ("[a] A.\n+b\n", "words/try.txt:2: there is no class 'b'"),
        ("[a] A.\n+b\n[b] B.\n+a\n", "words/try.txt:4: [a] takes itself in"),
        ("[a] A.\n+a\n", "words/try.txt:2: [a] takes itself in"),
        ("[a] A.\nx\n[b] B.\n+a -y\n", "words/try.txt:4: 'y' is in no class taken in"),
        ("[a] A.\n\n[b] B.\nx\n", "words/try.txt:1: a class without words"),
        ("[a]\nx\n", "words/try.txt:1: not [class] and a sentence"),
        ("[a] no stop\nx\n", "words/try.txt:1: not [class] and a sentence"),
        ("[A b] A.\nx\n", "words/try.txt:1: not [class] and a sentence"),
    ],
)
def test_what_is_wrong_is_a_fault_with_file_and_line(text: str, fault: str) -> None:
    with pytest.raises(BugError) as caught:
        read(text)
    assert str(caught.value).startswith(fault)


def test_an_unknown_class_is_a_fault() -> None:
    with pytest.raises(BugError, match=r"no class of words is called .body\.stat."):
        word_class("body.stat")


def test_a_word_without_the_value_asked_for_is_a_fault() -> None:
    with pytest.raises(BugError, match=r"words/try\.txt:1: .y. has no value"):
        read("[a] A.\nx=1 y\n").values("a")


def test_several_classes_are_asked_for_at_once() -> None:
    assert word_class("pronoun.male", "pronoun.female") == set(
        word_list("pronoun.male") + word_list("pronoun.female")
    )


def asked() -> set[str]:
    """The classes that the code asks for by name."""
    found: set[str] = set()
    for path in (ROOT / "models").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ASKS:
                found |= {str(a.value) for a in node.args if isinstance(a, ast.Constant)}
    return found


def test_every_class_asked_for_is_there() -> None:
    assert all(word_class(name) for name in asked())


def test_every_class_is_asked_for_taken_in_or_pointed_to() -> None:
    known = classes()
    used = asked()
    for line in lines("events", "verbs.txt"):
        used |= set(re.findall(r"(?<=[=|]@)[a-z._]+", line.text))
    for name in known.meanings:
        used |= known.taken_in(name) | set(known.members(name).values())
    assert known.meanings.keys() - used == set()
