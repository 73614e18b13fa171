"""Lessons: folders of Markdown with blocks that set the window, ask, and look at what is done."""
