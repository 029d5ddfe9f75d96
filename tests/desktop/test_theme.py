"""Both palettes, the style sheet and the icons."""

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from desktop.settings import Memory
from desktop.tables.words import STATUSES, actor_icon, kind_icon, status_icon
from desktop.theme.icons import pixmap
from desktop.theme.palette import DARK, LIGHT, TEXT_ON_GROUND, contrast
from desktop.theme.theme import Scheme, style_sheet
from models.reading.doc import EventKind, EventStatus
from resources import resource


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(colours, text, ground):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_can_be_seen(colours):
    for ground in ("window", "base"):
        assert contrast(colours.accent, getattr(colours, ground)) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("bar", "ground"), [("accent", "window"), ("accent", "selection"), ("faint", "window")]
)
def test_bars_can_be_seen(colours, bar, ground):
    assert contrast(getattr(colours, bar), getattr(colours, ground)) >= 3


def test_contrast_is_the_known_ratio_for_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_style_sheet_knows_only_named_colours():
    written = resource("styles", "window.qss").read_text("utf-8")
    assert not re.search(r":\s*[^;{]*#[0-9a-fA-F]{3,8}\b", written)
    for colours in (LIGHT, DARK):
        assert "$" not in style_sheet(colours)


def test_every_kind_status_and_actor_has_an_icon_that_draws_something(qtbot):
    names = [kind_icon(kind.value) for kind in EventKind]
    names += [status_icon(status.value) for status in EventStatus]
    names += [actor_icon(kind) for kind in ("person", "organisation", "place")]
    assert len(set(names)) == len(names)
    assert {status.value for status in EventStatus} == set(STATUSES)
    for name in names:
        picture = pixmap(name, "#000000", 16).toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name


def test_the_theme_changes_live(qtbot, window):
    for scheme, colours in ((Scheme.DARK, DARK), (Scheme.LIGHT, LIGHT)):
        window.menus.schemes[scheme].trigger()
        shade = QApplication.palette().color(QPalette.ColorRole.Base).name()
        assert shade == colours.base
        assert window.theme.colours is colours
        assert window.page.table.palette().color(QPalette.ColorRole.Text).name() == colours.text


def test_the_system_decides_unless_told_otherwise(qtbot, window, monkeypatch):
    window.theme.use(Scheme.SYSTEM)
    monkeypatch.setattr(type(window.theme), "_dark", lambda _: True)
    window.theme._follow()
    assert window.theme.colours is DARK
    monkeypatch.undo()
    window.theme.use(Scheme.LIGHT)
    window.theme._follow()
    assert window.theme.colours is LIGHT


def test_what_starts_next_begins_with_the_theme_now_in_use(window):
    window.menus.schemes[Scheme.DARK].trigger()
    assert Memory().settings().scheme == "dark", "the window that chose it is still open"
    window.menus.schemes[Scheme.LIGHT].trigger()
    assert Memory().settings().scheme == "light"
