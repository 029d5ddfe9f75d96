"""The dialogs that ask for a file: a chronicle to open or to make, and where to export to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_CHRONICLES = "Chronicles (*.sqlite *.db);;All files (*)"
_EXPORTS = "JSON, with all passages and documents (*.json);;CSV, a line an event (*.csv)"


def to_open(parent: QWidget, folder: str) -> QFileDialog:
    """Ask for a chronicle that is there."""
    picker = _picker(parent, "Open a chronicle", QFileDialog.AcceptMode.AcceptOpen, folder)
    picker.setNameFilters(_CHRONICLES.split(";;"))
    picker.setFileMode(QFileDialog.FileMode.ExistingFile)
    return picker


def to_create(parent: QWidget, folder: str) -> QFileDialog:
    """Ask for the place of a new chronicle; one that is there already is opened."""
    picker = _picker(parent, "New chronicle", QFileDialog.AcceptMode.AcceptSave, folder)
    picker.setNameFilters(_CHRONICLES.split(";;"))
    picker.setOption(QFileDialog.Option.DontConfirmOverwrite)
    picker.setDefaultSuffix("sqlite")
    picker.setLabelText(QFileDialog.DialogLabel.Accept, "Create")
    return picker


def to_export(parent: QWidget, folder: str, name: str) -> QFileDialog:
    """Ask where to write the events of the chronicle with this name, and in which format."""
    picker = _picker(parent, "Export the events shown", QFileDialog.AcceptMode.AcceptSave, folder)
    picker.setNameFilters(_EXPORTS.split(";;"))
    picker.setDefaultSuffix("json")
    picker.filterSelected.connect(
        lambda chosen: picker.setDefaultSuffix("csv" if "csv" in chosen else "json")
    )
    picker.selectFile(f"{name}.json")
    return picker


def _picker(parent: QWidget, title: str, mode: QFileDialog.AcceptMode, folder: str) -> QFileDialog:
    picker = QFileDialog(parent, title, folder)
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picker.setAcceptMode(mode)
    return picker
