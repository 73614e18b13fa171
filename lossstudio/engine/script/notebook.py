"""A script as a Jupyter notebook: its sections as cells, and a picture of the losses."""

import re
from typing import Any

import msgspec

from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.layout import Script

SUFFIX = ".ipynb"

_ONE_RUN = """\
    train, test, _ = np.array(losses).T
    plt.plot(train, label="train loss")
    plt.plot(test, "--", label="test loss")
"""
_SEVERAL_RUNS = """\
    for name, history in losses.items():
        train, test, _ = np.array(history).T
        (line,) = plt.plot(train, label=f"{name}: train loss")
        plt.plot(test, "--", color=line.get_color(), label=f"{name}: test loss")
"""
_PICTURE = """\
try:
    import matplotlib.pyplot as plt
except ImportError:
    print("PROBLEM")
else:
CURVES    plt.xlabel("step")
    plt.ylabel("loss")
    plt.yscale("log")
    plt.legend()
    plt.show()"""
"""Its words are English in every language: matplotlib's own font has no Chinese characters."""


def notebook(script: Script) -> bytes:
    """`script` as a notebook of format 4.5; matplotlib is used where it is installed."""
    words = Words(script.language)
    cells = [
        _text("\n\n".join([f"# {_plain(script.title)}", *script.about])),
        _code(script.imports),
    ]
    for section in script.sections:
        cells += [_text(f"## {section.heading}"), _code(section.code)]
    curves = _SEVERAL_RUNS if script.has_several_runs else _ONE_RUN
    if script.has_validation:
        curves = _with_validation(curves)
    picture = _PICTURE.replace("PROBLEM", words("no_picture")).replace("CURVES", curves)
    cells += [_text(f"## {words('picture')}\n\n{words('picture_text')}"), _code(picture)]
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _with_validation(curves: str) -> str:
    """The lines that draw the curves, with those for the validation loss."""
    *others, test = curves.replace("test, _ =", "test, _, validation =").splitlines()
    validation = test.replace("test", "validation").replace('"--"', '":"')
    return "\n".join([*others, test, validation, ""])


def _plain(text: str) -> str:
    """`text` as Markdown that shows it as it stands: no markup, formulas or links."""
    return re.sub(r"[\\`*_{}\[\]<>&#$|~!]", r"\\\g<0>", text)


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": _lines(source)}


def _code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": _lines(source),
    }


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)
