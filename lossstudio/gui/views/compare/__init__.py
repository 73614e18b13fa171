"""The runs side by side: what they differ in, and how well they do."""
