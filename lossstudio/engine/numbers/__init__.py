"""A step written out in numbers."""
