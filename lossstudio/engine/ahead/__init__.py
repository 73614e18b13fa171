"""What lies ahead of a run: along its coming step, and with other learning rates."""
