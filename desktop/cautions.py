"""Warnings about this computer, each shown once."""

from contextlib import suppress

from desktop.folders import config_folder
from models.store.cautions import caution

_FILE = "said.txt"


def unsaid() -> str | None:
    """The warning about this computer's SQLite, unless it was shown before."""
    sentence = caution()
    if sentence is None:
        return None
    with suppress(OSError, UnicodeDecodeError):
        if sentence in (config_folder() / _FILE).read_text("utf-8").splitlines():
            return None
    return sentence


def keep_said(sentence: str) -> None:
    """Remember that it was shown; where that cannot be stored, it is shown again."""
    path = config_folder() / _FILE
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{sentence}\n")
