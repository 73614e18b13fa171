"""Formulas that people type: read, differentiated exactly, computed and written; nothing is run."""

from lossstudio.core.expression.formula import Formula, formula_of, read_formula
from lossstudio.core.expression.reader import FormulaError, read

__all__ = ["Formula", "FormulaError", "formula_of", "read", "read_formula"]
