"""The landscape of a loss: the cost on a plane through parameter space."""
