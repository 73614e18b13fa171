"""What the window holds: the scenario, the run looked at, what is hidden, what is remembered."""
