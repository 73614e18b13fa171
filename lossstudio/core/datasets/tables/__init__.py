"""Anybody's tables: how one is written is found by looking, and its columns are read so.

`reading` says how a table was understood, `columns` what was read of it.
"""
