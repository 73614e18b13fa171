"""The fields of a run: its model, its cost, and the path of its steps."""

from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.scenarios.fields import cost_fields, model_fields, step_fields
from lossstudio.engine.scenarios.fields.field import Field, Role

ROWS = (
    Field(
        path="runs.name",
        role=Role.LABEL,
        live=True,
        label=QT_TRANSLATE_NOOP("core", "Name"),
        help=QT_TRANSLATE_NOOP(
            "core", "What the run is called. An empty name stands for the name of its loss."
        ),
    ),
    *model_fields.ROWS,
    *cost_fields.ROWS,
    *step_fields.ROWS,
)
