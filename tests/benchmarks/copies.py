"""How well copies are told from other reports of the same, by hand.

    python -m tests.benchmarks.copies FOLDER...

Each text in the folders comes in six times: as it is, cut by a third, as a brief of sixty words,
under another headline, with a word in twenty changed, and as a brief with a word in twenty changed.
Texts of different names are different reports, also where they are of one event, and no copies.
Prints precision and recall over pairs.
"""

import random
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.schema.keys import text_hash
from models.schema.text import Document, ImportBatch
from models.store.copies import add_copies
from models.store.store import Store

_HEADLINE = "What we know so far about the day’s main story\n\n"


def altered(text: str, rng: random.Random) -> Iterator[str]:
    """A text, and what others make of it."""
    words = text.split()
    yield text
    yield " ".join(words[: len(words) * 2 // 3])
    yield " ".join(words[:60])
    yield _HEADLINE + text.partition("\n")[2]
    yield " ".join(changed(words, rng))
    yield " ".join(changed(words[:60], rng))


def changed(words: list[str], rng: random.Random) -> list[str]:
    """The words with one in twenty another one."""
    return ["certainly" if rng.random() < 0.05 else word for word in words]


def stored(session: Session, text: str, number: int) -> int:
    """A document with a text, put with its copies."""
    sha256 = text_hash(text)
    document = Document(
        import_id=1, path=f"{number}.txt", media_type="text/plain", sha256=f"{number}",
        text_sha256=sha256, title=f"{number}", title_key="", source="", source_key="",
        published_approximate=False, published_basis="unknown", published_why="", events=0,
        faults="", paragraphs=b"", text=text, origin="",
    )  # fmt: skip
    session.add(document)
    session.flush()
    add_copies(session, document.id, text)
    return document.id


def main() -> None:
    """Print the figures."""
    rng = random.Random(1)
    paths = [path for folder in sys.argv[1:] for path in sorted(Path(folder).rglob("*.txt"))]
    texts = [path.read_text("utf8") for path in paths]
    texts = [text for text in texts if len(text.split()) >= 80]
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "c.sqlite")
        with store.writing() as session:
            session.add(ImportBatch(at="2026-01-01T00:00:00"))
            session.flush()
            made = [
                (stored(session, each, 100 * number + n), number)
                for number, text in enumerate(texts)
                for n, each in enumerate(altered(text, rng))
            ]
            query = select(Document.id, Document.copy_of)
            groups = {number: first or number for number, first in session.execute(query)}
        store.close()
    right = found = wanted = 0
    for (one, original), (other, another) in combinations(made, 2):
        same, grouped = original == another, groups[one] == groups[other]
        right += same and grouped
        found += grouped
        wanted += same
        if grouped and not same:
            print("no copies:", paths[original].name, paths[another].name)
    print(f"{len(texts)} texts, {len(made)} documents, {wanted} pairs of copies")
    print(f"precision {right / max(1, found):.4f}, recall {right / max(1, wanted):.4f}")


if __name__ == "__main__":
    main()
