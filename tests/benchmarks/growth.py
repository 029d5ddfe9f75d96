"""Measure how the time to read a text grows with its length, for texts that repeat something.

Use: python tests/benchmarks/growth.py [--start N] [--doublings N] [--most X] [FAMILY …]

A family makes texts of any length: one of the pieces in pieces.tsv over and over, or a sentence
with other names and numbers in each place. Each is read at a length that doubles. Printed are the
seconds of all stages, and the exponent of the stage that grew fastest: 1 where twice the text takes
twice the time, 2 where it takes four times as long. Times are those of the processor. What the
model says of a run of words is kept, so that the other stages show; its own time grows with the
number of words. The exit status is 1 where a family grows faster than ``--most``.
"""

import argparse
import ast
import gc
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count
from math import log2
from pathlib import Path
from random import Random
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.reading.doc import Doc  # noqa: E402 - the path comes first
from models.reading.grammar.model import ReaderModel  # noqa: E402
from models.reading.reader import default_pipeline  # noqa: E402

SHORT = 0.1  # seconds; what takes less at the greatest length says nothing about growth
LAYOUTS = {"r": ("", ""), "p": (", in paragraphs", "\n\n"), "l": (", in lines", "\n")}

Family = Callable[[int], str]


def repeated(piece: str, gap: str = "") -> Family:
    """The piece again and again."""
    whole = piece.strip() + gap if gap else piece
    return lambda size: (whole * (size // len(whole) + 1))[:size]


def between(before: str, piece: str, after: str) -> Family:
    """The piece again and again between what stands once."""
    return lambda size: before + piece * (size // len(piece)) + after


def counted(sentence: str, gap: str = " ") -> Family:
    """A sentence with other names {a} and {b}, numbers {n}, days {d} and years {y} each time."""

    def made(size: int) -> str:
        parts, length, names = [], 0, new_names()
        for n in count(1):
            a, b = next(names), next(names)
            part = sentence.format(n=n, a=a, b=b, d=1 + n % 28, y=1900 + n % 120)
            parts.append(part)
            length += len(part) + len(gap)
            if length > size:
                break
        return gap.join(parts)

    return made


def new_names() -> Iterator[str]:
    """Names that nobody has, hardly two alike."""
    chance = Random(7)
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    while True:
        parts = chance.choices(syllables, k=chance.choice((2, 3)))
        yield "".join([*parts, chance.choice("lmnrstk")]).capitalize()


def articles(size: int) -> str:
    """The articles of the gold set, one after the other."""
    folder = ROOT / "tests" / "gold" / "chronologies" / "articles"
    whole = "".join(path.read_text("utf8") + "\n\n" for path in sorted(folder.glob("*.txt")))
    return repeated(whole)(size)


def of_pieces() -> dict[str, Family]:
    """The families of pieces.tsv."""
    found = {}
    for line in Path(__file__).with_name("pieces.tsv").read_text("utf8").splitlines():
        if not line.startswith("#"):
            name, layouts, piece = line.split("\t")
            for layout in layouts:
                ending, gap = LAYOUTS[layout]
                found[name + ending] = repeated(ast.literal_eval(piece), gap)
    return found


FAMILIES: dict[str, Family] = {
    **of_pieces(),
    "a word under a label": between(
        "The war.\n\n2014: ", "a", "\n\n2015: He left.\n\n2016: She left."
    ),
    "half a mail behind": between("", "aa.bb.", "aa.b"),
    "a paragraph again": between(
        "Ann Lee met Ivo Marsh.\n\n", "Ann Lee left.\n\n", "Ann Lee came."
    ),
    "labels": counted("{y}: Ann Lee met Ivo Marsh in Oslo.", "\n\n"),
    "labels alone": counted("May {d}, {y}", "\n\n"),
    "labels over words": counted("{y}: {a}", "\n\n"),
    "a list of names": counted("{a} {b},"),
    "names that met": counted("{a} {b} met {b} {a} on Monday."),
    "names in paragraphs": counted("{a} {b} attacked {b}.", "\n\n"),
    "names and titles": counted("Foreign Minister {a} {b} praised President {b} {a}."),
    "parties and ministries": counted("{a} {b} Party met the {b} Ministry."),
    "ministries of countries": counted("The Norwegian {a} Ministry met Norway's {b} Agency."),
    "firms": counted("{a} {b} Corp said {a} bought {b} Ltd."),
    "firms that begin alike": counted("Velin {a} Corp said Velin bought {b} Ltd."),
    "acronyms": counted("{a} {b} Army ({n}A) attacked."),
    "places": counted("Rebels attacked {a} in {b}."),
    "lone names": counted("{a} met {b}."),
    "one family": counted("{a} Lee met {b} Lee. Lee left."),
    "relatives": counted("{a}'s brother {b} met his wife."),
    "wives": counted("Ann Lee's husband {a} {b} met the couple."),
    "known as": counted("{a} {b}, also known as {b}, left."),
    "born": counted("{a} {b}, born {b}, met {a}."),
    "crowds": counted("Receivers {a} Lee and {b} Marsh left. The receivers met."),
    "a clause that never ends": counted("{a} {b} met {a},"),
    "relative clauses": counted("who met {a}, who told {b}", ", "),
    "days": counted("{a} {b} was jailed on {d} May {y}."),
    "days without a year": counted("{a} {b} was jailed on May {d}."),
    "tolls": counted("The blast killed {n} and wounded {d} in {y}."),
    "quotations": counted("“We will win,” {a} {b} said. “They will not.”"),
    "sayings": counted("{a} {b} said that {b} attacked {a}."),
    "denials": counted("{a} {b} denied that he attacked {b}."),
    "attacks": counted("Rebels attacked {a} on Monday. The attack killed {n}."),
    "the attack": counted("The attack on {a} was condemned by {b}."),
    "pronouns": counted("{a} {b} left. He met her. They said it was theirs."),
    "the company": counted("{a} {b} Bank fell. The bank said the company left."),
    "the minister": counted("Minister {a} {b} left. The minister met the president."),
    "embassies": counted("The Norwegian embassy in {a} met the Chadian navy."),
    "years": counted("In {y} it rose, and in {y} it fell."),
    "paragraphs of a number": counted("{n}", "\n\n"),
    "lines of a number": counted("{n}", "\n"),
    "headlines": counted("{a} Wins Vote\n\n{a} won the vote.", "\n\n"),
    "captions": counted("{a} {b} at a rally. (AP Photo/Ann Lee)", "\n\n"),
    "bylines": counted("By {a} {b}\n\nRebels left.", "\n\n"),
    "datelines": counted("{a}, May {d} (AP) -- Rebels left.", "\n\n"),
    "articles": articles,
}


def keep_what_the_model_says(most: int = 300) -> None:
    """Ask the model once for each run of words."""
    asked = ReaderModel.score
    kept = lru_cache(most)(asked)
    ReaderModel.score = lambda self, words: kept(self, tuple(words))  # type: ignore[method-assign]


def times(text: str) -> dict[str, float]:
    """Seconds of processor time that each stage takes."""
    doc = Doc(text)
    spent: dict[str, float] = {}
    for step in default_pipeline().stages:
        gc.collect()
        start = process_time()
        doc = step.run(doc)
        spent[step.name] = process_time() - start
    return spent


def exponents(rows: list[dict[str, float]]) -> dict[str, float]:
    """By stage how its time grew from the first text to the last; none for what is always short.

    Times too short to be sure of are taken for the longest of those.
    """
    if len(rows) < 2:
        return {}
    steps = len(rows) - 1
    return {
        name: max(
            log2(last / max(rows[i][name], SHORT / 8)) / (steps - i)
            for i in range(max(0, steps - 2), steps)
        )
        for name, last in rows[-1].items()
        if last > SHORT
    }


def grown(
    name: str, start: int, doublings: int, enough: float
) -> tuple[list[float], dict[str, float]]:
    """The seconds of a family at each length, and how fast its stages grew."""
    rows: list[dict[str, float]] = []
    for n in range(doublings + 1):
        rows.append(times(FAMILIES[name](start * 2**n)))
        if sum(rows[-1].values()) > enough:
            break
    return [sum(row.values()) for row in rows], exponents(rows)


def main() -> int:
    """Print a line a family; the exit status says whether all grow slowly enough."""
    parser = argparse.ArgumentParser()
    parser.add_argument("families", nargs="*")
    parser.add_argument("--start", type=int, default=8000, help="characters of the shortest text")
    parser.add_argument("--doublings", type=int, default=4)
    parser.add_argument("--most", type=float, default=1.2, help="the greatest exponent allowed")
    parser.add_argument(
        "--enough", type=float, default=60.0, help="seconds: no longer text is read"
    )
    asked = parser.parse_args()
    keep_what_the_model_says()
    times("Ann Lee met Ivo Marsh in Oslo on Monday, May 3, 2014.")
    steep = []
    for name in asked.families or FAMILIES:
        seconds, exponent = grown(name, asked.start, asked.doublings, asked.enough)
        fastest = max(exponent, key=lambda stage: exponent[stage], default="")
        told = " ".join(f"{each:6.2f}" for each in seconds)
        print(f"{name:28} {told:36} {exponent.get(fastest, 0):5.2f} {fastest}", flush=True)
        if exponent.get(fastest, 0) > asked.most:
            steep.append(name)
    number = len(asked.families or FAMILIES)
    print(f"{len(steep)} of {number} grow faster than {asked.most}: {', '.join(steep)}")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
