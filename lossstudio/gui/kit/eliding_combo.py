"""A list that shows where its text goes on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

from lossstudio.gui.kit.overrides import survivable


class ElidingCombo(QComboBox):
    """A closed list ends a text that it has no room for with "…", and opens as wide as needed."""

    @survivable
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        # Fusion cuts a long text off in the middle of a letter.
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room.width() - 6
        )

    @survivable
    def showPopup(self) -> None:
        # The list is as wide as its longest text, even where the closed control is narrow.
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * view.frameWidth() + 20)
        super().showPopup()
