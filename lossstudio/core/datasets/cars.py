"""Speed and stopping distance of cars in the 1920s."""

from lossstudio.core.datasets.base import Generator
from lossstudio.core.datasets.shipped import shipped
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 101

GENERATOR = Generator(
    name="cars",
    label=QT_TRANSLATE_NOOP("core", "Stopping distances of cars"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "50 stopping distances of cars of the 1920s, against their speed. The distance grows "
        "faster than the speed: try a polynomial of degree 2.",
    ),
    task=Task.REGRESSION,
    draw=shipped("cars"),
    input_names=(QT_TRANSLATE_NOOP("core", "speed (mph)"),),
    target_name=QT_TRANSLATE_NOOP("core", "stopping distance (ft)"),
    center=(0.0,),
    scale=(1.0,),
    default_noise=0.0,
    reference="Ezekiel (1930), Methods of Correlation Analysis, Wiley",
    license=QT_TRANSLATE_NOOP("core", "public domain"),
)
