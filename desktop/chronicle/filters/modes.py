"""The modes of the ticked actors: all or any of them, and their role."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.chronicle.filters.facet_list import ROLE_WORDS
from desktop.chronicle.filters.facet_model import FacetModel
from models.queries.filter import ActorRole, Match

_SHORT_ROLES = {
    ActorRole.ANY: "In any role",
    ActorRole.AGENT: "As agent",
    ActorRole.TARGET: "As target",
}


class ActorModes(QWidget):
    """The modes of the ticked actors: all or any of them, and their role."""

    changed = Signal()

    def __init__(self, actors: FacetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actors = actors
        self.all = _half("All", "All of the ticked actors must take part")
        self.any = _half("Any", "At least one of the ticked actors must take part")
        self._pair = QButtonGroup(self)
        for button in (self.all, self.any):
            self._pair.addButton(button)
        self.all.setChecked(True)
        self.role = QToolButton()
        self.role.setObjectName("actorRole")
        self.role.setProperty("dateMode", True)
        self.role.setToolTip("The role the ticked actors must have")
        self.role.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.role.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        menu = QMenu(self.role)
        self._roles: dict[ActorRole, QAction] = {}
        for role, words in ROLE_WORDS.items():
            action = menu.addAction(words, partial(self._want, role))
            action.setCheckable(True)
            self._roles[role] = action
        self.role.setMenu(menu)
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 2, 4, 0)
        layout.setSpacing(4)
        layout.addWidget(self.all, 0, 0)
        layout.addWidget(self.any, 0, 1)
        layout.addWidget(self.role, 1, 0, 1, 2)
        self._pair.buttonClicked.connect(lambda _: self.changed.emit())
        self.refresh()

    @property
    def match(self) -> Match:
        """Whether one of the ticked actors is enough."""
        return Match.ANY if self.any.isChecked() else Match.ALL

    def show_match(self, match: Match) -> None:
        """Show this; emits nothing."""
        (self.any if match is Match.ANY else self.all).setChecked(True)
        self.refresh()

    def clear(self) -> None:
        """All of them, in any role; emits nothing."""
        self._actors.role = ActorRole.ANY
        self.show_match(Match.ALL)

    def refresh(self) -> None:
        """Say what holds for the actors now ticked."""
        ticked = [value for value in self._actors.ticked if not value.exclude]
        for button in (self.all, self.any):
            button.setEnabled(len(ticked) > 1)
        roles = {value.role for value in ticked} or {self._actors.role}
        only = next(iter(roles)) if len(roles) == 1 else None
        for role, action in self._roles.items():
            action.setChecked(role is only)
        words = "In several roles" if only is None else _SHORT_ROLES[only]
        self.role.setText(words)
        self.role.setAccessibleName(f"Role of the ticked actors: {words.lower()}")

    def _want(self, role: ActorRole) -> None:
        self._actors.want_role(role)
        self.refresh()


def _half(text: str, tip: str) -> QPushButton:
    button = QPushButton(f"{text} of them")
    button.setObjectName(f"actors{text}")
    button.setCheckable(True)
    button.setProperty("dateMode", True)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
