"""Asks whether to go on with the work of a window that was not closed as it should be."""

from collections.abc import Callable

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from lossstudio.core.text import printable
from lossstudio.gui.documents.recovery import Lost
from lossstudio.gui.kit.i18n import core_text, translate

OFFER = "recovery"


def offer(lost: Lost, take: Callable[[Lost], None], window: QWidget) -> None:
    """Ask, beside the window, about `lost`: `take` it, discard it, or leave it for another time."""
    box = QMessageBox(window)
    box.setObjectName(OFFER)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(translate("Recovery", "Restore your work?"))
    name = lost.document.name if lost.document else core_text(printable(lost.scenario.title))
    name = name or translate("Recovery", "a scenario without a name")
    time = QDateTime.fromSecsSinceEpoch(int(lost.saved_at)).toString("yyyy-MM-dd HH:mm")
    box.setText(
        translate(
            "Recovery", "LossStudio was not closed properly. What you worked on was kept: {name}"
        ).format(name=f"{name} ({time})")
    )
    restore = box.addButton(translate("Recovery", "Restore"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(
        translate("Recovery", "Discard"), QMessageBox.ButtonRole.DestructiveRole
    )
    later = box.addButton(translate("Recovery", "Later"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(restore)
    box.setEscapeButton(later)

    def answer() -> None:
        if box.clickedButton() is restore:
            take(lost)
        elif box.clickedButton() is discard:
            lost.discard()
        else:
            lost.release()

    box.finished.connect(answer)
    box.open()
