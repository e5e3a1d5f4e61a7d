"""Folders of YAML files: which files they hold, and which of them stand in for a bundled one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rse_plan.errors import UserError, reason_of, say
from rse_plan.resources import BUNDLED


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of playbooks; `label` begins the paths that messages print.

    A single file may be read with another content than it has on the disk, to see what a change would do.
    """

    path: Path
    label: str
    content: bytes | None = None

    def files(self) -> Iterator[tuple[Path, str]]:
        """Its YAML files in order, with the path to print for each; a file may stand for itself."""
        if self.path.is_file():
            yield self.path, self.label
            return
        for path in yaml_files(self.path):
            yield path, f"{self.label}{path.relative_to(self.path).as_posix()}"


def yaml_files(folder: Path) -> Iterator[Path]:
    """Every YAML file below a folder, in the same order on any system; hidden folders are passed by.

    Raises UserError when a folder cannot be opened.
    """
    found: list[Path] = []
    for parent, children, names in os.walk(folder, onerror=_unopenable):
        children[:] = [name for name in children if not name.startswith(".")]
        found.extend(Path(parent, name) for name in names if name.endswith((".yaml", ".yml")))
    try:
        yield from sorted((path for path in found if _is_file(path)), key=lambda path: path.parts)
    except OSError as fault:
        raise cannot_read(folder.as_posix(), fault) from None


def _is_file(path: Path) -> bool:
    """Whether there is one to read; a link to nowhere counts, so that it is told and not passed by."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def _unopenable(fault: OSError) -> None:
    raise cannot_read(Path(fault.filename).as_posix(), fault) from None


def cannot_read(path: str, fault: OSError) -> UserError:
    """Why a file or a folder cannot be opened, in words."""
    message = say("{path} cannot be read: {reason}", path=path, reason=reason_of(fault))
    return UserError(message, say("check the path and its permissions"))


def twins(files: Iterable[tuple[Path, str]]) -> Mapping[str, str]:
    """The printed paths of bundled files, each with that of the file that stands in for it."""
    by_name: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    own: list[tuple[Path, str]] = []
    for path, label in files:
        if label.startswith(BUNDLED):
            by_name.setdefault(path.name, []).append(label)
        else:
            own.append((path, label))
    for path, label in own:
        for bundled in by_name.get(path.name, ()):
            if f"/{path.absolute().as_posix()}".endswith(f"/{bundled.removeprefix(BUNDLED)}"):
                found.setdefault(bundled, label)
    return found
