"""Which pictures are shown where room is scarce, and where they stand as others come and go."""

from collections.abc import Collection, Sequence


def kept_in_place(pictures: Sequence[str], before: Sequence[str]) -> list[str]:
    """`pictures` in the order of their places: each that is in `before` has its place of there, as
    far as there still is one, and the others have the places that are left, in their order."""
    places: list[str | None] = [None] * len(pictures)
    for place, name in enumerate(before[: len(places)]):
        if name in pictures:
            places[place] = name
    others = iter([name for name in pictures if name not in places])
    return [next(others) if name is None else name for name in places]


class Pictures:
    """The pictures of presentation mode: where some have to make room, the most wanted stay."""

    def __init__(self) -> None:
        self.of_page: tuple[str, ...] = ()
        """What the lesson's page shows; its last is what it wants most."""
        self._wanted: list[str] = []  # the most wanted is the last
        self._aside: list[str] = []  # of these, what makes room for a while
        self._places: list[str] = []  # as they stood when there were several

    def sorted(self, pictures: Sequence[str]) -> list[str]:
        """`pictures` in the order of the lesson's page, and then those that it does not show."""
        of_page = [name for name in self.of_page if name in pictures]
        return of_page + [name for name in pictures if name not in of_page]

    def begin(self, pictures: Sequence[str]) -> list[str]:
        """Presentation mode begins with `pictures`, in their order."""
        self._places = []
        return self.show(pictures)

    def show(self, pictures: Sequence[str]) -> list[str]:
        """Show `pictures` and no others. Returns them in the order of their places."""
        self._wanted, self._aside = list(pictures), []
        return self._placed(self._wanted)

    def take(self, opened: Sequence[str], came: Collection[str], hidden: Collection[str]) -> None:
        """Somebody has `opened` these, of which some just `came`: they are wanted most."""
        known = [name for name in self._wanted if name in opened or name in self._aside]
        wanted = [name for name in known if name not in came]
        wanted += [name for name in opened if name not in wanted]
        self._wanted = [name for name in wanted if name not in hidden]

    def choose(self, most: int, *, for_a_while: bool) -> list[str]:
        """Those that stay where there is room for `most`, in the order of their places. The others
        come back if it is `for_a_while`."""
        chosen = self._wanted[-most:]
        self._aside = self._wanted[: -len(chosen)] if for_a_while else []
        return self._placed(chosen)

    def _placed(self, pictures: Sequence[str]) -> list[str]:
        """None changes its place. One alone has no side: later it comes back to where it was."""
        placed = kept_in_place(pictures, self._places)
        if len(placed) > 1:
            self._places = placed
        return placed
