"""A file on disk that people edit too: read whole, written whole, never over somebody else's version.

Nothing a person typed is lost (design D12): line ends and byte order mark stay, and what could not be kept
is refused before anything is written.
"""

from __future__ import annotations

import codecs
import errno
from dataclasses import dataclass
from pathlib import Path

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, UserError, reason_of, say
from rse_plan.formats.manifest import write_atomically
from rse_plan.source.bounded import read_at_most
from rse_plan.source.yaml_reader import MAX_BYTES


class UnreadableFileError(Exception):
    """A file is there and cannot be taken for what it should be; it is left as it is."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(str(diagnostics[0].message))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Advices:
    """What to do where a file cannot be written: on a full disk, and else."""

    full: Said
    other: Said


class KeptFile:
    """One file between its reading and its writing; `content` is None until it is there."""

    def __init__(self, path: Path, content: bytes | None, advices: Advices) -> None:
        self.path = path
        self.content = content
        self._advices = advices
        self._newline = "\r\n" if content and b"\r\n" in content else "\n"
        self._mark = codecs.BOM_UTF8 if content and content.startswith(codecs.BOM_UTF8) else b""

    @property
    def exists(self) -> bool:
        """Whether anything has been written, now or earlier."""
        return self.content is not None

    def check_same(self) -> None:
        """Raises UserError when somebody else has written a version since; a deleted file is made again."""
        example = self.path.name
        if (there := content_of(self.path, example)) is not None and there != self.content:
            raise UserError(
                say("{path} was changed by somebody else meanwhile", path=self.path.as_posix()),
                say("that version is kept; start again to go on from it"),
            )

    def write(self, text: str) -> None:
        """Put the text in the file's place, its folder made again if need be; raises UserError."""
        content = self._mark + text.replace("\n", self._newline).encode()
        real = self.path.resolve()
        try:
            if self.exists:
                real.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(real, content, private=True)
        except OSError as fault:
            raise self.unwritable(fault) from None
        self.content = content

    def unwritable(self, fault: OSError) -> UserError:
        """Why the file cannot be written, and what to do."""
        message = say(
            "{path} cannot be written: {reason}", path=self.path.as_posix(), reason=reason_to_write(fault)
        )
        is_full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
        return UserError(message, self._advices.full if is_full else self._advices.other)


def content_of(path: Path, example: str) -> bytes | None:
    """What is in a file, None where there is none yet; raises UserError for what is no file.

    `example` is a file's name to suggest where a folder is named.
    """
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise UserError(
                say("{path} is a device or a pipe, not a file", path=path.as_posix()), say("name a file")
            )
        if not path.is_dir():
            return read_at_most(path, MAX_BYTES)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise UserError(
            say("{path} cannot be read: {reason}", path=path.as_posix(), reason=reason_to_write(fault)),
            say("check its permissions"),
        ) from None
    raise UserError(
        say("{path} is a folder", path=path.as_posix()),
        say("name a file, such as {example}", example=(path / example).as_posix()),
    )


_MISSING_FOLDER = {
    errno.ENOENT: say("its folder does not exist"),
    errno.ENOTDIR: say("its folder is a file"),
}


def reason_to_write(fault: OSError) -> Said | str:
    """Why a file cannot be put in its place: what does not exist then is the folder."""
    return _MISSING_FOLDER.get(fault.errno or 0) or reason_of(fault)
