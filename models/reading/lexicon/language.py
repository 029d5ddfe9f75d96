"""Detects texts that aren't in English."""

import re
from collections import Counter
from functools import cache

from models.reading.lexicon.tables import rows

ENGLISH = "English"
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 20_000  # characters looked at, from the start and from the middle
_FEWEST = 25  # words; fewer tell nothing
_ENOUGH = 0.18  # share of small words in English prose is about 0.4, in lists of names 0.1
_RANGES = (
    ("Cyrillic", "\u0400-\u052f"), ("Greek", "\u0370-\u03ff"), ("Arabic", "\u0600-\u06ff\u0750-\u077f"),
    ("Hebrew", "\u0590-\u05ff"), ("Devanagari", "\u0900-\u097f"), ("Bengali", "\u0980-\u09ff"),
    ("Tamil", "\u0b80-\u0bff"), ("Thai", "\u0e00-\u0e7f"), ("Georgian", "\u10a0-\u10ff"),
    ("Armenian", "\u0530-\u058f"), ("Ethiopic", "\u1200-\u137f"), ("Burmese", "\u1000-\u109f"),
    ("Khmer", "\u1780-\u17ff"), ("Korean", "\uac00-\ud7af\u1100-\u11ff"),
    ("Japanese", "\u3040-\u30ff"), ("Chinese", "\u4e00-\u9fff\u3400-\u4dbf"),
)  # fmt: skip
SCRIPTS = frozenset(name for name, _ in _RANGES)
_PATTERNS = tuple((name, re.compile(f"[{ranges}]")) for name, ranges in _RANGES)


def foreign_language(text: str) -> str | None:
    """The language or script of a text that isn't English; None for English or if unclear."""
    middle = max(_SAMPLE, len(text) // 2)
    sample = text[:_SAMPLE] + " " + text[middle : middle + _SAMPLE]
    words = [word.casefold() for word in _LETTERS.findall(sample)]
    letters = sum(map(len, words))
    scripts = [(len(pattern.findall(sample)), name) for name, pattern in _PATTERNS]
    most, script = max(scripts)
    if any(count > letters * 0.05 and name == "Japanese" for count, name in scripts):
        script = "Japanese"
    if letters >= 20 and sum(count for count, _ in scripts) > letters * 0.4 and most:
        return script
    if len(words) < _FEWEST:
        return None
    counts = Counter(words)
    shares = {
        name: sum(counts[word] for word in known) / len(words)
        for name, known in _languages().items()
    }
    best = max(shares, key=lambda name: shares[name])
    if best == ENGLISH or shares[ENGLISH] >= _ENOUGH or shares[best] < _ENOUGH:
        return None
    return best


@cache
def _languages() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in rows("languages")}
