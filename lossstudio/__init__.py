"""LossStudio: see what a loss function is and what it does to learning."""

__version__ = "0.1.0"
