"""What a command is about, so that it can say what to type next about the same."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rse_plan.errors import Verbatim

DEFAULT = Path("answers.yaml")
_BARE = re.compile(r"[\w./,:@+-][\w./,:@+=-]*")
"""A word that no shell reads otherwise."""
_LIVE = re.compile(r'[$`"\\!\n]')
"""Signs that a shell acts upon between double quotes."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An answers file, and the folders of playbooks that lie over the bundled ones while it is read."""

    path: Path
    playbooks: tuple[Path, ...] = ()

    @property
    def shown(self) -> Verbatim:
        """The file as messages name it."""
        return Verbatim(self.path.as_posix())

    def command(self, name: str, *more: str) -> Verbatim:
        """A command about the same file and folders, such as `render`; `more` are words for a shell."""
        named = [] if self.path == DEFAULT else [quoted(self.path)]
        over = [word for folder in self.playbooks for word in ("--playbooks", quoted(folder))]
        return Verbatim(" ".join(["rse-plan", name, *named, *over, *more]))


def quoted(word: Path | str) -> str:
    """A path or a value as one word of a command, whatever signs it has for the shell of this system."""
    if isinstance(word, Path):
        word = f"./{word.as_posix()}" if word.as_posix().startswith("-") else word.as_posix()
    if _BARE.fullmatch(word):
        return word
    if sys.platform != "win32":
        return f'"{word}"' if "'" in word and not _LIVE.search(word) else shlex.quote(word)
    written = subprocess.list2cmdline([word])
    return written if written.startswith('"') else f'"{written}"'
