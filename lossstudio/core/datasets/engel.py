"""Income and what was spent on food, in Belgium before 1857."""

from lossstudio.core.datasets.base import Generator
from lossstudio.core.datasets.shipped import shipped
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 102

FRANCS = (0.001, 0.0)
"""From francs to thousands of them."""

GENERATOR = Generator(
    name="engel",
    label=QT_TRANSLATE_NOOP("core", "Food and income (Engel)"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "What 235 working-class households spent on food, against their income. The spread grows "
        "with the income, and a few rich households pull the line: compare the squared, the "
        "absolute and the quantile loss.",
    ),
    task=Task.REGRESSION,
    draw=shipped("engel", units=(FRANCS, FRANCS)),
    input_names=(QT_TRANSLATE_NOOP("core", "income (1000 Belgian francs a year)"),),
    target_name=QT_TRANSLATE_NOOP("core", "food (1000 Belgian francs a year)"),
    center=(0.0,),
    scale=(1.0,),
    default_noise=0.0,
    reference="Engel (1857); Koenker and Bassett (1982), Econometrica 50, 43–61",
    license=QT_TRANSLATE_NOOP("core", "public domain"),
)
