"""Controls that a scenario or the simple window hides, whatever else would show them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object

FEW = "few"
"""Who hides what the simple window does not show."""


class Withholdable(_Base):
    """For a widget, before its Qt class: `setVisible` waits while the widget is withheld."""

    field = ""
    """The name of what it sets, as in `engine.scenarios.hiding.FIELDS`."""

    _withheld_by: frozenset[str] = frozenset()
    _is_wanted = True

    @property
    def is_withheld(self) -> bool:
        """Somebody asks for it to be hidden."""
        return bool(self._withheld_by)

    def setVisible(self, visible: bool) -> None:
        """Show or hide it, as soon as it is not withheld."""
        self._is_wanted = visible
        super().setVisible(visible and not self._withheld_by)

    def withhold(self, is_withheld: bool, by: str = "scenario") -> None:
        """Hide it for good, or as far as `by` is concerned let it be as it would be otherwise."""
        after = self._withheld_by | {by} if is_withheld else self._withheld_by - {by}
        if after != self._withheld_by:
            self._withheld_by = after
            super().setVisible(self._is_wanted and not after)
