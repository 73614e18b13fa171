"""Three species of penguins by their bills."""

from lossstudio.core.datasets.base import Generator
from lossstudio.core.datasets.shipped import shipped
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 106

CENTIMETRES = (0.1, 0.0)
"""From millimetres."""

GENERATOR = Generator(
    name="penguins",
    label=QT_TRANSLATE_NOOP("core", "Penguins of Palmer Station"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "The bills of 342 penguins of three species. Neither length nor depth alone tells them "
        "apart; both together nearly do.",
    ),
    task=Task.MULTICLASS,
    draw=shipped("penguins", ("Adelie", "Chinstrap", "Gentoo"), units=(CENTIMETRES, CENTIMETRES)),
    input_names=(
        QT_TRANSLATE_NOOP("core", "bill length (cm)"),
        QT_TRANSLATE_NOOP("core", "bill depth (cm)"),
    ),
    target_name=QT_TRANSLATE_NOOP("core", "species"),
    classes=(
        QT_TRANSLATE_NOOP("core", "Adelie"),
        QT_TRANSLATE_NOOP("core", "Chinstrap"),
        QT_TRANSLATE_NOOP("core", "Gentoo"),
    ),
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.0,
    reference="Gorman, Williams and Fraser (2014), PLoS ONE 9(3): e90081; palmerpenguins",
    license="CC0",
)
