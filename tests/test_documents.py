"""The documents tell the truth: what they name exists, and what exists they name."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "resources/licences/README.md")
FIRST = ("desktop", "models", "resources", "seeds", "tests", "run.py", "pyproject.toml", ".ci")


def paths_in(document: str) -> set[str]:
    """Return what a document writes in code style and means as a path of the project."""
    text = (ROOT / document).read_text(encoding="utf-8")
    quoted = set(re.findall(r"`([^`\s]+)`", text)) | set(re.findall(r"\]\(([^):]+)\)", text))
    return {name for name in quoted if name.split("/")[0] in FIRST}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_named_exists(document: str) -> None:
    missing = {name for name in paths_in(document) if not (ROOT / name).exists()}
    assert not missing


def test_every_file_that_the_code_speaks_of_exists() -> None:
    missing = set()
    files = [
        path for room in ("desktop", "models", "resources") for path in (ROOT / room).rglob("*")
    ]
    for path in files:
        if path.suffix in {".py", ".txt", ".md", ".qss"}:
            text = path.read_text(encoding="utf-8")
            for name in re.findall(r"\b((?:desktop|models|resources|tests)/[\w/.-]+\.\w+)\b", text):
                if not (ROOT / name).exists():
                    missing.add(f"{path.relative_to(ROOT)}: {name}")
    assert missing == set()


def test_the_architecture_names_the_rooms_there_are() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for top in ("models", "desktop"):
        rooms = {path.parent.name for path in (ROOT / top).glob("*/__init__.py")}
        assert not {room for room in rooms if not re.search(rf"\b{room}\b", text)}


def test_the_changelog_starts_with_what_is_new() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert all(
        re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", heading) for heading in headings[1:]
    )
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, flags=re.MULTILINE)) <= kinds


def test_every_dependency_is_accounted_for() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("\ndependencies = [", 1)[1].split("]", 1)[0]
    names = re.findall(r'"([A-Za-z0-9-]+)', block)
    assert names
    for document in ("ARCHITECTURE.md", "resources/licences/libraries.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        assert not [name for name in names if name not in text], document


def test_every_command_is_in_the_readme() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "desktop", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    commands = re.findall(r"^    ([a-z]+) +\w", said, flags=re.MULTILINE)
    assert commands
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in commands if f"    dateline {name} " not in text]
    assert not missing
