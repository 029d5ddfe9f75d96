"""The pane at the right: the card of an event, or of what the page in sight is about."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.page import Page
from desktop.theme.icons import icon
from desktop.theme.theme import Theme


class Side(QWidget):
    """Shows one card at a time, and over that of an event the way back to the page's own."""

    turned = Signal()
    """Another card is shown."""

    def __init__(self, card: QWidget, theme: Theme) -> None:
        super().__init__()
        self._card = card
        self._theme = theme
        self._page: Page | None = None
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._cards = QStackedWidget()
        self._cards.addWidget(card)
        self.back = QPushButton()
        self.back.setObjectName("cardBack")
        self.back.setProperty("plain", True)
        self.back.hide()
        self.back.clicked.connect(self.show_own)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._cards, 1)
        theme.changed.connect(self._recolour)
        self._recolour()

    @property
    def is_own(self) -> bool:
        """Whether the card of the page itself is shown."""
        return self._cards.currentWidget() is not self._card

    def follow(self, page: Page | None) -> None:
        """Show the own card of this page from now on, if it has one."""
        self._page = page
        if page is not None and page.card is not None:
            if self._cards.indexOf(page.card) < 0:
                self._cards.addWidget(page.card)
            self.show_own()
        else:
            self.show_event()

    def show_own(self) -> None:
        """Show the card of the page."""
        if self._page is not None and self._page.card is not None:
            self._put(self._page.card)

    def show_event(self) -> None:
        """Show the card of an event."""
        self._put(self._card)

    def _put(self, card: QWidget) -> None:
        back = self._page if card is self._card else None
        title = back.card_title() if back is not None and back.card is not None else ""
        held = self.back.hasFocus()
        self.back.setText(title.replace("&", "&&"))
        self.back.setAccessibleName(f"Back to {title}")
        self.back.setVisible(bool(title))
        self._cards.setCurrentWidget(card)
        if held and not title:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    def _recolour(self) -> None:
        self.back.setIcon(icon("left", self._theme.colours, "accent"))
