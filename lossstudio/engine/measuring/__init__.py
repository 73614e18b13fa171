"""What is measured of a model, or drawn of it."""
