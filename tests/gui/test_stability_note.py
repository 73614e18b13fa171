"""The limit 2/λmax on the learning-rate slider, and the words beside it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.colors import DARK, LIGHT
from lossstudio.gui.panels import control_panel
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.state.scenario_state import ScenarioState


@pytest.fixture
def panel(qtbot, theme, source_of):
    """A panel that shows a scenario's snapshot: (panel, source)."""

    def make(scenario, steps=0):
        source = source_of(scenario)
        made = ControlPanel(ScenarioState(scenario))
        qtbot.addWidget(made)
        made.resize(292, 700)
        made.show()
        made.show_snapshot(source.step(steps))
        QApplication.processEvents()
        return made, source

    return make


def one(data="line", **fields):
    return Scenario(data=Data(dataset=data), runs=(Run(**fields),))


def limit_of(source):
    """2/λmax of the mean squared error, from the eigenvalues of its Hessian."""
    objective = source.newest.scene.objectives[0]
    x = objective.features[: objective.n_train]
    return 2.0 / np.linalg.eigvalsh(2.0 * x.T @ x / len(x))[-1]


def rate(made):
    return made.optimizer.learning_rate


def words_of(made):
    """The note's text, without the marks that keep a line from ending in 2/λmax."""
    text = rate(made).note.text()
    assert "/λ" not in text
    return text.replace("\u2060", "")


def zones(made):
    return rate(made).slider._zones


def test_the_zones_end_at_half_the_limit_and_at_the_limit(panel):
    made, source = panel(one())
    limit = limit_of(source)
    (_, a, green), (b, c, amber), (d, end, red) = zones(made)
    assert a == b == pytest.approx(limit / 2)
    assert c == d == rate(made).slider._tick == pytest.approx(limit)
    assert end == float("inf")
    assert (green, amber, red) == (LIGHT.good, LIGHT.warn, LIGHT.bad)
    assert "exact" in rate(made).toolTip()


@pytest.mark.parametrize(
    ("share", "words"), [(0.49, "well below"), (0.51, "below"), (0.99, "below"), (1.01, "above")]
)
def test_words_say_what_the_colours_say(panel, share, words):
    limit = limit_of(panel(one())[1])
    made, _ = panel(one(learning_rate=share * limit))
    note = rate(made).note
    assert f"{words} 2/λmax = {limit:.3g}" in words_of(made)
    color = {"well below": LIGHT.good, "below": LIGHT.warn, "above": LIGHT.bad}[words]
    assert note.palette().color(note.foregroundRole()).name() == color


def test_beyond_the_limit_training_diverges_and_below_it_does_not(panel):
    limit = limit_of(panel(one())[1])
    for share, grows in ((0.99, False), (1.01, True)):
        made, source = panel(one(learning_rate=share * limit))
        first = source.newest.runs[0].losses.cost
        assert (source.step(2000).runs[0].losses.cost > first) == grows
        assert ("above 2/λmax" in words_of(made)) == grows


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (one(optimizer="momentum"), "this optimiser"),
        (one(batch_size=8), "mini-batches"),
        (one(loss="mae"), "kink"),
    ],
    ids=["momentum", "batches", "kink"],
)
def test_where_there_is_no_limit_it_says_why_and_paints_nothing(panel, scenario, words):
    made, _ = panel(scenario)
    assert zones(made) == ()
    assert rate(made).slider._tick is None
    assert words in words_of(made)
    assert len(rate(made).toolTip()) > 200


def test_a_limit_that_moves_is_called_local(panel):
    made, _ = panel(one("moons", loss="binary_cross_entropy"), steps=3)
    assert "Near these parameters" in rate(made).toolTip()
    assert "exact" not in rate(made).toolTip()


def test_a_tiny_rate_is_below_the_limit_that_is_drawn(panel):
    made, source = panel(one("moons", loss="binary_cross_entropy", learning_rate=1e-6))
    limit = source.newest.runs[0].diagnosis.stability.limit
    assert rate(made).slider._tick == pytest.approx(limit)
    assert words_of(made) == f"η is well below 2/λmax = {limit:.3g}"


def test_a_limit_that_says_nothing_is_not_praised(panel):
    # Where every probability is saturated, the cost is flat at these parameters only.
    start = (40.0, 0.0)
    made, source = panel(one("threshold", loss="binary_cross_entropy", start=start))
    limits = source.newest.runs[0].diagnosis.stability
    assert limits.limit > 1000 * source.newest.runs[0].rate
    assert "λmax" not in str(source.newest.runs[0].diagnosis.reason)
    assert rate(made).note.isHidden()
    assert zones(made) == ()
    assert "says nothing" in rate(made).toolTip()
    made, _ = panel(one("threshold", loss="binary_cross_entropy"))
    assert "well below" in words_of(made)


def test_with_a_schedule_the_scheduled_rate_counts(panel):
    scenario = one(learning_rate=1.5, schedule="exponential", schedule_parameters={"decay": 0.9})
    made, source = panel(scenario)
    assert "now 1.5, above" in words_of(made)
    limit = limit_of(source)
    made, _ = panel(scenario, steps=60)
    assert f"η is now {1.5 * 0.9**60:.3g}, below 2/λmax = {limit:.3g}" in words_of(made)
    assert "schedule" in rate(made).toolTip()


def test_it_follows_the_data_the_loss_and_the_run_that_is_edited(panel, qtbot, monkeypatch):
    monkeypatch.setattr(control_panel, "SETTINGS", 1)
    made, source = panel(one())
    first = zones(made)
    place = rate(made).slider.mapTo(made, QPoint(0, 0))
    made.show_snapshot(source.change(one(reduction="sum")))
    qtbot.waitUntil(lambda: zones(made) != first)
    n = source.newest.scene.objectives[0].n_train
    assert zones(made)[2][0] == pytest.approx(first[2][0] / n)
    made.show_snapshot(source.change(one(loss="mae")))
    qtbot.waitUntil(lambda: zones(made) == ())
    assert rate(made).slider.mapTo(made, QPoint(0, 0)) == place
    two = Scenario(runs=(Run(name="a", loss="mae"), Run(name="b")))
    made, _ = panel(two)
    assert zones(made) == ()
    made._focus.set(1)
    assert len(zones(made)) == 3


def test_colours_follow_the_theme(panel, theme):
    made, _ = panel(one())
    theme.set_mode("dark")
    QApplication.processEvents()
    assert [zone[2] for zone in zones(made)] == [DARK.good, DARK.warn, DARK.bad]


@pytest.mark.parametrize(
    ("data", "loss", "degree", "formula"),
    [
        ("sine", "mse", 2, r"\hat y = w_{1} x + w_{2} x^{2} + b"),
        ("sine", "mse", 9, r"\hat y = w_{1} x + w_{2} x^{2} + \cdots + w_{9} x^{9} + b"),
        (
            "threshold",
            "binary_cross_entropy",
            2,
            r"\begin{array}{l} u = \frac{x - c}{s} \\ z = w_{1} u + w_{2} u^{2} + b \end{array}",
        ),
    ],
)
def test_a_polynomial_of_one_input_is_written_plainly(panel, data, loss, degree, formula):
    made, source = panel(one(data, loss=loss, model="polynomial", degree=degree))
    assert made.model._formula.latex == formula
    objective, theta = source.newest.scene.objectives[0], source.newest.run.theta
    x = source.newest.scene.dataset.x[:5]
    u = (x - objective.dataset.center) / objective.dataset.scale
    by_hand = sum(theta[k] * u ** (k + 1) for k in range(degree)) + theta[degree]
    np.testing.assert_allclose(objective.model.predict_raw(theta, x), by_hand)


def test_a_polynomial_of_two_inputs_is_a_sum_over_products(panel):
    made, _ = panel(one("moons", loss="binary_cross_entropy", model="polynomial"))
    assert "a_1" in made.model._formula.latex
