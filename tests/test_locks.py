"""pyproject.toml, uv.lock and the requirements files say the same, and name public hosts only."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
RUN = ROOT / "requirements.txt"
TEST = ROOT / "tests" / "requirements.txt"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


def pins(path: Path) -> dict[tuple[str, str], tuple[Requirement, set[str]]]:
    """Return a requirements file as (name, version) → the requirement and its hashes."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[tuple[str, str], tuple[Requirement, set[str]]] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        stated, *hashes = re.split(r"\s+--hash=", line.strip())
        requirement = Requirement(stated)
        (version,) = requirement.specifier
        assert version.operator == "=="
        found[canonicalize_name(requirement.name), version.version] = (requirement, set(hashes))
    return found


def locked() -> dict[tuple[str, str], set[str]]:
    """Return the lock as (name, version) → the hashes of all its files."""
    return {
        (package["name"], package["version"]): {
            file["hash"]
            for file in [*package.get("wheels", []), package.get("sdist", {})]
            if "hash" in file
        }
        for package in LOCK["package"]
        if "registry" in package["source"]
    }


@pytest.mark.parametrize("path", [RUN, TEST], ids=["run", "test"])
def test_every_pin_is_the_locks_own(path: Path) -> None:
    known = locked()
    for key, (_, hashes) in pins(path).items():
        assert hashes == known[key], key


@pytest.mark.parametrize(
    ("path", "declared"),
    [
        (RUN, PROJECT["project"]["dependencies"]),
        (TEST, PROJECT["dependency-groups"]["dev"]),
    ],
    ids=["run", "test"],
)
def test_every_declared_dependency_is_pinned_within_its_bounds(
    path: Path, declared: list[str]
) -> None:
    have = pins(path)
    for stated in declared:
        requirement = Requirement(stated)
        versions = [v for name, v in have if name == canonicalize_name(requirement.name)]
        # One name may be declared once for older Pythons and once for newer ones.
        alike = [r for r in map(Requirement, declared) if r.name == requirement.name]
        assert any(requirement.specifier.contains(version) for version in versions), stated
        assert all(any(r.specifier.contains(v) for r in alike) for v in versions), stated


def test_the_lock_was_made_from_this_pyproject() -> None:
    (own,) = [package for package in LOCK["package"] if package["name"] == "dateline"]

    def as_set(entries: list[dict[str, str]]) -> set[tuple[str, str]]:
        return {(entry["name"], str(Requirement("x" + entry.get("specifier", "")).specifier))
                for entry in entries}  # fmt: skip

    def stated(entries: list[str]) -> set[tuple[str, str]]:
        return {
            (canonicalize_name(Requirement(entry).name), str(Requirement(entry).specifier))
            for entry in entries
        }

    extras = PROJECT["project"]["optional-dependencies"].values()
    declared = [*PROJECT["project"]["dependencies"], *chain.from_iterable(extras)]
    assert as_set(own["metadata"]["requires-dist"]) == stated(declared)
    for group, entries in PROJECT["dependency-groups"].items():
        assert as_set(own["metadata"]["requires-dev"][group]) == stated(entries)
    bounds = LOCK["requires-python"].replace(" ", "")
    assert bounds == PROJECT["project"]["requires-python"]


def test_the_two_files_agree_where_both_name_a_package() -> None:
    run, test = pins(RUN), pins(TEST)
    names = {name for name, _ in run} & {name for name, _ in test}
    for name in names:
        assert {v for n, v in run if n == name} == {v for n, v in test if n == name}


def test_only_public_hosts_are_named() -> None:
    for path in (RUN, TEST):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_every_package_that_is_shipped_has_a_wheel() -> None:
    wheels = {(p["name"], p["version"]) for p in LOCK["package"] if p.get("wheels")}
    assert pins(RUN).keys() <= wheels
