"""The window. Everything that imports Qt is in this package."""
