"""Anscombe's third set: a line, and one point that is not on it."""

from lossstudio.core.datasets.base import Generator
from lossstudio.core.datasets.shipped import shipped
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 103

GENERATOR = Generator(
    name="anscombe",
    label=QT_TRANSLATE_NOOP("core", "Anscombe's third set"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Eleven points: ten lie on a line, and one does not. The squared error lets this one turn "
        "the line; the absolute error ignores it. Train on all of them: test share 0.",
    ),
    task=Task.REGRESSION,
    draw=shipped("anscombe"),
    input_names=("x",),
    target_name="y",
    center=(0.0,),
    scale=(1.0,),
    default_noise=0.0,
    reference="Anscombe (1973), The American Statistician 27, 17–21",
    license=QT_TRANSLATE_NOOP("core", "numbers alone: no copyright"),
)
