"""Files that are not a scenario's own: written whole, tables, and faults of JSON."""
