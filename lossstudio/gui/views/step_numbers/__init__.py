"""The view of one step in numbers: the coming update written out."""
