"""The keys of reviewing: what each does, which it is at first, and which somebody has chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Kept = tuple[tuple[str, str], ...]
"""How the settings keep the keys that somebody has changed: what they do, and the key."""


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """One thing to do with one key."""

    name: str
    words: str
    key: str
    """As ``QKeySequence`` writes it."""


KEYS = (
    ReviewKey("accept", "Accept", "A"),
    ReviewKey("reject", "Reject", "X"),
    ReviewKey("edit", "Edit", "E"),
    ReviewKey("later", "Later", "S"),
    ReviewKey("next", "Next", "J"),
    ReviewKey("previous", "Previous", "K"),
    ReviewKey("date", "Date", "D"),
    ReviewKey("people", "People", "P"),
    ReviewKey("tag", "Tag", "T"),
    ReviewKey("note", "Note", "N"),
    ReviewKey("undo", "Undo", "Z"),
)
"""All of them, in the order in which they are shown."""


def keys_of(kept: Kept) -> dict[str, str]:
    """The key of each: as somebody has chosen it, else the first one."""
    known = {each.name: each.key for each in KEYS}
    return known | {name: key for name, key in kept if name in known and key}


def kept_of(keys: Mapping[str, str]) -> Kept:
    """Those that are others than at first."""
    return tuple((each.name, keys[each.name]) for each in KEYS if keys[each.name] != each.key)


def clash(keys: Mapping[str, str], taken: Mapping[str, str]) -> str:
    """Which key does two things, in a sentence; ``taken``: what other keys of the window do."""
    words = {each.name: each.words for each in KEYS}
    seen: dict[str, str] = dict(taken)
    for name, key in keys.items():
        if not key:
            return f"“{words[name]}” has no key; press one."
        if key in seen:
            return f"{key} is the key for “{words[name]}” and for “{seen[key]}”; choose another."
        seen[key] = words[name]
    return ""


def line_of(keys: Mapping[str, str], names: Sequence[str]) -> str:
    """The keys of some things to do, in a line."""
    return "   ".join(f"{keys[each.name]} {each.words}" for each in KEYS if each.name in names)
