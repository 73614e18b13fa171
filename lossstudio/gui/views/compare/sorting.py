"""In which order the table of runs shows them: the scenario's, or by what stands in a column."""

from collections.abc import Sequence

from lossstudio.gui.kit.numbers import ABSENT

MARKS = {False: "▲", True: "▼"}
"""What stands in the heading of the column that sorts: upwards, and downwards."""


class Sorting:
    """The column that sorts, by its heading, and which way."""

    def __init__(self) -> None:
        self.title: str | None = None
        """None: the runs stand in the scenario's order."""
        self.is_downwards = False

    def turn(self, title: str) -> None:
        """Sort by `title`; by the same again the other way, and the third time no longer."""
        if title != self.title:
            self.title, self.is_downwards = title, False
        elif not self.is_downwards:
            self.is_downwards = True
        else:
            self.title = None

    def order(self, columns: Sequence[tuple[str, Sequence[str]]], count: int) -> list[int]:
        """The run that each of `count` rows shows, given the columns' headings and texts.

        Equal ones stay in the scenario's order, and what has no value comes last both ways.
        """
        texts = next((texts for title, texts in columns if title == self.title), None)
        if texts is None:
            return list(range(count))
        there = [row for row in range(count) if texts[row] not in ("", ABSENT)]
        there.sort(key=lambda row: _key(texts[row]), reverse=self.is_downwards)
        return there + [row for row in range(count) if row not in there]


def _key(text: str) -> tuple[bool, float, str]:
    """Numbers by their size, before words by their letters."""
    plain = text.replace("−", "-").replace("∞", "inf").replace("\u202f", "")
    try:
        return False, float(plain), ""
    except ValueError:
        return True, 0.0, text.casefold()
