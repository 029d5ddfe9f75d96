"""Words of English stand in the lexicon, not in code."""

import ast
import re
from pathlib import Path

import pytest

READING = Path(__file__).parents[4] / "models" / "reading"
FILES = sorted(READING.rglob("*.py"))
MOST = 40  # lists in code: suffixes, properties of files, names of columns, units of TIMEX3
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+(?: [a-z]+)*")
# No English: the states of the pipeline, the numbers that the model takes and gives.
NO_WORDS = {"needs", "adds", "STATES", "feed", "found"}


def words_of(node: ast.AST) -> list[str]:
    """The strings of a list, or of a text that is split into one."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "split":
        text = getattr(node.func, "value", None)
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            return text.value.split()
    if isinstance(node, ast.Dict):
        given: list[ast.expr | None] = list(node.keys)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        given = list(node.elts)
    else:
        return []
    found = [e.value for e in given if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return found if len(found) == len(given) else []


def lists_in(text: str) -> list[list[str]]:
    """The lists of three words and more in some code."""
    found = []
    passed: set[ast.AST] = set()
    for node in ast.walk(ast.parse(text)):
        named = getattr(node, "arg", None) or getattr(
            (getattr(node, "targets", None) or [None])[0], "id", None
        )
        named = named or getattr(getattr(node, "target", None), "id", None)
        if node in passed or (
            isinstance(node, ast.keyword | ast.Assign | ast.AnnAssign) and named in NO_WORDS
        ):
            passed.update(ast.walk(node))
            continue
        words = [word for word in words_of(node) if WORD.fullmatch(word)]
        if len(words) >= 3:
            found.append(words)
    return found


def test_a_list_is_seen_however_it_is_written() -> None:
    assert lists_in('A = ("one", "two", "three")') == [["one", "two", "three"]]
    assert lists_in('A = frozenset("one two three".split())') == [["one", "two", "three"]]
    assert lists_in('def f(x): return x in {"one": 1, "two": 2, "three": 3}') == [
        ["one", "two", "three"]
    ]
    assert lists_in('A = ("one", "two")\nf(needs={"text", "words", "names"})') == []


def test_few_lists_are_left_in_code() -> None:
    found = {str(path.relative_to(READING)): lists_in(path.read_text("utf-8")) for path in FILES}
    assert sum(map(len, found.values())) <= MOST, found


@pytest.mark.parametrize("path", sorted((READING / "grammar").glob("*.py")), ids=lambda p: p.name)
def test_no_words_stand_in_the_code_of_grammar(path: Path) -> None:
    assert lists_in(path.read_text("utf-8")) == []
