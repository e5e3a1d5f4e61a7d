"""What a long command is doing, on a line of the terminal that is gone at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rse_plan.errors import Said, Translate

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 0.5
"""Seconds that nobody minds: a command that takes no longer shows nothing, and loads nothing to show it."""


class Doing(Protocol):
    """Hears what is being done from now on."""

    def __call__(self, what: Said, /) -> None: ...


def draws() -> bool:
    """Whether standard error is a terminal on which a line can be redrawn."""
    quiet = os.environ.get("CI") or os.environ.get("TERM") == "dumb"
    return sys.stderr.isatty() and not quiet


@contextmanager
def shown(translate: Translate) -> Iterator[Doing]:
    """While this lasts, nothing else may be written on the terminal."""
    if not draws():
        yield _nowhere
        return
    line = _Line(translate)
    try:
        yield line.tell
    finally:
        line.end()


def _nowhere(_: Said, /) -> None:
    """Nobody is told."""


class _Line:
    """The line; another thread draws it, so that it also moves while one thing takes long."""

    def __init__(self, translate: Translate) -> None:
        from threading import Timer

        self._translate = translate
        self._text = ""
        self._drawn: Progress | None = None
        self._wait = Timer(PATIENCE, self._draw)
        self._wait.daemon = True
        self._wait.start()

    def tell(self, what: Said, /) -> None:
        self._text = what.in_words(self._translate)
        if self._drawn is not None:
            self._drawn.update(self._drawn.task_ids[0], description=self._text)

    def end(self) -> None:
        self._wait.cancel()
        self._wait.join()
        if self._drawn is not None:
            self._drawn.stop()

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn("line"),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
        )
        drawn = Progress(*columns, console=Console(stderr=True), transient=True)
        task = drawn.add_task(self._text, total=None)
        drawn.start()
        self._drawn = drawn
        drawn.update(task, description=self._text)  # it may have changed since the task was added
