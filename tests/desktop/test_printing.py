"""What is shown goes to paper, off the GUI thread."""

import pypdfium2
from PySide6.QtPrintSupport import QPrintDialog, QPrinter


def test_the_events_shown_are_printed_once_a_printer_is_chosen(window, idle, qtbot, tmp_path):
    window.menus.print.trigger()
    idle(window)
    qtbot.waitUntil(lambda: window.findChild(QPrintDialog) is not None)
    dialog = window.findChild(QPrintDialog)
    assert dialog.isVisible()
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    dialog.accepted.emit(printer)
    dialog.close()
    idle(window)
    pages = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    text = " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in pages)
    first = window.page.table.events.row_at(0)
    assert "Chronology" in text
    assert " ".join(first.summary.split())[:30] in text
    assert window.notice.text.text() == "Sent to the printer."


def test_nothing_is_printed_where_nothing_is_shown(window, idle):
    window.page.search.setText("nobody-ever-wrote-this")
    window.page.asking.search_now()
    idle(window)
    assert not window.menus.print.isEnabled()
