"""Which files are examined, and which are only read so that they make sense (semantics 22)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from rse_plan.errors import UserError, say
from rse_plan.library import Folder
from rse_plan.library.folders import cannot_read, twins, yaml_files
from rse_plan.lint.paths import label_of
from rse_plan.lint.templates import ENDING
from rse_plan.source.bounded import read_at_most
from rse_plan.source.yaml_reader import MAX_BYTES

SETTINGS = "rse-plan.toml"
PLAN_ENDING = ".json"
"""What a rendered plan's file ends in; in folders only YAML is read."""
LIBRARY = "playbooks"
"""The folder that playbooks are kept in where nothing says otherwise."""
TESTS = "tests"
"""The folder that their tests are kept in, beside it."""
_OURS = re.compile(rb"^kind:[ \t]*[\"']?(test|answers)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files in the order they are read; of two that define one thing the first counts.

    `given` are the printed paths of the files that were named, `bundled` those of the library under them,
    each with its path inside the library.
    """

    folders: tuple[Folder, ...]
    given: frozenset[str]
    bundled: Mapping[str, PurePosixPath]
    plans: tuple[Folder, ...] = ()
    """The plan.json files that were named; their paths are given too."""

    def holding(self, contents: Mapping[str, bytes]) -> Shelf:
        """The same files, some of them with another content than the disk has."""
        folders = (replace(one, content=contents.get(one.label)) for one in self.folders)
        return replace(self, folders=tuple(folders)) if contents else self

    def with_given(self, paths: Iterable[str]) -> Shelf:
        """With more files to examine, which others read."""
        return replace(self, given=self.given.union(paths))

    @property
    def settled(self) -> frozenset[str]:
        """The bundled files, which are sound; none when one is edited, as others may no longer fit it."""
        edited = twins((one.path, one.label) for one in self.folders)
        return frozenset() if edited else frozenset(self.bundled)

    def stands_in(self, path: str, for_: str) -> bool:
        """Whether a file is the bundled one being edited: it has the same path inside its folder."""
        inside = self.bundled.get(for_)
        own = PurePosixPath(path)
        return (
            inside is not None
            and path not in self.bundled
            and own.parts[-len(inside.parts) :] == inside.parts
        )


Excludes = Callable[[Path], bool]
"""Whether the settings leave a file out, wherever it comes from; the bundled library is never asked about."""


def gather_shelf(
    paths: Sequence[Path], bundled: Folder, others: Sequence[Path], excludes: Excludes = lambda _: False
) -> Shelf:
    """Named files first, then those beside them, then the library: what is edited comes before what it edits.

    Raises UserError when a path is missing, unreadable or of the wrong sort.
    """
    known: set[object] = set()
    named = tuple(_new(((path, label_of(path)) for path in _named(paths) if not excludes(path)), known))
    given = tuple(one for one in named if one[0].suffix != PLAN_ENDING)
    beside = tuple(_new((one for one in _beside(paths) if not excludes(one[0])), known))
    over = tuple(_new(((path, label_of(path)) for path in _named(others) if not excludes(path)), known))
    library = tuple(_new(bundled.files(), known))
    return Shelf(
        tuple(Folder(path, label) for path, label in (*given, *beside, *over, *library)),
        frozenset(label for _, label in named),
        {label: PurePosixPath(path.relative_to(bundled.path).as_posix()) for path, label in library},
        tuple(Folder(path, label) for path, label in named if path.suffix == PLAN_ENDING),
    )


def _new(files: Iterable[tuple[Path, str]], known: set[object]) -> Iterator[tuple[Path, str]]:
    """Each file once, whatever ways lead to it."""
    for path, label in files:
        if (real := _identity(path)) not in known:
            known.add(real)
            yield path, label


def _identity(path: Path) -> object:
    """What two ways to one file have in common; looking a path up takes a tenth of resolving it."""
    try:
        found = path.stat()
    except OSError:  # a link to nowhere, which the reader words
        return os.path.realpath(path)
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(path)


def _named(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        try:
            is_folder, is_file = path.is_dir(), path.is_file()
        except OSError as fault:
            raise cannot_read(path.as_posix(), fault) from None
        if is_folder:
            yield from yaml_files(path)
        elif not is_file:
            advice = say("check the path, or name none to examine “playbooks/” and “answers.yaml”")
            raise UserError(say("there is no file or folder “{path}”", path=path.as_posix()), advice)
        elif path.suffix == ENDING:
            continue  # a template: see read_templates
        elif path.suffix not in (".yaml", ".yml", PLAN_ENDING):
            message = say("“{path}” is not a YAML file", path=path.as_posix())
            raise UserError(message, say("name files that end in .yaml or .yml, or a folder of them"))
        else:
            yield path


def _beside(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """What single files are read with: their project, else their library, else their folder; tests too."""
    for path in paths:
        if path.is_file() or _tests_above(path) is not None:
            for file in _readable(_answers_of(path) if path.suffix == PLAN_ENDING else path):
                yield file, label_of(file)


def _answers_of(plan: Path) -> Path:
    """Where the answers of a plan may lie: in the nearest folder, of three, that has YAML files at all."""
    folders = plan.absolute().parents[:3]
    near = (one for one in folders if any(one.glob("*.yaml")) or any(one.glob("*.yml")))
    return next(near, folders[0]) / "answers.yaml"


def _readable(path: Path) -> tuple[Path, ...]:
    """The files beside one; those that cannot be opened were not named, and are left alone."""
    try:
        return tuple(file for file in _siblings(path.absolute()) if os.access(file, os.R_OK))
    except (OSError, UserError):
        return ()


def _siblings(path: Path) -> Iterator[Path]:
    for folder in path.parents:
        if _has_settings(folder):
            return yaml_files(folder)
    for folder in path.parents:
        if folder.name == LIBRARY:
            return yaml_files(folder)
    if (tests := _tests_above(path)) is not None:
        library = tests.parent / LIBRARY
        return iter((*_ours_in(tests), *(yaml_files(library) if library.is_dir() else ())))
    library = path.parent / LIBRARY
    there = (other for other in sorted(path.parent.iterdir()) if other.suffix in (".yaml", ".yml"))
    beside = (other for other in there if other.is_file())
    return iter((*beside, *(yaml_files(library) if library.is_dir() else ())))


def _tests_above(path: Path) -> Path | None:
    """The folder of tests that a path is or lies in: one beside a library, or inside."""
    absolute = path.absolute()
    tests = (one for one in (absolute, *absolute.parents) if one.name == TESTS and one.is_dir())
    return next((one for one in tests if LIBRARY in one.parts or (one.parent / LIBRARY).is_dir()), None)


def tests_beside(library: Path) -> tuple[Path, ...]:
    """The tests in the folder beside a library; what others keep there is none of ours.

    Raises UserError when it cannot be opened.
    """
    folder = library.parent / TESTS
    return tuple(_ours_in(folder, b"test")) if folder.is_dir() else ()


def _ours_in(folder: Path, *kinds: bytes) -> Iterator[Path]:
    """Files that say, unasked, that they are tests or answers."""
    for path in yaml_files(folder):
        try:
            found = _OURS.search(read_at_most(path, MAX_BYTES))
        except OSError as fault:
            raise cannot_read(label_of(path), fault) from None
        if found is not None and (not kinds or found[1] in kinds):
            yield path


def _has_settings(folder: Path) -> bool:
    """Whether a folder is the root of a project that has settings of ours; a closed one tells nothing."""
    try:
        if (folder / SETTINGS).is_file():
            return True
        project = folder / "pyproject.toml"
        return project.is_file() and "[tool.rse-plan" in project.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
