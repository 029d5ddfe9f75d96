"""The log goes to a file, and stops nobody."""

import logging

from desktop.cli import main
from desktop.logs import faults_logged, log_folder, log_to


def test_the_log_goes_to_a_file(tmp_path):
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    path = log_to(tmp_path / "logs")
    try:
        logging.getLogger("dateline").info("hello")
        assert "hello" in path.read_text()
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    assert log_to(tmp_path / "file") is None


def test_a_fault_in_a_command_goes_to_the_log_and_not_to_the_terminal(tmp_path, capsys, expect_log):
    expect_log("a mistake of ours")
    with faults_logged():
        assert not log_folder().exists()
        logging.getLogger("dateline").error("a mistake of ours")
    told = (log_folder() / "dateline.log").read_text()
    assert "ERROR dateline: a mistake of ours" in told
    assert capsys.readouterr().err == ""


def test_a_command_goes_on_though_the_log_cannot_be_written(
    tmp_path, monkeypatch, capsys, expect_log
):
    expect_log("a mistake of ours")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "file" / "below"))
    with faults_logged():
        logging.getLogger("dateline").error("a mistake of ours")
    assert capsys.readouterr().err == ""
    assert main(["read", ""]) == 2
