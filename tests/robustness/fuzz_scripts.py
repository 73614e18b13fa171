"""What a fuzzer asks of the scripts of a scenario that was accepted."""

import contextlib
import io
import json
import random

import msgspec
import numpy as np
from fuzz_cases import CaseError

from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.script.notebook import notebook
from lossstudio.engine.script.plan import plan_of
from lossstudio.engine.script.script import write_script


def check_script(scenario: Scenario, rng: random.Random, runs: bool) -> str:
    """The script of `scenario`, which Python compiles, in both languages and as a notebook; with
    `runs` it is run for a few steps. Raises `InputError` where the data are too many for it."""
    few = msgspec.structs.replace(scenario, steps=min(scenario.steps, 3))
    plan = plan_of(few)
    script = write_script(plan, rng.choice(("en", "zh_CN")))
    text = script.text
    if any(not letter.isprintable() and letter not in "\n\u200c\u200d" for letter in text):
        raise CaseError("a script with signs that cannot be shown")
    try:
        code = compile(text, "script", "exec")
        for cell in json.loads(notebook(script))["cells"]:
            if cell["cell_type"] == "code":
                compile("".join(cell["source"]), "cell", "exec")
    except (SyntaxError, ValueError) as error:
        raise CaseError(f"a script that Python refuses: {error}") from error
    if runs:
        try:
            with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
                exec(code, {"__name__": "script"})
        except Exception as error:
            raise CaseError(f"a script that ends in {type(error).__name__}: {error}") from error
    return text
