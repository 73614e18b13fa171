"""The window. Everything that imports Qt is in this package."""

from lossstudio.gui.lazy_qt import import_pyqtgraph, import_without_features

import_without_features()
import_pyqtgraph()
