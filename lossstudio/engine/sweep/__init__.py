"""The same scenario trained with one setting after the other: where its runs end, and how."""
