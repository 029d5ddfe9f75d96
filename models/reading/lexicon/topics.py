"""The topics of a text that decide the meaning of words: one "wins" a match or a seat."""

from collections import defaultdict
from functools import cache

from models.reading.doc import Doc
from models.reading.lexicon.tables import rows

_SHARE = 0.02  # of the words of a text: those of a topic that it is about
_WORDS = 5  # different words of a topic that a text about it has


def topics(doc: Doc) -> frozenset[str]:
    """The topics of ``topics.txt`` that a text is about."""
    known = _topics()
    counts: dict[str, int] = defaultdict(int)
    seen: dict[str, set[str]] = defaultdict(set)
    for w in doc.words:
        low = w.text.lower()
        for topic in known.get(low, ()):
            counts[topic] += 1
            seen[topic].add(low)
    least = _SHARE * len(doc.words)
    return frozenset(t for t, n in counts.items() if n >= least and len(seen[t]) >= _WORDS)


@cache
def _topics() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for topic, words in rows("topics"):
        for word in words.split():
            found[word].append(topic)
    return {word: tuple(names) for word, names in found.items()}
