"""Import articles that no editor would send: ``python -m tests.attacks.texts [N [SEED]]``, by hand.

N articles, 2,000 without it, are made of the example article and of sentences, mangled, written as
files, and imported. Told are: documents that end in anything but events or one sentence, passages
that are not where they are said to be, and what the check finds.
"""

import json
import random
import sys
import tempfile
from collections import Counter
from io import StringIO
from pathlib import Path

from models.exporting.chronicle import write_json
from models.importing.routine import import_files
from models.queries.filter import EventFilter
from models.queries.integrity import check_index, check_rows
from models.store.store import Store
from tests.steps import finish

SEED = Path(__file__).parents[2] / "seeds" / "seed.txt"
SENTENCES = (
    "On 30 February 2015 Ann Ek met Bo Lund from 27 to 29 February in Lima.",
    "“We will never,” said Minister Astrid Solheim, “accept this (or that.",
    "By Ann Ek, 31 June 2019, 25:61 GMT",
    "In the 0th century, between 2024 and 1994, since 9999, 44 BC, 00/00/0000, Q5 2020.",
    "Kim, Kim Jong, Mr Kim, K. Kim and the Kims killed, met, denied and denied that they denied.",
    "---\ntitle: [x\ndate: 2024-13-41\nsource: \x00\n---",
    "www.example.org\n\n\nPosted: yesterday, tomorrow, Monday a week ago last year",
    "<script>alert(1)</script> <a href='file:///etc/passwd'>said</a> =HYPERLINK(\"x\")",
    "The the the said said said that that that on on on Monday Monday Monday.",
    "U.S.A. A.B.C. O'Neil-Ó Łódź İstanbul ﬁrst 字字字 😀😀 \u202eevil\u202c \u200b\u200b",
)
ODD = "\x07\x1b\x85\u2028\u2029\u200b\u202e\ufeff\ufffd\U0001f600\u0301\r\t-–—“”'\"()[].,;:!?0123"
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")


def change(text: str, draw: random.Random) -> str:
    """Damage a text in one place."""
    at = draw.randint(0, len(text))
    before, after = text[:at], text[at:]
    what = draw.randrange(6)
    if what < 2:
        return before + draw.choice(ODD) * draw.randint(1, 3) + after
    if what == 2:
        return before + after[draw.randint(1, 40) :]
    if what == 3:
        return before + after[:30] * draw.randint(2, 9) + after
    if what == 4:
        return before + after[:200].swapcase() + after[200:]
    return before + chr(draw.randrange(32, 0xD800)) + after


def mangled(draw: random.Random, example: str) -> bytes:
    """One article as bytes."""
    parts = example.split("\n\n")
    text = "\n\n".join(draw.sample(parts, draw.randint(0, 4)))
    for _ in range(draw.randint(0, 3)):
        text += draw.choice(("\n\n", " ", "\n")) + draw.choice(SENTENCES)
    for _ in range(draw.randint(0, 6)):
        text = change(text, draw)
    content = text.encode(draw.choice(ENCODINGS), "replace")
    if draw.random() < 0.1 and content:
        broken = bytearray(content)
        for _ in range(draw.randint(1, 8)):
            broken[draw.randrange(len(broken))] = draw.randrange(256)
        content = bytes(broken)
    return content


def main(count: str = "2000", seed: str = "1") -> None:
    """Import that many, then look at all that was stored."""
    draw = random.Random(int(seed))
    example = SEED.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles")
        articles.mkdir()
        for number in range(int(count)):
            (articles / f"{number:05}.txt").write_bytes(mangled(draw, example))
        store = Store.open(Path(folder, "c.sqlite"))
        report = finish(import_files(store, [articles]))
        print(Counter(document.status for document in report.documents))
        print(
            *Counter(document.reason or "" for document in report.documents).most_common(9),
            sep="\n",
        )
        out = StringIO()
        with store.reading() as session:
            finish(write_json(session, EventFilter(), out))
            found = [*check_index(session), *finish(check_rows(session))]
        print(*found, sep="\n")
        told = json.loads(out.getvalue())
        texts = {document["id"]: document["text"] for document in told["documents"]}
        passages = [passage for event in told["events"] for passage in event["evidence"]]
        wrong = sum(texts[p["document_id"]][p["start"] : p["end"]] != p["quote"] for p in passages)
        store.close()
    print(f"{count} tried, {len(texts)} stored, {len(told['events'])} events, "
          f"{wrong} of {len(passages)} passages wrong, {len(found)} findings")  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
