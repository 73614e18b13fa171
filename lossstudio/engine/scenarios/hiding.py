"""What a scenario may hide from the window, so that a class sees only what it needs."""

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.window.panels import hideable_panels

PANELS = hideable_panels()

_SECTIONS = ("controls.data", "controls.model", "controls.loss", "controls.optimizer")

SECTIONS = {
    section: tuple(path for path, field in FIELDS.items() if field.section == section)
    for section in _SECTIONS
}
"""The parts of the settings, each with the fields that are set in it.

A field is named by its path in the table of fields, without the number of the run.
"""

HIDEABLE = (*PANELS, *SECTIONS, *(field for fields in SECTIONS.values() for field in fields))


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
    """The name in `HIDEABLE` of the field at a scenario's dotted path, such as ``runs.0.l2``."""
    owner, *rest = path.split(".")
    return f"{owner}.{next(part for part in rest if not part.isdigit())}"
