"""What of the window a lesson may touch."""

from collections.abc import Callable
from typing import NamedTuple

from lossstudio.gui.documents.document import Document
from lossstudio.gui.kit.i18n import Language
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.shell.contents import Contents
from lossstudio.gui.shell.presentation import Presentation
from lossstudio.gui.shell.speed import Speed
from lossstudio.gui.shell.workspace import Workspace
from lossstudio.gui.slow_motion.slow_motion import SlowMotion
from lossstudio.gui.state.hiding import Hiding
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.run_controller import RunController


class Host(NamedTuple):
    """The parts that a lesson's settings and pages reach."""

    state: ScenarioState
    controller: RunController
    document: Document
    workspace: Workspace
    presentation: Presentation
    hiding: Hiding
    language: Language
    control_panel: ControlPanel
    speed: Speed
    contents: Contents
    slow_motion: SlowMotion
    show_failure: Callable[[str], None]
