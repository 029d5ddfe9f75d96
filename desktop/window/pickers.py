"""The file dialogs: to open or create a chronicle, to copy it, and to export."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.formats import FORMATS, Format

_CHRONICLES = "Chronicles (*.sqlite *.db);;All files (*)"
_EXPORTS = {f"{each.words} (*{each.suffix})": each for each in FORMATS}


def start(last: str) -> str:
    """The folder that a dialog begins in: the last one used, else the user's documents or home."""
    places = QStandardPaths.StandardLocation
    known = (
        QStandardPaths.writableLocation(place)
        for place in (places.DocumentsLocation, places.HomeLocation)
    )
    return next((each for each in (last, *known) if each and Path(each).is_dir()), str(Path.home()))


def to_open(parent: QWidget, folder: str) -> QFileDialog:
    """Ask for an existing chronicle."""
    picker = _picker(parent, "Open a chronicle", QFileDialog.AcceptMode.AcceptOpen, folder)
    picker.setNameFilters(_CHRONICLES.split(";;"))
    picker.setFileMode(QFileDialog.FileMode.ExistingFile)
    return picker


def to_create(parent: QWidget, folder: str) -> QFileDialog:
    """Ask for the path of a new chronicle; an existing one is opened."""
    picker = _picker(parent, "New chronicle", QFileDialog.AcceptMode.AcceptSave, folder)
    picker.setNameFilters(_CHRONICLES.split(";;"))
    picker.setOption(QFileDialog.Option.DontConfirmOverwrite)
    picker.setDefaultSuffix("sqlite")
    picker.setLabelText(QFileDialog.DialogLabel.Accept, "Create")
    return picker


def to_copy(parent: QWidget, folder: str, name: str) -> QFileDialog:
    """Ask where to write a copy of the chronicle with this name."""
    picker = _picker(parent, "Save a copy", QFileDialog.AcceptMode.AcceptSave, folder)
    picker.setNameFilters(_CHRONICLES.split(";;"))
    picker.setOption(QFileDialog.Option.DontConfirmOverwrite)  # what is there already stays
    picker.setDefaultSuffix("sqlite")
    picker.selectFile(f"{name} copy.sqlite")
    return picker


def to_export(parent: QWidget, folder: str, name: str) -> QFileDialog:
    """Ask where to write the events of the chronicle with this name, and in which format."""
    picker = _picker(parent, "Export the events shown", QFileDialog.AcceptMode.AcceptSave, folder)
    picker.setNameFilters(list(_EXPORTS))
    _use_suffix(picker, picker.selectedNameFilter())
    picker.filterSelected.connect(partial(_use_suffix, picker))
    picker.selectFile(f"{name}{picked_format(picker).suffix}")
    return picker


def picked_format(picker: QFileDialog) -> Format:
    """The format that is picked there."""
    return _EXPORTS[picker.selectedNameFilter()]


def _use_suffix(picker: QFileDialog, chosen: str) -> None:
    picker.setDefaultSuffix(_EXPORTS[chosen].suffix)


def _picker(parent: QWidget, title: str, mode: QFileDialog.AcceptMode, folder: str) -> QFileDialog:
    picker = QFileDialog(parent, title, folder or _documents())
    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picker.setAcceptMode(mode)
    return picker


def _documents() -> str:
    """The first folder of a dialog: never the folder of the program."""
    places = QStandardPaths.StandardLocation
    found = QStandardPaths.writableLocation(places.DocumentsLocation)
    return found if Path(found).is_dir() else QStandardPaths.writableLocation(places.HomeLocation)
