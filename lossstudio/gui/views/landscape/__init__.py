"""The cost over two directions of the parameters, and the way that training takes through it."""
