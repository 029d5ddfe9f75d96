"""The arrows between rooms hold, and each guard bites when a copy of the code breaks it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("desktop", "models", "resources", "seeds")
LINT = "from importlinter.cli import lint_imports_command as go; go()"


def lint(root: Path) -> tuple[int, str]:
    """Run the contracts of pyproject.toml over the code in ``root``."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {LINT}", "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="session")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the code without the shipped files, which no contract reads."""
    root = tmp_path_factory.mktemp("layers")
    for room in ROOMS:
        for source in (ROOT / room).rglob("*.py"):
            target = root / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def test_the_arrows_hold() -> None:
    status, said = lint(ROOT)
    assert status == 0, said


def test_the_copy_is_as_good_as_the_code(code: Path) -> None:
    status, said = lint(code)
    assert status == 0, said


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("models/queries/rows.py", "from PySide6.QtCore import QObject", "models never sees Qt"),
        ("resources/__init__.py", "import PySide6.QtGui", "models never sees Qt"),
        ("models/errors.py", "import desktop", "The arrow"),
        ("resources/__init__.py", "import models.errors", "The arrow"),
        ("seeds/__init__.py", "import models.errors", "The arrow"),
        ("desktop/window/__init__.py", "import sqlalchemy", "desktop never sees SQL"),
        ("desktop/window/__init__.py", "import sqlite3", "desktop never sees SQL"),
        ("desktop/window/__init__.py", "import models.schema", "desktop never sees SQL"),
        ("models/reading/doc.py", "import models.schema", "Rooms inside models"),
        ("models/reading/doc.py", "import sqlalchemy", "never see the database"),
        ("models/dates/interval.py", "import sqlite3", "never see the database"),
        ("models/dates/interval.py", "import models.reading.doc", "Rooms inside models"),
        ("models/errors.py", "import models.dates.interval", "Rooms inside models"),
        ("models/queries/rows.py", "import models.importing", "Rooms inside models"),
        ("models/queries/rows.py", "import models.edits", "Rooms inside models"),
        ("models/store/__init__.py", "import models.queries.rows", "Rooms inside models"),
        ("models/exporting/__init__.py", "import models.importing", "Rooms inside models"),
        ("models/importing/formats/plain.py", "import sqlalchemy", "Formats know articles"),
        ("models/importing/formats/plain.py", "import models.importing.save", "Formats know"),
        ("models/reading/stray.py", "X = 1", "Rooms inside reading"),
        ("models/reading/doc.py", "import models.reading.pipeline", "Rooms inside reading"),
        ("models/reading/labels.py", "import models.reading.doc", "Rooms inside reading"),
        (
            "models/reading/lexicon/tables.py",
            "import models.reading.grammar.tense",
            "Rooms inside r",
        ),
        (
            "models/reading/grammar/tense.py",
            "import models.reading.time.timex",
            "Rooms inside read",
        ),
        ("models/reading/time/timex.py", "import models.reading.names.drafts", "Rooms inside read"),
        ("models/reading/names/drafts.py", "import models.reading.people.scene", "Rooms inside r"),
        ("models/reading/people/scene.py", "import models.reading.article.about", "Rooms inside r"),
        (
            "models/reading/people/scene.py",
            "import models.reading.events.speech",
            "Rooms inside r",
        ),
        (
            "models/reading/events/speech.py",
            "import models.reading.reader",
            "Rooms inside reading",
        ),
        ("models/stray.py", "X = 1", "Rooms inside models"),
        ("desktop/stray.py", "X = 1", "Rooms inside desktop"),
        ("desktop/settings.py", "import desktop.window", "Rooms inside desktop"),
        ("desktop/tables/__init__.py", "import desktop.chronicle", "Rooms inside desktop"),
        ("desktop/people/__init__.py", "import desktop.chronicle", "Rooms inside desktop"),
    ],
)
def test_a_guard_bites(code: Path, tmp_path: Path, file: str, line: str, contract: str) -> None:
    shutil.copytree(code, tmp_path, dirs_exist_ok=True)
    for room in ("chronicle", "people", "tables", "window"):
        package = tmp_path / "desktop" / room / "__init__.py"
        package.parent.mkdir(exist_ok=True)
        package.touch()
    (tmp_path / "desktop" / "settings.py").touch()
    bad = tmp_path / file
    before = bad.read_text(encoding="utf-8") if bad.exists() else ""
    bad.write_text(f"{before}\n{line}\n", encoding="utf-8")
    status, said = lint(tmp_path)
    assert status != 0, said
    broken = [text for text in said.splitlines() if text.endswith("BROKEN")]
    assert any(contract in text for text in broken) or contract in said.split("Broken")[-1], said
