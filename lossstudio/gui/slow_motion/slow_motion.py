"""Tells the coming step of the run that is looked at, over all open pictures, and then takes it."""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.shell.contents import Contents
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.background import Job
from lossstudio.gui.training.run_controller import RunController
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.view import View

if TYPE_CHECKING:  # loaded when a step is told
    from lossstudio.engine.numbers.story import Story, StoryFrame
    from lossstudio.gui.slow_motion.caption import Caption
    from lossstudio.gui.slow_motion.keys import StoryKeys
    from lossstudio.gui.slow_motion.player import Player

_OVERFLOWS = Message(
    QT_TRANSLATE_NOOP(
        "core", "The coming step leaves the finite numbers: there is nothing to tell of it."
    )
)


class SlowMotion(QObject):
    """One step in slow motion. While it is told, training rests; what changes the step ends it."""

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it is an error."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(
        self,
        window: QMainWindow,
        action: QAction,
        state: ScenarioState,
        controller: RunController,
        contents: Contents,
        theme: Theme,
    ) -> None:
        """`action` begins and ends it, and is checked meanwhile."""
        super().__init__(window)
        self._window = window
        self._action = action
        self._controller = controller
        self._contents = contents
        self._theme = theme
        self._parts: tuple[Player, Caption, StoryKeys] | None = None
        self._is_asked = False  # it begins as soon as training rests
        self._wanted: Snapshot | None = None  # the one whose story is being made
        self._story: Story | None = None
        self._is_taken = False  # the last beat is told, and the step is being done
        action.triggered.connect(self.toggle)
        theme.changed.connect(self.redraw)
        controller.snapshot_changed.connect(self._follow)
        controller.running_changed.connect(self._running_changed)
        state.changed.connect(lambda _: self.end() if self._story is not None else None)

    @property
    def is_on(self) -> bool:
        """A step is being told, or is about to be."""
        return self._is_asked or self._story is not None

    @property
    def story(self) -> "Story | None":
        """What is told."""
        return self._story

    @property
    def player(self) -> "Player":
        """Its clock."""
        return self._made()[0]

    @property
    def caption(self) -> "Caption":
        """Its sentences."""
        return self._made()[1]

    def toggle(self) -> None:
        """Begin, or end."""
        if self.is_on:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Tell the coming step, from where training rests; it pauses for that."""
        self.end()
        self._is_asked = True
        self._action.setChecked(True)
        if self._controller.is_running:
            self._controller.play(False)
        snapshot = self._controller.snapshot
        if snapshot is not None:
            self._follow(snapshot)

    def end(self) -> None:
        """Tell no more, and take no step."""
        self._is_asked = self._is_taken = False
        self._wanted = None
        self._action.setChecked(False)
        if self._story is None:
            return
        self._story = None
        player, caption, keys = self._made()
        player.end()
        keys.end()
        caption.end()
        self._show(None)

    # -- the step ---------------------------------------------------------------------------------

    def _follow(self, snapshot: Snapshot) -> None:
        """Begin with a snapshot at rest; go with one that shows another step."""
        story = self._story
        if story is not None:
            is_same = (
                snapshot.scene.objective is story.objective and snapshot.run.step == story.step
            )
            if not is_same or snapshot.is_running or snapshot.run.overflowed:
                self.end()
            else:
                self.redraw()
        elif self._is_asked and self._controller.is_current and not snapshot.is_running:
            self._prepare(snapshot)

    def _prepare(self, snapshot: Snapshot) -> None:
        """Have the story of the coming step made, in a pool thread, as it passes over the data."""
        if self._wanted is not None and self._wanted.run.moment is snapshot.run.moment:
            return
        self._wanted = snapshot
        job = Job(partial(_story_of, snapshot), self)
        job.done.connect(partial(self._take, snapshot))
        job.failed.connect(self.failed)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()

    def _take(self, snapshot: Snapshot, story: "Story") -> None:
        if snapshot is not self._wanted:
            return
        self._wanted, self._is_asked = None, False
        if snapshot.run.overflowed or not np.isfinite(story.after.cost):
            self.end()
            self.told.emit(_OVERFLOWS, False)
            return
        self._story = story
        player, caption, keys = self._made()
        keys.begin()
        caption.begin()
        player.begin()

    def _running_changed(self, is_running: bool) -> None:
        if is_running:
            self.end()

    def _finish(self) -> None:
        """Take the step. What has been drawn stays until it is done."""
        if not self._is_taken:
            self._is_taken = True
            self._controller.step(1)

    # -- showing ----------------------------------------------------------------------------------

    def _made(self) -> "tuple[Player, Caption, StoryKeys]":
        """The clock, the caption and the keys, made when a step is told for the first time."""
        if self._parts is None:
            from lossstudio.gui.slow_motion.caption import Caption
            from lossstudio.gui.slow_motion.keys import StoryKeys
            from lossstudio.gui.slow_motion.player import Player

            player, caption = Player(self), Caption(self._window, self._theme)
            keys = StoryKeys(
                {
                    Qt.Key.Key_Space: player.toggle,
                    Qt.Key.Key_Right: player.forward,
                    Qt.Key.Key_Left: player.backward,
                    Qt.Key.Key_Escape: self.end,
                },
                self,
            )
            player.changed.connect(self.redraw)
            player.finished.connect(self._finish)
            caption.toggled.connect(player.toggle)
            caption.forward.connect(player.forward)
            caption.backward.connect(player.backward)
            caption.closed.connect(self.end)
            self._parts = player, caption, keys
        return self._parts

    def redraw(self) -> None:
        """Show what is told in all pictures in sight, in the present language and colours."""
        story = self._story
        if story is None:
            return
        from lossstudio.engine.numbers.story import StoryFrame
        from lossstudio.gui.slow_motion import words

        player, caption, _ = self._made()
        caption.show_beat(player.beat, words.caption(story, player.beat), player.is_paused)
        self._show(StoryFrame(story, player.beat, player.share))

    def _show(self, frame: "StoryFrame | None") -> None:
        for content in self._contents.made.values():
            if isinstance(content, View) and (frame is None or content.isVisible()):
                content.show_beat(frame)


def _story_of(snapshot: Snapshot) -> "Story":
    from lossstudio.engine.numbers.story import make_story
    from lossstudio.gui.views.plot.samples import drawn_rows

    scene, run = snapshot.scene, snapshot.run
    drawn = drawn_rows(len(scene.dataset.x))
    return make_story(
        scene.objective,
        run.step,
        run.moment,
        run.coming,
        run.losses,
        run.picture,
        scene.canvas,
        drawn,
    )
