"""Whether a gradient is practically zero."""

SMALL_GRADIENT = 1e-6
"""The gradient's norm is this small beside the largest one that a segment began with."""


def is_small(norm: float, reference: float, cost: float) -> bool:
    """A gradient of this norm is practically zero, beside `reference` or beside the cost."""
    return norm <= SMALL_GRADIENT * reference or norm <= 1e-12 * (1.0 + abs(cost))
