"""Public bodies named after their country: "the Norwegian navy"."""

from models.reading.lexicon.classes import word_class
from models.reading.lexicon.gazetteer import by_adjective, by_name

_BODY_FORCE = word_class("body.force")

_BODIES = word_class("body.state.named")
_FORCES = word_class("body.force.kind")


def is_body(words: str) -> bool:
    """Whether the words after a country's name or adjective name one of its bodies."""
    parts = words.lower().split()
    if parts[:2] in (["ministry", "of"], ["department", "of"]):
        return True
    if parts[-1] in _BODIES or parts[-2:] == ["central", "bank"]:
        return True
    return len(parts) > 1 and parts[-1] in _BODY_FORCE and parts[-2] in _FORCES


def country_of_body(name: str) -> str | None:
    """The country whose body a name means ("Norwegian navy"), or None."""
    words = name.split(" in ", maxsplit=1)[0].split()
    for size in range(min(3, len(words) - 1), 0, -1):
        form = " ".join(words[:size])
        country = by_adjective().get(form) or by_name().get(form)
        if country is not None and is_body(" ".join(words[size:])):
            return country.name
    return None
