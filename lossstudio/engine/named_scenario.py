"""The scenario that a command line names."""

from pathlib import Path

from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.scenario_file import find_scenario, presets
from lossstudio.engine.scenarios.table_reading import is_table
from lossstudio.engine.table_proposal.scenario import table_scenario


def named_scenario(name: str) -> Scenario:
    """The preset called `name`, or the scenario in the file `name`; of a table, the one that
    accepting what is proposed for it makes. Raises `InputError` where there is none."""
    path = Path(name)
    if name not in presets() and is_table(path):
        return table_scenario(path)
    return find_scenario(name)
