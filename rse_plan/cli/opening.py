"""Showing a document with the person's own program, as a double click would.

`typer.launch` is for addresses: on Windows it looks for a program called “start”, which is none, and on Linux
it lets a browser write on the terminal. Where nobody would see a window, nothing is started.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import which
from threading import Thread

from rse_plan.cli.shell import tell
from rse_plan.errors import Said, Translate, reason_of, say

ANSWERS_WITHIN = 2
"""Seconds in which a program that cannot open a file says so; one that shows it may run on."""


def open_document(path: Path, translate: Translate) -> None:
    """Open a file; where that cannot be done, say so: it is written all the same."""
    if (reason := _not_opened(path.resolve())) is not None:
        tell(say("{path} was not opened: {reason}", path=path.as_posix(), reason=reason), translate)


def _not_opened(path: Path) -> Said | str | None:
    """Why the file could not be opened."""
    if not _has_screen():
        return say("there is no screen here to show it on")
    try:
        return _start(path)
    except OSError as fault:
        return reason_of(fault)


def _has_screen() -> bool:
    """A person who comes over SSH sees no window, unless X forwards it."""
    if sys.platform in ("win32", "darwin"):
        return not (os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start(path: Path) -> Said | None:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606  # a document that this command has just written
        return None
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = which(name)
    if program is None:
        return say("the program {name} is not installed", name=name)
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(  # noqa: S603  # as above
        [program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    waiting = Thread(target=started.wait, daemon=True)
    waiting.start()
    waiting.join(ANSWERS_WITHIN)
    return say("no program for such files is known") if started.returncode else None
