"""The formula of a model as the settings show it: for these inputs, and as they are taken."""

import re

from lossstudio.core.models import MODELS
from lossstudio.core.tasks import Task
from lossstudio.engine.data.standardization import is_centered
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run

_STANDARD = r"\frac{x - c}{s}"
_INPUT = re.compile(r"(?<![A-Za-z\\])x(?![A-Za-z])")


def model_formula(run: Run, n_inputs: int, are_standard: bool) -> str:
    """LaTeX for the model of `run` on `n_inputs`, which `are_standard` or not as the data have
    them."""
    kind, how = MODELS[run.model], run.standardize
    has_bias = run.bias or not kind.formula_without_bias
    formula = kind.formula if has_bias else kind.formula_without_bias
    if kind.formula_of_one_input is not None and n_inputs == 1:
        standardizes = kind.standardizes and not are_standard if how is None else bool(how)
        formula = kind.formula_of_one_input(run.degree, run.bias, standardizes)
    elif how is False:
        formula = formula.replace(_STANDARD, "x")
    elif how and _STANDARD not in formula:
        formula = _lines(f"u = {_STANDARD}", _INPUT.sub("u", formula))
    centered = is_centered(run)
    if how and not centered:
        formula = formula.replace(_STANDARD, r"\frac{x}{s}")
    if loss_of(run).task is Task.REGRESSION:
        # The score is the prediction itself, which is what the loss's formula calls it.
        formula = formula.replace("z = ", r"\hat y = ")
    if how == "inputs_and_target":
        restored = r"\hat Y = s_y \, \hat y" + (" + c_y" if centered else "")
        formula = _lines(formula, restored)
    return formula


def _lines(*formulas: str) -> str:
    """Formulas under one another."""
    begin, end = r"\begin{array}{l} ", r" \end{array}"
    bare = (formula.removeprefix(begin).removesuffix(end) for formula in formulas)
    return begin + r" \\ ".join(bare) + end
