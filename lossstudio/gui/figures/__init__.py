"""Figures of the views: as a picture, as vectors, as numbers, and as an animation of the run."""
