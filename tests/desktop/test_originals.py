"""The file that an article came from is opened from the window, kept or not."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction

from desktop.window import originals

TEXT = "Mayor Ilse Grondahl visited the village of Norrby on Monday, 4 March 2024.\n"


class _Programs:
    """The programs of the system: they say what they were asked to open."""

    def __init__(self):
        self.asked: list[Path] = []
        self.any = True

    def openUrl(self, url: QUrl) -> bool:  # noqa: N802 - as Qt names it
        """Open nothing."""
        self.asked.append(Path(url.toLocalFile()))
        return self.any


@pytest.fixture
def programs(monkeypatch):
    made = _Programs()
    monkeypatch.setattr(originals, "QDesktopServices", made)
    return made


@pytest.fixture
def brought(opened, tmp_path, go_ahead):
    """Return a function that imports one file in a new window, which is returned."""

    def bring(*, keep=False):
        (tmp_path / "visit.txt").write_text(TEXT)
        window = opened(tmp_path / "new.sqlite")
        if keep:
            window.findChild(QAction, "keepOriginalsAction").trigger()
        window._choosing.look_at([tmp_path / "visit.txt"])
        go_ahead(window)
        return window

    return bring


def ask(window, idle):
    """Press the button of the report for its only article."""
    assert not window.report.original.isEnabled()
    window.report.list.topLevelItem(0).setSelected(True)
    window.report.original.click()
    idle(window)


def test_a_copy_of_the_file_is_opened(brought, programs, idle, tmp_path):
    ask(brought(), idle)
    [path] = programs.asked
    assert path.name == "visit.txt"
    assert path.parent != tmp_path
    assert path.read_text() == TEXT


def test_a_file_that_is_gone_is_told_in_a_sentence(brought, programs, idle, tmp_path):
    window = brought()
    (tmp_path / "visit.txt").unlink()
    ask(window, idle)
    assert programs.asked == []
    told = window.notice.text.text()
    assert told == f"visit.txt has moved or is gone; it was in {tmp_path}."


def test_what_was_kept_is_opened_although_the_file_is_gone(brought, programs, idle, tmp_path):
    window = brought(keep=True)
    (tmp_path / "visit.txt").unlink()
    ask(window, idle)
    [path] = programs.asked
    assert path.read_text() == TEXT


def test_where_no_program_opens_it_the_file_is_named(brought, programs, idle):
    programs.any = False
    window = brought()
    ask(window, idle)
    assert window.notice.text.text().startswith("No program is set up to open visit.txt")


def test_the_page_of_sources_opens_the_file_of_its_article(brought, programs, idle):
    window = brought()
    article = window.articles.article
    article.open(1)
    idle(window)
    article.original.click()
    idle(window)
    [path] = programs.asked
    assert path.read_text() == TEXT


def test_keeping_originals_is_remembered(brought, opened, tmp_path):
    brought(keep=True)
    other = opened(tmp_path / "other.sqlite")
    assert other.findChild(QAction, "keepOriginalsAction").isChecked()
    assert other.work.keep_originals
