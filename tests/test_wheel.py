"""What ``pip install`` gets: the program with every shipped file, and nothing of the workshop."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names in a wheel built from this folder."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def shipped(room: str) -> set[str]:
    """Return the files of one room that belong into the wheel."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "training" not in path.parts
    }


@pytest.mark.parametrize("room", ["desktop", "models", "resources", "seeds"])
def test_every_file_of_a_room_is_in_the_wheel(names: set[str], room: str) -> None:
    assert shipped(room) - names == set()


def test_nothing_else_is_in_the_wheel(names: set[str]) -> None:
    own = {name for name in names if not name.split("/")[0].endswith(".dist-info")}
    assert {name.split("/")[0] for name in own} == {"desktop", "models", "resources", "seeds"}
    assert not [name for name in own if "training" in name.split("/") or name.endswith(".pyc")]


def test_the_licences_travel_along(names: set[str]) -> None:
    licences = {path.name for path in (ROOT / "resources" / "licences").iterdir()}
    inside = {name.rsplit("/", 1)[-1] for name in names if ".dist-info/licenses/" in name}
    assert inside >= licences | {"LICENSE"}
