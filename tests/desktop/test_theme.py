"""Both palettes, the style sheet and the icons."""

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTextEdit

from desktop.chronicle.filters.tick import Switch
from desktop.importing.choose import ChooseDialog
from desktop.settings import Memory
from desktop.tables.words import STATUSES, actor_icon, kind_icon, status_icon
from desktop.theme.icons import pixmap
from desktop.theme.palette import (
    DARK,
    DECORATION,
    LIGHT,
    MARK_ON_GROUND,
    TEXT_ON_GROUND,
    contrast,
    qt_palette,
)
from desktop.theme.theme import Scheme, style_sheet
from models.reading.doc import EventKind, EventStatus
from resources import resource


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(colours, text, ground):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARK_ON_GROUND)
def test_marks_that_mean_something_can_be_seen_on_their_ground(colours, mark, ground):
    assert contrast(getattr(colours, mark), getattr(colours, ground)) >= 3


def test_every_colour_of_the_palette_is_measured_or_decoration():
    measured = {name for pair in (*TEXT_ON_GROUND, *MARK_ON_GROUND) for name in pair}
    colours = {field.name for field in fields(LIGHT)} - {"dark"}
    assert colours == measured | set(DECORATION)


def test_the_style_sheet_writes_only_in_measured_pairs():
    """Each rule that names both a text colour and a ground names a measured pair."""
    sheet = resource("styles", "window.qss").read_text("utf-8")
    rules = re.findall(r"\{([^}]*)\}", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    for rule in rules:
        named = dict(re.findall(r"(?:^|;)\s*([\w-]+):\s*[^;]*?\$(\w+)\s*(?=;|$)", rule.strip()))
        pairs = [
            (named.get("color"), named.get("background")),
            (named.get("placeholder-text-color"), named.get("background")),
            (named.get("selection-color"), named.get("selection-background-color")),
        ]
        for text, ground in pairs:
            assert text is None or ground is None or (text, ground) in TEXT_ON_GROUND, rule
        assert named.get("color") in {None, *(text for text, _ in TEXT_ON_GROUND)}, rule


@pytest.mark.parametrize("group", list(QPalette.ColorGroup)[:3], ids=lambda each: each.name)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_what_qt_draws_by_itself_can_be_read_also_where_it_is_off(colours, group):
    palette, role = qt_palette(colours), QPalette.ColorRole
    pairs = [
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.PlaceholderText, role.Base),
        (role.PlaceholderText, role.Window),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Base),
        (role.LinkVisited, role.Base),
        (role.BrightText, role.Accent),
    ]
    for text, ground in pairs:
        shades = (palette.color(group, text), palette.color(group, ground))
        assert contrast(*(shade.name() for shade in shades)) >= 4.5, (text, ground)
        assert all(shade.alpha() == 255 for shade in shades)


def test_placeholders_are_as_readable_as_other_quiet_text(window):
    """A style sheet makes them half transparent unless it's told their colour."""
    ChooseDialog(window.archive, window.looks, window.theme, "", window)
    kinds = (QLineEdit, QTextEdit, QAbstractItemView, Switch)
    shown = [each for kind in kinds for each in window.findChildren(kind)]
    assert len(shown) >= 14
    for each in shown:
        each.ensurePolished()
        shade = each.palette().color(QPalette.ColorRole.PlaceholderText)
        assert shade.alpha() == 255, each.objectName()
        assert shade.name() == window.theme.colours.quiet, each.objectName()


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
