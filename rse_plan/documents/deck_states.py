"""Where a plan under way stands, for its slides: what moved, what is done, blocked or not confirmed.

Work is told, never who does it: a committee looks at a project, not at people. Nothing is said of a plan that
nothing has happened to.
"""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.key_dates import Moment, moment_state, moments
from rse_plan.documents.standing import (
    stand_of,
    stand_of_all,
    standing_mark,
    standing_whole,
    unconfirmed_count,
)
from rse_plan.documents.telling import Telling, instances
from rse_plan.documents.tree import Line, joined, line
from rse_plan.documents.words import cut
from rse_plan.planning.plan import Planned
from rse_plan.planning.standing import Stand

MOST_NEWS = 2
"""Lines of what moved that the first slide has room for; its notes have them all."""
MOST_DONE, MOST_BLOCKED = 2, 2
"""Dates that count which are named as behind, the latest of them; work that cannot go on."""
WIDEST = 60
"""Characters of what was done or is blocked."""


def states(telling: Telling) -> tuple[Line, ...]:
    """The latest dates that count which are behind, what is blocked, how much is not confirmed."""
    if telling.standings is None:
        return ()
    return tuple(filter(None, (_done(telling), *_blocked(telling), unconfirmed_count(telling))))


def states_whole(telling: Telling) -> tuple[Line, ...]:
    """Every date that counts which is behind, and all that is blocked, in whole words."""
    if telling.standings is None:
        return ()
    behind = (_named(telling, moment, None) for moment in _reached(telling))
    blocked = (_whole(telling, group) for group in _stopped(telling))
    return (*behind, *blocked)


def _done(telling: Telling) -> Line:
    found = _reached(telling)[-MOST_DONE:]
    if not found:
        return Line()
    named = joined([_named(telling, moment, WIDEST) for moment in found], telling.words.pause)
    return telling.words.sentence("Done: {titles}", titles=named)


def _reached(telling: Telling) -> list[Moment]:
    return [one for one in moments(telling) if stand_of_all(telling, one.items) == Stand.DONE.value]


def _named(telling: Telling, moment: Moment, most: int | None) -> Line:
    what = cut(moment.what, most) if most is not None else moment.what
    state = moment_state(telling, moment)
    return telling.words.sentence("{title}, {state}", title=what, state=state) if state else what


def _blocked(telling: Telling) -> Iterator[Line]:
    """What cannot go on, since when and why; the others are counted."""
    words, found = telling.words, _stopped(telling)
    for group in found[:MOST_BLOCKED]:
        title = cut(telling.merged(group), WIDEST)
        yield words.sentence("{title}: {state}", title=title, state=standing_mark(telling, group[0]))
    if (rest := len(found) - MOST_BLOCKED) > 0:
        yield line(words.count("1 other thing is blocked.", "{count} other things are blocked.", rest))


def _whole(telling: Telling, group: tuple[Planned, ...]) -> Line:
    state = standing_whole(telling, group[0])
    return telling.words.sentence("{title}: {state}", title=telling.merged(group), state=state)


def _stopped(telling: Telling) -> list[tuple[Planned, ...]]:
    blocked = [item for item in telling.plan.items if stand_of(telling, item) == Stand.BLOCKED.value]
    return list(instances(sorted(blocked, key=lambda item: (not item.critical, item.start))))
