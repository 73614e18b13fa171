"""The metrics in words and in figures."""

import html
from typing import Any

import numpy as np

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.base import PARTS
from lossstudio.core.metrics import ClassificationMetrics
from lossstudio.engine.measuring.measures import Measures, Metrics
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import ABSENT, four_digits
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot


def metric_names(is_classes: bool) -> tuple[list[str], list[str]]:
    """The metrics' names and what they mean."""
    if is_classes:
        return (
            [translate("MetricsView", "Accuracy"), translate("MetricsView", "Log loss")],
            [
                translate(
                    "MetricsView",
                    "The share of samples whose most probable class is the true one, from 0 to 1. "
                    "It compares models whatever loss they were trained with, but does not see how "
                    "sure they are.",
                ),
                translate(
                    "MetricsView",
                    "The mean of −log P(true class), in nats: 0 where the model is certain and "
                    "right, 0.693 for a coin toss between two classes, large where it is "
                    "certain and wrong. A common yardstick for runs with different losses.",
                ),
            ],
        )
    return (
        ["RMSE", "MAE", "R²"],
        [
            translate(
                "MetricsView",
                "Root mean squared error, in the target's own unit; large errors weigh most. "
                "Values of different losses are in different units and cannot be compared; one "
                "common metric can.",
            ),
            translate(
                "MetricsView",
                "Mean absolute error, in the target's own unit: how far off a prediction is on "
                "average. A common yardstick for runs with different losses.",
            ),
            translate(
                "MetricsView",
                "The share of the target's variance that the model explains: 1 is perfect, 0 is no "
                "better than predicting the mean, and below 0 it is worse.",
            ),
        ],
    )


def baseline_name() -> str:
    """What the figures without a look at the inputs are called."""
    return translate("MetricsView", "baseline")


def baseline_tips(train: Metrics, dataset: Dataset) -> list[str]:
    """What the baseline of each metric is, in the order of `metric_names`; `train` is that on the
    training set."""
    if isinstance(train, ClassificationMetrics):
        predicted = np.sum(train.confusion_matrix, axis=0)
        # A name may have any signs in it.
        name = html.escape(core_text(dataset.classes[int(predicted.argmax())]))
        tips = [
            translate(
                "MetricsView",
                "The accuracy of always predicting the most frequent class of the training set: "
                "{name}. A model that is no better has learned nothing from the inputs.",
            ).format(name=name),
            translate(
                "MetricsView",
                "The log loss of predicting, for every sample, the classes' shares in the training "
                "set as their probabilities. A model that is no better has learned nothing from "
                "the inputs.",
            ),
        ]
        return [f"<p>{tip}</p>" for tip in tips]
    mean = float(dataset.target[: dataset.n_train].mean())
    text = translate(
        "MetricsView",
        "The figure for predicting the mean of the training targets, {mean}, for every sample. A "
        "model that is no better has learned nothing from the inputs.",
    )
    return [text.format(mean=four_digits(mean))] * 3


def figures_of(metrics: Metrics | None) -> list[str]:
    """The cells of a column, in the order of `metric_names`."""
    if metrics is None:
        return [ABSENT] * 3
    if isinstance(metrics, ClassificationMetrics):
        return [four_digits(metrics.accuracy), four_digits(metrics.log_loss)]
    return [four_digits(value) for value in (metrics.rmse, metrics.mae, metrics.r2)]


def parts_of(run: RunSnapshot | Measures) -> dict[str, Metrics | None]:
    """The metrics of a run by set: always train and test, validation where there is one."""
    found = zip(PARTS, (run.train, run.validation, run.test), strict=True)
    return {part: metrics for part, metrics in found if part != "validation" or metrics is not None}


def metric_columns(snapshot: Snapshot) -> dict[str, list[Any]]:
    """A row a run and part, and one a part for the baseline: the metrics, and how often each class
    was taken for each."""
    columns: dict[str, list[Any]] = {"run": [], "part": []}
    classes = snapshot.scene.dataset.classes
    rows = [(run.key, parts_of(run)) for run in snapshot.runs]
    for key, parts in (*rows, ("baseline", parts_of(snapshot.baselines))):
        for part, metrics in parts.items():
            if metrics is None:
                continue
            columns["run"].append(key)
            columns["part"].append(part)
            figures: dict[str, Any] = dict(metrics.as_dict())
            matrix = figures.pop("confusion_matrix", [])
            for true, counts in zip(classes, matrix, strict=bool(matrix)):
                for predicted, number in zip(classes, counts, strict=True):
                    figures[f"{true} predicted as {predicted}"] = number
            for name, value in figures.items():
                columns.setdefault(name.replace("_", " "), []).append(value)
    return columns
