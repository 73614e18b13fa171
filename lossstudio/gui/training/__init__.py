"""Work behind the window: the worker in its thread, what it hands over, whose turn it is."""
