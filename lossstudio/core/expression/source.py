"""The NumPy function of a formula, as scripts show it."""

import re
from collections.abc import Sequence

from lossstudio.core.expression.tree import Name, Node, apply, names_in
from lossstudio.core.expression.vocabulary import VARIABLES
from lossstudio.core.expression.writing import as_numpy, as_text

_Z = Name("z")
_CALLED: dict[Node, str] = {
    apply("sigmoid", _Z): "p",
    apply("sigmoid", apply("-", _Z)): "q",
}
_ARGUMENTS = ("raw", "y")
_DEFINED = {
    "r": "r = raw - y",
    "yhat": "yhat = raw",
    "z": "z = raw",
    "s": "s = 2.0 * y - 1.0",
    "m": "m = s * raw",
    "p": "p = sigmoid(z)",
    "q": "q = sigmoid(-z)  # 1 - p, also where p rounds to 1",
}
"""The lines of NumPy that a name needs, each after those it needs itself."""
_NEEDED = {"m": "s", "p": "z", "q": "z"}
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


def source(
    loss: Node,
    computed: Sequence[Node],
    parameters: Sequence[str],
    is_wide: bool,
    of_residual: bool,
) -> str:
    """A function ``formula(raw, y)`` that gives the loss and its slope, `computed` as these trees.

    It calls those of `WRITTEN_OUT`; with `is_wide`, what overflows is computed with wide numbers,
    of the residual alone with `of_residual`.
    """
    given = (*_ARGUMENTS, *parameters)
    lines = []
    for name, tree in zip(("values", "slope"), computed, strict=True):
        text = as_numpy(tree, _CALLED)
        if not VARIABLES.keys() & names_in(tree):  # the same number for every sample
            text = f"np.full_like(raw, {text})"
        lines.append(f"{name} = {text}")
    used = set(_WORD.findall(" ".join(lines)))
    for name, needed in _NEEDED.items():
        used |= {needed} if name in used else set()
    lines = [line for name, line in _DEFINED.items() if name in used] + lines
    lines.append("return values, slope")
    arguments = ", ".join(given)
    if is_wide:
        inner = [f"    {line}" for line in lines]
        how = ", of_residual=True" if of_residual else ""
        end = f"return evaluated(both, {arguments}{how})"
        lines = [f"def both({arguments}):", *inner, "", end]
    lines.insert(0, f'"""{as_text(loss)}, and its slope."""')
    body = [f"    {line}" if line else "" for line in lines]
    return "\n".join([f"def formula({arguments}):", *body, ""])
