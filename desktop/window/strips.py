"""The strip at the foot of the window: one message, and the progress of the running job."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.jobs.jobs import Job
from desktop.jobs.pace import Pace
from desktop.theme.icons import icon, pixmap
from desktop.theme.labels import ElidedLabel, PlainLabel, as_tip
from desktop.theme.theme import Theme, scaled
from desktop.window.messages import Actions, Message, Messages
from models.progress import Progress

_PASSING = 6000  # milliseconds that a mere confirmation stays
_KEPT = 200  # messages to read again
_BAR = 160


class Foot(QFrame):
    """The strip at the foot, always there, so that nothing moves when a message comes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._messages: Messages | None = None
        self.setObjectName("messageStrip")
        self.setAccessibleName("Messages and progress")
        self.setProperty("strip", True)
        self.notice = NoticeStrip(theme)
        self.job = JobStrip()
        self.quiet = ElidedLabel()
        self.quiet.setObjectName("quietLine")
        self.quiet.setProperty("quiet", True)
        self.bell = QToolButton()
        self.bell.setObjectName("messagesButton")
        self.bell.setProperty("plain", True)
        self.bell.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.bell.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 8, 3)
        line.setSpacing(12)
        for part in (self.notice, self.quiet, self.job):
            line.addWidget(part, 1)
        line.addWidget(self.bell)
        self.setMinimumHeight(QPushButton("Undo").sizeHint().height() + 8)
        self.bell.clicked.connect(self.show_messages)
        self.notice.changed.connect(self._draw)
        self.job.changed.connect(self._draw)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, text: str) -> None:
        """The text shown while there is no message."""
        self.quiet.setText(text)
        self._draw()

    def show_messages(self) -> None:
        """Open the list of all messages."""
        if self._messages is not None:
            self._messages.activateWindow()
            return
        self._messages = Messages(self.notice.told, self._theme, self.window())
        self._messages.finished.connect(self._closed)
        self._messages.open()

    def _closed(self) -> None:
        self._messages = None

    @property
    def first(self) -> QWidget:
        """The widget to focus first: an action of the message, else the running job."""
        if not self.notice.isHidden():
            return next(iter(self.notice.buttons), self.notice.cross)
        return self.bell if self.job.isHidden() else self.job.stop

    @property
    def is_used(self) -> bool:
        """Whether there is a message, or a job runs."""
        return not (self.notice.isHidden() and self.job.isHidden())

    def _draw(self) -> None:
        """Hide the quiet line; the bell counts the messages behind the one shown."""
        self.quiet.setVisible(not self.is_used)
        behind = self.notice.behind
        self.bell.setText(f"{behind}" if behind else "")
        colours = self._theme.colours
        self.bell.setIcon(icon("bell", colours, "accent" if behind else "quiet"))
        waiting = f", {behind} unread" if behind else ""
        self.bell.setAccessibleName(f"Messages{waiting}")
        self.bell.setToolTip(f"Messages in this window{waiting}")


class JobStrip(QFrame):
    """The running job, its progress, and a button that stops it."""

    changed = Signal()
    """It has come or gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobStrip")
        self.setAccessibleName("Running job")
        self._job: Job | None = None
        self._pace = Pace()
        self.text = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName("Progress")
        self.stop = QPushButton("Stop")
        self.stop.setObjectName("stopJob")
        self.stop.setAccessibleName("Stop the running job")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.text, 1)
        line.addWidget(self.bar)
        line.addWidget(self.stop)
        self.stop.clicked.connect(self._stop)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show this job until it is done."""
        if not job.visible:
            return
        self._job = job
        self._pace = Pace()
        self.text.setText(job.worded(Progress(0, 0, "")) if job.worded else f"{job.label}…")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        job.ticked.connect(self._tick)
        self.show()
        self.changed.emit()

    def leave(self, job: Job) -> None:
        """This job is done."""
        if job is self._job:
            self._job = None
            self.hide()
            self.changed.emit()

    def _tick(self, tick: Progress) -> None:
        if self._job is None or self._job.stopping:
            return
        self.bar.setRange(0, tick.total if tick.total > 1 else 0)  # one step: just moving
        self.bar.setValue(tick.done)
        if self._job.worded is not None:
            self.text.setText(self._job.worded(tick))
            return
        at = f": {tick.label}" if tick.label else ""
        of = f" ({min(tick.done + 1, tick.total)} of {tick.total})" if tick.total > 1 else ""
        left = self._pace.left(tick.done, tick.total)
        self.text.setText(f"{self._job.label}{of}{left}{at}")

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
            self.stop.setEnabled(False)
            self.text.setText(f"Stopping… {self._job.keeping}".rstrip())


class NoticeStrip(QFrame):
    """One sentence, at most a few buttons, and a cross. Never a question.

    The newest message is shown. One that doesn't pass by itself comes back when that is closed.
    """

    changed = Signal()
    """Another message is in sight, or none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("noticeStrip")
        self.setAccessibleName("Notice")
        self.told: list[Message] = []
        """All messages, the newest last."""
        self._open: list[Message] = []  # what does not pass and was not closed yet
        self._shown: Message | None = None
        self._sign = PlainLabel()
        self.buttons: list[QPushButton] = []
        """What can be done about the message in sight."""
        self.text = PlainLabel()
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text.setWordWrap(True)
        self.cross = QToolButton()
        self.cross.setProperty("plain", True)
        self.cross.setAccessibleName("Close the notice")
        self.cross.setIconSize(QSize(1, 1) * scaled(self.font(), 12))
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(12)
        self.line.addWidget(self._sign)
        self.line.addWidget(self.text, 1)
        self.line.addWidget(self.cross)
        self._passing = QTimer(self, singleShot=True, interval=_PASSING)
        self._passing.timeout.connect(self.close_notice)
        self.cross.clicked.connect(self.close_notice)
        theme.changed.connect(self._draw)
        self.hide()

    @property
    def behind(self) -> int:
        """How many messages wait behind the one shown."""
        return len([each for each in self._open if each is not self._shown])

    def tell(
        self, text: str, actions: Actions = (), *, wrong: bool = False, passing: bool = False
    ) -> None:
        """Show this sentence; ``passing``: it disappears by itself."""
        message = self.keep(text, actions, wrong=wrong)
        self.withdraw(text)  # repeated, it is one message
        if not passing:
            self._open.append(message)
        self._put(message)
        self._passing.stop()
        if passing:
            self._passing.start()

    def keep(self, text: str, actions: Actions = (), *, wrong: bool = False) -> Message:
        """Note this sentence among the messages, without showing it here."""
        message = Message(text, actions, wrong)
        self.told = [*self.told[1 - _KEPT :], message]
        return message

    def offers(self, text: str) -> bool:
        """Whether this message with an action is still open: neither closed nor withdrawn."""
        return any(each.text == text and each.actions for each in self._open)

    def withdraw(self, text: str) -> None:
        """Withdraw a message that is no longer true."""
        self._open = [each for each in self._open if each.text != text]
        if self._shown is not None and self._shown.text == text:
            self._next()
        self.changed.emit()

    def close_notice(self) -> None:
        """Withdraw it; the message behind it comes back."""
        self._open = [each for each in self._open if each is not self._shown]
        self._next()

    def clear(self) -> None:
        """Withdraw all messages."""
        self._open = []
        self._next()

    def _next(self) -> None:
        self._passing.stop()
        if self._open:
            self._put(self._open[-1])
        else:
            self._shown = None
            self.hide()
            self.changed.emit()

    def _put(self, message: Message) -> None:
        self._shown = message
        self.text.setText(message.text)
        self.text.setToolTip(as_tip(message.text))
        self.setAccessibleDescription(message.text)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for caption, act in message.actions:
            button = QPushButton(caption)
            button.clicked.connect(lambda _=False, act=act: act())
            self.line.insertWidget(self.line.count() - 1, button)
            self.buttons.append(button)
        self._draw()
        self.show()
        self.changed.emit()

    def _draw(self) -> None:
        wrong = self._shown is not None and self._shown.wrong
        name, colour = ("warning", "error") if wrong else ("info", "accent")
        colours = self._theme.colours
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(pixmap(name, getattr(colours, colour), 16, ratio))
        self.cross.setIcon(icon("close", colours, "quiet"))
