"""What the plots of several views are made of."""
