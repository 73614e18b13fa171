"""A box for a whole number with arrows, which reads what people type as all other fields do."""

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.typed_numbers import is_unfinished, read_number


class WholeNumberBox(QSpinBox):
    """A spin box that also takes full-width digits, and decimals that are 0."""

    @survivable
    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Whether `text` is a number of the range, may become one, or neither."""
        number = read_number(text)
        if isinstance(number, str):
            may_become = not text.strip() or is_unfinished(text)
        else:
            if number == int(number) and self.minimum() <= number <= self.maximum():
                return QValidator.State.Acceptable, text, position
            may_become = 0.0 <= number <= self.maximum()
        state = QValidator.State.Intermediate if may_become else QValidator.State.Invalid
        return state, text, position

    @survivable
    def valueFromText(self, text: str) -> int:
        """The number that an acceptable `text` says."""
        number = read_number(text)
        return self.value() if isinstance(number, str) else int(number)

    @survivable
    def fixup(self, text: str) -> str:
        """`text` as it is: Qt would take the decimal comma out of 199,5."""
        return text
