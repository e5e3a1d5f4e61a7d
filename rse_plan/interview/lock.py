"""One interview at a time over one answers file."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from rse_plan.editing.lock import held as held_by_one
from rse_plan.errors import UserError, say


def held(path: Path) -> AbstractContextManager[None]:
    """Keep an answers file to oneself; raises UserError when another process has it."""
    taken = UserError(
        say("another “rse-plan init” is filling in {path}", path=path.as_posix()),
        say("end that one first (Ctrl-C keeps its answers), or name another file"),
    )
    return held_by_one(path, taken)
