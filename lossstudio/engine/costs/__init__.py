"""What is known of a cost: its optimum, its curvature, the stable learning rates."""
