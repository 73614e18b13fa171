"""What a scenario can name: the registries as plain data, for ``lossstudio list``."""

from collections.abc import Iterable
from typing import Any

from lossstudio.core.datasets import DATASETS
from lossstudio.core.expression.vocabulary import (
    CONSTANTS,
    FUNCTIONS,
    OPERATORS,
    VARIABLES,
)
from lossstudio.core.expression.vocabulary import (
    PARAMETERS as OWN_PARAMETERS,
)
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.own import DESCRIPTION as OWN_DESCRIPTION
from lossstudio.core.losses.own import EXAMPLES
from lossstudio.core.losses.own import LABEL as OWN_LABEL
from lossstudio.core.losses.own import NAME as OWN_LOSS
from lossstudio.core.models import MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Link, Task
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.scenario_file import load_scenario, presets
from lossstudio.engine.scenarios.type_errors import allowed_in


def catalogue(what: str) -> list[dict[str, Any]]:
    """The entries of a registry: ``losses``, ``models``, ``optimizers``, ``datasets``, ``presets``;
    or the ``fields`` of a scenario.

    Each has at least a ``name`` and a ``label``.
    """
    return {
        "losses": _losses,
        "models": _models,
        "optimizers": _optimizers,
        "datasets": _datasets,
        "presets": _presets,
        "fields": _fields,
    }[what]()


def _losses() -> list[dict[str, Any]]:
    return [
        {
            "name": loss.name,
            "label": loss.label,
            "task": str(loss.task),
            "link": str(loss.link),
            "formula": loss.formula,
            "gradient": loss.gradient_formula,
            "description": loss.description,
            "reference": loss.reference,
            "parameters": _parameters(loss.parameters),
        }
        for loss in LOSSES.values()
    ] + [_own_loss()]


def _own_loss() -> dict[str, Any]:
    """What a person's own loss may be made of."""
    return {
        "name": OWN_LOSS,
        "label": OWN_LABEL,
        "task": ", ".join((Task.REGRESSION, Task.BINARY)),
        "link": ", ".join((Link.IDENTITY, Link.SIGMOID)),
        "formula": "",
        "gradient": "",
        "description": OWN_DESCRIPTION,
        "reference": "",
        "parameters": [],
        "variables": {
            str(task): {
                name: meaning
                for name, (of_task, meaning) in VARIABLES.items()
                if of_task in (None, task)
            }
            for task in (Task.REGRESSION, Task.BINARY)
        },
        "numbers": _parameters(OWN_PARAMETERS),
        "functions": {name: function.meaning for name, function in FUNCTIONS.items()},
        "operators": list(OPERATORS),
        "constants": list(CONSTANTS),
        "examples": dict(EXAMPLES),
    }


def _models() -> list[dict[str, Any]]:
    return [
        {
            "name": model.name,
            "label": model.label,
            "formula": model.formula,
            "description": model.description,
            "fields": list(model.fields),
            "parameters": _parameters(model.parameters),
        }
        for model in MODELS.values()
    ]


def _optimizers() -> list[dict[str, Any]]:
    return [
        {
            "name": optimizer.name,
            "label": optimizer.label,
            "formula": optimizer.formula,
            "description": optimizer.description,
            "reference": optimizer.reference,
            "parameters": _parameters(optimizer.parameters),
        }
        for optimizer in OPTIMIZERS.values()
    ]


def _datasets() -> list[dict[str, Any]]:
    return [
        {
            "name": dataset.name,
            "label": dataset.label,
            "task": str(dataset.task),
            "inputs": list(dataset.input_names),
            "target": dataset.target_name,
            "classes": list(dataset.classes),
            "default_noise": dataset.default_noise,
            "description": dataset.description,
            "source": dataset.reference,
            "license": dataset.license,
            "is_real": dataset.is_real,
        }
        for dataset in DATASETS.values()
    ]


def _presets() -> list[dict[str, Any]]:
    loaded = ((name, load_scenario(path)) for name, path in presets().items())
    return [
        {
            "name": name,
            "label": scenario.title,
            "dataset": scenario.data.dataset,
            "losses": [run.loss for run in scenario.runs],
            "steps": scenario.steps,
        }
        for name, scenario in loaded
    ]


def _fields() -> list[dict[str, Any]]:
    """Each field of a scenario's file, by its path; N is the number of a run."""
    return [
        {
            "name": field.path.replace("runs.", "runs.N."),
            "label": field.label,
            "role": str(field.role),
            "default": field.default,
            "allowed": str(allowed_in(field)),
            "changes_on_the_way": field.live,
            "datasets": [str(origin) for origin in field.origins] if field.part == "data" else [],
            "description": field.help,
        }
        for field in FIELDS.values()
    ]


def _parameters(parameters: Iterable[Parameter]) -> list[dict[str, Any]]:
    return [
        {
            "name": parameter.name,
            "label": parameter.label,
            "symbol": parameter.symbol,
            "default": parameter.default,
            "minimum": parameter.minimum,
            "maximum": parameter.maximum,
            "integer": parameter.integer,
            "help": parameter.help,
        }
        for parameter in parameters
    ]
