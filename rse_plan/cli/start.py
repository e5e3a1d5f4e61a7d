"""Where the program starts: what a hook asks for is done at once, all else goes to the command line.

`rse-plan lint FILE…` is what a pre-commit hook runs at every commit; the parser of the command line and the
registered commands would take a quarter of its time, and have nothing to read in it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rse_plan.cli.shell import outlive_readers

COMPLETING = "_RSE_PLAN_COMPLETE"
"""What a shell sets when it asks for completions."""


def main() -> None:
    """The `rse-plan` command; it ends the process with an exit code of semantics 21."""
    outlive_readers()
    sys.exit(run())


def run() -> int:
    """Run the command that the arguments name."""
    if (paths := _only_paths(sys.argv[1:])) and COMPLETING not in os.environ:
        from rse_plan.cli.ends import ended
        from rse_plan.cli.examination import Wanted, examine

        return ended(lambda: examine(Wanted(paths=paths)))
    from rse_plan.cli import app

    return app.run()


def _only_paths(arguments: Sequence[str]) -> tuple[Path, ...]:
    """The files and folders that lint is given, when it is given nothing else."""
    command, named = arguments[:1], arguments[1:]
    if command != ["lint"] or any(not name or name.startswith("-") for name in named):
        return ()
    return tuple(map(Path, named))
