"""Arrangements over one another, of which the top one is shown."""

import msgspec

from lossstudio.gui.shell.arrangement import Arrangement


class Layers(msgspec.Struct, frozen=True):
    """The arrangements that lie over one another; the top one is shown, and the others are there
    again, exactly as they were, when it is taken away."""

    own: Arrangement
    scenario: Arrangement | None = None
    lesson: Arrangement | None = None
    presented: Arrangement | None = None
    withheld: frozenset[str] = frozenset()
    """What is hidden from every one of them, by the scenario or a lesson."""

    @property
    def top(self) -> Arrangement:
        """The arrangement that is shown."""
        return self.presented or self.lesson or self.scenario or self.own

    def with_top(self, top: Arrangement) -> "Layers":
        """The same, with another arrangement on top."""
        if self.presented is not None:
            return msgspec.structs.replace(self, presented=top)
        if self.lesson is not None:
            return msgspec.structs.replace(self, lesson=top)
        if self.scenario is not None:
            return msgspec.structs.replace(self, scenario=top)
        return msgspec.structs.replace(self, own=top)

    @property
    def depth(self) -> int:
        """How many things have been put over a person's own arrangement for a while."""
        over = self.lesson, self.presented, self.top.alone
        return sum(each is not None for each in over)
