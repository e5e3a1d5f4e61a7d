"""One command at a time over one file: the second is told, a killed one stands in nobody's way.

The system's own lock is taken on a file beside it, not a note that somebody was there: it ends with
the process, however that ends.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rse_plan.errors import UserError

PAUSE = 0.05
"""Seconds between two tries."""


@contextmanager
def held(path: Path, taken: UserError, *, tries: int = 1) -> Iterator[None]:
    """Keep a file to oneself; raises `taken` when another process still has it after so many tries.

    Where no lock can be had (a folder that cannot be written to, a disk without locks) one goes on without:
    what cannot be written is said by whoever writes, and a file changed meanwhile is never overwritten.
    """
    try:
        real = path.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle: whoever opens the file says so
        real = path.absolute()
    place = real.with_name(f".{real.name}.lock")
    descriptor = _locked(place, taken, tries)
    try:
        yield
    finally:
        if descriptor is not None:
            _release(descriptor, place)


def _locked(place: Path, taken: UserError, tries: int) -> int | None:
    """The open file that carries the lock, or nothing where there can be none."""
    while True:
        try:
            descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return None
        try:
            _take(descriptor)
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            tries -= 1
            if tries <= 0:
                raise taken from None
            time.sleep(PAUSE)
            continue
        except OSError:
            os.close(descriptor)
            return None
        if _is(descriptor, place):
            return descriptor
        os.close(descriptor)  # its holder removed it just then: what was locked is no longer in the folder


def _release(descriptor: int, place: Path) -> None:
    with suppress(OSError):  # Windows removes no open file
        place.unlink()
    os.close(descriptor)
    if sys.platform == "win32":
        with suppress(OSError):
            place.unlink()


def _take(descriptor: int) -> None:
    """Lock the first byte or raise OSError at once; the two systems say “taken” in two ways."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # of that system alone

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        os.lockf(descriptor, os.F_TLOCK, 1)


def _is(descriptor: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), place.stat())
    except OSError:
        return False
