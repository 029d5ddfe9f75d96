"""How well articles are found in web pages whose text, date and title are known.

    python -m tests.benchmarks.pages bodies FOLDER    a clone of article-extraction-benchmark
    python -m tests.benchmarks.pages facts FOLDER     a clone of fundus

Bodies are scored by runs of four words, as that benchmark does; of fundus only pages in English
count, by what its own parsers extract. Both lie outside the project and are never committed.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from typing import Any

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.opening import open_file

_ENGLISH = ("us", "uk", "ca", "au", "nz", "ie", "za")


def opened(name: str, data: bytes) -> Article:
    """The article of a page, of a live blog all entries; an empty one where there is none."""
    try:
        found = open_file(File(name, data))
    except KnownError as fault:
        return Article(fault=str(fault))
    return replace(found[0], text="\n\n".join(each.text for each in found))


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3)))


def scored(true: str, found: str) -> tuple[float, float]:
    """Precision and recall of a text."""
    wanted, had = runs(true), runs(found)
    both = sum((wanted & had).values())
    return both / max(1, had.total()), both / max(1, wanted.total())


def told(name: str, scores: list[tuple[float, float]]) -> None:
    """One line: F1 of the mean precision and recall."""
    precision, recall = mean(p for p, _ in scores), mean(r for _, r in scores)
    print(f"{name}: F1 {2 * precision * recall / (precision + recall):.3f}, ", end="")
    print(f"precision {precision:.3f}, recall {recall:.3f}, {len(scores)} pages")


def bodies(folder: Path) -> None:
    """Score the texts of article-extraction-benchmark."""
    scores, seconds, worst = [], [], []
    truth: dict[str, dict[str, str]] = json.loads((folder / "ground-truth.json").read_text("utf8"))
    for key, gold in truth.items():
        data = gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes())
        start = time.perf_counter()
        article = opened(f"{key[:8]}.html", data)
        seconds.append(time.perf_counter() - start)
        body = article.text
        if article.title and body.startswith(article.title):
            body = body[len(article.title) :]
        scores.append(scored(gold["articleBody"], body))
        worst.append((sum(scores[-1]), key[:8], article.fault))
    told("bodies", scores)
    print(f"median {1000 * median(seconds):.0f} ms; worst: {sorted(worst)[:5]}")


def facts(folder: Path) -> None:
    """Score date, title and text against what fundus' tests expect of its pages."""
    scores, right = [], Counter[str]()
    missed: list[str] = []
    for path in sorted(folder.rglob("test_data/*/*.html.gz")):
        if path.parent.name not in _ENGLISH:
            continue
        gold_path = path.with_name(re.sub(r"_\d{4}_\d\d_\d\d\.html\.gz$", ".json", path.name))
        versions = list(json.loads(gold_path.read_text("utf8")).values())
        article = opened("a.html", gzip.decompress(path.read_bytes()))
        text = article.text.removeprefix(article.title or "")
        # Nothing says which version a page is for: the one that it is most like.
        each = [(scored(" ".join(plain(gold.get("body"))), text), gold) for gold in versions]
        score, wanted = max(each, key=lambda one: sum(one[0]))
        if "publishing_date" not in wanted:
            continue
        scores.append(score)
        day = str(wanted["publishing_date"])[:10]
        found = article.published and article.published.interval
        right["date"] += found is not None and found.edtf == day
        right["title"] += plain_title(article.title) == plain_title(wanted.get("title"))
        right["pages"] += 1
        if found is None or found.edtf != day or sum(score) < 1.6:
            told_day = found.edtf if found else None
            missed.append(f"{path.name}: {day} / {told_day} {score} {article.fault or ''}")
    if scores:
        told("bodies", scores)
    print(dict(right), *missed, sep="\n")


def plain_title(title: Any) -> str:
    """A title to compare by: whether its quotation marks are curved does not matter."""
    return " ".join(str(title).translate(str.maketrans("‘’“”", "''\"\"")).split())


def plain(body: Any) -> list[str]:
    """Every text in what fundus calls a body."""
    if isinstance(body, str):
        return [body]
    parts = body.values() if isinstance(body, dict) else body or ()
    return [text for part in parts for text in plain(part)]


if __name__ == "__main__":
    {"bodies": bodies, "facts": facts}[sys.argv[1]](Path(sys.argv[2]))
