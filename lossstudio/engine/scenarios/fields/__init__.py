"""The table of a scenario's fields."""
