"""The mathematics: losses, models, optimisers, data sets. NumPy and the standard library only."""
