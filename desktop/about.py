"""What the program says of itself."""

from models.about import version

__all__ = ["DESCRIPTION", "LICENCE", "version"]

DESCRIPTION = "Turns news articles into a chronology you can browse, question and correct"
"""Also in pyproject.toml and at the top of the README."""
LICENCE = "MIT; the reader model: CC BY-SA 4.0"
