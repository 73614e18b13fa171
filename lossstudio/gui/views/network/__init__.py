"""The network: nodes, weights, and what each unit puts out."""
