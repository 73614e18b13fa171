"""One step in slow motion: told in five beats over the pictures, and then taken."""
