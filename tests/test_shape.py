"""What every file of code owes its reader, checked over all of them."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    "pyproject.toml", "desktop", "models", "resources", "tests", "seeds", "README.md",
    "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "run.py", "uv.lock",
    "requirements.txt", ".ci", ".gitignore",
}  # fmt: skip
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools"}
CODE = sorted(
    path
    for room in ("desktop", "models", "resources", "seeds")
    for path in (ROOT / room).rglob("*.py")
)
NAMES = [str(path.relative_to(ROOT)) for path in CODE]


def committed_names() -> set[str]:
    """Return the first path parts of what git tracks."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("needs git and a clone")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split("/")[0] for name in listed.stdout.split("\0") if name}


def test_the_top_level_holds_nothing_else() -> None:
    assert committed_names() <= TOP_LEVEL


@pytest.mark.parametrize("path", CODE, ids=NAMES)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("path", CODE, ids=NAMES)
def test_a_file_is_named_after_what_is_in_it(path: Path) -> None:
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", [p for p in CODE if p.name == "__init__.py"], ids=str)
def test_every_name_has_one_address(path: Path) -> None:
    if path.parent in (ROOT / "resources", ROOT / "seeds"):
        return  # the one function that finds shipped files
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert all(isinstance(node, ast.Expr) for node in tree.body), "exports nothing"


@pytest.mark.parametrize("path", CODE, ids=NAMES)
def test_an_exemption_names_its_rule_and_reason(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if "# noqa" in line:
            assert re.search(r"# noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*\s+[-–(]?\s*\w", line), number


@pytest.mark.parametrize("path", CODE, ids=NAMES)
def test_work_is_done_not_promised(path: Path) -> None:
    assert not re.search(r"\b(TODO|FIXME|HACK)\b", path.read_text(encoding="utf-8"))


def test_tests_are_not_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))
