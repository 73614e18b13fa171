"""What a formula is made of: numbers, names, and operations on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

COMPARISONS = ("<", "<=", ">", ">=")
"""Operations whose value is yes or no: they stand in the first place of ``where`` alone."""


@dataclass(frozen=True)
class Number:
    """A number, never negative as it is read: a sign before it is an operation."""

    value: float

    @property
    def parts(self) -> tuple["Node", ...]:
        """Nothing: a number has no parts."""
        return ()

    @property
    def size(self) -> int:
        """One node."""
        return 1


@dataclass(frozen=True)
class Name:
    """A variable, a constant or a parameter."""

    name: str

    @property
    def parts(self) -> tuple["Node", ...]:
        """Nothing: a name has no parts."""
        return ()

    @property
    def size(self) -> int:
        """One node."""
        return 1


@dataclass(frozen=True)
class Apply:
    """An operation on `parts`: ``+``, ``-`` (of one part: the sign), ``*``, ``/``, ``**``, one of
    `COMPARISONS`, or a function's name."""

    operation: str
    parts: tuple["Node", ...]
    size: int = field(init=False, repr=False, compare=False, default=1)
    """How many nodes it has, each counted as often as it is written."""
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        # Known once: a tree is looked up very often, and its parts know theirs.
        object.__setattr__(self, "_hash", hash((self.operation, self.parts)))
        object.__setattr__(self, "size", 1 + sum(part.size for part in self.parts))

    def __hash__(self) -> int:
        return self._hash


Node = Number | Name | Apply


def apply(operation: str, *parts: Node) -> Apply:
    """The operation on these parts."""
    return Apply(operation, parts)


def is_operation(node: Node, operation: str, count: int | None = None) -> bool:
    """Whether `node` is this operation, of `count` parts where that is given."""
    return (
        isinstance(node, Apply)
        and node.operation == operation
        and (count is None or len(node.parts) == count)
    )


def each_once(*roots: Node) -> Iterator[Node]:
    """Every different node of these trees, parts before what is made of them."""
    seen: set[Node] = set()
    waiting: list[tuple[Node, bool]] = [(root, False) for root in reversed(roots)]
    while waiting:
        node, is_ready = waiting.pop()
        if node in seen:
            continue
        if is_ready or not node.parts:
            seen.add(node)
            yield node
        else:
            waiting.append((node, True))
            waiting.extend((part, False) for part in reversed(node.parts))


def replaced(node: Node, by: Mapping[Node, Node]) -> Node:
    """`node` with other trees in place of some of its parts, the largest first."""
    if node in by:
        return by[node]
    if not isinstance(node, Apply):
        return node
    return Apply(node.operation, tuple(replaced(part, by) for part in node.parts))


def names_in(*roots: Node) -> frozenset[str]:
    """The names that these trees use."""
    return frozenset(node.name for node in each_once(*roots) if isinstance(node, Name))
