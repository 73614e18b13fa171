"""One run: its cost, its steps and what is kept of them."""
