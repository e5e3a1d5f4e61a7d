"""What the shell may complete: ids of the plan's items; where that fails, nothing is offered or said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.given import DEFAULT

if TYPE_CHECKING:
    from rse_plan.planning.prepared import Prepared


def complete_id(incomplete: str) -> list[str]:
    """Ids of the plan of the answers in this folder; without answers, the references of the library."""
    from rse_plan.planning.lookup import complete

    try:
        return list(complete(incomplete, _ids()))
    except Exception:  # a shell that completes has no place for a message
        return []


def complete_work(context: typer.Context, incomplete: str) -> list[str]:
    """Ids of work of the plan."""
    return _of_plan(context, incomplete, lambda made: [item.id for item in made.expansion.tasks])


def complete_measure(context: typer.Context, incomplete: str) -> list[str]:
    """Ids of measures of the plan."""
    return _of_plan(context, incomplete, lambda made: [item.id for item in made.expansion.kpis])


def complete_decision(context: typer.Context, incomplete: str) -> list[str]:
    """Ids of asks that decide."""
    return _of_plan(
        context,
        incomplete,
        lambda made: [ask.id for ask in made.expansion.asks if ask.item.decision or ask.item.decides],
    )


def complete_answer(incomplete: str) -> list[str]:
    """What a decision can be."""
    from rse_plan.tracking.answering import WORDS

    return [word for word in WORDS if word.startswith(incomplete) and " " not in word]


def _of_plan(context: typer.Context, incomplete: str, ids: Callable[[Prepared], Iterable[str]]) -> list[str]:
    """Some ids of the plan of the answers that are named before, or lie in this folder."""
    try:
        from rse_plan.cli.inputs import folders
        from rse_plan.pipeline import load, prepare
        from rse_plan.planning.lookup import complete

        loaded = load(
            context.params.get("answers") or DEFAULT, folders(context.params.get("playbooks") or ())
        )
        if loaded.answers is None:
            return []
        return list(complete(incomplete, ids(prepare(loaded.answers, loaded.library))))
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
