"""Strips at the foot of the window: a running job with its progress, and notices."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.jobs.jobs import Job
from desktop.theme.icons import icon, pixmap
from desktop.theme.theme import Theme, scaled
from models.progress import Progress

_PASSING = 6000  # milliseconds that a mere confirmation stays


class _Strip(QFrame):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("strip", True)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(12, 6, 8, 6)
        self.line.setSpacing(12)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()


class JobStrip(_Strip):
    """What the running job is at, how far it is, and a button that stops it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("jobStrip")
        self.setAccessibleName("Running job")
        self._job: Job | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(240)
        self.bar.setAccessibleName("Progress")
        self.stop = QPushButton("Stop")
        self.stop.setObjectName("stopJob")
        self.stop.setAccessibleName("Stop the running job")
        self.line.addWidget(self.text, 1)
        self.line.addWidget(self.bar)
        self.line.addWidget(self.stop)
        self.stop.clicked.connect(self._stop)

    def follow(self, job: Job) -> None:
        """Show this job until it is done."""
        if not job.visible:
            return
        self._job = job
        self.text.setText(f"{job.label} …")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        job.ticked.connect(self._tick)
        self.show()

    def leave(self, job: Job) -> None:
        """This job is done."""
        if job is self._job:
            self._job = None
            self.hide()

    def _tick(self, tick: Progress) -> None:
        if self._job is None or self._job.stopping:
            return
        self.bar.setRange(0, tick.total if tick.total > 1 else 0)  # one step: just moving
        self.bar.setValue(tick.done)
        at = f": {tick.label}" if tick.label else ""
        of = f" ({min(tick.done + 1, tick.total)} of {tick.total})" if tick.total > 1 else ""
        self.text.setText(f"{self._job.label}{of}{at}")

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
            self.stop.setEnabled(False)
            self.text.setText("Stopping. What was read so far stays …")


class NoticeStrip(_Strip):
    """One sentence, at most a few buttons, and a cross. Never a question."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("noticeStrip")
        self.setAccessibleName("Notice")
        self._sign = QLabel()
        self._kind = ("info", "accent")
        self._buttons: list[QPushButton] = []
        self.text.setWordWrap(True)
        self.cross = QToolButton()
        self.cross.setProperty("plain", True)
        self.cross.setAccessibleName("Close the notice")
        self.cross.setIconSize(QSize(1, 1) * scaled(self.font(), 12))
        self.line.addWidget(self._sign)
        self.line.addWidget(self.text, 1)
        self.line.addWidget(self.cross)
        self._passing = QTimer(self, singleShot=True, interval=_PASSING)
        self._passing.timeout.connect(self.close_notice)
        self.cross.clicked.connect(self.close_notice)
        theme.changed.connect(self._draw)

    def tell(
        self,
        text: str,
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        wrong: bool = False,
        passing: bool = False,
    ) -> None:
        """Show this sentence; ``passing``: it goes away by itself."""
        self._kind = ("warning", "error") if wrong else ("info", "accent")
        self.text.setText(text)
        self.setAccessibleDescription(text)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for caption, act in actions:
            button = QPushButton(caption)
            button.clicked.connect(lambda _=False, act=act: act())
            self.line.insertWidget(self.line.count() - 1, button)
            self._buttons.append(button)
        self._draw()
        self.show()
        self._passing.stop()
        if passing:
            self._passing.start()

    def close_notice(self) -> None:
        """Take it away."""
        self._passing.stop()
        self.hide()
        self.closed.emit()

    def _draw(self) -> None:
        name, colour = self._kind
        colours = self._theme.colours
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(pixmap(name, getattr(colours, colour), 16, ratio))
        self.cross.setIcon(icon("close", colours, "quiet"))
