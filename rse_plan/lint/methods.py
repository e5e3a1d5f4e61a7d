"""Sets of playbooks that let people in by themselves: whole methods, not additions to one.

The bundled library is one, and a team's own playbooks are one when they have an opening: only then does
it tell something that a department is everywhere, or nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rse_plan.library import Library, Place
from rse_plan.model.work import Milestone, Work
from rse_plan.resources import BUNDLED


@dataclass(frozen=True, slots=True)
class Method:
    """The work of a set of playbooks, in order, and the first opening in it."""

    work: tuple[Place, ...]
    opening: Place


def methods(library: Library) -> Iterator[Method]:
    """The whole methods of a library: its bundled part, and what lies over it."""
    work = tuple(library.index.work())
    for bundled in (False, True) if not library.settled else (False,):
        own = tuple(p for p in work if p.file.document.path.startswith(BUNDLED) is bundled)
        opening = next((p for p in own if isinstance(p.item, Milestone) and p.item.opens is not None), None)
        if opening is not None:
            yield Method(own, opening)


def roles_in(work: Work) -> Iterator[str]:
    """The roles that have a part in a piece of work, whatever part."""
    raci = work.raci
    for roles in (raci.responsible, raci.accountable, raci.consulted, raci.informed):
        yield from roles
