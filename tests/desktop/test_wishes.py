"""How a report is to be is asked for before it is written."""

import pytest

from desktop.formats import named_format
from desktop.window.wishes import WishesDialog


@pytest.fixture
def window(opened, articles, tmp_path, idle):
    made = opened(tmp_path / "new.sqlite")
    made.work.import_paths([articles])
    idle(made)
    return made


def test_a_report_has_the_headings_and_the_template_that_were_chosen(window, idle, tmp_path):
    window._choosing._export(tmp_path / "r.md", named_format("md"))
    dialog = window.findChild(WishesDialog)
    dialog.by.setCurrentIndex(dialog.by.findData("actor"))
    dialog.quotes.setChecked(False)
    dialog.go.click()
    idle(window)
    told = (tmp_path / "r.md").read_text("utf-8")
    assert "an event with several stands under each" in told
    (tmp_path / "own.md").write_text("Mine: {{ heading.number }}\n")
    window._choosing._export(tmp_path / "s.md", named_format("md"))
    dialog = window.findChild(WishesDialog)
    dialog.use(tmp_path / "own.md")
    dialog.go.click()
    idle(window)
    assert (tmp_path / "s.md").read_text("utf-8").startswith("Mine: ")


def test_a_table_is_written_at_once(window, idle, tmp_path):
    window._choosing._export(tmp_path / "t.csv", named_format("csv"))
    idle(window)
    assert window.findChild(WishesDialog) is None
    assert (tmp_path / "t.csv").read_text("utf-8").count("\n") > 2
