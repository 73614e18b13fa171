"""The samples of a scenario, and the coordinates that they are trained in."""
