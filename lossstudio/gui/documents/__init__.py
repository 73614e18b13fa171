"""Scenarios as files: opened, saved, dropped, shared as text, kept for recovery."""
