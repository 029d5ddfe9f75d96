"""The menu of a text in which words can be made an event."""

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QMenu


def with_words(menu: QMenu, words: object, wanted: SignalInstance) -> QMenu:
    """A text's own menu, which first offers to make an event of the ``words``, if there are any."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    first = menu.actions()[0] if menu.actions() else None
    act = menu.addAction("&Make an event of this", wanted.emit)
    act.setEnabled(words is not None)
    if first is not None:
        menu.insertAction(first, act)
        menu.insertSeparator(first)
    return menu
