"""What is to be known about this computer is said once, and nobody is kept from working."""

import pytest

from desktop import cautions, commands
from desktop.app import _caution
from desktop.cautions import keep_said, unsaid
from desktop.cli import main
from desktop.folders import config_folder

KNOWN = "SQLite 3.40.1 has faults."


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """Let something be known, whatever SQLite runs here."""
    monkeypatch.setattr(cautions, "caution", lambda: KNOWN)


def test_what_was_said_is_not_said_again_and_something_else_is(monkeypatch):
    assert unsaid() == KNOWN
    keep_said(KNOWN)
    assert unsaid() is None
    monkeypatch.setattr(cautions, "caution", lambda: "SQLite 3.40.2 has faults.")
    assert unsaid() == "SQLite 3.40.2 has faults."
    monkeypatch.setattr(cautions, "caution", lambda: None)
    assert unsaid() is None


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", None])
def test_a_record_that_cannot_be_read_or_written_stops_nobody(content):
    config_folder().mkdir(parents=True)
    path = config_folder() / "said.txt"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    assert unsaid() == KNOWN
    keep_said(KNOWN)


def test_a_command_says_it_once_where_somebody_is_watching(capsys, monkeypatch, tmp_path):
    def told():
        assert main(["list", "--database", str(tmp_path / "gone.sqlite")]) == 2
        return capsys.readouterr().err

    assert KNOWN not in told()
    monkeypatch.setattr(commands, "is_watched", lambda: True)
    assert told().startswith(f"dateline: {KNOWN}\n")
    assert KNOWN not in told()


def test_the_window_says_it_once_when_it_has_nothing_else_to_say(window):
    def idle_again():
        window.busy.hold("a test")
        window.busy.release("a test")

    window.notice.tell("Something else.")
    _caution(window)
    idle_again()
    assert window.notice.text.text() == "Something else."
    assert unsaid() == KNOWN
    window.notice.close_notice()
    idle_again()
    assert window.notice.text.text() == KNOWN
    window.notice.close_notice()
    idle_again()
    assert not window.notice.isVisible()
    assert unsaid() is None
    _caution(window)
    idle_again()
    assert not window.notice.isVisible()
