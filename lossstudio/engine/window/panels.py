"""The window's panels: an entry each, from which everything that names panels follows.

The window builds them and their menus by it, ``render`` draws the figures among them, scenarios
hide them and lessons show them. The entries stand below the window because files and lessons are
checked without one: what a panel is made of is named here, and loaded there.
"""

import msgspec

from lossstudio.core.text import QT_TRANSLATE_NOOP

LEFT, MIDDLE, RIGHT, FAR_RIGHT = "left", "middle", "right", "far right"
"""The columns of the window."""


class PanelKey(msgspec.Struct, frozen=True):
    """Keys of a panel that has the focus, by their names, and what they do there."""

    names: str
    does: str


VIEW_ALL = PanelKey("A", QT_TRANSLATE_NOOP("core", "show everything again after zooming"))
SORT = PanelKey("O", QT_TRANSLATE_NOOP("core", "sort by the column"))
MOVE = PanelKey("← → ↑ ↓", QT_TRANSLATE_NOOP("core", "move within it"))


class PanelEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A panel. Adding one is a class of the window and an entry."""

    name: str
    """In files, lessons and commands."""
    title: str
    """Over the panel, on its tab and in menus; marked for translation."""
    view: str
    """What is shown in it: the module below ``lossstudio.gui``, and the class."""
    needs: tuple[str, ...] = ("theme",)
    """The parts of the window that the class is made with, in order."""
    column: str
    rank: int
    """Where it stands at first: the first of a column above, the others as tabs below it."""
    key: int | None = None
    """The digit that, with Ctrl, shows and hides it."""
    own_keys: tuple[PanelKey, ...] = ()
    """What other keys do while it has the focus."""
    is_figure: bool = False
    """A picture of it can be saved, also by ``render``."""
    can_be_hidden: bool = True
    """Scenarios and lessons may hide it, and lessons show it."""
    least: tuple[int, int] = (220, 150)
    """The width and height that it keeps where there is room, in pixels at the usual size."""
    width: int | None = None
    """For one at the side, whose width stays when the window becomes wider: its usual one."""
    most_width: int | None = None
    """More does nothing for what is in it."""
    is_usual: bool = False
    """One of those that are shown where nothing says which."""


ENTRIES = (
    PanelEntry(
        name="controls",
        title=QT_TRANSLATE_NOOP("core", "Settings"),
        view="panels.control_panel.ControlPanel",
        needs=("state", "comparing"),
        column=LEFT,
        rank=0,
        key=1,
        least=(292, 200),
        width=292,
        most_width=412,
        is_usual=True,
    ),
    PanelEntry(
        name="fit",
        title=QT_TRANSLATE_NOOP("core", "Fit"),
        view="views.fit.fit_view.FitView",
        column=MIDDLE,
        rank=0,
        key=2,
        own_keys=(
            VIEW_ALL,
            PanelKey("D", QT_TRANSLATE_NOOP("core", "edit data")),
            PanelKey("E", QT_TRANSLATE_NOOP("core", "residuals, their squares, mistakes")),
            PanelKey(
                QT_TRANSLATE_NOOP("core", "Tab, ← → ↑ ↓"),
                QT_TRANSLATE_NOOP("core", "choose a handle of the model, move it (Shift: further)"),
            ),
        ),
        is_figure=True,
        is_usual=True,
    ),
    PanelEntry(
        name="loss",
        title=QT_TRANSLATE_NOOP("core", "Loss curve"),
        view="views.loss_curve.loss_curve_view.LossCurveView",
        column=RIGHT,
        rank=0,
        key=7,
        own_keys=(
            VIEW_ALL,
            PanelKey("W", QT_TRANSLATE_NOOP("core", "what if η were a third, or three times")),
        ),
        is_figure=True,
        is_usual=True,
    ),
    PanelEntry(
        name="landscape",
        title=QT_TRANSLATE_NOOP("core", "Landscape"),
        view="views.landscape.landscape_view.LandscapeView",
        column=RIGHT,
        rank=1,
        key=8,
        own_keys=(VIEW_ALL, MOVE),
        is_figure=True,
    ),
    PanelEntry(
        name="shape",
        title=QT_TRANSLATE_NOOP("core", "Loss shape"),
        view="views.loss_shape.loss_shape_view.LossShapeView",
        column=RIGHT,
        rank=2,
        key=9,
        own_keys=(VIEW_ALL,),
        is_figure=True,
    ),
    PanelEntry(
        name="step",
        title=QT_TRANSLATE_NOOP("core", "Step size"),
        view="views.step_size.step_size_view.StepSizeView",
        column=RIGHT,
        rank=3,
        own_keys=(VIEW_ALL,),
        is_figure=True,
    ),
    PanelEntry(
        name="sweep",
        title=QT_TRANSLATE_NOOP("core", "Sweep"),
        view="views.sweep.sweep_view.SweepView",
        column=RIGHT,
        rank=4,
        own_keys=(
            VIEW_ALL,
            PanelKey(
                QT_TRANSLATE_NOOP("core", "← →, Enter"),
                QT_TRANSLATE_NOOP("core", "walk along the values, set one"),
            ),
        ),
        is_figure=True,
    ),
    PanelEntry(
        name="metrics",
        title=QT_TRANSLATE_NOOP("core", "Metrics"),
        view="views.metrics.metrics_view.MetricsView",
        column=MIDDLE,
        rank=4,
        key=5,
        is_figure=True,
    ),
    PanelEntry(
        name="numbers",
        title=QT_TRANSLATE_NOOP("core", "This step"),
        view="views.step_numbers.step_numbers_view.StepNumbersView",
        column=MIDDLE,
        rank=1,
        key=3,
        own_keys=(MOVE,),
        is_figure=True,
    ),
    PanelEntry(
        name="samples",
        title=QT_TRANSLATE_NOOP("core", "Samples"),
        view="views.samples.samples_view.SamplesView",
        column=MIDDLE,
        rank=2,
        key=4,
        own_keys=(
            PanelKey(
                QT_TRANSLATE_NOOP("core", "Enter, Insert, Delete"),
                QT_TRANSLATE_NOOP("core", "edit a number, add, remove"),
            ),
            SORT,
            MOVE,
        ),
        is_figure=True,
    ),
    PanelEntry(
        name="network",
        title=QT_TRANSLATE_NOOP("core", "Network"),
        view="views.network.network_view.NetworkView",
        column=MIDDLE,
        rank=5,
        key=6,
        own_keys=(
            PanelKey("G", QT_TRANSLATE_NOOP("core", "gradients instead of weights")),
            PanelKey("Enter", QT_TRANSLATE_NOOP("core", "enlarge the unit's picture")),
            MOVE,
        ),
        is_figure=True,
    ),
    PanelEntry(
        name="compare",
        title=QT_TRANSLATE_NOOP("core", "Compare"),
        view="views.compare.compare_view.CompareView",
        needs=("theme", "state", "comparing"),
        column=MIDDLE,
        rank=3,
        own_keys=(
            PanelKey(
                QT_TRANSLATE_NOOP("core", "F2, Insert, Delete"),
                QT_TRANSLATE_NOOP("core", "rename, add, remove a run"),
            ),
            SORT,
            MOVE,
        ),
    ),
    PanelEntry(
        name="code",
        title=QT_TRANSLATE_NOOP("core", "Python code"),
        view="views.code.code_view.CodeView",
        needs=("theme", "language"),
        column=MIDDLE,
        rank=6,
    ),
    PanelEntry(
        name="lesson",
        title=QT_TRANSLATE_NOOP("core", "Lesson"),
        view="lessons.place.LessonPlace",
        needs=("theme", "settings"),
        column=FAR_RIGHT,
        rank=0,
        can_be_hidden=False,
        least=(220, 200),
        width=360,
    ),
)

CONTROLS, LESSON = "controls", "lesson"
"""The two that stand at the sides of the pictures."""


def entry_of(name: str) -> PanelEntry:
    """The entry called `name`. Raises `KeyError` where there is none."""
    for entry in ENTRIES:
        if entry.name == name:
            return entry
    raise KeyError(name)


def in_menu_order() -> list[PanelEntry]:
    """By their keys; then those without one, as they stand in the table."""
    return sorted(ENTRIES, key=lambda entry: entry.key or len(ENTRIES) + 10)


def hideable_panels() -> tuple[str, ...]:
    """The names of the panels that a scenario may hide."""
    return tuple(entry.name for entry in ENTRIES if entry.can_be_hidden)


def figure_panels() -> tuple[str, ...]:
    """The names of the panels of which pictures are made."""
    return tuple(entry.name for entry in ENTRIES if entry.is_figure)


def usual_panels() -> tuple[str, ...]:
    """What is shown where nothing says which panels."""
    return tuple(entry.name for entry in ENTRIES if entry.is_usual)
