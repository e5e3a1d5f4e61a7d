"""A page for each reader: what is theirs to do, each task once, under its owner (design D17)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.documents.paper import PARAGRAPH, SHEET, height, lines
from rse_plan.documents.rows import TaskGroup, TaskRow
from rse_plan.documents.standing import standing_mark
from rse_plan.documents.task_grounds import TaskGrounds
from rse_plan.documents.telling import Telling, answering, instances, mark_of, sign_of
from rse_plan.documents.tree import Line, line
from rse_plan.documents.views import ReaderPage
from rse_plan.documents.wave_words import WaveWords
from rse_plan.documents.words import cut, shortened
from rse_plan.model.work import Ongoing
from rse_plan.planning.plan import Planned

Group = tuple[Planned, ...]
"""Instances of one item that are one row."""
MOST_ROWS = 20
"""Rows on a page (semantics 36)."""
ROOM = SHEET - 125
"""Pixels left for rows and the titles above them: less the page's own title, its effort, what is left out."""
TERMS = 20
"""Of these, what terms explained in a row may add to it: a line."""
TITLE, NOTE_WIDTH = 37, 95
"""Pixels of a title above rows; characters of a line of the note under it."""
WIDTHS, WIDTHS_NAMED = (12, 38, 45), (12, 32, 14, 36)
"""Characters of a line of each column; with the column of who does it."""
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
    rows = _Rows(telling)
    pages = [_page(rows, reader) for reader in READERS]
    communities = _communities(rows)
    return tuple(page for page in (*pages, communities) if page.groups)


def _page(made: _Rows, reader: Reader) -> ReaderPage:
    telling = made.telling
    roles = [
        role.id
        for role in telling.plan.roles.values()
        if role.track in reader.tracks and role.id not in COMMUNITY_ROLES
    ]
    found = [group for group in made.groups if not _is_of_community(group[0])]
    mine = [group for group in found if group[0].owner in roles]
    kept = _weightiest(mine, lambda group: (group[0].owner, TITLE), made.of)
    groups = [
        TaskGroup(
            title=telling.words.capital(telling.who_acts(role)), rows=_rows(made, kept, role), note=Line()
        )
        for role in roles
    ]
    return ReaderPage(
        anchor=reader.anchor,
        title=telling.words.say(reader.title),
        time=time_planned(telling, roles),
        groups=tuple(group for group in groups if group.rows),
        more=_more(telling, len(mine) - len(kept)),
    )


def _communities(made: _Rows) -> ReaderPage:
    telling = made.telling
    words, notes = telling.words, _wave_notes(telling)
    mine = [group for group in made.groups if _is_of_community(group[0])]
    kept = _weightiest(
        mine,
        lambda group: (str(_wave(group[0])), TITLE + PARAGRAPH * lines(notes[_wave(group[0])], NOTE_WIDTH)),
        lambda group: made.of(group, who=True),
    )
    groups = tuple(_waves(made, kept, notes))
    return ReaderPage(
        anchor=COMMUNITIES,
        title=words.say("Communities"),
        time=time_planned(telling, COMMUNITY_ROLES),
        groups=groups,
        more=_more(telling, len(mine) - len(kept)),
    )


def _wave(item: Planned) -> int:
    """The wave that it stands under."""
    return item.wave or 1


def _wave_notes(telling: Telling) -> Mapping[int, Line]:
    told = WaveWords(telling.plan, telling.words)
    return {wave.number: cut(line(told.why(wave)), WIDEST_NOTE) for wave in telling.plan.waves}


def _waves(
    made: _Rows, kept: Sequence[tuple[Planned, ...]], notes: Mapping[int, Line]
) -> Iterator[TaskGroup]:
    telling = made.telling
    words = telling.words
    for wave in telling.plan.waves:
        mine = [group for group in kept if _wave(group[0]) == wave.number]
        rows = tuple(made.of(group, who=True) for group in _by_day(mine))
        names = [c.name for c in telling.plan.communities if c.id in wave.communities]
        wording = "Pilot: {names}" if wave.pilot else "Wave {number}: {names}"
        listed = words.listed(telling.few(names))
        title = shortened(words.say(wording, number=wave.number, names=listed), WIDEST_TITLE)
        if rows:
            yield TaskGroup(title=title, rows=rows, note=notes[wave.number])


def _is_of_community(item: Planned) -> bool:
    return "community" in item.chosen.elements or item.owner in COMMUNITY_ROLES


def _weightiest(
    groups: Sequence[Group], under: Callable[[Group], tuple[str, int]], row: Callable[[Group], TaskRow]
) -> tuple[Group, ...]:
    """At most a page: what the opening, the law or a decision hangs on stays, then what comes first.

    `under` names what a row stands under and says how high its title is: the first row there needs both.
    """
    kept: list[Group] = []
    titles: set[str] = set()
    room = ROOM - TERMS
    for group in sorted(groups, key=lambda group: (not _weighs(group[0]), group[0].start)):
        title, high = under(group)
        room -= row_height(row(group)) + (0 if title in titles else high)
        if room < 0 or len(kept) == MOST_ROWS:
            break
        titles.add(title)
        kept.append(group)
    return tuple(group for group in groups if group in kept)


def row_height(row: TaskRow) -> int:
    """Pixels of a row on paper; its mark stands after its title."""
    what = f"{row.what.plain} {row.mark}{'x' * bool(row.mark)}"
    if row.state:
        what = f"{what} {row.state.plain}x"
    if row.who:
        return height((row.date, what, row.who, row.done_when), WIDTHS_NAMED)
    return height((row.date, what, row.done_when), WIDTHS)


def _weighs(item: Planned) -> bool:
    return item.critical or bool(sign_of(item)) or item.item.headline


def _rows(made: _Rows, groups: Sequence[tuple[Planned, ...]], role: str) -> tuple[TaskRow, ...]:
    mine = [group for group in groups if group[0].owner == role]
    return tuple(made.of(group) for group in _by_day(mine))


def _by_day(groups: Iterable[Group]) -> list[Group]:
    """In the order of the days that their rows show."""
    return sorted(groups, key=lambda group: shown_from(group[0]))


class _Rows:
    """The rows of a plan, each made once: pages measure them before they choose."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.groups = instances(telling.plan.items)
        self._grounds = TaskGrounds(telling)
        self._made: dict[tuple[str, bool], TaskRow] = {}

    def of(self, group: Group, *, who: bool = False) -> TaskRow:
        """The row of one item's instances; with who does it where a page is for several."""
        key = (group[0].id, who)
        if key not in self._made:
            self._made[key] = self._row(group, who=who)
        return self._made[key]

    def _row(self, group: Group, *, who: bool) -> TaskRow:
        telling, first = self.telling, group[0]
        done = getattr(first.item, "done_when", None)
        values = [item.chosen.values for item in group]
        return TaskRow(
            date=when(telling, first),
            what=cut(telling.merged(group), WIDEST_TITLE),
            sign=sign_of(first),
            mark=mark_of(first, telling.words),
            who=telling.who(answering(first)) if who else "",
            done_when=cut(telling.together(done, values), WIDEST_DONE) if done else Line(),
            state=standing_mark(telling, first),
            grounds=self._grounds.of(group),
        )


def shown_from(item: Planned) -> date:
    """The first day that a row shows: of a point or a gate, the day it ends."""
    return item.start if item.days or isinstance(item.item, Ongoing) else item.finish


def when(telling: Telling, item: Planned) -> str:
    """The days of a task, the day of a point, the rhythm of what comes back."""
    words, near = telling.words, telling.plan.start
    if isinstance(item.item, Ongoing):
        rhythm = words.say(EVERY[item.item.every])
        return words.say("{rhythm} from {date}", rhythm=rhythm, date=words.day(item.start, near))
    if item.days:
        return words.period(item.start, item.finish, near)
    return words.day(item.finish, near)


def time_planned(telling: Telling, roles: Sequence[str]) -> Line:
    """All the effort planned for these roles."""
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
