"""Messages about fields, as a person reads them who has seen no scenario file."""

import pytest

from lossstudio.core.text import InputError, Message
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.checks import check_scenario
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.state.field_words import in_words, table_in_words

FORMULA = Run(loss="formula", formula="log(r)")


@pytest.mark.parametrize(
    ("scenario", "begins"),
    [
        (Scenario(runs=(FORMULA,)), "Loss = log(r): at these parameters"),
        (Scenario(runs=(Run(), FORMULA)), "Loss = log(r): at these parameters"),
        (Scenario(data=Data(dataset="moons")), "Loss = MSE: does not fit the data"),
        (Scenario(data=Data(n_samples=1)), "Number of samples = 1: must be"),
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


def test_a_place_in_a_table_is_said_in_words(qapp, tmp_path):
    path = tmp_path / "bin.csv"
    path.write_text("x,y\n1,2\n3,four,5\n", encoding="utf-8")
    data = Data(dataset="csv", file=str(path), columns=("x", "y"))
    with pytest.raises(InputError) as refused:
        Experiment(Scenario(data=data))
    said = str(in_words(refused.value.message, Scenario(data=data)))
    assert "data.file" in str(refused.value)
    assert said.startswith("bin.csv, line 3: number of cells")


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "bin.csv, line 1: is not UTF-8 text; must be a CSV file in UTF-8"),
        ("utf-16", "bin.csv, line 1: is not text in the encoding that is chosen"),
    ],
)
def test_an_encoding_is_called_by_no_field(qapp, tmp_path, encoding, said):
    path = tmp_path / "bin.csv"
    path.write_bytes("Höhe,y\n1,2\n3,4\n".encode("windows-1252"))
    data = Data(dataset="csv", file=str(path), encoding=encoding)
    with pytest.raises(InputError, match=r"data\.encoding") as refused:
        Experiment(Scenario(data=data))
    message = str(in_words(refused.value.message, Scenario(data=data)))
    assert message.startswith(said)
    assert "data." not in message


def test_lists_are_quoted_as_in_a_file():
    with pytest.raises(InputError, match=r'data.columns = \["x"\]: '):
        check_scenario(Scenario(data=Data(columns=("x",))))


def test_places_among_own_points_are_said_in_words(qapp):
    one_class = Data(dataset="points", points=((0.0, 1.0), (1.0, 1.0)), test_fraction=0.0)
    with pytest.raises(InputError) as failure:
        build_samples(Scenario(data=one_class, runs=(Run(loss="brier"),)))
    assert str(failure.value).startswith("data.points: number of classes")
    assert str(table_in_words(failure.value.message)).startswith("Own points: number of classes")
    half = Data(dataset="points", points=((0.0, 1.0), (1.0, 0.5)), test_fraction=0.0)
    with pytest.raises(InputError) as failure:
        build_samples(Scenario(data=half, runs=(Run(loss="brier"),)))
    assert str(table_in_words(failure.value.message)).startswith("Own points, row 2 = 0.5: ")
