"""The words that are common in English: whole ones that the reader's model was taught with."""

import json
from functools import cache

from resources import resource


@cache
def common_words() -> frozenset[str]:
    """Some twenty thousand words, in small letters."""
    told = json.loads(resource("reader", "tokenizer.json").read_text("utf8"))
    return frozenset(word for word in told["model"]["vocab"] if len(word) > 1 and word.isalpha())
