"""The fields of ``data``: which samples there are, and what their columns are called."""

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.encodings import ENCODINGS
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.scenarios.fields.field import OWN_DATA, Field, Origin, Role, number

SEED_MAXIMUM = 2**32 - 1

SPLITS = {
    "last": QT_TRANSLATE_NOOP("core", "Last rows"),
    "shuffled": QT_TRANSLATE_NOOP("core", "Shuffled"),
}

OUTLIERS_IN = {
    "all": QT_TRANSLATE_NOOP("core", "All samples"),
    "train": QT_TRANSLATE_NOOP("core", "Training samples"),
}

_MADE = (Origin.GENERATED,)
_SECTION = "controls.data"

CATEGORIES = ("drop", "one_hot")

ROWS = (
    Field(
        path="data.dataset",
        role=Role.DATA,
        drops_start=True,
        is_shared=True,
        is_first=True,
        section=_SECTION,
        choices=(*DATASETS, *OWN_DATA),
        label=QT_TRANSLATE_NOOP("core", "Data set"),
        help=QT_TRANSLATE_NOOP(
            "core", "What the samples are: made by a formula, measured, or your own."
        ),
    ),
    Field(
        path="data.file",
        role=Role.DATA,
        drops_start=True,
        origins=(Origin.FILE,),
        label=QT_TRANSLATE_NOOP("core", "Table"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "The table that the samples come from: a path, relative to the scenario file.",
        ),
    ),
    Field(
        path="data.encoding",
        role=Role.DATA,
        drops_start=True,
        origins=(Origin.FILE,),
        choices=tuple(ENCODINGS),
        label=QT_TRANSLATE_NOOP("core", "Encoding"),
        help=QT_TRANSLATE_NOOP(
            "core", "The encoding of the table's text, or null to find it out from the table."
        ),
    ),
    Field(
        path="data.reading",
        role=Role.DATA,
        drops_start=True,
        origins=(Origin.FILE,),
        label=QT_TRANSLATE_NOOP("core", "Reading"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "How the table was understood when it was imported: separator, decimal sign, rows that "
            "are no data, missing values; null to read it as the first version did.",
        ),
    ),
    Field(
        path="data.columns",
        role=Role.DATA,
        drops_start=True,
        origins=(Origin.FILE,),
        label=QT_TRANSLATE_NOOP("core", "Columns"),
        help=QT_TRANSLATE_NOOP(
            "core",
            'Which columns of the table are used, by name or as "column 2": the '
            "inputs, then the target; null for all of them.",
        ),
    ),
    Field(
        path="data.points",
        role=Role.DATA,
        drops_start=True,
        origins=(Origin.POINTS,),
        label=QT_TRANSLATE_NOOP("core", "Own points"),
        help=QT_TRANSLATE_NOOP("core", "The samples as rows of numbers, the target last."),
    ),
    Field(
        path="data.point_names",
        role=Role.LABEL,
        live=True,
        origins=(Origin.POINTS,),
        label=QT_TRANSLATE_NOOP("core", "Names of the columns"),
        help=QT_TRANSLATE_NOOP(
            "core", "What the columns of your own points are called; null for x and y."
        ),
    ),
    Field(
        path="data.class_names",
        role=Role.LABEL,
        live=True,
        origins=(Origin.POINTS,),
        label=QT_TRANSLATE_NOOP("core", "Names of the classes"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "What the classes 0, 1, … of your own points are called; null for their numbers.",
        ),
    ),
    Field(
        path="data.positive_class",
        role=Role.DATA,
        drops_start=True,
        origins=(Origin.FILE, Origin.POINTS),
        label=QT_TRANSLATE_NOOP("core", "Positive class"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Which of two classes counts as 1, the one whose probability is predicted; null for "
            "the second in their order.",
        ),
    ),
    Field(
        path="data.categories",
        role=Role.DATA,
        drops_start=True,
        origins=(Origin.FILE,),
        choices=CATEGORIES,
        label=QT_TRANSLATE_NOOP("core", "Columns of texts"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "What becomes of columns of texts with few values: one_hot makes an input of 0 and 1 "
            "of each value; drop leaves them out.",
        ),
    ),
    number(
        "data.n_samples",
        Role.DATA,
        QT_TRANSLATE_NOOP("core", "Number of samples"),
        QT_TRANSLATE_NOOP(
            "core", "How many samples there are, training and test together. Restarts the run."
        ),
        origins=_MADE,
        section=_SECTION,
        minimum=2,
        maximum=1_000_000,
        integer=True,
        scale="log",
        slider_range=(10, 1000),
        symbol="n",
    ),
    number(
        "data.noise",
        Role.DATA,
        QT_TRANSLATE_NOOP("core", "Noise"),
        QT_TRANSLATE_NOOP(
            "core",
            "Scales one fixed random draw: the same points move nearer to the true curve or "
            "further from it. Nothing is drawn anew.",
        ),
        live=True,
        is_first=True,
        origins=_MADE,
        section=_SECTION,
        minimum=0.0,
        maximum=10.0,
        slider_range=(0.0, 2.0),
    ),
    number(
        "data.seed",
        Role.DATA,
        QT_TRANSLATE_NOOP("core", "Seed of the data"),
        QT_TRANSLATE_NOOP(
            "core", "The number that all random draws of the data follow from. Restarts the run."
        ),
        origins=(Origin.GENERATED, Origin.REAL, Origin.FILE),
        section=_SECTION,
        minimum=0,
        maximum=SEED_MAXIMUM,
        integer=True,
    ),
    number(
        "data.outlier_fraction",
        Role.DATA,
        QT_TRANSLATE_NOOP("core", "Outliers"),
        QT_TRANSLATE_NOOP(
            "core",
            "The share of samples that are moved far off: raised in regression, given the wrong "
            "class and pushed outwards in classification.",
        ),
        live=True,
        is_first=True,
        origins=_MADE,
        section=_SECTION,
        minimum=0.0,
        maximum=0.5,
    ),
    number(
        "data.outlier_strength",
        Role.DATA,
        QT_TRANSLATE_NOOP("core", "Outlier strength"),
        QT_TRANSLATE_NOOP(
            "core",
            "How far outliers are moved: in regression, in the target's own unit; in "
            "classification, 10 doubles their distance from the middle.",
        ),
        live=True,
        origins=_MADE,
        section=_SECTION,
        minimum=0.0,
        maximum=100.0,
        slider_range=(0.0, 20.0),
    ),
    Field(
        path="data.outliers_in",
        role=Role.DATA,
        live=True,
        origins=_MADE,
        section=_SECTION,
        choices=tuple(OUTLIERS_IN),
        label=QT_TRANSLATE_NOOP("core", "Outliers among"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Which samples may be outliers. With outliers among the training samples alone, the "
            "test loss tells how far the model is from the truth.",
        ),
    ),
    Field(
        path="data.features",
        role=Role.MODEL,
        drops_start=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("core", "Features"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "What enters the model instead of the inputs: inputs, their powers, products and "
            "sines, such as x1^2, x1*x2 or sin(x1). With none, the inputs themselves. Restarts the "
            "run.",
        ),
    ),
    number(
        "data.label_noise",
        Role.DATA,
        QT_TRANSLATE_NOOP("core", "Label noise"),
        QT_TRANSLATE_NOOP(
            "core",
            "The share of training samples whose class is changed to another one. Validation and "
            "test samples keep their true class.",
        ),
        live=True,
        origins=(Origin.GENERATED, Origin.REAL, Origin.FILE),
        section=_SECTION,
        minimum=0.0,
        maximum=1.0,
        slider_range=(0.0, 0.5),
    ),
    number(
        "data.test_fraction",
        Role.DATA,
        QT_TRANSLATE_NOOP("core", "Test share"),
        QT_TRANSLATE_NOOP(
            "core",
            "The share of samples that are held out: they measure the model and never train it. "
            "Restarts the run.",
        ),
        section=_SECTION,
        minimum=0.0,
        maximum=0.9,
    ),
    Field(
        path="data.split",
        role=Role.DATA,
        origins=(Origin.FILE,),
        section=_SECTION,
        choices=tuple(SPLITS),
        label=QT_TRANSLATE_NOOP("core", "Split"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Which rows of a table are held out: the last ones, or rows drawn with the seed, the "
            "same share of each class. Choose Shuffled for a table that is sorted. Restarts the "
            "run.",
        ),
    ),
    Field(
        path="data.test_rows",
        role=Role.DATA,
        origins=(Origin.POINTS,),
        label=QT_TRANSLATE_NOOP("core", "Test points"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Which of your own points are the test set: their row numbers, counted from 0; null "
            "for the last ones.",
        ),
    ),
    number(
        "data.validation_fraction",
        Role.DATA,
        QT_TRANSLATE_NOOP("core", "Validation share"),
        QT_TRANSLATE_NOOP(
            "core",
            "The share of samples in a third set, by which models are compared and training is "
            "stopped, so that the test set is only used once, at the end. Restarts the run.",
        ),
        section=_SECTION,
        minimum=0.0,
        maximum=0.9,
    ),
    Field(
        path="data.validation_rows",
        role=Role.DATA,
        origins=(Origin.POINTS,),
        label=QT_TRANSLATE_NOOP("core", "Validation points"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Which of your own points are the validation set: their row numbers, counted from 0; "
            "null for those before the test set.",
        ),
    ),
)
