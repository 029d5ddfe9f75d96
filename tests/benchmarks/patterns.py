"""Look for regular expressions whose time grows faster than the text they are given.

Use: python tests/benchmarks/patterns.py [--most X] [PLACE …]

Every pattern of the reader and its neighbours (those kept in modules, those of time expressions,
and those written where they are used) is matched and searched against strings that repeat a short
piece: of pieces.tsv, and of what the pattern itself could match. Printed are the patterns that take
more than twice as long on twice the text, with the piece, the seconds and the exponent. Whether a
text can reach such a pattern with a long string is for a reader of the code to say: many are only
matched against words, or the first so many characters. With a PLACE only patterns whose place
holds these letters are tried.
"""

import argparse
import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import log2
from pathlib import Path
from random import Random
from re import _parser as parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.reading.time.timex import _rules  # noqa: E402 - the path comes first

PACKAGES = (
    "models.reading",
    "models.dates",
    "models.queries",
    "models.importing",
    "models.exporting",
)
CATEGORIES = {
    "CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "w", "CATEGORY_NOT_SPACE": "x",
}  # fmt: skip
SIZES = (1000, 2000, 4000)
SHORT = 0.004  # seconds; what takes less at the longest says nothing
MARKS = "aA1é中_-–—.,:;!?'’\"“”()[]/|@#&%$€*+=~^ \n\t\u00a0\u200b\u0301"
MORE = (
    "a ",
    "Aa ",
    "1 ",
    "A-",
    "A.",
    "a, ",
    "1,",
    "a@",
    "( ",
    "(Aa) ",
    "a's ",
    " \n",
    "Aa\n",
    "''",
)


def listed() -> list[str]:
    """The pieces to repeat for any pattern."""
    rows = Path(__file__).with_name("pieces.tsv").read_text("utf8").splitlines()
    told = [ast.literal_eval(row.split("\t")[2]) for row in rows if not row.startswith("#")]
    return list(dict.fromkeys((*MARKS, *MORE, *told)))


def kept() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that modules keep, in containers too."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        for found in pkgutil.walk_packages(root.__path__, f"{package}."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                for pattern in _patterns_in(value):
                    yield f"{found.name}.{name}", pattern


def _patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (p for part in value.values() for p in _patterns_in(part))
    elif isinstance(value, list | tuple):
        yield from (p for part in value for p in _patterns_in(part))


def of_times() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of time expressions."""
    for number, rule in enumerate(_rules()):
        yield f"models.reading.time.timex, rule {number} ({rule.make.__name__})", rule.pattern


def in_place() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns written as literals where they are used."""
    for folder in PACKAGES:
        for path in sorted((ROOT / folder.replace(".", "/")).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf8"))):
                match node:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Name(id="re")),
                        args=[ast.Constant(value=str(words)), *_],
                    ):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", re.compile(words)


def pieces(pattern: re.Pattern[str]) -> list[str]:
    """What to repeat: pieces of strings that the pattern could match, and those of the list."""
    chance = Random(11)
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found = dict.fromkeys(listed())
    for _ in range(40):
        words = _sample(tree, chance)[:40]
        for _ in range(3):
            start = chance.randrange(len(words) + 1)
            found.setdefault(words[start : start + chance.randrange(1, 14)], None)
    for first, second in pairwise(_literals(tree)):
        found.setdefault(first + second, None)
    return [piece for piece in found if piece]


def _literals(tree: Any) -> list[str]:
    return [chr(value) for op, value in tree if str(op) == "LITERAL"]


def _sample(tree: Any, chance: Random) -> str:
    """A string that may match a parsed pattern; what looks around is left out."""
    words = ""
    for op, value in tree:
        match str(op):
            case "LITERAL":
                words += chr(value)
            case "NOT_LITERAL" | "ANY":
                words += chance.choice("aB1 ,")
            case "IN":
                words += _one_of(value, chance)
            case "BRANCH":
                words += _sample(chance.choice(value[1]), chance)
            case "SUBPATTERN":
                words += _sample(value[3], chance)
            case "ATOMIC_GROUP":
                words += _sample(value, chance)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, inner = value
                for _ in range(chance.randint(int(least), min(int(most), int(least) + 2))):
                    words += _sample(inner, chance)
    return words


def _one_of(parts: Any, chance: Random) -> str:
    if str(parts[0][0]) == "NEGATE":
        return chance.choice("aB1 é-")
    op, value = chance.choice(parts)
    match str(op):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(chance.randint(*value))
        case _:
            return CATEGORIES.get(str(value), "-")


def grown(pattern: re.Pattern[str], piece: str, *, search: bool) -> tuple[float, list[float]]:
    """The growth exponent on strings of a piece, and the seconds at each size."""
    longest = seconds(pattern, piece, SIZES[-1], search=search)
    if longest < SHORT:
        return 0.0, []
    spent = [seconds(pattern, piece, size, search=search) for size in SIZES]
    return log2(spent[-1] / max(spent[0], 1e-5)) / (len(SIZES) - 1), spent


def seconds(pattern: re.Pattern[str], piece: str, size: int, *, search: bool) -> float:
    """How long it takes to match a string of a piece, or to find all matches in it."""
    text = (piece * (size // len(piece) + 1))[:size]
    start = process_time()
    if search:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
        pattern.fullmatch(text)
    return process_time() - start


def main() -> int:
    """Print the patterns that grow too fast; the exit status says whether there are any."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("places", nargs="*", help="parts of the names of places to look at")
    arguments.add_argument("--most", type=float, default=1.4)
    asked = arguments.parse_args()
    tried = bad = 0
    seen: set[tuple[str, int]] = set()
    for place, pattern in (*kept(), *of_times(), *in_place()):
        known = pattern.pattern, pattern.flags
        if known in seen or not any(part in place for part in asked.places or ("",)):
            continue
        seen.add(known)
        for search in (False, True):
            found = []
            for piece in pieces(pattern):
                tried += 1
                exponent, spent = grown(pattern, piece, search=search)
                if exponent > asked.most:  # the machine may have been busy
                    exponent, spent = grown(pattern, piece, search=search)
                if exponent > asked.most:
                    found.append((spent[-1], exponent, piece))
            if found:
                bad += 1
                longest, exponent, piece = max(found)
                how = "searched" if search else "matched"
                told = f"{exponent:.1f} on {piece!r} ({longest:.3f} s), {len(found)} pieces"
                print(f"{place} {how}: {told}", flush=True)
    print(f"{len(seen)} patterns, {tried} strings, {bad} grow too fast")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
