"""What this program is, in a sentence, and which version."""

from functools import cache
from importlib import import_module
from pathlib import Path

DESCRIPTION = "Turns news articles into a chronology you can browse, search and export"
"""Also in pyproject.toml and at the top of the README."""
LICENCE = "MIT; the reader model: CC BY-SA 4.0"


@cache
def version() -> str:
    """The version number: that of the sources it runs from, else of what is installed."""
    # What reads it is loaded when it's asked for: every command loads this module.
    project = Path(__file__).parent.parent / "pyproject.toml"
    if project.is_file():
        read = import_module("tomllib").loads(project.read_text("utf-8"))
        about = read.get("project", {})
        if about.get("name") == "dateline":
            return str(about["version"])
    metadata = import_module("importlib.metadata")
    try:
        return str(metadata.version("dateline"))
    except metadata.PackageNotFoundError:
        return "of unknown version"
