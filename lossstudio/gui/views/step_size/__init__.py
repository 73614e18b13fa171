"""The cost along the coming step: why this learning rate, and not a larger one."""
