"""What lessons and descriptions state without a number: computed, and said with its conditions."""

import math
import re

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import linprog

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.lessons.lesson import LessonTask, Question, Text
from lossstudio.engine.lessons.library import lesson_file, shipped_lessons
from lossstudio.engine.lessons.reading import read_lesson
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.training.trainer import Trainer

FOLDERS = {int(folder.name[:2]): folder for folder in shipped_lessons()}
LANGUAGES = ("en", "zh_CN")


def pages(lesson, language):
    return read_lesson(lesson_file(FOLDERS[lesson], language))[0].pages


def words(page):
    """All that a page says, as plain text."""
    texts = [page.title]
    for block in page.blocks:
        if isinstance(block, Text):
            texts.append(block)
        elif isinstance(block, Question):
            texts += [block.text, block.after]
            for answer in block.answers:
                texts += [answer.text, answer.reply]
        elif isinstance(block, LessonTask):
            texts += [block.text, block.hint, block.done]
    return "\n".join(text.plain for text in texts if text is not None)


def trained(lesson, page, *changes, steps=0):
    """The run that a page sets, with other settings, after some steps from its start."""
    whole = read_lesson(lesson_file(FOLDERS[lesson], "en"))[0]
    scenario = whole.opening(page - 1).apply(Scenario(), whole.folder)
    scenario = with_values(scenario, list(changes))
    run = scenario.runs[0]
    as_classes = LOSSES[run.loss].task != "regression"
    trainer = Trainer(scenario.data, run, as_classes=as_classes)
    trainer.advance(steps)
    return trainer


# -- with which conditions a statement is made ---------------------------------------------------

EVERY_PAGE = [
    pytest.param(lesson, number, language, id=f"{lesson:02}-{number}-{language}")
    for lesson in FOLDERS
    for language in LANGUAGES
    for number in range(1, len(pages(lesson, language)) + 1)
]
STATEMENTS = {
    # a sign of the statement, and what has to be said beside it
    "en": [
        (r"No finite optimum|grow for ever", r"linearly separable"),
        (r"maximum likelihood\W+\Z|such a reason", r"independent"),
        (r"\bearly stopping\b", r"may not choose|validation set"),
        (r"all slopes vanish", r"saddle point"),
    ],
    "zh_CN": [
        (r"没有有限的最优解|无止境地增大", r"线性可分"),
        (r"高斯分布，.*最大似然|哪种假设", r"相互独立"),
        (r"提前停止", r"不能靠测试损失|验证集|过拟合"),
        (r"坡度都为零", r"鞍点"),
    ],
}


@pytest.mark.parametrize(("lesson", "number", "language"), EVERY_PAGE)
def test_a_statement_names_its_conditions(lesson, number, language):
    page = words(pages(lesson, language)[number - 1])
    for statement, condition in STATEMENTS[language]:
        if re.search(statement, page) and lesson != 14:  # lesson 14 only repeats
            assert re.search(condition, page), statement


def test_likelihoods_in_descriptions_name_independence():
    for loss in LOSSES.values():
        if "noise" in str(loss.description) and "likelihood" in str(loss.description):
            assert re.search(r"independent|asymmetric Laplace", str(loss.description)), loss.name
    assert "separates them" in DATASETS["blobs"].description


# -- what is stated is so ------------------------------------------------------------------------


def test_longer_steps_get_there_sooner_only_up_to_a_point():
    def steps_to_settle(rate):
        trainer = trained(1, 4, ("runs.0.learning_rate", rate))
        while trainer.losses.train_loss > 0.08007 and trainer.step < 500:
            assert trainer.advance(1)
        return trainer.step

    slow, fast, slower_again, never = map(steps_to_settle, (0.3, 0.75, 0.9, 1.0))
    assert fast < slow
    assert fast < slower_again
    assert never == 500
    for language in LANGUAGES:
        assert not re.search(r"ones would get there sooner|长些早到", words(pages(1, language)[3]))


def test_the_first_step_lowers_the_mean_loss_as_stated():
    trainer = trained(4, 1)
    before = trainer.losses.train_loss
    trainer.advance(1)
    for language in LANGUAGES:
        said = words(pages(4, language)[0])
        assert f"{before:.3f}" in said
        assert f"{trainer.losses.train_loss:.3f}" in said


def test_a_step_is_minus_the_gradient_times_the_rate():
    trainer = trained(4, 2)
    before, gradient = trainer.theta, trainer.gradient
    trainer.advance(1)
    np.testing.assert_allclose(trainer.theta - before, -0.001 * gradient, rtol=1e-12)
    assert "minus the gradient times" in words(pages(4, "en")[1])
    assert "负的梯度乘以" in words(pages(4, "zh_CN")[1])


def test_an_l1_penalty_has_an_optimum_at_zero_around_which_steps_jitter():
    trainer = trained(9, 2, ("runs.0.l2", 0.0), ("runs.0.l1", 3.0), steps=2000)
    x = trainer.objective.features[: trainer.objective.n_train, 0]
    y = trainer.objective.y[: trainer.objective.n_train, 0]
    # At w = 0 the slope of the data's part stays within the kink of the penalty: the optimum is 0.
    assert abs(2.0 * np.mean((x - x.mean()) * (y - y.mean()))) < 3.0
    weights = []
    for _ in range(6):
        trainer.advance(1)
        weights.append(float(trainer.theta[trainer.objective.is_weight][0]))
    assert min(map(abs, weights)) > 1e-3
    assert min(weights) < 0.0 < max(weights)
    assert "jitter around" in RUN_FIELDS["l1"].help
    assert "jitter around" in words(pages(9, "en")[1])


def test_a_negative_weight_costs_the_same_penalty_and_fits_worse():
    right, negative = (
        trained(9, 2, ("runs.0.l2", 0.3), ("runs.0.start", [weight, 1.0])).losses
        for weight in (1.08, -1.08)
    )
    assert negative.cost - negative.train_loss == pytest.approx(right.cost - right.train_loss)
    assert negative.train_loss > right.train_loss
    assert "the penalty would be worse" not in words(pages(9, "en")[1])


@pytest.mark.parametrize(("page", "changes"), [((6, 5), ()), ((8, 5), (("data.noise", 0.1),))])
def test_the_classes_are_linearly_separable(page, changes):
    objective = trained(*page, *changes).objective
    x, y = (rows[: objective.n_train] for rows in (objective.features, objective.y))
    ones = np.column_stack([x, np.ones(len(x))])
    labels = np.argmax(y, axis=1) if y.shape[1] > 1 else y[:, 0].astype(int)
    # A linear program: scores that put each sample's own class first by at least 1.
    k, d = len(np.unique(labels)), ones.shape[1]
    rows = []
    for features, label in zip(ones, labels, strict=True):
        for other in set(range(k)) - {label}:
            row = np.zeros((k, d))
            row[label], row[other] = -features, features
            rows.append(row.ravel())
    found = linprog(
        np.zeros(k * d), A_ub=np.array(rows), b_ub=-np.ones(len(rows)), bounds=(None, None)
    )
    assert found.status == 0


def test_the_start_with_zero_weights_is_a_saddle():
    trainer = trained(13, 5)
    assert trainer.gradient_norm < 1e-12
    theta, objective, h = trainer.theta, trainer.objective, 1e-4
    columns = [
        (objective.evaluate(theta + h * e)[1] - objective.evaluate(theta - h * e)[1]) / (2.0 * h)
        for e in np.eye(len(theta))
    ]
    values = np.linalg.eigvalsh(0.5 * (np.array(columns) + np.array(columns).T))
    assert values[0] < -1e-3
    assert values[-1] > 1e-3


@pytest.mark.parametrize("tau", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("predicted", [-2.0, 0.0, 3.0])
def test_pinball_is_the_likelihood_of_asymmetric_laplace_noise(tau, predicted):
    def density(y):
        loss, _ = LOSSES["pinball"].value_and_gradient([[predicted]], [[y]], tau=tau)
        return tau * (1.0 - tau) * math.exp(-loss[0])

    below, above = (
        quad(density, *ends)[0] for ends in ((predicted - 400.0, predicted), (predicted, 400.0))
    )
    assert below + above == pytest.approx(1.0, abs=1e-6)
    assert below == pytest.approx(tau)
    assert "asymmetric Laplace" in words(pages(14, "en")[0])
    assert "非对称拉普拉斯" in words(pages(14, "zh_CN")[0])


def test_a_factor_below_one_brings_the_largest_probability_nearer_to_the_others():
    scores = np.array([2.0, 1.0, -1.0])
    largest = [float(np.max(np.exp(c * scores) / np.exp(c * scores).sum())) for c in (0.5, 1, 2)]
    assert largest == sorted(largest)
    assert "multiplied by more than 1" in words(pages(8, "en")[0])


def test_with_the_sum_the_same_rate_is_beyond_the_limit():
    trainer = trained(4, 6, ("runs.0.reduction", "sum"), steps=8)
    assert diagnose(trainer).status is Status.DIVERGING
    assert "if there were no limit" not in words(pages(4, "en")[5])


def test_gradient_descent_is_in_the_valley_after_one_step():
    trainer = trained(12, 1)
    assert trainer.rate == 0.4
    x = trainer.objective.features[: trainer.objective.n_train, 0]
    y = trainer.objective.y[: trainer.objective.n_train, 0]
    design = np.column_stack([x, np.ones(len(x))])
    order = [0, 1]
    _, vectors = np.linalg.eigh(2.0 / len(x) * design.T @ design)
    best = np.linalg.lstsq(design, y, rcond=None)[0]
    across = [abs(vectors[:, 1] @ (trainer.theta[order] - best))]
    trainer.advance(1)
    across.append(abs(vectors[:, 1] @ (trainer.theta[order] - best)))
    assert across[1] < 0.05 * across[0]
    for language in LANGUAGES:
        assert "η = 0.4" in words(pages(12, language)[0])


def test_the_tables_of_real_data_say_what_they_hold():
    assert "a few rich households" in DATASETS["engel"].description
    assert "rolled" not in DATASETS["cars"].description
