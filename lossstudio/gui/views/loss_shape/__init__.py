"""One sample's loss against its residual, score or margin."""
