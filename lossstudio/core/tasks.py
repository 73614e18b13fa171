"""The kinds of task, the links that belong to them, and which loss fits which data."""

from enum import StrEnum


class Task(StrEnum):
    """What a loss is for, and with that the shape and meaning of its raw scores and targets.

    ``regression``: raw (n, 1) is the prediction itself, y (n, 1) any number. ``binary``: raw (n, 1)
    is a score z whose sigmoid is P(class 1), y (n, 1) is 0 or 1. ``multiclass``: raw (n, C) holds a
    score a class whose softmax is the probabilities, y (n, C) is one-hot.
    """

    REGRESSION = "regression"
    BINARY = "binary"
    MULTICLASS = "multiclass"


class Link(StrEnum):
    """What turns raw scores into predictions."""

    IDENTITY = "identity"
    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"


def tasks_for(n_classes: int) -> tuple[Task, ...]:
    """The tasks that data with `n_classes` classes (0: a number to predict) can serve.

    Two classes serve softmax losses too: a softmax over two scores is a sigmoid of their
    difference.
    """
    if n_classes == 0:
        return (Task.REGRESSION,)
    return (Task.BINARY, Task.MULTICLASS) if n_classes == 2 else (Task.MULTICLASS,)
