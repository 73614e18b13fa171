"""Start the program: ``python -m lossstudio`` or the ``lossstudio`` command."""

import sys

from lossstudio.interrupt import listening


def main() -> int:
    """Run the program; returns the exit status."""
    try:
        with listening():  # first: what is imported takes a while
            from lossstudio.cli import main as run

            return run()
    except KeyboardInterrupt:
        print("lossstudio: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
