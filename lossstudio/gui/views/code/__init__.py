"""What is being run, as a Python script of its own."""
