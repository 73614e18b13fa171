"""What a scenario is: read, checked, changed and written."""
