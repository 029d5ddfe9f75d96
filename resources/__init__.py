"""Shipped files: the reader model, lexicons, icons and styles."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """Return one shipped file, e.g. ``resource("en", "topics.txt")``."""
    return files(__name__).joinpath(*parts)
