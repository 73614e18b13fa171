"""Controls that a scenario hides, whatever else would show them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object


class Withholdable(_Base):
    """For a widget, before its Qt class: `setVisible` waits while the widget is withheld."""

    field = ""
    """The name of what it sets, as in `engine.hiding.FIELDS`."""

    _is_withheld = False
    _is_wanted = True

    @property
    def is_withheld(self) -> bool:
        """Hidden because the scenario asks for it."""
        return self._is_withheld

    def setVisible(self, visible: bool) -> None:
        """Show or hide it, as soon as it is not withheld."""
        self._is_wanted = visible
        super().setVisible(visible and not self._is_withheld)

    def withhold(self, is_withheld: bool) -> None:
        """Hide it for good, or let it be as it would be otherwise."""
        if is_withheld != self._is_withheld:
            self._is_withheld = is_withheld
            super().setVisible(self._is_wanted and not is_withheld)
