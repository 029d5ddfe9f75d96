"""Under which name something is done: as given, as the environment has it, or the system's."""

import getpass
import os

from models.letters import clean

_LONGEST = 80


def author(given: str | None = None) -> str:
    """The name to keep beside a decision; empty where nobody knows one."""
    name = given if given is not None else os.environ.get("DATELINE_NAME")
    if name is None:
        try:
            name = getpass.getuser()
        except (OSError, KeyError, ImportError):  # a system without users, or without this one
            name = ""
    return " ".join(clean(name).split())[:_LONGEST]
