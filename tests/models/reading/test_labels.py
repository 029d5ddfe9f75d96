"""Labels of grammar: those of the model and no others, and never written as strings."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.reading.labels import Pos, Rel, Tag, differing
from resources import resource

READING = Path(__file__).parents[3] / "models" / "reading"
OF_WORDS = {"relation", "tag", "pos"}
LABELS: dict[str, list[str]] = json.loads(
    resource("reader", "labels.json").read_text(encoding="utf-8")
)


def test_the_labels_are_those_of_the_model() -> None:
    assert differing(LABELS) == set()


@pytest.mark.parametrize("known", ["dep", "tag", "pos", "ner"])
def test_a_label_that_only_one_side_knows_is_named(known: str) -> None:
    without = LABELS | {known: LABELS[known][1:]}
    more = LABELS | {known: [*LABELS[known], "obl:tmod"]}
    assert differing(without) == {f"{known} {LABELS[known][0]}"}
    assert differing(more) == {f"{known} obl:tmod"}


def test_members_are_found_without_running_code() -> None:
    for kind in (Rel, Tag, Pos):
        assert all(vars(kind)[name] is member for name, member in kind.__members__.items())


@pytest.mark.parametrize("path", sorted(READING.rglob("*.py")), ids=lambda path: path.stem)
def test_no_label_is_written_as_a_string(path: Path) -> None:
    found = list(strings_for_labels(ast.parse(path.read_text(encoding="utf-8"))))
    assert not found


def test_strings_for_labels_are_noticed() -> None:
    code = (
        'w.tag == "NN"', 'w.relation in ("nsubj", "obj")', 'tree.child(i, "obj")',
        'w.tag[:2] == "V"',
        'w.relation.startswith("aux")', 'replace(w, relation="obj")', '"NN" != word.tag',
    )  # fmt: skip
    assert all(list(strings_for_labels(ast.parse(line))) for line in code)


def strings_for_labels(tree: ast.AST) -> Iterator[str]:
    """Strings compared with a label of a word, or given as one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(is_label(side) for side in sides):
                yield from (text for side in sides for text in strings(side))
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in ("child", "lows"):
                yield from (text for given in node.args[1:] for text in strings(given))
            if isinstance(node.func, ast.Attribute) and is_label(node.func.value):
                yield from (text for given in node.args for text in strings(given))
            labels = [k.value for k in node.keywords if k.arg in OF_WORDS]
            yield from (text for given in labels for text in strings(given))


def is_label(node: ast.AST) -> bool:
    """Whether an expression is a label of a word, or a part of one."""
    if isinstance(node, ast.Subscript):
        return is_label(node.value)
    return isinstance(node, ast.Attribute) and node.attr in OF_WORDS


def strings(node: ast.AST) -> Iterator[str]:
    """The strings written in an expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        for part in node.elts:
            yield from strings(part)
