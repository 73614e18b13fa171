"""The list of losses: its order, its words, its formulas, and files that are dropped in."""

import ast
import importlib.util
import inspect
import sys

import numpy as np
import pytest
import ziamath
from latex2mathml.converter import convert

from lossstudio.core import losses
from lossstudio.core.losses import LOSSES, Loss
from lossstudio.core.registry import discover
from lossstudio.core.tasks import Task
from lossstudio.engine.script.comments import LANGUAGES

EACH_LOSS = pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.name)

ORDERED = [
    "mse",
    "mae",
    "huber",
    "log_cosh",
    "pinball",
    "binary_cross_entropy",
    "hinge",
    "squared_hinge",
    "focal",
    "brier",
    "cross_entropy",
    "multiclass_brier",
]

DROPPED_IN = '''
import numpy as np
from lossstudio.core.losses.base import Example, Loss
from lossstudio.core.tasks import Link, Task

def quartic(raw, y):
    """The fourth power of the residual."""
    r = raw - y
    return r**4, 4.0 * r**3

LOSS = Loss(
    name="{name}", label="Quartic", task=Task.REGRESSION, link=Link.IDENTITY, expression="r**4",
    description="", reference="", function=quartic, estimates="",
    examples=(Example(raw=(2.0,), y=(0.0,), value=16.0, gradient=(32.0,)),),
)
'''


@pytest.fixture
def drop_in(tmp_path, monkeypatch):
    """Write a module onto the path of the losses' package; gone again after the test."""
    monkeypatch.setattr(losses, "__path__", [*losses.__path__, str(tmp_path)])
    modules = []

    def write(module, source):
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        modules.append(module)
        importlib.invalidate_caches()

    yield write
    for module in modules:
        sys.modules.pop(f"{losses.__name__}.{module}", None)
        if hasattr(losses, module):
            delattr(losses, module)


def rediscovered():
    return discover(losses.__path__, losses.__name__, "LOSS", Loss)


def test_the_losses_are_listed_in_order():
    assert list(LOSSES)[: len(ORDERED)] == ORDERED
    assert all(loss.name == name for name, loss in LOSSES.items())


def test_losses_of_one_task_stand_together():
    tasks = [LOSSES[name].task for name in ORDERED]
    assert tasks == [Task.REGRESSION] * 5 + [Task.BINARY] * 5 + [Task.MULTICLASS] * 2


def test_a_dropped_in_file_is_a_new_loss_and_comes_last(drop_in):
    drop_in("a_quartic_loss", DROPPED_IN.format(name="aaa"))
    found = rediscovered()
    assert set(found) == {*LOSSES, "aaa"}
    assert list(found)[: len(ORDERED)] == ORDERED
    values, gradient = found["aaa"].value_and_gradient([[2.0]], [[0.0]])
    assert (values, gradient) == (16.0, 32.0)
    assert "r**4" in inspect.getsource(found["aaa"].function)


def test_a_file_without_a_loss_is_no_loss(drop_in):
    drop_in("a_helper", "VALUE = 1\n")
    assert list(rediscovered()) == list(LOSSES)


def test_a_name_used_twice_is_refused(drop_in):
    drop_in("another_mse", DROPPED_IN.format(name="mse"))
    with pytest.raises(TypeError, match=r"same name: .*'mse', 'mse'"):
        rediscovered()


def test_a_loss_of_another_type_is_refused(drop_in):
    drop_in("not_a_loss", "LOSS = 'mse'\n")
    with pytest.raises(TypeError, match=r"not_a_loss\.LOSS is not a Loss"):
        rediscovered()


def test_adding_a_loss_leaves_the_others_as_they_are(drop_in):
    drop_in("a_quartic_loss", DROPPED_IN.format(name="aaa"))
    found = rediscovered()
    assert all(found[name] is loss for name, loss in LOSSES.items())


def marked_texts(module):
    """What stands in ``QT_TRANSLATE_NOOP("core", …)`` in the source, as lupdate reads it."""
    calls = (
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QT_TRANSLATE_NOOP"
    )
    texts = set()
    for call in calls:
        context, text = call.args
        assert isinstance(context, ast.Constant)
        assert isinstance(text, ast.Constant), "only literal strings can be translated"
        assert context.value == "core"
        texts.add(text.value)
    return texts


@EACH_LOSS
def test_every_text_is_there_and_marked_for_translation(loss):
    shown = [loss.label, loss.description, loss.estimates]
    for parameter in loss.parameters:
        shown += [parameter.label, parameter.help]
        assert parameter.symbol
    assert all(shown)
    module = inspect.getmodule(loss.function)
    brought = [
        set(getattr(module, "WORDS", {}).get(code, ())) for code in LANGUAGES if code != "en"
    ]
    assert set(shown) <= marked_texts(module) | set.intersection(*brought)
    assert loss.reference


@EACH_LOSS
def test_descriptions_are_one_to_three_sentences(loss):
    assert loss.description.endswith(".")
    assert loss.description == " ".join(loss.description.split())
    assert len(loss.description) <= 330
    assert not loss.estimates.endswith(".")


@EACH_LOSS
@pytest.mark.parametrize("which", ["formula", "gradient_formula"])
def test_every_formula_renders(loss, which):
    source = getattr(loss, which)
    assert "\\" not in convert(source), "an unknown LaTeX command is shown as its name"
    rendered = ziamath.Latex(source)
    assert rendered.svg().startswith("<svg")
    width, height = rendered.getsize()
    # A \left( round a \sum comes out 2,000 high.
    assert 40 < width < 700
    assert 15 < height < 180
    for parameter in loss.parameters:
        letters = {"δ": r"\delta", "τ": r"\tau", "γ": r"\gamma", "α": r"\alpha",
                   "ε": r"\varepsilon"}  # fmt: skip
        assert letters.get(parameter.symbol, parameter.symbol) in loss.formula


@EACH_LOSS
def test_the_function_stands_by_itself(loss, tmp_path):
    """Its source is exported into a script of its own, with NumPy and nothing else."""
    source = inspect.getsource(loss.function)
    path = tmp_path / "exported.py"
    header = "from __future__ import annotations\nimport numpy as np\n"
    path.write_text(header + source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("exported", path)
    exported = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(exported)
    function = getattr(exported, loss.function.__name__)
    for example in loss.examples:
        raw, y = np.array([example.raw]), np.array([example.y])
        hyperparameters = loss.hyperparameters(example.hyperparameters)
        values, gradient = function(raw, y, **hyperparameters)
        np.testing.assert_allclose(values.sum(), example.value, rtol=1e-14)
        np.testing.assert_allclose(gradient[0], example.gradient, rtol=1e-14)
    assert function.__doc__
    assert len(source.splitlines()) <= 20
