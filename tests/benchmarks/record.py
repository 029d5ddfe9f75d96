"""Keep what the reader says of many texts, and compare two such records to the letter.

Use: python tests/benchmarks/record.py write RECORD SOURCE… [--every N]
     python tests/benchmarks/record.py compare RECORD RECORD

A source is a text, a folder of texts, sentences in TSV or JSON lines, or a corpus in CoNLL-U, whose
running texts are put together again; each may be compressed with gzip. A record has a JSON line for
each text, with everything that was read in it. --every N takes one text in N of each corpus.

A record is compared attribute by attribute; one that only the second record knows is named and
counted as no difference. ``pytest`` has nothing to do with this: texts of others stay outside.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.dates.edtf import parse_edtf  # noqa: E402 - the path comes first
from models.reading.doc import Doc, Hints, Span  # noqa: E402
from models.reading.events.proposing import propose  # noqa: E402
from models.reading.events.untaken import untaken  # noqa: E402
from models.reading.reader import read  # noqa: E402

DAY = "2019-06-14"  # of texts that have none of their own
SHOWN = 20
Text = tuple[str, str, str | None]  # its name, itself, its day in EDTF


def texts(source: Path, every: int = 1) -> Iterator[Text]:
    """The texts of a source."""
    if source.is_dir():
        for path in sorted(p for p in source.rglob("*") if p.suffix in (".txt", ".tsv", ".jsonl")):
            yield from texts(path, every)
        return
    raw = source.read_bytes()
    words = (gzip.decompress(raw) if source.suffix == ".gz" else raw).decode("utf8")
    kind = source.name.removesuffix(".gz").rpartition(".")[2]
    if kind == "conllu":
        for number, (name, text) in enumerate(running(words)):
            if number % every == 0:
                yield f"{source.name}:{name}", text, DAY
    elif kind == "tsv":
        rows = [line.split("\t") for line in words.splitlines() if line[:1] not in ("", "#")]
        for number, (first, sentence, *_) in enumerate(rows):
            plain = re.sub(r"\{([^|{}]*)\|[^{}]*\}", r"\1", sentence)
            yield f"{source.name}:{number}", plain, first if first[:1].isdigit() else DAY
    elif kind == "jsonl":
        for number, line in enumerate(words.splitlines()):
            row = json.loads(line)
            yield f"{source.name}:{number}", row["text"], row.get("published") or DAY
    else:
        yield source.name, words, None
        yield f"{source.name}:given", words, DAY


def running(corpus: str) -> Iterator[tuple[str, str]]:
    """The documents of a corpus as running texts, a blank line between paragraphs."""
    name, parts = "", []  # type: str, list[str]
    for line in corpus.splitlines():
        if line.startswith("# newdoc"):
            if parts:
                yield name, "".join(parts).strip()
            name, parts = line.partition("=")[2].strip(), []
        elif line.startswith("# newpar"):
            if parts and parts[-1] != "\n\n":
                parts.append("\n\n")
        elif line.startswith("# text ="):
            parts += [line.partition("=")[2].strip(), " "]
    if parts:
        yield name, "".join(parts).strip()


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "trace"}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def reading(text: str, day: str | None) -> dict[str, Any]:
    """All that is read in a text, and what is proposed for a few of its sentences."""
    doc = read(text, Hints(given=parse_edtf(day) if day else None))
    found: dict[str, Any] = plain(doc)
    del found["text"], found["hints"]
    taken = [Span(e.trigger_start, e.trigger_end) for event in doc.events for e in event.evidence]
    found["untaken"] = plain(untaken(doc, taken))
    found["proposed"] = [plain(propose(doc, s.start, s.end)) for s in some_sentences(doc)]
    return found


def some_sentences(doc: Doc) -> list[Span]:
    """A few sentences spread over a text."""
    return list(doc.sentences[:: max(1, len(doc.sentences) // 3)])[:3]


def write(record: Path, sources: list[Path], every: int) -> None:
    """Read all texts and keep what was read."""
    number = sentences = 0
    began = process_time()
    with record.open("w", encoding="utf8") as file:
        for source in sources:
            for name, text, day in texts(source, every):
                found = reading(text, day)
                number, sentences = number + 1, sentences + len(found["sentences"])
                line = {"name": name, **found}
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
    spent = process_time() - began
    print(f"{number} texts, {sentences} sentences, {sentences / spent:.1f} a second of processor")


def lines(record: Path) -> Iterator[dict[str, Any]]:
    """The readings of a record."""
    seen: Counter[str] = Counter()
    with record.open(encoding="utf8") as file:
        for found in map(json.loads, file):
            seen[found["name"]] += 1  # two folders may have files of one name
            yield found | {"name": f"{found['name']}#{seen[found['name']]}"}


def differences(old: Any, new: Any, at: str, more: Counter[str]) -> Iterator[str]:
    """Where two values differ; ``more`` counts what only the second has."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in new.keys() - old.keys():
            more[re.sub(r"\d+", "n", f"{at}.{key}")] += 1
        for key, value in old.items():
            if key in new:
                yield from differences(value, new[key], f"{at}.{key}", more)
            else:
                yield f"{at}.{key}: missing"
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{at}: {len(old)} before, {len(new)} now"
            for part in [p for p in old if p not in new][:3]:
                yield f"{at} before: {_short(part)}"
            for part in [p for p in new if p not in old][:3]:
                yield f"{at} now: {_short(part)}"
            return
        for number, (before, now) in enumerate(zip(old, new, strict=True)):
            yield from differences(before, now, f"{at}[{number}]", more)
    elif old != new:
        yield f"{at}: {_short(old)} before, {_short(new)} now"


def compare(first: Path, second: Path) -> int:
    """Print where two records differ; the number of texts in which they do."""
    more: Counter[str] = Counter()
    new = {line["name"]: line for line in lines(second)}
    read, changed, shown = 0, 0, 0
    for old in lines(first):
        now = new.get(old["name"])
        if now is None:
            continue
        read += 1
        found = list(differences(old, now, "", more))
        changed += bool(found)
        for line in found:
            shown += 1
            if shown <= SHOWN:
                print(f"{old['name']}{line}")
    if shown > SHOWN:
        print(f"… {shown} differences in all")
    for name, count in sorted(more.items()):
        print(f"only now: {name} ({count} times)")
    print(f"{read} texts compared, {changed} of them differ")
    return changed


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)[:200]


def main(given: list[str]) -> int:
    """Write or compare."""
    every = int(given[given.index("--every") + 1]) if "--every" in given else 1
    if "--every" in given:
        del given[given.index("--every") :]
    if len(given) >= 3 and given[0] == "write":
        write(Path(given[1]), [Path(name) for name in given[2:]], every)
        return 0
    if len(given) == 3 and given[0] == "compare":
        return int(bool(compare(Path(given[1]), Path(given[2]))))
    sys.stderr.write(f"{__doc__}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
