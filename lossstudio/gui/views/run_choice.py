"""The list above a view that shows but one run: which of them it shows."""

from collections.abc import Sequence

from lossstudio.gui.kit.window_combo import WindowCombo


class RunChoice(WindowCombo):
    """The names of the runs. It goes along with the run that a person looks at elsewhere; what is
    chosen here is told by ``activated``."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._names: tuple[str, ...] = ()
        self._focus = 0

    @property
    def run(self) -> int:
        """The number of the run that is chosen; 0 before there are any."""
        return max(self.currentIndex(), 0)

    def show_runs(self, names: Sequence[str], focus: int) -> bool:
        """Offer the runs called `names`, without a signal; True where they are others.

        Where `focus`, the run that is looked at, is another than before, it is chosen.
        """
        names = tuple(names)
        is_other = names != self._names
        if not is_other and focus == self._focus:
            return False
        chosen = self.run if focus == self._focus else focus
        self._names, self._focus = names, focus
        blocked = self.blockSignals(True)
        if is_other:
            self.clear()
            self.addItems(list(names))
        self.setCurrentIndex(min(chosen, len(names) - 1))
        self.blockSignals(blocked)
        return is_other
