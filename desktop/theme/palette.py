"""The named colours of both themes. The style sheet and the painters know no others."""

from dataclasses import dataclass
from itertools import product

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme: text at 4.5:1 or better on its ground, marks that mean something at 3:1."""

    dark: bool
    window: str  # behind panels
    base: str  # behind rows and text
    text: str
    quiet: str  # secondary text: counts, captions, uncertain dates
    hairline: str  # between rows; decoration only
    edge: str  # around menus, under headings; decoration only
    border: str  # around fields, buttons and boxes, and icons that are off
    hover: str
    accent: str  # links, focus, what is active
    on_accent: str
    selection: str
    selection_idle: str  # selected, while the focus is elsewhere
    chip: str
    error: str
    warning: str  # claimed, skipped
    good: str
    passage: str  # behind the passage in its surroundings
    trigger: str  # behind the words that report the event, which are bold
    on_trigger: str
    strip: str  # behind a notice
    faint: str  # bars that are not filtered for
    found: str  # behind words that were searched for, which are underlined
    on_found: str
    mark_talks: str  # behind the words that report an event in an article, by its kind
    mark_words: str
    mark_blame: str
    mark_force: str
    mark_office: str


LIGHT = Palette(
    dark=False,
    window="#f4f4f1",
    base="#ffffff",
    text="#1c1e21",
    quiet="#5a6067",
    hairline="#e9e9e5",
    edge="#c6c8c4",
    border="#7c8187",
    hover="#eeefeb",
    accent="#0a58a6",
    on_accent="#ffffff",
    selection="#d6e6f7",
    selection_idle="#e6eaee",
    chip="#e4edf7",
    error="#a8201a",
    warning="#7d4c00",
    good="#1d6b35",
    passage="#fbf5e0",
    trigger="#f7d774",
    on_trigger="#1c1e21",
    strip="#edf1f5",
    faint="#84898f",
    found="#cfe8c4",
    on_found="#12210c",
    mark_talks="#cdebd2",
    mark_words="#d3e4f8",
    mark_blame="#f9e0ae",
    mark_force="#f8d0cb",
    mark_office="#e5d8f5",
)

DARK = Palette(
    dark=True,
    window="#222428",
    base="#1a1b1e",
    text="#e4e5e3",
    quiet="#a2a8af",
    hairline="#2b2d31",
    edge="#4a4e55",
    border="#81878f",
    hover="#2c2f34",
    accent="#86b9f2",
    on_accent="#10202f",
    selection="#233d57",
    selection_idle="#31363d",
    chip="#2b3a4a",
    error="#ff918a",
    warning="#eab464",
    good="#7fcf95",
    passage="#2d2a1e",
    trigger="#6d5514",
    on_trigger="#fff6da",
    strip="#2a2f36",
    faint="#747a82",
    found="#2f5a26",
    on_found="#eefbe8",
    mark_talks="#1d4a29",
    mark_words="#213f61",
    mark_blame="#574009",
    mark_force="#632823",
    mark_office="#45315f",
)

TEXTS = ("text", "quiet", "accent", "error", "warning", "good")
GROUNDS = (
    "window", "base", "hover", "selection", "selection_idle", "chip", "passage", "strip",
)  # fmt: skip
DECORATION = ("hairline", "edge")

TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *product(TEXTS, GROUNDS),
    ("on_accent", "accent"), ("on_trigger", "trigger"), ("on_found", "found"),
    *(("text", f"mark_{family}") for family in ("talks", "words", "blame", "force", "office")),
)  # fmt: skip
"""Which colours text is written in on which grounds."""

MARK_ON_GROUND: tuple[tuple[str, str], ...] = (
    *product(("border", "accent"), GROUNDS),
    ("accent", "hairline"),  # progress
    ("faint", "window"), ("faint", "base"), ("faint", "hover"),
)  # fmt: skip
"""Which colours edges, bars and other marks are drawn in on which grounds."""


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def qt_palette(colours: Palette) -> QPalette:
    """The same colours for what Fusion draws by itself."""
    made = QPalette()
    role = QPalette.ColorRole
    parts = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.hover,
        role.Text: colours.text,
        role.Button: colours.window,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_accent,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.quiet,
        role.Light: colours.hover,
        role.Midlight: colours.hairline,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.border,
    }
    for each, colour in parts.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.quiet))
    made.setColor(QPalette.ColorGroup.Inactive, role.Highlight, QColor(colours.selection_idle))
    return made


def _luminance(colour: str) -> float:
    shades = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        shade / 12.92 if shade <= 0.04045 else ((shade + 0.055) / 1.055) ** 2.4 for shade in shades
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
