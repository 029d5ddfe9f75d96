"""The menu of a text in which words can be made an event, and names be those of somebody else."""

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QMenu


def with_words(
    menu: QMenu, words: object, wanted: SignalInstance, other: Callable[[], object] | None
) -> QMenu:
    """A text's own menu, which first offers to make an event of the ``words``, if there are any.

    ``other``: says that the name pointed at is somebody else's; None: nothing is pointed at.
    """
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    first = menu.actions()[0] if menu.actions() else None
    act = menu.addAction("&Make an event of this", wanted.emit)
    act.setEnabled(words is not None)
    mention = menu.addAction("This is somebody &else…", other or menu.close)
    mention.setEnabled(other is not None)
    if first is not None:
        menu.insertActions(first, (act, mention))
        menu.insertSeparator(first)
    return menu
