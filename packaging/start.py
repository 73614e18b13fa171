"""What the bundled program runs: the command line, as ``python -m lossstudio`` does."""

import os
import sys

from lossstudio.__main__ import main

# PyInstaller's way to the libraries that are carried. They are loaded through it, but it is not for
# the programs that are started from here, such as the desktop's to show a folder.
_LIBRARIES = "LD_LIBRARY_PATH"
if sys.platform.startswith("linux"):
    before = os.environ.pop(f"{_LIBRARIES}_ORIG", None)
    if before is None:
        os.environ.pop(_LIBRARIES, None)
    else:
        os.environ[_LIBRARIES] = before

sys.exit(main())
