"""What a finished run is reported as: the JSON of ``lossstudio train --json``."""

import math
from typing import Any

import numpy as np

from lossstudio.core.datasets import Dataset
from lossstudio.core.text import paragraph
from lossstudio.engine.diagnosis import diagnose
from lossstudio.engine.measuring.measures import Measures, baselines, measure
from lossstudio.engine.measuring.validation import lowest_validation
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.stops import stopped
from lossstudio.engine.scenarios.scenario import as_written
from lossstudio.engine.training.trainer import Trainer


def results(experiment: Experiment) -> dict[str, Any]:
    """The scenario as run and, for each run, where it stands now; every number finite or None."""
    scenario = experiment.scenario
    runs = [
        run_result(trainer, name)
        for trainer, name in zip(experiment.trainers, scenario.run_names(), strict=True)
    ]
    if experiment.stops.step is not None:
        for run, met in zip(runs, experiment.stops.met, strict=True):
            if met is not None:
                run["reason"] = paragraph([str(stopped(met)), run["reason"]])
                run["stop"] = {"by": met.by, "step": met.step}
    dataset = experiment.trainers[0].objective.dataset
    found = {"scenario": as_written(scenario), **_about(dataset), "runs": runs}
    cleaned: dict[str, Any] = _finite(found)
    return cleaned


def _about(dataset: Dataset) -> dict[str, Any]:
    """The classes in the order of their indices and, of two, the positive one; the lines of rows
    that were left out. Nothing where there are none."""
    found: dict[str, Any] = {}
    if dataset.classes:
        is_pair = len(dataset.classes) == 2
        found["classes"] = list(dataset.classes)
        found["positive_class"] = dataset.classes[1] if is_pair else None
    if len(dataset.dropped):
        found["rows_left_out"] = dataset.dropped.tolist()
    return found


def run_result(trainer: Trainer, name: str) -> dict[str, Any]:
    """Where one run stands: status with its reason, parameters in the data's units, figures."""
    objective = trainer.objective
    diagnosis = diagnose(trainer)
    measures = measure(objective, trainer.theta)
    lowest = lowest_validation(trainer)
    limits = diagnosis.stability
    return {
        "name": name,
        "loss": objective.run.loss,
        "step": trainer.step,
        "status": str(diagnosis.status),
        "reason": str(diagnosis.reason),
        "parameters": {
            block: values.tolist()
            for block, values in objective.in_data_units(trainer.theta).items()
        },
        "train_loss": trainer.losses.train_loss,
        "validation_loss": trainer.losses.validation_loss,
        "test_loss": trainer.losses.test_loss,
        "cost": trainer.losses.cost,
        "gradient_norm": diagnosis.gradient_norm,
        "largest_curvature": limits.largest_curvature if limits else None,
        "learning_rate_limit": limits.limit if limits else None,
        "lowest_validation": lowest and {"step": lowest[0], "loss": lowest[1]},
        "metrics": _figures(measures),
        "baseline": {
            part: {name: value for name, value in values.items() if name != "confusion_matrix"}
            for part, values in _figures(baselines(objective.dataset)).items()
        },
    }


def _figures(measures: Measures) -> dict[str, Any]:
    """The figures of each set; the same names with None where a set is not there."""
    train = measures.train.as_dict()
    others = {"validation": measures.validation, "test": measures.test}
    return {"train": train} | {
        part: dict.fromkeys(train) if found is None else found.as_dict()
        for part, found in others.items()
    }


def _finite(value: Any) -> Any:
    """`value` with None in the place of every number that is not finite."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return value
