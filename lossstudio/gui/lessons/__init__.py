"""Lessons beside the window: texts, questions and tasks that set it and look at it."""
