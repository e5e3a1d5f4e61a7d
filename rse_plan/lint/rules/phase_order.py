"""Work of a phase that waits for work of a later one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.library import Index, Library, Place, full_ref
from rse_plan.library.cycles import layers_of, needed_layers
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.work import PHASES, Work
from rse_plan.source.document import Route

_TASKS = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    phase: PHASE
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    done_when: {en: The notes are written., fr: Les notes sont écrites.}
  - id: topics
    phase: prepare
    title: {en: Choose three topics, fr: Choisir trois sujets}
    raci: {R: project-lead, A: business}
    duration: 2d
    done_when: {en: Three are written down., fr: Trois sont notés.}
    needs: [interviews]
"""

RULE = Rule(
    name="phase-order",
    profile=Profile.DRAFT,
    what_it_finds=Both(
        en="An item that waits for an item of a later phase, as one of `prepare` for one of `pilot`.",
        fr=(
            "Un élément qui attend un élément d’une phase ultérieure : par exemple, dans `prepare`, "
            "un élément qui en attend un de `pilot`."
        ),
    ),
    why_it_matters=Both(
        en="The plan would show it under a phase that is over when its turn comes.",
        fr="Le plan le montrerait sous une phase déjà terminée quand vient son tour.",
    ),
    bad={"example.yaml": _TASKS.replace("PHASE", "pilot")},
    good={"example.yaml": _TASKS.replace("PHASE", "prepare")},
    how_to_ignore=CAN_BE_IGNORED,
)


@dataclass(frozen=True, slots=True)
class _Wait:
    """An item, the one it waits for, and where that is written."""

    waiting: Place
    needed: Place
    which: str | None
    written_in: Place
    route: Route


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Every wait, written as `needs` or as `before`."""
    index = library.index
    layers = {place.ref: tuple(layers_of(place)) for place in index.work()}
    for wait in _waits(index):
        if _is_backwards(wait, layers):
            yield _worded(wait)


def _waits(index: Index) -> Iterator[_Wait]:
    """The waits between work; names that nothing has are another rule's."""
    for place in index.examined_work():
        item = place.item
        for position, need in enumerate(item.needs if isinstance(item, Work) else ()):
            needed = index.places.get(full_ref(need.task, place.playbook))
            if needed is not None and isinstance(needed.item, Work):
                yield _Wait(place, needed, need.which, place, ("needs", position, "task"))
        for position, before in enumerate(item.before if isinstance(item, Work) else ()):
            waiting = index.places.get(full_ref(before.task, place.playbook))
            if waiting is not None and isinstance(waiting.item, Work):
                yield _Wait(waiting, place, None, place, ("before", position, "task"))


def _is_backwards(wait: _Wait, layers: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether, in the pilot or in later waves, all that is waited for comes in a later phase."""
    for layer in layers[wait.waiting.ref]:
        found = needed_layers(layer, layers[wait.needed.ref], wait.which)
        if found and min(_rank(wait.needed, other) for other in found) > _rank(wait.waiting, layer):
            return True
    return False


def _rank(place: Place, layer: str) -> int:
    """The position of the phase in which an item is shown: later waves have their pilot in the rollout."""
    phase = _phase(place)
    return PHASES.index("rollout" if phase == "pilot" and layer == "later" else phase)


def _phase(place: Place) -> str:
    return place.item.phase if isinstance(place.item, Work) else PHASES[0]


def _worded(wait: _Wait) -> Diagnostic:
    message = say(
        "“{waiting}” ({phase}) waits for “{needed}” ({later})",
        waiting=wait.waiting.ref,
        phase=_phase(wait.waiting),
        needed=wait.needed.ref,
        later=_phase(wait.needed),
    )
    return Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=wait.written_in.span(*wait.route),
        message=message,
        help=say("move one of them to another phase, or take the need away"),
    )
