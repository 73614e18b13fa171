"""What the views say of one sample, in the same words and numbers: its ŷ, loss and shares."""

import math

import numpy as np

from lossstudio.core.datasets import Dataset
from lossstudio.engine.measuring.contributions import NO_CLASS, Contributions
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import ABSENT, four_digits
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.plot.samples import class_name


def percent(share: float, with_sign: bool = True) -> str:
    """A share in per cent with three significant digits, and no more than four decimals.

    >>> percent(0.1234), percent(0.01), percent(0.0000012), percent(1.0), percent(math.nan)
    ('12.3 %', '1.00 %', '<0.001 %', '100 %', '–')
    """
    if not math.isfinite(share):
        return ABSENT
    value = 100.0 * share
    sign = " %" if with_sign else ""
    if 0.0 < value < 0.001:
        return f"<0.001{sign}"
    rounded = float(f"{value:.2e}")
    decimals = 3 if rounded >= 0.01 else 4
    if rounded >= 100.0 or value == 0.0:
        decimals = 0
    elif rounded >= 1.0:
        decimals = 1 if rounded >= 10.0 else 2
    return f"{value:.{decimals}f}{sign}"


def part_name(dataset: Dataset, row: int) -> str:
    """Which part of the data the sample belongs to."""
    return part_names()[int(dataset.part_of(np.array([row]))[0])]


def part_names() -> tuple[str, ...]:
    """What the sets are called, in the order of `PARTS`."""
    return (
        translate("SamplesView", "train"),
        translate("SamplesView", "validation"),
        translate("SamplesView", "test"),
    )


def sample_name(dataset: Dataset, row: int) -> str:
    """What a sample is called: its number among the rows as they were given, its line in a file."""
    number = dataset.number_of(row)
    if dataset.lines is None:
        return translate("SamplesView", "sample {number}").format(number=number)
    return translate("SamplesView", "sample {number}, line {line}").format(
        number=number, line=int(dataset.lines[row])
    )


def predicted_name(dataset: Dataset, predicted: int) -> str:
    """The class that the model predicts."""
    return ABSENT if predicted == NO_CLASS else class_name(dataset, predicted)


def share_label(of_gradient: bool) -> str:
    """What a share is called."""
    if of_gradient:
        return translate("SamplesView", "share of gradient")
    return translate("SamplesView", "share of loss")


def place_line(dataset: Dataset, found: Contributions, at: int = 0) -> str:
    """What the model says of the sample at `at` of `found`, and how far off that is."""
    if dataset.classes:
        return translate(
            "SamplesView", "predicted: {name}, P(true class) = {probability}, margin m = {margin}"
        ).format(
            name=predicted_name(dataset, int(found.predicted_class[at])),
            probability=four_digits(float(found.prediction[at])),
            margin=four_digits(float(found.margin[at])),
        )
    return translate("SamplesView", "ŷ = {prediction}, residual r = {residual}").format(
        prediction=four_digits(float(found.prediction[at])),
        residual=four_digits(float(found.residual[at])),
    )


def sample_lines(dataset: Dataset, found: Contributions, at: int = 0) -> list[str]:
    """What a readout says of the sample at `at` of `found`, a line each."""
    loss = four_digits(float(found.loss[at]))
    first = place_line(dataset, found, at)
    if int(found.rows[at]) >= dataset.n_train:
        text = translate("SamplesView", "loss ℓ = {loss}, not part of the cost ({part})")
        return [first, text.format(loss=loss, part=part_name(dataset, int(found.rows[at])))]
    lines = [first, translate("SamplesView", "loss ℓ = {loss}").format(loss=loss)]
    shares = np.array([found.loss_share[at], found.gradient_share[at]])
    if np.isfinite(shares).any():
        lines.append(
            ", ".join(
                f"{share_label(of_gradient)} {percent(float(share))}"
                for of_gradient, share in zip((False, True), shares, strict=True)
            )
        )
    return lines


def run_lines(snapshot: Snapshot, found: Contributions | None) -> list[str]:
    """What a readout says of a sample and a run, which is named where there are several."""
    if found is None:
        return []
    lines = ["  " + line for line in sample_lines(snapshot.scene.dataset, found)]
    if len(snapshot.runs) > 1:
        lines.insert(0, translate("SamplesView", "{run}:").format(run=snapshot.run.name))
    return lines
