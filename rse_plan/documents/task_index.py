"""All the tasks of a register in one table, which a window sorts and narrows down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rse_plan.documents.readers import shown_from, when
from rse_plan.documents.screen_rows import Choice, TaskIndex, TaskLine
from rse_plan.documents.standing import stand_name, stand_of
from rse_plan.documents.telling import Telling
from rse_plan.documents.wave_words import WaveWords
from rse_plan.documents.words import shortened
from rse_plan.planning.plan import Planned
from rse_plan.planning.standing import Stand

WAVE_PHASES = ("pilot", "rollout")
"""Phases in which each wave has its own work."""
LONGEST = 60
"""Characters of a name."""


def task_index(telling: Telling) -> TaskIndex:
    """Every item by the day that is shown, with who does it, its phase and its community or wave."""
    plan, words = telling.plan, telling.words
    phases = {each.phase.id: words.title(each.phase.title) for each in plan.phases}
    told = WaveWords(plan, words)
    waves = {wave.number: told.title(wave) for wave in plan.waves}
    names = {community.id: shortened(community.name, LONGEST) for community in plan.communities}
    who = {role: telling.who(role) for role in dict.fromkeys(item.owner for item in plan.items)}
    rows = tuple(
        TaskLine(
            id=item.id,
            start=shown_from(item).isoformat(),
            dates=when(telling, item),
            title=words.line(item.title),
            who=who[item.owner],
            phase=phases[item.phase],
            community=names.get(item.chosen.elements.get("community", ""), "") or _wave(item, waves),
            state=stand_name(words, stand) if (stand := stand_of(telling, item)) else "",
            stand=stand,
        )
        for item in sorted(plan.items, key=shown_from)
        if item.phase in phases
    )
    return TaskIndex(
        rows=rows,
        who=_choices(who[role] for role in (*plan.roles, *who) if role in who),
        phases=_choices(phases.values()),
        communities=tuple(_communities(telling, names, waves)),
        states=_choices(stand_name(words, stand) for stand in Stand if any(r.stand == stand for r in rows)),
        shown=words.say("Tasks shown: {count} of {all}", count="#", all=words.number(len(rows))),
    )


def _wave(item: Planned, waves: dict[int, str]) -> str:
    return waves.get(item.wave or 0, "") if item.phase in WAVE_PHASES else ""


def _choices(names: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(name=name, also="") for name in dict.fromkeys(names))


def _communities(telling: Telling, names: dict[str, str], waves: dict[int, str]) -> Iterator[Choice]:
    """Each community, with the work of its wave."""
    for community in telling.plan.communities:
        yield Choice(name=names[community.id], also=waves.get(community.wave, ""))
