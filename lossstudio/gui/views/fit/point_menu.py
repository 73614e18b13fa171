"""What the fit's context menu offers for a sample, and for an empty place."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu

from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.views.fit.layers import FitLayer
from lossstudio.gui.views.plot.samples import class_name


def offer_for_sample(menu: QMenu, editor: DataEditor, layer: FitLayer, sample: int) -> None:
    """Remove the sample, make it an outlier, change its class."""
    text = translate("FitView", "Remove sample {number}").format(
        number=layer.dataset.number_of(sample)
    )
    menu.addAction(text).triggered.connect(lambda: editor.remove([sample]))
    far = menu.addAction(translate("FitView", "Make it an outlier"))
    far.triggered.connect(lambda: editor.make_outlier(sample))
    dataset = layer.dataset
    if not dataset.classes:
        return
    change = menu.addMenu(translate("FitView", "Change its class"))
    for index in range(len(dataset.classes)):
        if index != int(dataset.target[sample]):
            action = change.addAction(class_name(dataset, index).replace("&", "&&"))
            action.triggered.connect(lambda _=False, index=index: _give(editor, sample, index))


def offer_for_place(
    menu: QMenu,
    editor: DataEditor,
    layer: FitLayer,
    sample_of: Callable[[int | None], Mapping[int, float]],
) -> None:
    """Add a sample, of one of the classes; clear all. `sample_of` a class gives its numbers."""
    dataset = layer.dataset
    if not dataset.classes:
        action = menu.addAction(translate("FitView", "Add here"))
        action.triggered.connect(lambda: _add(editor, sample_of(None)))
    else:
        add = menu.addMenu(translate("FitView", "Add here"))
        for index in range(len(dataset.classes)):
            action = add.addAction(class_name(dataset, index).replace("&", "&&"))
            action.triggered.connect(lambda _=False, index=index: _add(editor, sample_of(index)))
    clear = menu.addAction(translate("FitView", "Clear all"))
    clear.setToolTip(translate("FitView", "Two samples, or one of each class, stay."))
    clear.triggered.connect(editor.clear)


def _add(editor: DataEditor, values: Mapping[int, float]) -> None:
    editor.add([values])
    editor.finish()


def _give(editor: DataEditor, sample: int, index: int) -> None:
    editor.move(sample, {-1: float(index)})
    editor.finish()
