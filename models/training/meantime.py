"""MEANTIME: articles of Wikinews in which people marked what is told, and which tellings are one.

The archive is read where it lies. Each article becomes a plain text, as a person would have it, and
the places of its event mentions in that text, with the event that each refers to: one number
across all articles where annotators said so, else one within its article.
"""

import io
import re
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from models.training.marked import Article, Marked

ARCHIVE = "meantime-en-half.tar.xz"
_ACROSS = "intra_cross-doc_annotation"
_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:?!%)\]}]|'s|n't|'re|'ve|'ll|'d|'m|''|\.\.\.)$")
_NO_SPACE_AFTER = frozenset(("(", "[", "{", "$", "``", "#"))


def articles(folder: Path) -> Iterator[Article]:
    """All articles of the archive in a folder of corpora, in the order of their names."""
    with tarfile.open(folder / ARCHIVE) as archive:
        names = sorted(each for each in archive.getnames() if _ACROSS in each)
        for name in names:
            if not name.endswith(".xml"):
                continue
            file = archive.extractfile(name)
            if file is not None:
                path = Path(name)
                yield _article(path.stem, path.parent.name, file.read())


def _article(name: str, topic: str, data: bytes) -> Article:
    root = ET.parse(io.BytesIO(data)).getroot()
    text, places = _put_together(root.findall("token"))
    across = {
        each.attrib["m_id"]: each.get("instance_id") or f"{name}:{each.attrib['m_id']}"
        for each in root.iter("EVENT")
    }
    means: dict[str, str] = {}
    for relation in root.iter("REFERS_TO"):
        target = relation.find("target")
        event = None if target is None else across.get(target.attrib["m_id"])
        if event is not None:
            means |= {each.attrib["m_id"]: event for each in relation.findall("source")}
    found = []
    for mention in root.iter("EVENT_MENTION"):
        words = [places[each.attrib["t_id"]] for each in mention.findall("token_anchor")]
        number = mention.attrib["m_id"]
        if words:
            start, end = min(w[0] for w in words), max(w[1] for w in words)
            found.append(Marked(start, end, means.get(number, f"{name}:mention {number}")))
    return Article(name, topic, text, tuple(sorted(found, key=lambda m: (m.start, m.end))))


def _put_together(tokens: list[ET.Element]) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text of some tokens, headline and date in lines of their own, and the place of each."""
    text = ""
    places: dict[str, tuple[int, int]] = {}
    before = sentence = ""
    open_quotes = 0
    for each in tokens:
        word = each.text or ""
        now = each.attrib["sentence"]
        if text and now != sentence and (now in ("1", "2")):
            text += "\n\n"
        elif text and not (_NO_SPACE_BEFORE.match(word) or before in _NO_SPACE_AFTER):
            closing = word == '"' and open_quotes % 2 == 1
            opened = before == '"' and open_quotes % 2 == 1
            if not closing and not opened:
                text += " "
        open_quotes += word == '"'
        places[each.attrib["t_id"]] = (len(text), len(text) + len(word))
        text += word
        before, sentence = word, now
    return text, places
