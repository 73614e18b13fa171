"""The window. Everything that imports Qt is in this package."""

from lossstudio.gui.fast_enums import make_enums_quickly

make_enums_quickly()

from lossstudio.gui.lazy_qt import import_pyqtgraph, import_without_features  # noqa: E402

import_without_features()
import_pyqtgraph()
