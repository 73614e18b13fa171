"""What a scenario may hide from the window, so that a class sees only what it needs."""

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.scenario import Data

PANELS = (
    "controls",
    "fit",
    "loss",
    "landscape",
    "shape",
    "step",
    "metrics",
    "numbers",
    "samples",
    "network",
    "compare",
    "code",
)
"""The window's panels, by the names that also ``render`` and lessons use."""

NOT_SHOWN = frozenset(
    {"file", "encoding", "points", "columns", "point_names", "class_names", "name", "start"}
)
"""Fields of data and runs that the settings have no control for."""

SECTIONS = {
    "controls.data": tuple(
        f"data.{name}" for name in Data.__struct_fields__ if name not in NOT_SHOWN
    ),
    "controls.model": (
        "runs.model",
        "runs.degree",
        "runs.hidden_layers",
        "runs.activation",
        "runs.bias",
        "runs.initialization",
        "runs.seed",
    ),
    "controls.loss": (
        "runs.loss",
        "runs.formula",
        "runs.loss_parameters",
        "runs.reduction",
        "runs.l2",
        "runs.l1",
    ),
    "controls.optimizer": (
        "runs.learning_rate",
        "runs.optimizer",
        "runs.optimizer_parameters",
        "runs.schedule",
        "runs.schedule_parameters",
        "runs.batch_size",
    ),
}
"""The parts of the settings, each with the fields that are set in it.

A field is named by its dotted path in the scenario, without the number of the run.
"""

FIELDS = tuple(field for fields in SECTIONS.values() for field in fields)

HIDEABLE = (*PANELS, *SECTIONS, *FIELDS)


def check_hidden(names: tuple[str, ...], field: str = "hidden") -> None:
    """Raise `InputError` where one of `names` is nothing that can be hidden."""
    for index, name in enumerate(names):
        if name not in HIDEABLE:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{field} = {value}: must be a panel ({panels}), a part of the settings "
                    "({sections}), or a field of data or runs, such as data.noise or runs.l2",
                ),
                field=f"{field}.{index}",
                value=shown(name),
                panels=", ".join(PANELS),
                sections=", ".join(SECTIONS),
            )


def hideable_name(path: str) -> str:
    """The name in `FIELDS` of the field at a scenario's dotted path, such as ``runs.0.l2``."""
    owner, *rest = path.split(".")
    return f"{owner}.{next(part for part in rest if not part.isdigit())}"
