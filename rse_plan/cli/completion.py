"""What the shell may complete: ids of the plan's items; where that fails, nothing is offered or said."""

from __future__ import annotations

from collections.abc import Iterable

from rse_plan.cli.given import DEFAULT


def complete_id(incomplete: str) -> list[str]:
    """Ids of the plan of the answers in this folder; without answers, the references of the library."""
    from rse_plan.planning.lookup import complete

    try:
        return list(complete(incomplete, _ids()))
    except Exception:  # a shell that completes has no place for a message
        return []


def _ids() -> Iterable[str]:
    from rse_plan.cli.inputs import folders
    from rse_plan.library.compiled import read_library
    from rse_plan.pipeline import load, prepare
    from rse_plan.planning.lookup import expanded_ids

    if not DEFAULT.is_file():
        return tuple(read_library(folders(())).index.places)
    loaded = load(DEFAULT, folders(()))
    if loaded.answers is None:
        return tuple(loaded.library.index.places)
    return expanded_ids(prepare(loaded.answers, loaded.library).expansion)
