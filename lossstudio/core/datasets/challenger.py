"""Damage to the O-rings of the Space Shuttle, and how cold it was."""

from lossstudio.core.datasets.base import Generator
from lossstudio.core.datasets.shipped import shipped
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 104

ABOVE_20 = (5 / 9, 68.0)
"""From degrees Fahrenheit to degrees Celsius above 20 °C: without such a middle, the slope and the
bias of a logistic regression are so entangled that gradient descent needs 100,000 steps."""

GENERATOR = Generator(
    name="challenger",
    label=QT_TRANSLATE_NOOP("core", "O-rings of the Space Shuttle"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Whether seals of the Space Shuttle were damaged in 23 launches, against the temperature. "
        "The colder, the likelier; Challenger was launched at −0.6 °C, which is −20.6 on this "
        "axis.",
    ),
    task=Task.BINARY,
    draw=shipped("challenger", ("no damage", "damage"), units=(ABOVE_20,)),
    input_names=(QT_TRANSLATE_NOOP("core", "temperature above 20 °C (°C)"),),
    target_name=QT_TRANSLATE_NOOP("core", "O-rings"),
    classes=(QT_TRANSLATE_NOOP("core", "no damage"), QT_TRANSLATE_NOOP("core", "damage")),
    center=(0.0,),
    scale=(1.0,),
    default_noise=0.0,
    reference=(
        "Presidential Commission on the Space Shuttle Challenger Accident (1986); Dalal, Fowlkes "
        "and Hoadley (1989), Journal of the American Statistical Association 84, 945–957"
    ),
    license=QT_TRANSLATE_NOOP("core", "public domain (work of the US government)"),
)
