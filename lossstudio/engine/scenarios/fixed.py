"""Parameters that are held fixed: what their names in ``runs.N.fixed`` stand for.

A name is that of a part of the parameters, as in the results (``bias``, ``weights_2``), or of one
of its entries, counted from 1 (``weights[2]``; ``weights_1[2,3]`` from input 2 to unit 3), or its
symbol as the window shows it (``w₂`` or ``w2``, ``b``, ``W₁[2,3]``), or ``theta[5]``, the fifth
entry of the flat vector. Names mean the parameters in the data's units.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models import Model
from lossstudio.core.parameters import shown
from lossstudio.core.symbols import on_line
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.scenarios.fields.field import Field, Role

Mask = NDArray[np.bool_]

_ENTRY = re.compile(r"([^\[\]]+)\[(\d{1,6}(?:,\d{1,6})*)\]", re.ASCII)
_INPUTS = ("dataset", "file", "reading", "columns", "categories", "points", "features")
"""Fields of the data that may give the model other inputs, and so other parameters."""
_MOST_LISTED = 12


def free_parameters(model: Model, names: Sequence[str], field: str) -> Mask | None:
    """Which entries of theta steps change, (p,); None where nothing is fixed.

    Raises `InputError`, naming `field`, where a name is none of the model's, where no parameter is
    left free, and where a model that standardises its inputs cannot hold a parameter fixed in the
    data's units because there it changes with others that are free.
    """
    if not names:
        return None
    fixed = np.zeros(model.n_parameters, dtype=bool)
    for index, name in enumerate(names):
        places = _places(model, name)
        if not len(places):
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{field} = {value}: the model has no such parameter; what there is: {allowed}",
                ),
                field=f"{field}.{index}",
                value=shown(name),
                allowed=", ".join(names_of(model)),
            )
        fixed[places] = True
    value = shown(list(names))
    if fixed.all():
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must leave at least one parameter free"),
            field=field,
            value=value,
        )
    if model.standardizes and not _stays(model, fixed):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: the model standardises its inputs, so that in the data's units "
                "one of these also changes with parameters that are free; fix those too, or train "
                "without standardising",
            ),
            field=field,
            value=value,
        )
    return np.asarray(~fixed)


def names_of(model: Model) -> list[str]:
    """Names of the model's parts, and of its entries where there are few."""
    names = [block.name for block in model.layout]
    if model.n_parameters <= _MOST_LISTED:
        names += [model.parameter_symbol(index) for index in range(model.n_parameters)]
    return names


class Choice(NamedTuple):
    """Parameters that can be held fixed together: their name, what a person reads, and their
    places in theta."""

    name: str
    text: str
    places: NDArray[np.intp]


def choices_of(model: Model) -> list[Choice]:
    """What one may choose to hold fixed: each entry of a small model, and the parts of others."""
    start, choices = 0, []
    for block in model.layout:
        places = np.arange(start, start + int(np.prod(block.shape)))
        start = places[-1] + 1
        if model.n_parameters > _MOST_LISTED:
            choices.append(Choice(block.name, f"{block.letter} ({block.name})", places))
            continue
        for place in places:
            symbol = model.parameter_symbol(int(place))
            name = block.name if len(places) == 1 else symbol
            choices.append(Choice(name, symbol, places[places == place]))
    return choices


def still_named(names: Sequence[str], changed: Field) -> list[str]:
    """Those of `names` that mean a parameter also where the field `changed` differs: of other
    inputs those of whole parts, and of another model none."""
    if changed.name in _INPUTS:
        return whole_parts(names)
    return [] if changed.role is Role.MODEL else list(names)


def whole_parts(names: Sequence[str]) -> list[str]:
    """Those of `names` that mean a whole part, which a model of other sizes has too."""
    return [name for name in names if re.fullmatch(r"(weights|bias)(_\d+)?", str(name), re.ASCII)]


def _places(model: Model, name: str) -> NDArray[np.intp]:
    """The entries of theta that `name` stands for; none where it is unknown."""
    wanted = _plain(name)
    whole = np.arange(model.n_parameters)
    parts: dict[str, NDArray[np.intp]] = {"theta": whole}
    start = 0
    for block in model.layout:
        stop = start + int(np.prod(block.shape))
        entries = whole[start:stop].reshape(block.shape)
        parts |= {_plain(block.name): entries, _plain(block.letter): entries}
        start = stop
    entry = _ENTRY.fullmatch(wanted)
    if entry is not None and entry[1] in parts:
        return _entry(parts[entry[1]], [int(number) - 1 for number in entry[2].split(",")])
    if wanted != "theta":
        for index in whole:
            if _plain(model.parameter_symbol(int(index))) == wanted:
                return whole[index : index + 1]
    return parts.get(wanted, whole[:0]).ravel()


def _entry(entries: NDArray[np.intp], place: list[int]) -> NDArray[np.intp]:
    """The entries at a place, which may leave out the last numbers of it."""
    if len(place) > entries.ndim or any(
        not 0 <= number < size for number, size in zip(place, entries.shape, strict=False)
    ):
        return np.empty(0, dtype=np.intp)
    return np.atleast_1d(entries[tuple(place)]).ravel()


def _plain(name: str) -> str:
    """A name without what is only a way of writing: w₂, w_2 and w2 are the same."""
    return re.sub(r"[\s_]", "", on_line(name))


def _stays(model: Model, fixed: Mask) -> bool:
    """In the data's units the `fixed` parameters are the same whatever the others are."""
    random = np.random.default_rng(0)
    theta = random.standard_normal(model.n_parameters)
    moved = np.where(fixed, theta, random.standard_normal(model.n_parameters))
    one, other = (
        np.concatenate(
            [np.ravel(blocks[block.name]) for block in model.layout if block.name in blocks]
        )
        for blocks in (model.in_data_units(theta), model.in_data_units(moved))
    )
    return bool(np.allclose(one[fixed], other[fixed], rtol=1e-9, atol=0.0))
