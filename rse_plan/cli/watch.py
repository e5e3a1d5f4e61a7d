"""`--watch`: what a command reads is looked at until the person stops it, and each change told once.

Folders are watched, not files: an editor that saves by renaming puts another file in the place of the one
that was watched. Whether something has changed is seen by the content, so that neither a file that is only
touched nor the command's own output starts anything.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.shell import harmless, print_error, words
from rse_plan.errors import Said, Translate, UserError, say

if TYPE_CHECKING:
    from types import ModuleType

    from rse_plan.cli.given import Given

CALM = 200
"""Milliseconds without another save after which a change is taken as done."""
LONGEST = 1000
"""Milliseconds after which it is taken as done in any case."""
LOOKS = 2000
"""Milliseconds after which files are looked at although no change was told, as on some network drives."""
MOST_NAMED = 3
"""Changed files that are named on a line."""

Contents = Mapping[Path, bytes]
"""Digests of the files that are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a render is made from: single files, folders of YAML, folders in which every file counts."""

    files: Sequence[Path] = ()
    beside: Sequence[Path] = ()
    """Files that may still come, such as what is reported; named where they are there."""
    playbooks: Sequence[Path] = ()
    folders: Sequence[Path] = ()
    apart_from: Path | None = None
    """The output folder, in case it lies inside one of them."""

    def __bool__(self) -> bool:
        return bool(self.files or self.playbooks or self.folders)

    def names(self) -> Iterator[str]:
        """As they are told to a person."""
        there = (path for path in self.beside if path.is_file())
        yield from (path.as_posix() for path in (*self.files, *there))
        yield from (f"{path.as_posix().rstrip('/')}/" for path in (*self.playbooks, *self.folders))

    def contents(self) -> Contents:
        """What stands in them now; a file that cannot be read is as good as gone."""
        return {path: digest for path in self._paths() if (digest := _digest(path)) is not None}

    def places(self) -> frozenset[Path]:
        """The folders to watch."""
        files = (
            place for path in (*self.files, *self.beside) for place in (path.parent, path.resolve().parent)
        )
        below = (parent for path in (*self.playbooks, *self.folders) for parent, _ in _walk(path))
        return frozenset(path.absolute() for path in (*files, *below) if path.is_dir())

    def _paths(self) -> Iterator[Path]:
        yield from (*self.files, *self.beside)
        for folder in self.playbooks:
            yield from (path for path in self._below(folder) if path.suffix in (".yaml", ".yml"))
        for folder in self.folders:
            yield from self._below(folder)

    def _below(self, folder: Path) -> Iterator[Path]:
        out = self.apart_from.resolve() if self.apart_from is not None else None
        for parent, names in _walk(folder):
            if out is None or out not in (parent.resolve(), *parent.resolve().parents):
                yield from (parent / name for name in names)


def _walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Every folder and the files in it, without hidden ones and those that editors keep for themselves."""
    for parent, children, names in os.walk(folder):
        children[:] = [name for name in children if not name.startswith(".")]
        yield Path(parent), [name for name in names if not (name.startswith(".") or name.endswith("~"))]


def _digest(path: Path) -> bytes | None:
    try:
        return sha256(path.read_bytes()).digest() if path.is_file() else None
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the last time, by path in order; `now` is what is there."""

    changed: tuple[Path, ...]
    now: Contents

    def told(self, before: Contents, result: Said) -> Said:
        """The files with what became of each, and what came of it."""
        named = [self._one(path, before) for path in self.changed[:MOST_NAMED]]
        if rest := len(self.changed) - len(named):
            named.append(say("others: {count}", count=rest))
        what = named[0]
        for one in named[1:]:
            what = say("{before}, {one}", before=what, one=one)
        return say("{what}: {result}", what=what, result=result)

    def _one(self, path: Path, before: Contents) -> Said:
        name = path.as_posix()
        if path not in self.now:
            return say("{name} (removed)", name=name)
        return say("{name} (new)", name=name) if path not in before else say("{name}", name=name)


def change(before: Contents, now: Contents) -> Change:
    """What differs between two looks."""
    differing = {path for path in (*before, *now) if before.get(path) != now.get(path)}
    return Change(tuple(sorted(differing)), now)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a render, in a few words, and for whom."""

    result: Said
    given: Given


def keep_rendering(sources: Sources, render: Callable[[bool], Outcome]) -> None:
    """Render, and once more after each change, until the person stops it with KeyboardInterrupt.

    `render` is told whether it is the first time: it then tells more. Faults in files are shown, and mended
    by the next change. Raises UserError when there is nothing to watch or nothing to watch with, and where
    the first render fails for something that no change of a file mends.
    """
    watchfiles = _library()
    if not sources:
        raise UserError(
            say("there is nothing to watch: examples do not change"),
            say("name your answers file, --playbooks, --templates or --theme"),
        )
    before = sources.contents()
    outcome = _tried(render, None)
    translate = outcome.given.translate if outcome is not None else words()
    _say(say("Watching {names}: Ctrl-C ends it", names=", ".join(sources.names())).in_words(translate))
    for _ in _stirs(watchfiles, sources):
        found = change(before, sources.contents())
        if not found.changed:
            continue
        now = f"{datetime.now():%H:%M:%S}"
        outcome = _tried(render, translate)
        translate = outcome.given.translate if outcome is not None else translate
        result = outcome.result if outcome is not None else say("nothing written, see above")
        _say(f"{now}  {found.told(before, result).in_words(translate)}")
        before = found.now


def _tried(render: Callable[[bool], Outcome], translate: Translate | None) -> Outcome | None:
    """What came of a render, the first when it is not known yet how to speak to the person; nothing when
    there is a fault, which has been shown with its place."""
    try:
        return render(translate is None)
    except typer.Exit:
        return None
    except UserError as fault:
        if translate is None and fault.span is None:
            raise
        print_error(fault, translate)
        return None


def _say(line: str) -> None:
    typer.echo(harmless(line))


def _library() -> ModuleType:
    try:
        import watchfiles
    except ModuleNotFoundError as fault:
        if fault.name != "watchfiles":
            raise
        raise UserError(
            say("--watch needs a library that is not installed"),
            say("install it with {command}", command='pip install "rse-plan[watch]"'),
        ) from None
    return watchfiles


def _stirs(watchfiles: ModuleType, sources: Sources) -> Iterator[None]:
    """Each time that something may have changed; folders that come and go are watched, too."""
    while True:
        places = sources.places()
        for _ in watchfiles.watch(
            *sorted(places),
            watch_filter=None,
            debounce=LONGEST,
            step=CALM,
            rust_timeout=LOOKS,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        ):
            yield
            if sources.places() != places:
                break
