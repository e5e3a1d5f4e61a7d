"""What a command prints beside a label: the pages of `why` and of `check` are made of such parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A label and its lines."""

    label: str
    lines: tuple[str, ...]
