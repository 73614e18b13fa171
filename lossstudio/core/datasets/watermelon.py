"""Zhou's watermelons: the small example that Chinese textbooks share."""

from lossstudio.core.datasets.base import Generator
from lossstudio.core.datasets.shipped import shipped
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 107

GENERATOR = Generator(
    name="watermelon",
    label=QT_TRANSLATE_NOOP("core", "Watermelons 3.0α"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Density and sugar content of 17 watermelons, and whether they were good: table 4.5 of "
        "Zhou's “Machine Learning”. Logistic regression on all of them, test share 0, has its "
        "optimum at the weights 3.158 and 12.521 and the bias −4.429.",
    ),
    task=Task.BINARY,
    draw=shipped("watermelon", ("bad", "good")),
    input_names=(QT_TRANSLATE_NOOP("core", "density"), QT_TRANSLATE_NOOP("core", "sugar content")),
    target_name=QT_TRANSLATE_NOOP("core", "watermelon"),
    classes=(QT_TRANSLATE_NOOP("core", "bad"), QT_TRANSLATE_NOOP("core", "good")),
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.0,
    reference="Zhou Zhihua (周志华), Machine Learning (机器学习), Tsinghua University Press 2016, "
    "table 4.5",
    license=QT_TRANSLATE_NOOP("core", "numbers alone: no copyright"),
)
