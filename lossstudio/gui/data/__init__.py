"""A person's own samples: edited in the views, pasted, and read from tables."""
