"""The samples as a table: what each of them contributes to the loss and to the gradient."""
