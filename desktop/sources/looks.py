"""How an event is marked in a text: a ground and an underline for each family of kinds."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextCharFormat

from desktop.theme.palette import Palette

_Lines = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of event that are marked alike."""

    words: str
    ground: str
    """A colour of the palette."""
    line: QTextCharFormat.UnderlineStyle
    kinds: tuple[str, ...]


FAMILIES = (
    Family("Talks and help", "mark_talks", _Lines.SingleUnderline,
           ("meeting", "visit", "agreement", "request", "support", "aid")),
    Family("Statements", "mark_words", _Lines.DotLine, ("statement", "publication")),
    Family("Accusations and threats", "mark_blame", _Lines.DashUnderline,
           ("accusation", "rejection", "threat")),
    Family("Force and harm", "mark_force", _Lines.WaveUnderline,
           ("sanction", "protest", "coercion", "attack", "mobilisation", "death", "disaster")),
    Family("Offices, law, business", "mark_office", _Lines.DashDotLine,
           ("election", "appointment", "legal", "business", "other")),
)  # fmt: skip
_BY_KIND = {kind: family for family in FAMILIES for kind in family.kinds}


def family_of(kind: str) -> Family:
    """The family of a kind; one that is not known is marked as the last."""
    return _BY_KIND.get(kind, FAMILIES[-1])


def mark_format(kind: str, review: str, colours: Palette) -> QTextCharFormat:
    """How the words that report an event look: struck through where it is rejected."""
    made = QTextCharFormat()
    if review == "rejected":
        made.setForeground(QColor(colours.quiet))
        made.setFontStrikeOut(True)
        return made
    family = family_of(kind)
    made.setBackground(QColor(getattr(colours, family.ground)))
    made.setForeground(QColor(colours.text))
    made.setUnderlineStyle(family.line)
    made.setUnderlineColor(QColor(colours.text))
    return made


def chosen_format(review: str, colours: Palette) -> QTextCharFormat:
    """How those of the chosen event look."""
    made = QTextCharFormat()
    made.setBackground(QColor(colours.trigger))
    made.setForeground(QColor(colours.on_trigger))
    made.setFontStrikeOut(review == "rejected")
    return made
