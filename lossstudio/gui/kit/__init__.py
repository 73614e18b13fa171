"""What every room may use and that uses none: looks, texts, keys, formulas, small widgets."""
