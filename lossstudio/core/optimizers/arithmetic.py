"""What an optimiser does in a step, as formulas read off its function."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from lossstudio.core.expression.arranged import arranged
from lossstudio.core.expression.traced import UntraceableError, node_of, traced
from lossstudio.core.expression.tree import (
    Apply,
    Name,
    Node,
    Number,
    apply,
    each_once,
    is_operation,
    names_in,
    replaced,
)
from lossstudio.core.expression.typeset import as_latex
from lossstudio.core.expression.writing import binding
from lossstudio.core.parameters import Parameter
from lossstudio.core.symbols import latex_symbol, sub

GRADIENT, RATE, THETA, WEIGHT, STEP = (
    Name("gradient"), Name("learning_rate"), Name("theta"), Name("weight"), Name("t")
)  # fmt: skip
"""Names of the arithmetic; `WEIGHT` is a parameter that is no bias, `STEP` the step's number."""
IS_WEIGHT = Name("is_weight")
CHANGE = "change"
_ZERO = Number(0.0)
_PRODUCT, _POWER = 2, 4
"""How strongly operations bind."""
_LETTERS = "msuvq"
"""What is remembered is called so where the optimiser does not say."""


def before(index: int) -> Name:
    """Number `index` of the state as the step finds it."""
    return Name(f"before_{index}")


def after(index: int) -> Name:
    """Number `index` of the state as the step leaves it."""
    return Name(f"after_{index}")


class Assignment(NamedTuple):
    """A line of the step: `name` becomes `node`. `place` is that in the state, -1 for none."""

    name: str
    node: Node
    place: int = -1


class Purpose(Enum):
    """What lines of a step are for."""

    MEMORY = auto()
    """What is remembered."""
    CORRECTION = auto()
    """Means made larger, because they began at 0."""
    FIRST = auto()
    """Something else that is worked out first."""
    CHANGE = auto()
    """What is added to the parameters."""


class Stage(NamedTuple):
    """Lines that belong together."""

    purpose: Purpose
    lines: tuple[Assignment, ...]


class Arithmetic:
    """A step's formulas, for an optimiser with these hyperparameters.

    `assignments` follow one another: what the state becomes, and `CHANGE`, what is added to theta.
    A number that only counts steps (it grows by 1, or is multiplied by a hyperparameter, from 1 on)
    has no line: it is t or β^t; `counted` says how the step makes it. `symbols` are the letters of
    all names; those of `shared` are one number for all parameters. Raises `UntraceableError`.
    """

    def __init__(
        self,
        init: Callable[[int], tuple[Any, ...]],
        update: Callable[..., Any],
        parameters: Sequence[Parameter],
        memory: Sequence[str],
    ) -> None:
        start = init(2)
        hyper = {parameter.name: traced(parameter.name) for parameter in parameters}
        try:
            step, state = update(
                traced("gradient"),
                tuple(traced(before(index).name) for index in range(len(start))),
                traced("learning_rate"),
                traced("theta"),
                traced("is_weight"),
                **hyper,
            )
            change, kept = node_of(step), [node_of(value) for value in state]
        except (TypeError, ValueError, AttributeError) as error:
            raise UntraceableError(str(error)) from error
        self.symbols = {
            "gradient": "g", "learning_rate": "η", "theta": "θ", "weight": "w", "t": "t",
        }  # fmt: skip
        self.symbols |= {p.name: p.symbol or p.name for p in parameters}
        self.shared = {"learning_rate", "t", *hyper}
        self.counted: dict[str, Node] = {}
        self._powers: dict[Node, Node] = {}
        self._moving: set[str] = set()
        remembered = []
        for index, (value, node) in enumerate(zip(start, kept, strict=True)):
            if np.ndim(value) == 0:
                self.shared |= {before(index).name, after(index).name}
            power = self._count(index, value, node, hyper)
            if power is None:
                remembered.append(index)
                continue
            self.counted[after(index).name] = node
            earlier = replaced(power, {STEP: apply("-", STEP, Number(1.0))})
            self._powers |= {after(index): power, before(index): earlier}
            self._moving |= {after(index).name, before(index).name}
        letters = _letters(memory, len(remembered), set(self.symbols.values()))
        for index, letter in zip(remembered, letters, strict=True):
            self.symbols |= {before(index).name: letter, after(index).name: letter}
        made: dict[Node, Name] = {
            node: after(i) for i, node in enumerate(kept) if isinstance(node, Apply)
        }
        lines = [Assignment(after(i).name, kept[i], i) for i in remembered]
        self.assignments = _in_order([*lines, Assignment(CHANGE, change)], made)
        self._start = start
        self._formulas = {
            line.name: self._arranged(_of_weights(line.node)) for line in self.assignments
        }
        self._hoist()

    @staticmethod
    def _count(index: int, value: Any, node: Node, hyper: Iterable[str]) -> Node | None:
        """t or β^t, where the state's number is that after a step."""
        if np.ndim(value) or not isinstance(node, Apply):
            return None
        old = before(index)
        others = [part for part in node.parts if part != old]
        if len(others) != 1 or len(node.parts) != 2:
            return None
        (by,) = others
        if value == 0.0 and node.operation == "+" and by == Number(1.0):
            return STEP
        if value == 1.0 and node.operation == "*" and isinstance(by, Name) and by.name in hyper:
            return apply("**", by, STEP)
        return None

    def _arranged(self, node: Node) -> Node:
        return arranged(node, self.shared, RATE)

    # -- what is worked out first -----------------------------------------------------------------

    def _hoist(self) -> None:
        """Find what is the same for all parameters, and what is corrected by it."""
        first = {
            node: None
            for formula in self._formulas.values()
            for node in self._same_for_all(formula)
        }
        letters = ["c"] if len(first) == 1 else [f"c{sub(k + 1)}" for k in range(len(first))]
        self._first: dict[Node, Node] = {}
        for node, letter in zip(first, letters, strict=True):
            self.symbols[letter] = letter
            self.shared.add(letter)
            self._first[node] = Name(letter)
        self._corrected: dict[Node, Node] = {}
        for formula in self._formulas.values():
            for node in each_once(replaced(formula, self._first)):
                place = self._corrected_place(node)
                if place is not None:
                    name = f"{after(place).name}_corrected"
                    self.symbols[name] = self.symbols[after(place).name] + "′"
                    self._corrected[node] = Name(name)

    def _same_for_all(self, node: Node) -> Iterator[Node]:
        """The largest parts that are one number, and change from step to step."""
        if not isinstance(node, Apply):
            return
        names = names_in(node)
        if names <= self.shared and names & self._moving:
            yield node
            return
        for part in node.parts:
            yield from self._same_for_all(part)

    def _corrected_place(self, node: Node) -> int | None:
        """Which number of the state `node` divides by one that is worked out first."""
        if not is_operation(node, "/") or node.parts[1] not in self._first.values():
            return None
        places = [line.place for line in self.assignments if line.place >= 0]
        found = [place for place in places if node.parts[0] == after(place)]
        return found[0] if found and np.ndim(self._start[found[0]]) else None

    def _written(self, node: Node) -> Node:
        """`node` with the names of what is worked out first."""
        return replaced(replaced(node, self._first), self._corrected)

    @cached_property
    def stages(self) -> list[Stage]:
        """The step in the order in which it is worked out."""
        stages: list[Stage] = []
        done: set[Node] = set()
        for line in self.assignments:
            node = self._written(self._formulas[line.name])
            used = _names(node)
            corrected = [item for item in self._corrected.items() if item[1] in used - done]
            used |= {part for tree, _ in corrected for part in _names(tree)}
            first = [item for item in self._first.items() if item[1] in used - done]
            done |= used
            if first or corrected:
                lines = [
                    Assignment(name.name, tree)
                    for tree, name in (*first, *corrected)
                    if isinstance(name, Name)
                ]
                is_start = all(self._began_at_zero(tree) for tree, _ in (*first, *corrected))
                purpose = Purpose.CORRECTION if is_start and corrected else Purpose.FIRST
                stages.append(Stage(purpose, tuple(lines)))
            purpose = Purpose.CHANGE if line.name == CHANGE else Purpose.MEMORY
            if stages and stages[-1].purpose is purpose:
                stages[-1] = Stage(purpose, (*stages[-1].lines, line._replace(node=node)))
            else:
                stages.append(Stage(purpose, (line._replace(node=node),)))
        return stages

    def _began_at_zero(self, node: Node) -> bool:
        """It is 1 − β^t, or what began at 0 divided by that."""
        if is_operation(node, "/"):
            place = self._corrected_place(node)
            return place is not None and not np.any(self._start[place])
        return is_operation(self.shown(node), "-", 2) and node.parts[0] == Number(1.0)

    def for_one(self, line: Assignment, *, is_weight: bool) -> Node:
        """What `line` assigns to a parameter that is a weight, or a bias."""
        made = next((made for made in self.assignments if made.name == line.name), None)
        if made is None:
            products = {n: t for n, t in self.counted.items() if is_operation(t, "*")}
            return replaced(line.node, {Name(name): tree for name, tree in products.items()})
        node = replaced(made.node, {IS_WEIGHT: Number(float(is_weight))})
        return self._written(self._arranged(node))

    # -- as formulas ------------------------------------------------------------------------------

    @cached_property
    def latex(self) -> str:
        """The step as LaTeX, one line an assignment."""
        rows = []
        for line in self.assignments:
            name, node = line.name, self._formulas[line.name]
            if name == CHANGE:
                name, node = THETA.name, self._arranged(apply("+", THETA, node))
            rows.append(rf"{self.latex_symbol(name)} \leftarrow {self.latex_of(node)}")
        return in_rows(rows)

    def latex_symbol(self, name: str) -> str:
        """The letter of `name` in LaTeX."""
        return latex_symbol(self.symbols[name])

    def latex_of(self, node: Node) -> str:
        """`node` as LaTeX."""
        letters: dict[Node, Node] = {
            Name(n): Name(latex_symbol(s)) for n, s in self.symbols.items()
        }
        return as_latex(_in_one_fraction(replaced(self.shown(node), letters)))

    def shown(self, node: Node) -> Node:
        """`node` with t and β^t for what counts the steps."""
        return replaced(node, self._powers)


def in_rows(lines: Sequence[str]) -> str:
    """Formulas below each other."""
    if len(lines) == 1:
        return lines[0]
    return r"\begin{array}{l} " + r" \\ ".join(lines) + r" \end{array}"


def _letters(given: Sequence[str], count: int, taken: set[str]) -> Sequence[str]:
    if given:
        if len(given) != count or taken & set(given):
            raise UntraceableError(f"{count} letters for what is remembered, none of them in use")
        return given
    free = [letter for letter in _LETTERS if letter not in taken]
    if count > len(free):
        raise UntraceableError("more is remembered than there are letters")
    return free[:count]


def _in_order(lines: Sequence[Assignment], made: Mapping[Node, Name]) -> list[Assignment]:
    """The lines, each after those whose results it uses and before what it uses is changed."""
    waiting = []
    for line in lines:
        others: dict[Node, Node] = {t: name for t, name in made.items() if name.name != line.name}
        node = replaced(line.node, others)
        used = _names(node)
        # What is needed as it was cannot be used as it becomes: that is written out.
        expanded = {n: t for t, n in others.items() if n in used and _earlier(n) in used}
        waiting.append(line._replace(node=replaced(node, expanded)))
    found: list[Assignment] = []
    while waiting:
        free = next((line for line in waiting if _is_free(line, waiting)), None)
        if free is None:
            raise UntraceableError("what is remembered is made of each other")
        waiting.remove(free)
        found.append(free)
    return found


def _earlier(name: Node) -> Node:
    assert isinstance(name, Name)
    return before(int(name.name.removeprefix("after_")))


def _is_free(line: Assignment, waiting: Sequence[Assignment]) -> bool:
    """Nobody else needs what it changes, and it needs no result of the others."""
    others = [other for other in waiting if other is not line]
    needed = any(before(line.place) in _names(other.node) for other in others)
    return not needed and not any(Name(other.name) in _names(line.node) for other in others)


def _names(node: Node) -> set[Node]:
    return {Name(name) for name in names_in(node)}


def _of_weights(node: Node) -> Node:
    """`node` with w in place of what is theta for weights and 0 for biases."""
    if IS_WEIGHT not in _names(node):
        return node
    if is_operation(node, "where") and node.parts[0] == IS_WEIGHT and node.parts[2] == _ZERO:
        inner = node.parts[1]
    elif is_operation(node, "*") and IS_WEIGHT in _factors(node):
        inner = replaced(node, {IS_WEIGHT: Number(1.0)})
    elif isinstance(node, Apply):
        return Apply(node.operation, tuple(map(_of_weights, node.parts)))
    else:
        inner = node
    without = arranged(replaced(inner, {THETA: _ZERO}), ())
    if IS_WEIGHT in _names(inner) or without != _ZERO:
        raise UntraceableError("weights and biases differ in more than their decay")
    return replaced(inner, {THETA: WEIGHT})


def _factors(node: Node) -> list[Node]:
    if not is_operation(node, "*"):
        return [node]
    return [factor for part in node.parts for factor in _factors(part)]


def _in_one_fraction(node: Node, *, is_inside: bool = False, is_factor: bool = False) -> Node:
    """`node` with quotients in a line within fractions, which would become too small."""
    if not isinstance(node, Apply):
        return node
    is_quotient = node.operation == "/"
    if is_quotient and is_inside:
        left, right = (
            _in_one_fraction(part, is_inside=True, is_factor=True) for part in node.parts
        )
        text = f"{_bound(left, _PRODUCT)} / {_bound(right, _POWER)}"
        return Name(rf"\left({text}\right)" if is_factor else text)
    is_product = node.operation in ("*", "**")
    return Apply(
        node.operation,
        tuple(
            _in_one_fraction(part, is_inside=is_inside or is_quotient, is_factor=is_product)
            for part in node.parts
        ),
    )


def _bound(node: Node, least: int) -> str:
    text = as_latex(node)
    return rf"\left({text}\right)" if binding(node) < least else text
