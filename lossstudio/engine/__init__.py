"""What a run is, without a window: scenarios, training, history, diagnosis."""
