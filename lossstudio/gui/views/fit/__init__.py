"""The samples, and what the models say about them."""
