"""Formulas of several classes: sums over the classes of y, z and p, where p is the softmax of z.

A name stands for a number a class; ``sum(…)`` adds up what is in it over the classes.
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression.build import ONE, ZERO, add, divide, multiply, negative, subtract
from lossstudio.core.expression.derivative import derivative
from lossstudio.core.expression.rewrite import everywhere
from lossstudio.core.expression.tree import (
    Apply,
    Name,
    Node,
    apply,
    each_once,
    is_operation,
    names_in,
    replaced,
)
from lossstudio.core.links import log_probabilities, probabilities
from lossstudio.core.tasks import Link

Array = NDArray[np.float64]

INDEXED = frozenset(("y", "z", "p"))
COUNT = Name("C")
"""How many classes there are."""
LOG_P, NOT_P = Name("log p"), Name("1 − p")
"""What is computed from the scores and never from p, which may have rounded to 0 or 1."""
_P = Name("p")


def is_indexed(node: Node, indexed: Collection[str] = INDEXED) -> bool:
    """`node` is a number for each class, rather than one for all."""
    if isinstance(node, Name):
        return node.name in indexed
    return not is_operation(node, "sum") and any(is_indexed(part, indexed) for part in node.parts)


def gradient(node: Node, parts: Mapping[str, Node]) -> Node:
    """The derivative of a loss of several classes by the score of each class, as a formula of its
    class.

    By ∂p_j/∂z_i = p_j ((i = j) − p_i): the sum over j of f(p_j, z_j) changes with z_i by
    f_z + p f_p − p Σ p f_p. `parts` are names of formulas in which neither p nor z stands.
    """
    sums = [each for each in each_once(node) if is_operation(each, "sum")]
    names: dict[Node, Node] = {each: Name(f"sum {at}") for at, each in enumerate(sums)}
    back = {name: each for each, name in names.items()}
    outer = replaced(node, names)
    total: Node = ZERO
    for each, name in names.items():
        (inner,) = each.parts
        pull = multiply(_P, derivative(inner, {"p": ONE}))
        mean = multiply(_P, _summed(pull, parts))
        slope = add(derivative(inner, {"z": ONE}), subtract(pull, mean))
        by_sum = derivative(outer, {name.name: ONE})  # type: ignore[union-attr]
        total = add(total, multiply(by_sum, slope))
    return replaced(total, back)


def _summed(node: Node, parts: Mapping[str, Node]) -> Node:
    """The sum over the classes; those of y and p are 1."""
    if isinstance(node, Name) and node.name in parts:
        found = _summed(parts[node.name], parts)
        return apply("sum", node) if names_in(found) & INDEXED else found
    if not is_indexed(node, INDEXED | parts.keys()):
        return multiply(COUNT, node)
    if node in (_P, Name("y")):
        return ONE
    if is_operation(node, "+"):
        return add(*(_summed(part, parts) for part in node.parts))
    if is_operation(node, "-"):
        inside = [_summed(part, parts) for part in node.parts]
        return negative(inside[0]) if len(inside) == 1 else subtract(*inside)
    if is_operation(node, "*") or is_operation(node, "/"):
        left, right = node.parts
        if not is_indexed(right, INDEXED | parts.keys()):
            join = multiply if is_operation(node, "*") else divide
            return join(_summed(left, parts), right)
        if is_operation(node, "*") and not is_indexed(left, INDEXED | parts.keys()):
            return multiply(left, _summed(right, parts))
    return apply("sum", node)


def computable(node: Node) -> Node:
    """The same formula in the form whose rounding errors are small."""

    def here(node: Node) -> Node:
        if is_operation(node, "log") and node.parts == (_P,):
            return LOG_P
        if is_operation(node, "-", 2) and isinstance(node, Apply):
            left, right = node.parts
            if node.parts == (ONE, _P):
                return NOT_P
            if left == _P and not names_in(right) & {"p"}:  # p − t = p (1 − t) − (1 − p) t
                return apply(
                    "-",
                    apply("*", _P, apply("-", ONE, right)),
                    apply("*", NOT_P, right),
                )
        return node

    return everywhere(node, here)


def probabilities_at(raw: Array) -> dict[str, Any]:
    """The values of p and of what is computed beside it, at scores (n, k)."""
    p = probabilities(raw, Link.SOFTMAX)
    return {
        "p": p,
        LOG_P.name: log_probabilities(raw, Link.SOFTMAX),
        NOT_P.name: p @ (1.0 - np.eye(raw.shape[1])),
        COUNT.name: np.float64(raw.shape[1]),
    }
