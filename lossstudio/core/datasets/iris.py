"""Two of Fisher's three species of iris, which overlap."""

from lossstudio.core.datasets.base import Generator
from lossstudio.core.datasets.shipped import shipped
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 105

GENERATOR = Generator(
    name="iris",
    label=QT_TRANSLATE_NOOP("core", "Two species of iris"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Petals of 100 flowers of two species, Iris versicolor and Iris virginica. They overlap: "
        "no straight boundary gets all of them right.",
    ),
    task=Task.BINARY,
    draw=shipped("iris", ("versicolor", "virginica")),
    input_names=(
        QT_TRANSLATE_NOOP("core", "petal length (cm)"),
        QT_TRANSLATE_NOOP("core", "petal width (cm)"),
    ),
    target_name=QT_TRANSLATE_NOOP("core", "species"),
    classes=("versicolor", "virginica"),
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.0,
    reference="Fisher (1936), Annals of Eugenics 7, 179–188; UCI Machine Learning Repository",
    license="CC BY 4.0",
)
