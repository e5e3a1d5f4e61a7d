"""How any command ends: its exit code, and words for whatever ends it early."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from rse_plan.cli.shell import never_fail_on_signs, print_error, tell
from rse_plan.errors import ExitCode, UserError, say


def ended(command: Callable[[], int]) -> int:
    """Run a command; any fault is worded, none is a traceback. The exit code is one of semantics 21."""
    # A command is short and its memory small: looking for garbage costs a tenth of its time. A long
    # interview, or a plan of thousands of tasks, still gets there.
    gc.set_threshold(2_000_000, 10, 10)
    # Nothing of ours is validated by a plugin, and looking for one reads what every package here declares.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    never_fail_on_signs()
    try:
        return _flushed(command)
    except UserError as fault:
        print_error(fault)
        return ExitCode.CANNOT
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _leave_pipe()
        return ExitCode.DONE
    except Exception as fault:
        tell(say("rse-plan: internal error: {fault}; please report this line", fault=_in_short(fault)))
        return ExitCode.INTERNAL


def _flushed(command: Callable[[], int]) -> int:
    code: object
    try:
        code = command()
    except SystemExit as end:
        code = end.code
    # What is still to be written is written here, where a closed pipe can be met.
    sys.stdout.flush()
    return code if isinstance(code, int) else ExitCode.DONE


def _leave_pipe() -> None:
    """The reader has left (`rse-plan schema playbook | head`): nothing more is to be said to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_short(fault: Exception) -> str:
    """The kind of a fault, its words, and the line of the program it comes from, on one line."""
    frame = fault.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame is not None else "?"
    words = " ".join(str(fault).split())
    return f"{type(fault).__name__}: {words} ({where})" if words else f"{type(fault).__name__} ({where})"
