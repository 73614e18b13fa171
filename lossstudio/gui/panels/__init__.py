"""The controls at the side of the window."""
