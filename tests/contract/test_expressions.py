"""The expression of each loss says what its fast functions compute; a changed one does not."""

import dataclasses

import numpy as np
import pytest

from lossstudio.core.expression.tree import COMPARISONS, Apply, Name, Node, Number, each_once
from lossstudio.core.expression.writing import as_text
from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Task
from tests.contract.precise import differs, points

EACH_LOSS = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)


@EACH_LOSS
def test_the_expression_is_the_function(loss):
    found = [differs(loss, loss, point) for point in points(loss, far=False)]
    assert len(found) >= 8
    assert [each for each in found if each] == []


@EACH_LOSS
def test_the_expression_is_the_function_far_out(loss):
    found = [differs(loss, loss, point, digits=850) for point in points(loss, far=True)]
    assert len(found) >= 8
    assert [each for each in found if each] == []


@EACH_LOSS
@pytest.mark.parametrize("far", [False, True])
def test_it_is_computed_with_all_digits(loss, far):
    """By the program's own evaluation, which the account of a step uses."""
    for point in points(loss, far=far):
        raw, y = np.array([point.raw]), np.array([point.y])
        with np.errstate(all="ignore"):
            ours = loss.stated.value_and_slope(raw, y, **point.numbers)
            value, slope = loss.value_and_gradient(raw, y, **point.numbers)
        # With several classes the slope may be the difference of numbers that are nearly equal.
        is_exact = far and loss.task is not Task.MULTICLASS
        close = {"rtol": 1e-11, "atol": 1e-300 if is_exact else 1e-15, "err_msg": str(point)}
        np.testing.assert_allclose(ours[0].sum(), value[0], **close)
        np.testing.assert_allclose(ours[1], slope, **close)


# -- the test can fail ---------------------------------------------------------------------------

_OTHER = {
    "+": "-", "-": "+", "*": "/", "/": "*", "<": ">", ">": "<", "<=": "<", ">=": ">",
    "max": "min", "min": "max", "log": "exp", "exp": "cosh", "cosh": "exp", "abs": "exp",
    "tanh": "sign", "sign": "tanh", "sqrt": "abs",
}  # fmt: skip


def changed(node: Node, names: list[str]):
    """`node` with one thing changed: a sign, a factor, a comparison, a branch, a function, a name.

    Each with what it is, and whether it stands in a comparison.
    """
    for what, other in _changed_here(node, names):
        yield what, other, False
    if isinstance(node, Apply):
        for k, part in enumerate(node.parts):
            for what, other, is_compared in changed(part, names):
                parts = (*node.parts[:k], other, *node.parts[k + 1 :])
                compared = is_compared or (
                    part.__class__ is Apply and part.operation in COMPARISONS
                )
                yield what, Apply(node.operation, parts), compared


def _changed_here(node: Node, names: list[str]):
    if isinstance(node, Number):
        for value in {node.value + 1.0, 0.5 * node.value} - {node.value}:
            yield f"{node.value} → {value}", Number(value)
        return
    is_comparison = isinstance(node, Apply) and node.operation in COMPARISONS
    if not is_comparison:
        yield f"2 ({as_text(node)})", Apply("*", (Number(2.0), node))
    if isinstance(node, Name):
        for name in names:
            if name != node.name:
                yield f"{node.name} → {name}", Name(name)
        return
    assert isinstance(node, Apply)
    if node.operation == "where":
        condition, yes, no = node.parts
        yield "branches exchanged", Apply("where", (condition, no, yes))
    if len(node.parts) == 1 and node.operation != "sum":
        yield f"without {node.operation}", node.parts[0]
    if node.operation in _OTHER and not (node.operation == "-" and len(node.parts) == 1):
        yield (
            f"{node.operation} → {_OTHER[node.operation]}",
            Apply(_OTHER[node.operation], node.parts),
        )
    if len(node.parts) == 2 and not is_comparison and node.operation not in ("max", "min"):
        yield f"without {as_text(node.parts[1])}", node.parts[0]


def changed_entries(loss):
    """The entry with one thing changed in its expression, its slope or one of its parts."""
    formula = loss.stated
    trees = [formula.loss, *formula.parts.values(), *([formula.slope] if loss.slope else [])]
    names = sorted({n.name for n in each_once(*trees) if isinstance(n, Name)})

    def without_itself(part):
        """A part may use those before it."""
        later = list(formula.parts)[list(formula.parts).index(part) :]
        return [name for name in names if name not in later]

    for what, tree, is_compared in changed(formula.loss, names):
        yield f"expression: {what}", {"expression": as_text(tree)}, is_compared
    for what, tree, is_compared in changed(formula.slope, names) if loss.slope else ():
        yield f"slope: {what}", {"slope": as_text(tree)}, is_compared
    for name, part in formula.parts.items():
        for what, tree, is_compared in changed(part, without_itself(name)):
            yield f"{name}: {what}", {"parts": {**loss.parts, name: as_text(tree)}}, is_compared
    if loss.slope_at_kinks is not None:
        for value in (None, loss.slope_at_kinks + 1.0):
            yield f"slope at kinks: {value}", {"slope_at_kinks": value}, False


def test_a_changed_entry_is_found():
    count, kept, survivors = 0, [], []
    for loss in LOSSES.values():
        at = list(points(loss, far=False))
        assert not _is_found(loss, loss, at)
        for what, change, is_compared in changed_entries(loss):
            count += 1
            other = dataclasses.replace(loss, **change)
            if _is_found(other, loss, at):
                continue
            (kept if is_compared else survivors).append(f"{loss.name}: {what}")
    print(f"{count} changed entries; as right as before, in a comparison: {kept}; {survivors}")
    assert count > 400
    assert survivors == []
    assert len(kept) < 0.03 * count


def _is_found(other, loss, at) -> bool:
    """The changed entry says something else somewhere, or nothing at all."""
    try:
        return any(differs(other, loss, point) for point in at)
    except (ValueError, ArithmeticError, TypeError, KeyError):
        return True  # it cannot be read, or is not a number
