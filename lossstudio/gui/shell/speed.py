"""How fast training is shown: as a person likes, or as a scenario or a lesson's page asks."""

from lossstudio.engine.window.arrangements import AS_FAST_AS_IT_CAN
from lossstudio.gui.panels.transport_bar import TransportBar
from lossstudio.gui.training.training_worker import UNLIMITED


class Speed:
    """The speed of the transport bar, and the person's own beneath it."""

    def __init__(self, transport: TransportBar) -> None:
        self._transport = transport
        self._own = self._asked = transport.speed

    @property
    def own(self) -> float:
        """Steps a second, as a person has chosen, whatever is asked for."""
        shown = self._transport.speed
        return self._own if shown == self._asked else shown

    def ask(self, speed: float | str | None) -> None:
        """Train with the speed that a scenario or a page asks for; with None, as a person has
        it."""
        transport = self._transport
        self._own = self.own
        wanted = self._own if speed is None else speed
        transport.set_speed(UNLIMITED if wanted == AS_FAST_AS_IT_CAN else float(wanted))
        self._asked = transport.speed
