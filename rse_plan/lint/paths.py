"""Paths as messages and reports print them."""

from __future__ import annotations

from pathlib import Path


def label_of(path: Path) -> str:
    """The path as a person would type it from where they are."""
    try:
        return path.relative_to(Path.cwd()).as_posix() if path.is_absolute() else path.as_posix()
    except ValueError:
        return path.as_posix()
