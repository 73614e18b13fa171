"""Formulas that people type: read, differentiated exactly, computed and written; nothing is run."""

from lossstudio.core.expression.formula import Formula, read_formula
from lossstudio.core.expression.reader import FormulaError, read

__all__ = ["Formula", "FormulaError", "read", "read_formula"]
