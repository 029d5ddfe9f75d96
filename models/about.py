"""The program's version."""

from functools import cache
from importlib import import_module
from pathlib import Path


@cache
def version() -> str:
    """The version of the sources the program runs from, else of the installed package."""
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
        return "(version unknown)"
