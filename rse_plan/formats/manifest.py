"""The output folder: what was written there is known, and what a person changed is kept (semantics 29).

`.rse-plan.json` holds the name and the SHA-256 of each file that was written. A file that is not listed,
or that no longer has its listed content, belongs to a person: the new one is put beside it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath

from rse_plan.errors import UserError, reason_of, say
from rse_plan.source.bounded import read_at_most

MANIFEST = ".rse-plan.json"
FORMAT = 1
MAX_BYTES = 1024 * 1024
"""Some hundred bytes for each document."""


@dataclass(frozen=True, slots=True)
class Output:
    """A document: its name inside the output folder, POSIX, such as `fr/plan.md`, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A person's file that was left alone, and the name of the new one beside it."""

    name: str
    beside: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the folder, by name, in the order of the outputs."""

    files: tuple[str, ...]
    kept: tuple[Kept, ...]
    removed: tuple[str, ...]


def write_folder(
    folder: Path, outputs: Iterable[Output], *, force: bool = False, whole: bool = True
) -> Written:
    """Write the documents, keep what people changed, remove what is ours and no longer produced.

    `force` replaces people's files of the same names too; what is not `whole`, such as one reader's view, is
    added to what is there. Raises UserError when the folder cannot be
    written to.
    """
    with _worded(folder):
        folder.mkdir(parents=True, exist_ok=True)
        return _Folder(folder, force).write(tuple(outputs), whole=whole)


def write_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put a file in place whole or not at all, whatever interrupts it (design D12).

    A file that is replaced keeps its permissions: answers that were made private stay so. A new one is its
    owner's alone when it is `private`.
    Raises OSError that names `path`: the file it is first written to is nobody's business.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as target:
            if path.exists():
                shutil.copymode(path, part)
            elif private:
                part.chmod(0o600)
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


class _Folder:
    """One output folder while it is written to; `listed` is the former manifest, `now` the new one."""

    def __init__(self, folder: Path, force: bool) -> None:
        self._folder = folder
        self._force = force
        self._listed = _read_manifest(folder / MANIFEST)
        self._now: dict[str, str] = {}
        self._kept: list[Kept] = []

    def write(self, outputs: tuple[Output, ...], *, whole: bool) -> Written:
        if not whole:
            self._now.update(self._listed)
        for output in outputs:
            self._put(output)
        removed = tuple(name for name in self._listed if name not in self._now and self._remove(name))
        manifest = {"format": FORMAT, "files": dict(sorted(self._now.items()))}
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        self._replace(MANIFEST, text.encode("utf-8"))
        return Written(tuple(output.name for output in outputs), tuple(self._kept), removed)

    def _put(self, output: Output) -> None:
        if self._force or self._is_ours(output):
            self._replace(output.name, output.content)
            self._now[output.name] = _digest(output.content)
            return
        beside = _beside(output.name)
        self._replace(beside, output.content)
        self._kept.append(Kept(output.name, beside))
        self._now[beside] = _digest(output.content)
        if output.name in self._listed:
            # Still listed, so that a person who undoes the change has it kept up again.
            self._now[output.name] = self._listed[output.name]

    def _is_ours(self, output: Output) -> bool:
        path = self._folder / output.name
        if not os.path.lexists(path):
            return True
        found = _digest_of(path)
        return found is not None and found in (self._listed.get(output.name), _digest(output.content))

    def _replace(self, name: str, content: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
            return
        write_atomically(path, content)

    def _remove(self, name: str) -> bool:
        path = self._folder / name
        if path.is_symlink() or _digest_of(path) != self._listed[name]:
            return False
        path.unlink()
        if path.parent != self._folder and not any(path.parent.iterdir()):
            path.parent.rmdir()
        return True


def _beside(name: str) -> str:
    path = PurePosixPath(name)
    return path.with_name(f"{path.stem}.new{path.suffix}").as_posix()


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _digest_of(path: Path) -> str | None:
    """The digest of a file, or nothing when there is no file that can be read: it is then not ours."""
    try:
        return _digest(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None


def _read_manifest(path: Path) -> Mapping[str, str]:
    """The names and digests listed; a manifest that cannot be understood lists nothing."""
    try:
        files = json.loads(read_at_most(path, MAX_BYTES))["files"]
        return {str(name): str(digest) for name, digest in files.items() if _stays_inside(str(name))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _stays_inside(name: str) -> bool:
    """A manifest comes with a folder that others may have made: it must not name files elsewhere."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return not (posix.is_absolute() or windows.drive or windows.root or ".." in windows.parts)


@contextmanager
def _worded(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        where = Path(fault.filename).as_posix() if fault.filename else folder.as_posix()
        raise UserError(
            say("{path} cannot be written: {reason}", path=where, reason=reason_of(fault)),
            say("choose another folder with --out"),
        ) from None
