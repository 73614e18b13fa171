"""The titles of the scenarios that ship with the program, in the order of a first tour."""

from lossstudio.core.text import QT_TRANSLATE_NOOP

PRESET_TITLES = {
    "article": QT_TRANSLATE_NOOP("core", "The article's example: a line without a bias"),
}
"""Each preset's title by its file's name; the file holds the same title."""
