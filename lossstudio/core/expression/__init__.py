"""Formulas of losses, of people and of entries: read, differentiated, computed and written.

Nothing of them is run.
"""

from lossstudio.core.expression.formula import Formula, formula_of, read_formula
from lossstudio.core.expression.reader import FormulaError, read

__all__ = ["Formula", "FormulaError", "formula_of", "read", "read_formula"]
