"""The views: what the window shows of a snapshot. A view draws and never computes a model."""
