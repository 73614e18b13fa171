"""The polynomial model: linear in its parameters, curved in its inputs."""

import itertools
import math
from collections.abc import Sequence
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models.base import Array, Columns, Comment, Initializer, Inputs, ModelKind
from lossstudio.core.models.initializations import INITIALIZATIONS
from lossstudio.core.models.linear import LinearModel
from lossstudio.core.symbols import superscript
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message

ORDER = 2

MOST_FEATURES = 2000
"""More monomials than this are refused: the model would no longer be one to look at."""

MOST_TERMS = 3
"""Powers of one input that a formula writes out."""


class PolynomialModel(LinearModel):
    """All monomials of total degree 1 to `degree` of u = (x − center) / scale, and a bias.

    Monomials are in graded order (u₁, u₂, u₁², u₁u₂, u₂², …); theta is laid out as in `LinearModel`
    and multiplies the monomials of u. `in_data_units` gives the coefficients of the monomials of x.
    `ValueError` for a degree below 1.
    """

    makes_features = True
    factors: tuple[tuple[int, ...], ...]

    def __init__(
        self, inputs: Inputs, n_outputs: int, *, degree: int, bias: bool, initialize: Initializer
    ) -> None:
        if degree < 1:
            raise ValueError(f"degree must be at least 1, not {degree}")
        # Each monomial as the inputs that it multiplies: (0, 0, 1) is u₁²u₂.
        self.factors = tuple(
            factors
            for total in range(1, degree + 1)
            for factors in itertools.combinations_with_replacement(range(inputs.count), total)
        )
        super().__init__(
            inputs, n_outputs, bias=bias, initialize=initialize, n_features=len(self.factors)
        )
        self.degree = degree
        self.standardizes = not inputs.are_standard

    def features(self, x: Array) -> Array:
        """The monomials of u and, with a bias, 1, for inputs (n, d): (n, q), C-contiguous."""
        u = self.inputs.standardized(x)
        features = np.ones((len(u), self._shape[0]))
        row = {factors: number for number, factors in enumerate(self.factors)}
        for number, factors in enumerate(self.factors):
            column = u[:, factors[-1]]
            if len(factors) > 1:
                column = features[:, row[factors[:-1]]] * column
            features[:, number] = column
        return features

    def in_data_units(self, theta: Array) -> dict[str, Array]:
        """The coefficients of the monomials of x, shaped as in `LinearModel.in_data_units`.

        By the binomial theorem. Centring implies a constant term: it is ``bias`` even where the
        model has none of its own.
        """
        if not self.standardizes:
            return super().in_data_units(theta)
        blocks = self.unpack(theta)
        targets, sources, coefficients = self._expansion
        raw = np.zeros((self.n_features + 1, self.n_outputs))
        np.add.at(raw, targets, coefficients[:, None] * blocks["weights"][sources])
        converted = {"weights": raw[:-1]}
        if self.bias:
            converted["bias"] = raw[-1] + blocks["bias"]
        elif self.inputs.center.any():
            converted["bias"] = raw[-1]
        return self._squeezed(converted)

    def from_data_units(self, parameters: Array) -> Array:
        """theta (p,) of coefficients (p,) of the monomials of x: the other way round, x = s u + c.

        For a model with a bias, or inputs that are not centred: else the constant has no place.
        """
        self.check_size(parameters)
        if not self.standardizes:
            return np.array(parameters)
        targets, sources, coefficients = self._expanded(self.inputs.center, 1.0 / self.inputs.scale)
        given = np.asarray(parameters).reshape(self._shape)
        theta = np.zeros((self.n_features + 1, self.n_outputs))
        np.add.at(theta, targets, coefficients[:, None] * given[sources])
        if self.bias:
            theta[-1] += given[-1]
        return theta[: self._shape[0]].ravel()

    @cached_property
    def weight_units(self) -> Array:
        """The coefficients of the monomials of x as sums of those of u, (p, p)."""
        if not self.standardizes:
            return super().weight_units
        targets, sources, coefficients = self._expansion
        matrix = np.zeros((self.n_features + 1, self._shape[0]))
        np.add.at(matrix, (targets, sources), coefficients)
        matrix[-1] = 0.0
        return np.asarray(np.kron(matrix[: self._shape[0]], np.eye(self.n_outputs)))

    @cached_property
    def _expansion(self) -> tuple[NDArray[np.intp], NDArray[np.intp], Array]:
        """Monomials of u as sums of monomials of x."""
        return self._expanded(-self.inputs.center / self.inputs.scale, self.inputs.scale)

    def _expanded(
        self, shift: Array, divisor: Array
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], Array]:
        """Monomials of x / divisor + shift as sums of monomials of x.

        That is which of x, which of the others, and the coefficient. The last place among those of
        x is the constant.
        """
        shifts, divisors = shift.tolist(), divisor.tolist()
        place = {factors: number for number, factors in enumerate(self.factors)}
        place[()] = self.n_features
        targets, sources, coefficients = [], [], []
        for source, factors in enumerate(self.factors):
            # (x_j / d_j + h_j)^e = Σ_a C(e, a) (x_j / d_j)^a h_j^(e − a)
            one_input = [
                [
                    ((j,) * a, math.comb(e, a) * shifts[j] ** (e - a) / divisors[j] ** a)
                    for a in range(e + 1)
                    if shifts[j] or a == e
                ]
                for j, e in ((j, factors.count(j)) for j in sorted(set(factors)))
            ]
            for term in product(*one_input):
                targets.append(place[sum((part for part, _ in term), ())])
                sources.append(source)
                coefficients.append(math.prod(coefficient for _, coefficient in term))
        return np.array(targets), np.array(sources), np.array(coefficients)

    @cached_property
    def feature_labels(self) -> tuple[str, ...]:
        """The monomial of x that each weight in the data's units multiplies: ``x₁²x₂``."""
        return self.named_features(self.inputs.symbols)

    def named_features(self, names: Sequence[str], sign: str = "") -> tuple[str, ...]:
        """The monomials as products of inputs that are called `names`, with `sign` between them."""
        labels = []
        for factors in self.factors:
            powers = [(j, factors.count(j)) for j in sorted(set(factors))]
            labels.append(sign.join(self._power(names[j], j, power) for j, power in powers))
        return tuple(labels)

    def _power(self, name: str, j: int, power: int) -> str:
        """The power of input `j`, which is called `name`."""
        if power == 1:
            return name
        is_symbol = not name[1:].strip("₀₁₂₃₄₅₆₇₈₉")
        is_word = is_symbol or (" " not in name and self.inputs.is_given(j))
        return (name if is_word else f"({name})") + superscript(power)

    def columns(self, u: str) -> Columns:
        """The monomials in a script: powers of one input, or products of several."""
        if self.inputs.count > 1:
            return Columns(f"monomials({u}, {self.degree})", (monomials,))
        is_one = self.degree == 1
        return Columns(u if is_one else f"*np.cumprod([{u}] * {self.degree}, axis=0)")


def monomials(u: Array, degree: int) -> Array:
    """All products of up to `degree` of the inputs u."""
    inputs, products = range(u.shape[1]), []
    for total in range(1, degree + 1):
        for factors in itertools.combinations_with_replacement(inputs, total):
            products.append(u[:, factors].prod(axis=1))
    return np.column_stack(products)


def build(
    inputs: Inputs,
    n_outputs: int,
    *,
    degree: int,
    bias: bool,
    initialization: str,
    field: str = "",
    **_: object,
) -> PolynomialModel:
    """A polynomial model; see `ModelKind`."""
    count = math.comb(inputs.count + degree, degree) - 1
    if count > MOST_FEATURES:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: {inputs} inputs would give {count} terms; at most {maximum} "
                "are possible. Choose a lower degree or the linear model",
            ),
            field=f"{field}.degree" if field else "degree",
            value=degree,
            inputs=inputs.count,
            count=count,
            maximum=MOST_FEATURES,
        )
    initialize = INITIALIZATIONS[initialization].function
    return PolynomialModel(inputs, n_outputs, degree=degree, bias=bias, initialize=initialize)


def formula_of_one_input(degree: int, bias: bool, standardizes: bool) -> str:
    r"""The formula where there is one input, without its middle terms where there are many.

    >>> formula_of_one_input(2, True, False)
    'z = w_{1} x + w_{2} x^{2} + b'
    >>> formula_of_one_input(7, False, False)
    'z = w_{1} x + w_{2} x^{2} + \\cdots + w_{7} x^{7}'
    """
    symbol = "u" if standardizes else "x"
    powers = [symbol, *(f"{symbol}^{{{power}}}" for power in range(2, degree + 1))]
    terms = [f"w_{{{number}}} {power}" for number, power in enumerate(powers, 1)]
    if degree > MOST_TERMS:
        terms = [*terms[:2], r"\cdots", terms[-1]]
    line = "z = " + " + ".join([*terms, "b"] if bias else terms)
    if not standardizes:
        return line
    return rf"\begin{{array}}{{l}} u = \frac{{x - c}}{{s}} \\ {line} \end{{array}}"


def short(degree: int, **_: object) -> Message:
    """A name for tables."""
    return Message(QT_TRANSLATE_NOOP("core", "Degree {degree}"), {"degree": degree})


def comment(degree: int, **_: object) -> Comment:
    """What a script says of it."""
    text = "a weighted sum of the inputs' powers and products up to degree {degree}"
    return text, {"degree": degree}


MODEL = ModelKind(
    name="polynomial",
    label=QT_TRANSLATE_NOOP("core", "Polynomial"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "A weighted sum of all products of the inputs up to the chosen degree, plus a bias. It is "
        "curved in the inputs and still linear in its parameters. The inputs are first centred "
        "by c and divided by s, so that high powers stay of order 1.",
    ),
    formula=r"\begin{array}{l} u = \frac{x - c}{s} \\ "
    r"z = b + \sum_{1 \le a_1 + \cdots + a_d \le D} w_a \, u_1^{a_1} \cdots u_d^{a_d} \end{array}",
    formula_without_bias=r"\begin{array}{l} u = \frac{x - c}{s} \\ "
    r"z = \sum_{1 \le a_1 + \cdots + a_d \le D} w_a \, u_1^{a_1} \cdots u_d^{a_d} \end{array}",
    fields=("degree", "bias", "initialization"),
    build=build,
    formula_of_one_input=formula_of_one_input,
    short=short,
    comment=comment,
    compared={"degree": 3},
)
