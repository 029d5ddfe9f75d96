"""The guards in conftest.py are tried by tests that break each of them."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """Return an empty test suite under this project's conftest and settings."""
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (pytester.path / "pyproject.toml").write_text(settings, encoding="utf-8")
    return pytester


def outcome(suite: pytest.Pytester, source: str) -> str:
    suite.makepyfile(test_it=source)
    done = suite.runpytest_subprocess("-q", "-p", "no:randomly", "test_it.py")
    return "\n".join(done.outlines)


def test_a_quiet_test_passes(suite: pytest.Pytester) -> None:
    said = outcome(
        suite,
        "import os\ndef test_a(tmp_path): assert str(tmp_path) in os.environ['DATELINE_DATA']",
    )
    assert "1 passed" in said


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        (
            "import logging\ndef test_a(): logging.getLogger('x').warning('the roof leaks')",
            "the roof leaks",
        ),
        ("def test_a(expect_log): expect_log('never said')", "never logged: never said"),
        (
            "from threading import Timer\ndef test_a(): Timer(6, id, [1]).start()",
            "left running: Thread-",
        ),
        ("import warnings\ndef test_a(): warnings.warn('old habit')", "old habit"),
        (
            "from PySide6.QtCore import qWarning\ndef test_a(qapp): qWarning('a stray signal')",
            "a stray signal",
        ),
        ("import pytest\n@pytest.mark.xfail\ndef test_a(): pass", "XPASS(strict)"),
        ("import pytest\n@pytest.mark.slwo\ndef test_a(): pass", "'slwo' not found"),
    ],
    ids=["log", "missing log", "thread", "python warning", "qt warning", "stale xfail", "marker"],
)
def test_a_guard_bites(suite: pytest.Pytester, source: str, complaint: str) -> None:
    said = outcome(suite, source)
    assert complaint in said
    assert "1 passed" not in said or "1 error" in said


def test_an_announced_log_line_passes(suite: pytest.Pytester) -> None:
    source = (
        "import logging\ndef test_a(expect_log):\n expect_log('leak')\n logging.warning('a leak')"
    )
    assert "1 passed" in outcome(suite, source)
