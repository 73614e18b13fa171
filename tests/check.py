"""Everything that must hold before a change lands: style, types, translations, tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS = {
    "style": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "translations": ["packaging/translations.py", "--check"],
    # A worker a core; a file stays with one, so that its windows and modules are made once. One
    # that crashes is not replaced: pytest-xdist would wait for ever for the rest of its file.
    "tests": ["-m", "pytest", "-n", "auto", "--dist", "loadfile", "--max-worker-restart=0"],
}


def main() -> int:
    """Run every check, and say at the end which of them failed."""
    failed = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print("== " + ("failed: " + ", ".join(failed) if failed else "all checks passed"), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
