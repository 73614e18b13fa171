"""Messages about fields, as a person reads them who has seen no scenario file."""

import pytest

from lossstudio.core.text import InputError, Message
from lossstudio.engine.experiment import Experiment
from lossstudio.engine.scenario import Data, Run, Scenario
from lossstudio.gui.field_words import in_words

FORMULA = Run(loss="formula", formula="log(r)")


@pytest.mark.parametrize(
    ("scenario", "begins"),
    [
        (Scenario(runs=(FORMULA,)), "Loss = log(r): at these parameters"),
        (Scenario(runs=(Run(), FORMULA)), "Loss = log(r): at these parameters"),
        (Scenario(data=Data(dataset="moons")), "Loss = MSE: does not fit the data"),
        (Scenario(data=Data(n_samples=1)), "Samples = 1: must be"),
        (Scenario(runs=(Run(), Run(learning_rate=-1.0))), "MSE (2): Learning rate = -1"),
    ],
)
def test_fields_are_called_as_in_the_settings(qapp, scenario, begins):
    with pytest.raises(InputError) as refused:
        Experiment(scenario)
    assert str(in_words(refused.value.message, scenario)).startswith(begins)


@pytest.mark.parametrize(
    "message",
    [
        Message("No field."),
        Message("{field}: unknown", {"field": "runs.0.nonsense"}),
        Message("{field}: unknown", {"field": "runs.7.loss"}),
        Message("{field}: unknown", {"field": "column 2"}),
    ],
)
def test_other_messages_stay(qapp, message):
    assert in_words(message, Scenario()) is message
