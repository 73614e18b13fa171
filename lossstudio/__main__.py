"""Start the program: ``python -m lossstudio`` or the ``lossstudio`` command."""

import sys

from lossstudio.cli import main

if __name__ == "__main__":
    sys.exit(main())
