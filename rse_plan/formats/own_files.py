"""Where files of other people lie: nothing outside their folder is opened, wherever links lead."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from rse_plan.errors import Said, UserError, reason_of, say


def check_place(path: Path, folder: Path, label: str, advice: Said) -> None:
    """Nothing when a file or a folder lies in the folder, its links followed.

    Raises UserError when it lies elsewhere, OSError or RuntimeError when its links lead in a circle, and
    ValueError when its name is none.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UserError(say("{path} leads out of {folder}", path=label, folder=folder.as_posix()), advice)
    try:
        path.stat()  # newer Pythons tell of a circle here alone
    except OSError as fault:
        if fault.errno == errno.ELOOP:
            raise


def check_folder(path: Path, folder: Path, label: str) -> None:
    """Nothing when it is a folder inside the folder. Raises UserError when it is none, or elsewhere."""
    try:
        check_place(path, folder, label, say("put the folder itself there"))
        if not path.is_dir():
            raise UserError(say("{path} is not a folder", path=label), say("remove it"))
    except (OSError, RuntimeError) as fault:
        raise refused(label, fault) from None


def check_file(path: Path, folder: Path, label: str) -> None:
    """Nothing when it is a file inside the folder. Raises UserError when it is none, or elsewhere."""
    try:
        check_place(path, folder, label, say("put the file itself there"))
        if not path.is_file():
            raise UserError(say("{path} is not a file", path=label), say("remove it"))
    except (OSError, RuntimeError) as fault:
        raise refused(label, fault) from None


def refused(label: str, fault: OSError | RuntimeError | ValueError) -> UserError:
    """Why it cannot be read: RuntimeError is for links in a circle, ValueError for a name that is none."""
    if isinstance(fault, OSError):
        reason = reason_of(fault)
    else:
        reason = reason_of(OSError(errno.ELOOP if isinstance(fault, RuntimeError) else errno.ENOENT, ""))
    message = say("{path} cannot be read: {reason}", path=label, reason=reason)
    return UserError(message, say("check the path and its permissions"))


def is_there(path: Path) -> bool:
    """Whether there is anything of the name, a link to nowhere too."""
    return os.path.lexists(path)
