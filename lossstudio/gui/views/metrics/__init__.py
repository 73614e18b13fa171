"""Figures of the fit, and the parameters."""
