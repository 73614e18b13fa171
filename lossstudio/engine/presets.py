"""The titles of the scenarios that ship with the program, in the order of a first tour."""

from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.scenarios.scenario import Data, Scenario

FIRST = Scenario(data=Data(outliers_in="train"))
"""What the window shows at the first start. Outliers in the training samples alone: else the test
loss would reward the model that follows them."""

PRESET_TITLES = {
    "article": QT_TRANSLATE_NOOP("core", "The article's example: a line without a bias"),
    "article_with_bias": QT_TRANSLATE_NOOP("core", "The article's example, with a bias"),
    "d2l_line": QT_TRANSLATE_NOOP(
        "core", "Dive into Deep Learning: linear regression in mini-batches"
    ),
    "outliers": QT_TRANSLATE_NOOP("core", "Outliers: squared error, absolute error and Huber"),
    "rate_too_large": QT_TRANSLATE_NOOP("core", "A learning rate above its limit"),
    "overfitting": QT_TRANSLATE_NOOP("core", "Overfitting: a polynomial of degree 9 on 12 samples"),
    "pass_or_fail": QT_TRANSLATE_NOOP("core", "Pass or fail: logistic regression"),
    "separable": QT_TRANSLATE_NOOP("core", "Separable classes: no finite optimum"),
    "watermelon": QT_TRANSLATE_NOOP(
        "core", "Zhou's watermelons: logistic regression to its optimum"
    ),
    "three_classes": QT_TRANSLATE_NOOP("core", "Three classes: softmax and cross-entropy"),
    "moons_network": QT_TRANSLATE_NOOP("core", "Two moons: a small network"),
    "spirals_network": QT_TRANSLATE_NOOP("core", "Two spirals: a deeper network with mini-batches"),
}
"""Each preset's title by its file's name; the file holds the same title."""
