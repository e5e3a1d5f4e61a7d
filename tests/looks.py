"""Looks of other people, without their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rse_plan.documents.look import Look, OwnFile


def look(html: Mapping[str, str], markdown: Mapping[str, str] | None = None, **more: Any) -> Look:
    """Templates by name, and what else a look has."""
    texts = {"html": html, "markdown": markdown or {}}
    named = {form: {name: OwnFile(f"own/{form}/{name}", text) for name, text in own.items()}
             for form, own in texts.items()}  # fmt: skip
    return Look(templates=named, **more)


def link(path: Path, target: Path) -> None:
    """A link to a file or a folder, where the system lets one be made."""
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("no right to make links here")
