"""What is being run, written out as a Python script that needs NumPy alone."""
