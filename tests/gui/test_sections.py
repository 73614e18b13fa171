"""The settings: each field that has a section has a control there, which can be hidden."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.hiding import SECTIONS
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.panels.withheld import Withholdable
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.scenario_state import ScenarioState

RUNS = (
    Run(model="mlp", loss="huber", optimizer="adam", schedule="cosine", batch_size=8),
    Run(model="polynomial", loss="formula", formula="abs(r) + a*r^2", optimizer="momentum"),
)
"""Between them, they use every field."""


@pytest.fixture(params=RUNS, ids=lambda run: run.model)
def panel(request, qapp, qtbot):
    state = ScenarioState(Scenario(runs=(request.param,)))
    comparing = Comparing(state)
    panel = ControlPanel(state, comparing)
    panel.kept = state, comparing
    qtbot.addWidget(panel)
    panel.resize(400, 2000)
    panel.show()
    return panel


def controls_of(panel, field):
    return [
        child
        for child in panel.findChildren(QWidget)
        if isinstance(child, Withholdable) and child.field == field
    ]


def test_every_field_of_a_section_has_a_control(panel):
    for fields in SECTIONS.values():
        for field in fields:
            assert controls_of(panel, field), field


def test_what_is_withheld_is_not_seen_and_comes_back(panel):
    for field in [*SECTIONS, *(path for path, row in FIELDS.items() if row.section)]:
        before = [control.isVisibleTo(panel) for control in controls_of(panel, field)]
        panel.withhold({field})
        assert not any(control.isVisibleTo(panel) for control in controls_of(panel, field)), field
        panel.withhold(set())
        QApplication.processEvents()
        after = [control.isVisibleTo(panel) for control in controls_of(panel, field)]
        assert after == before, field
