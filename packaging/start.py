"""What the bundled program runs: the command line, as ``python -m lossstudio`` does."""

import sys

from lossstudio.cli import main

sys.exit(main())
