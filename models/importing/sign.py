"""By what two machines know that they read alike: the reader's version and its model."""

import hashlib
from functools import cache

from models.reading.version import READER
from resources import resource

PREFIX = "dateline-reader-"
_LETTERS = 12


@cache
def sign() -> str:
    """The name of this reader, such as ``dateline-reader-7-1f0c2ab94d10``."""
    digest = hashlib.sha256()
    for file in sorted(resource("reader").iterdir(), key=lambda each: each.name):
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"{PREFIX}{READER}-{digest.hexdigest()[:_LETTERS]}"


def in_words(name: str) -> str:
    """The name of a reader for people: “reader 7 (model 1f0c2ab94d10)”."""
    version, _, model = name.removeprefix(PREFIX).partition("-")
    return f"reader {version} (model {model})"
