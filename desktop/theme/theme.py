"""Which theme is on: the system's, light or dark. Changes live."""

from dataclasses import asdict
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.theme.labels import resize_all
from desktop.theme.palette import DARK, LIGHT, Palette, qt_palette
from resources import resource

_STYLED = "datelineStyled"
_USUAL = 17  # pixels from line to line, of letters that nobody has enlarged


ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Sizes of letters, in per cent."""


class Scheme(StrEnum):
    """What the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The colours now in use, and the one place that changes them."""

    changed = Signal()
    """Other colours are in use."""
    chosen = Signal()
    """The user has chosen another scheme."""
    zoomed = Signal()
    """Letters have another size."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._scheme = Scheme.SYSTEM
        self._native = _native_palette_is_dark(app)
        self.colours = LIGHT
        self.zoom = 100
        """The size of letters, in per cent of the usual one."""
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    def use(self, scheme: Scheme) -> None:
        """Show the window in this scheme from now on."""
        chosen = scheme is not self._scheme
        self._scheme = scheme
        hints = self._app.styleHints()
        # Title bars and native dialogs follow this where the platform can; elsewhere it does
        # nothing, which is why the palette below is ours.
        if scheme is Scheme.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = scheme is Scheme.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._apply()
        if chosen:
            self.chosen.emit()

    def use_zoom(self, percent: int) -> None:
        """Have letters of this size in all windows, in per cent of the usual one."""
        self.zoom = min(max(percent, ZOOMS[0]), ZOOMS[-1])
        font = self._app.font()
        font.setPointSizeF(_usual_size(self._app) * self.zoom / 100)
        if font != self._app.font():
            self._app.setFont(font)
            self._dress()
            resize_all(self._app)
            self.zoomed.emit()

    def step_zoom(self, by: int) -> None:
        """Letters one step larger (smaller); 0: as large as usual."""
        steps = [step for step in ZOOMS if (step - self.zoom) * by > 0]
        if not by or steps:
            self.use_zoom((min(steps) if by > 0 else max(steps)) if by else 100)

    def _follow(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self.colours = DARK if self._dark() else LIGHT
        # Asking the style for its name tells nothing once a style sheet is on; each setting of
        # style or palette dresses every widget there is anew.
        if self._app.property(_STYLED) is None:
            self._app.setStyle(QStyleFactory.create("Fusion"))
            self._app.setProperty(_STYLED, True)
        palette = qt_palette(self.colours)
        if self._app.palette() != palette:
            self._app.setPalette(palette)
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        """Widgets that a style sheet has dressed take other letters with another sheet only."""
        sheet = f"{style_sheet(self.colours)}/* letters of {self.zoom} % */"
        if self._app.styleSheet() != sheet:  # setting it restyles every widget there is
            self._app.setStyleSheet(sheet)

    def _dark(self) -> bool:
        if self._scheme is not Scheme.SYSTEM:
            return self._scheme is Scheme.DARK
        told = self._app.styleHints().colorScheme()
        if told == Qt.ColorScheme.Unknown:
            return self._native
        return told == Qt.ColorScheme.Dark


@cache
def style_sheet(colours: Palette) -> str:
    """The style sheet with its colours filled in."""
    return Template(resource("styles", "window.qss").read_text("utf-8")).substitute(
        {name: str(value) for name, value in asdict(colours).items()}
    )


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, so that a column of dates reads as a column."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def scaled(font: QFont, pixels: int) -> int:
    """So many pixels for letters of the usual size, and more for larger ones."""
    return max(pixels, round(pixels * QFontMetrics(font).height() / _USUAL))


def _native_palette_is_dark(app: QApplication) -> bool:
    if app.property("dateline-native-dark") is None:  # before our first palette
        shade = app.palette().color(QPalette.ColorRole.Window).lightness()
        app.setProperty("dateline-native-dark", shade < 128)
    return bool(app.property("dateline-native-dark"))


def _usual_size(app: QApplication) -> float:
    """The size of letters that the system wants, in points."""
    if app.property("dateline-font-size") is None:  # before our first zoom
        app.setProperty("dateline-font-size", app.font().pointSizeF())
    return float(app.property("dateline-font-size"))
