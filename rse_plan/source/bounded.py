"""Bytes of a file that somebody named or left somewhere: never more than are wanted, and never waited for.

What has a file's name may be a device without an end, or a pipe at whose other end nobody is.
"""

from __future__ import annotations

import os
import stat
from errno import ENXIO
from pathlib import Path

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Open a pipe without waiting for somebody to write; Windows has no such files."""


def read_at_most(path: Path, most: int) -> bytes:
    """What a file holds, and one byte more than `most` where it holds more.

    A pipe is read when somebody writes to it, as behind `rse-plan check <(…)` in a shell.
    Raises OSError when it cannot be read, also for a pipe that nobody writes to.
    """
    with open(path, "rb", opener=_opened_at_once) as source:
        content = source.read(most + 1)
        if not content and stat.S_ISFIFO(os.fstat(source.fileno()).st_mode):
            raise OSError(ENXIO, os.strerror(ENXIO), os.fspath(path))
    return content


def _opened_at_once(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | _AT_ONCE)
    if _AT_ONCE:
        os.set_blocking(descriptor, True)
    return descriptor
