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


def complete_reader(incomplete: str) -> list[str]:
    """Readers of the plan of the answers in this folder; without answers, the tracks."""
    try:
        return [name for name in _readers() if name.startswith(incomplete)]
    except Exception:  # a shell that completes has no place for a message
        return []


def complete_format(incomplete: str) -> list[str]:
    """Formats, the last of a list with commas, that are not in it yet."""
    from rse_plan.formats.documents import ALL, FORMATS

    before, comma, last = incomplete.rpartition(",")
    named = before.split(",")
    return [
        f"{before}{comma}{name}" for name in (*FORMATS, ALL) if name.startswith(last) and name not in named
    ]


def _readers() -> Iterable[str]:
    from rse_plan.cli.inputs import folders
    from rse_plan.documents.audiences import audiences
    from rse_plan.pipeline import load

    answers = load(DEFAULT, folders(())).answers if DEFAULT.is_file() else None
    if answers is None:
        return map(str, audiences((), (), ()))
    ids = {group: [each.id for each in found] for group, found in answers.groups.items()}
    people = answers.people.values()
    return map(str, audiences(ids.get("communities", ()), ids.get("employers", ()), people))


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
