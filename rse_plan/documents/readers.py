"""A page for each reader: what is theirs to do, each task once, under its owner (design D17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rse_plan.documents.rows import TaskGroup, TaskRow
from rse_plan.documents.telling import Telling, instances, mark_of, sign_of
from rse_plan.documents.tree import Line, line
from rse_plan.documents.views import ReaderPage
from rse_plan.documents.wave_words import WaveWords
from rse_plan.documents.words import cut, shortened
from rse_plan.model.work import Ongoing
from rse_plan.planning.plan import Planned

MOST_ROWS = 20
"""Lines on a page (semantics 36)."""
WIDEST_TITLE, WIDEST_DONE, WIDEST_NOTE = 95, 120, 130
"""Characters of a task's title, of what shows that it is done, and of why a wave is as it is."""
COMMUNITIES = "communities"
COMMUNITY_ROLES = ("community-leader", "champion")
"""Whose work stands on the page of the communities."""
EVERY = {"1w": "each week", "1mo": "each month", "3mo": "each quarter", "12mo": "each year"}


@dataclass(frozen=True, slots=True)
class Reader:
    """A page's name, and the tracks whose roles it is for (semantics 11)."""

    anchor: str
    title: str
    tracks: tuple[str, ...]


READERS = (
    Reader("it", "IT and security", ("it", "security")),
    Reader("hr", "Human resources and training", ("hr",)),
    Reader("business", "Business and managers", ("business", "manager", "ambassador")),
    Reader("legal", "Legal and data protection", ("legal", "council")),
    Reader(
        "project",
        "Project, communications and purchasing",
        ("project", "sponsor", "communications", "finance"),
    ),
)


def describe_readers(telling: Telling) -> tuple[ReaderPage, ...]:
    """The pages that have something to say; communities come last, together, by wave."""
    pages = [_page(telling, reader) for reader in READERS]
    communities = _communities(telling)
    return tuple(page for page in (*pages, communities) if page.groups)


def _page(telling: Telling, reader: Reader) -> ReaderPage:
    roles = [
        role.id
        for role in telling.plan.roles.values()
        if role.track in reader.tracks and role.id not in COMMUNITY_ROLES
    ]
    found = [group for group in _groups(telling) if not _is_of_community(group[0])]
    mine = [group for group in found if group[0].owner in roles]
    kept = _weightiest(mine)
    groups = [
        TaskGroup(
            title=telling.words.capital(telling.who_acts(role)), rows=_rows(telling, kept, role), note=Line()
        )
        for role in roles
    ]
    return ReaderPage(
        anchor=reader.anchor,
        title=telling.words.say(reader.title),
        time=_time(telling, roles),
        groups=tuple(group for group in groups if group.rows),
        more=_more(telling, len(mine) - len(kept)),
    )


def _communities(telling: Telling) -> ReaderPage:
    words = telling.words
    mine = [group for group in _groups(telling) if _is_of_community(group[0])]
    kept = _weightiest(mine)
    groups = tuple(_waves(telling, kept))
    return ReaderPage(
        anchor=COMMUNITIES,
        title=words.say("Communities"),
        time=_time(telling, COMMUNITY_ROLES),
        groups=groups,
        more=_more(telling, len(mine) - len(kept)),
    )


def _waves(telling: Telling, kept: Sequence[tuple[Planned, ...]]) -> Iterator[TaskGroup]:
    words, told = telling.words, WaveWords(telling.plan, telling.words)
    for wave in telling.plan.waves:
        rows = tuple(_row(telling, group, who=True) for group in kept if (group[0].wave or 1) == wave.number)
        names = [c.name for c in telling.plan.communities if c.id in wave.communities]
        wording = "Pilot: {names}" if wave.pilot else "Wave {number}: {names}"
        listed = words.listed(telling.few(names))
        title = shortened(words.say(wording, number=wave.number, names=listed), WIDEST_TITLE)
        if rows:
            yield TaskGroup(title=title, rows=rows, note=cut(line(told.why(wave)), WIDEST_NOTE))


def _groups(telling: Telling) -> tuple[tuple[Planned, ...], ...]:
    return instances(telling.plan.items)


def _is_of_community(item: Planned) -> bool:
    return "community" in item.chosen.elements or item.owner in COMMUNITY_ROLES


def _weightiest(groups: Sequence[tuple[Planned, ...]]) -> tuple[tuple[Planned, ...], ...]:
    """At most a page: what the opening, the law or a decision hangs on stays, then what comes first."""
    order = sorted(groups, key=lambda group: (not _weighs(group[0]), group[0].start))[:MOST_ROWS]
    return tuple(group for group in groups if group in order)


def _weighs(item: Planned) -> bool:
    return item.critical or bool(sign_of(item)) or item.item.headline


def _rows(telling: Telling, groups: Sequence[tuple[Planned, ...]], role: str) -> tuple[TaskRow, ...]:
    return tuple(_row(telling, group) for group in groups if group[0].owner == role)


def _row(telling: Telling, group: tuple[Planned, ...], *, who: bool = False) -> TaskRow:
    first = group[0]
    done = getattr(first.item, "done_when", None)
    values = [item.chosen.values for item in group]
    return TaskRow(
        date=when(telling, first),
        what=cut(telling.merged(group), WIDEST_TITLE),
        sign=sign_of(first),
        mark=mark_of(first, telling.words),
        who=telling.who(first.owner) if who else "",
        done_when=cut(telling.together(done, values), WIDEST_DONE) if done else Line(),
    )


def when(telling: Telling, item: Planned) -> str:
    """The days of a task, the day of a point, the rhythm of what comes back."""
    words, near = telling.words, telling.plan.start
    if isinstance(item.item, Ongoing):
        rhythm = words.say(EVERY[item.item.every])
        return words.say("{rhythm} from {date}", rhythm=rhythm, date=words.day(item.start, near))
    if item.days:
        return words.period(item.start, item.finish, near)
    return words.day(item.finish, near)


def _time(telling: Telling, roles: Sequence[str]) -> Line:
    """All the effort planned for the page's roles."""
    words, load = telling.words, telling.plan.load
    shares = [
        words.say(
            "{effort} ({role})", role=telling.role(role), effort=words.effort(load[role], telling.hours_a_day)
        )
        for role in roles
        if load.get(role)
    ]
    return line(words.say("Time planned: {shares}", shares=", ".join(shares))) if shares else Line()


def _more(telling: Telling, rest: int) -> Line:
    if rest <= 0:
        return Line()
    wording = ("1 other task: in the register.", "{count} other tasks: in the register.")
    return line(telling.words.count(*wording, rest))
