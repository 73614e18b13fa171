"""The sweep: where the runs end with one value of a setting after the other."""
