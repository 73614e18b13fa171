"""The window's panels and how they are arranged: values, and the one object that applies them."""
