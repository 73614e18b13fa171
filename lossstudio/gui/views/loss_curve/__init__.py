"""Losses against the step, and the way back in time."""
