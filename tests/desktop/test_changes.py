"""The page of what changed: since when, what is shown, and what leads on."""

from models.importing.routine import import_files
from models.store.store import Store
from tests.desktop.conftest import texts

ONE = """Port talks end

PORT ELSA, March 4, 2024 (Coast Wire) -- Trade Minister Ada Brandvold met union leader Tomas Okello
in Port Elsa on Monday. Governor Lin Haruna visited Oslo on Sunday.
"""
OTHER = """Brandvold travels

OSLO, May 12, 2024 (Coast Wire) -- Ada Brandvold visited Oslo on May 9.
"""


def test_what_changed_is_listed_and_followed(window, idle, qtbot):
    window.page.turn("changes")
    idle(window)
    page = window.page.staging.page
    assert page.said.text() == "14 new events, 1 newly denied event, 2 new sources"
    sorts = texts(page.table)
    assert set(sorts) == {"newly denied", "new source", "new event"}
    page.table.selectRow(sorts.index("new event"))
    idle(window)
    assert window.page.detail.detail is not None
    row = sorts.index("new source")
    sources = texts(page.table, 3)
    assert sources[row] == "harbour.txt", "the file, where no outlet is known"
    page.table.selectRow(row)
    assert window.page.paper() > 0
    page.table.opened.emit(page.table.chosen)
    idle(window)
    assert window.articles.article.isVisible()
    window.page.take_back()
    assert page.table.isVisible()


def test_what_was_seen_is_old_when_one_looks_again(opened, copied, story, idle):
    path = copied(story)
    window = opened(path)
    window.page.turn("changes")
    idle(window)
    window.close()
    again = opened(path)
    page = again.page.staging.page
    assert page.said.text().startswith("Nothing changed since ")
    page.since.setCurrentIndex(page.since.findData(""))
    page.since.activated.emit(page.since.currentIndex())
    idle(again)
    assert "14 new events" in page.said.text()
    assert page.since.accessibleName()


def test_every_sort_of_change_and_every_day_fits_its_column(window, idle):
    window.resize(1280, 800)
    window.page.turn("changes")
    idle(window)
    table = window.page.staging.page.table
    words = "new event", "more sources", "date changed", "newly denied", "new source"
    for column, samples in ((0, words), (1, ("by 16 Dec 2005", "by 28 Mar 2025"))):
        widest = max(table.fontMetrics().horizontalAdvance(each) for each in samples)
        assert table.columnWidth(column) >= widest + 22, "less is cut in a cell"


def _import(path, folder, name, text):
    (folder / name).write_text(text)
    store = Store.open(path)
    for _ in import_files(store, [folder / name]):
        pass
    store.close()


def test_the_dossier_tells_what_came_of_somebody_since_one_looked_last(opened, idle, tmp_path):
    path = tmp_path / "own.sqlite"
    _import(path, tmp_path, "one.txt", ONE)
    window = opened(path)
    window.page.turn("people")
    idle(window)
    page = window.page.staging.page
    assert page.dossier.lists["news"].count() == 0, "nobody has looked before"
    window.close()
    _import(path, tmp_path, "other.txt", OTHER)
    again = opened(path)
    idle(again)
    page = again.page.staging.page
    names = texts(page.table)
    page.table.selectRow(names.index("Ada Brandvold"))
    idle(again)
    news = page.dossier.lists["news"]
    (line,) = [news.item(n).text() for n in range(news.count())]
    assert line.startswith("new event · Ada Brandvold visited Oslo")
    page.table.selectRow(names.index("Tomas Okello"))
    idle(again)
    assert news.count() == 0
    assert news.isHidden()
