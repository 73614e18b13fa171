"""The sample that a person points at: one for all views."""

from PySide6.QtCore import QObject, Signal


class Highlight(QObject):
    """The highlighted sample; one object, which the window makes.

    A view's ``sample_hovered`` goes to `set`, and `changed` to every view's ``highlight``, which
    only shows and never emits ``sample_hovered``: so nothing goes round in circles.
    """

    changed = Signal(object)
    """The row of the sample in the data set, or None."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._row: int | None = None

    @property
    def row(self) -> int | None:
        """The row of the highlighted sample, or None."""
        return self._row

    def set(self, row: int | None) -> None:
        """Highlight the sample of this row in every view, or none."""
        if row != self._row:
            self._row = row
            self.changed.emit(row)
