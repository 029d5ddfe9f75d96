"""The empty state: what there is to say, and what to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.theme.icons import pixmap
from desktop.theme.labels import PlainLabel, sized
from desktop.theme.theme import Theme


class Empty(QWidget):
    """An icon, a sentence, what to do, and buttons that do it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = "info"
        self._said: tuple[str, ...] = ()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.title = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.text = PlainLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        for label in (self.title, self.text):
            label.setWordWrap(True)
        self.text.setProperty("quiet", True)
        sized(self.title, 3, bold=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 24, 48, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        for part in (self._picture, self.title, self.text):
            layout.addWidget(part)
        layout.addSpacing(8)
        layout.addLayout(self._buttons)
        layout.addStretch(3)
        theme.changed.connect(self._draw)

    def put(
        self,
        picture: str,
        title: str,
        text: str,
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Say this, with a button for each action; the first is the one to press."""
        said = (picture, title, text, *(caption for caption, _ in actions))
        if said == self._said:  # the buttons stay, and with them the focus
            return
        self._said = said
        self._name = picture
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        focus = QApplication.focusWidget()
        held = focus is not None and (focus is self or self.isAncestorOf(focus))
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none, its stubs do not
        if held:
            self.setFocus()  # while the buttons change, the keys are nowhere else
        while (item := self._buttons.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._buttons.addStretch()
        for number, (caption, act) in enumerate(actions):
            button = QPushButton(caption.replace("&", "&&"))
            button.setProperty("primary", number == 0)
            button.clicked.connect(lambda _=False, act=act: act())
            self._buttons.addWidget(button)
            if number == 0:
                self.setFocusProxy(button)
        self._buttons.addStretch()
        if held:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap(self._name, self._theme.colours.quiet, 40, ratio))
