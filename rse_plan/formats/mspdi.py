"""The plan for Microsoft Project and for what reads its XML (ProjectLibre, OmniPlan, Merlin …).

Project works dates out again when it opens the file. So that it finds the same ones, a task has the calendar
of its place, whatever its people's calendars say, a wait runs in elapsed days, and what does not follow from
its needs alone starts no earlier than planned. Its critical path is that of the first opening, which has a
deadline, as it would otherwise be that of the very end.
"""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property

from rse_plan.documents.described import Described
from rse_plan.documents.standing import stand_of
from rse_plan.documents.telling import Telling
from rse_plan.formats import mspdi_codes as code
from rse_plan.formats.headed import heading_of, reserves
from rse_plan.formats.manifest import Output
from rse_plan.formats.mspdi_calendars import Calendars
from rse_plan.formats.mspdi_elements import add, content_of, hours, minutes, moment, put
from rse_plan.formats.plain_text import plain
from rse_plan.formats.timeline import Instant, Lag, Timeline
from rse_plan.model.amounts import Unit
from rse_plan.planning.phase_dates import PhaseDates
from rse_plan.planning.plan import Planned, Wording
from rse_plan.planning.standing import Stand

LONGEST_NAME = 255
"""Characters of a name in Project; the notes have a longer one whole."""


def outputs(described: Described) -> Iterator[Output]:
    """One file; Project wants its ending to be .xml."""
    yield Output("plan.xml", write(described))


def write(described: Described) -> bytes:
    """The content of plan.xml."""
    return content_of(_Writer(described).project())


class _Writer:
    """One plan in one language."""

    def __init__(self, described: Described) -> None:
        self._plan = described.plan
        self._words = described.words
        self._telling = Telling(described.plan, described.words)
        self._heading = heading_of(self._telling)
        self._time = Timeline(described.plan)
        self._calendars = Calendars(self._time, self._telling)
        self._uid: dict[str, int] = {}

    def project(self) -> Xml.Element:
        root = Xml.Element("Project", xmlns=code.NAMESPACE)
        self._head(root)
        field = add(add(root, "ExtendedAttributes"), "ExtendedAttribute")
        put(field, FieldID=code.TEXT1, FieldName="Text1", Alias=self._words.say("Reference in the plan"))
        calendars = add(root, "Calendars")
        tasks, resources = add(root, "Tasks"), add(root, "Resources")
        assignments = add(root, "Assignments")
        self._tasks(tasks)
        self._resources(resources)
        self._assignments(assignments)
        self._calendars.write(calendars)
        return root

    # --- the project ---

    def _head(self, root: Xml.Element) -> None:
        days = self._calendars.main.open
        a_day = self._time.hours_a_day * 60
        first = moment(self._plan.start, self._calendars.begins)
        put(
            root,
            SaveVersion=code.VERSION,
            Title=_cut(plain(self._heading.title)),
            Company=plain(self._heading.organisation),
            CreationDate=first,
            LastSaved=first,
            ScheduleFromStart=1,
            StartDate=first,
            FinishDate=moment(self._plan.finish, self._calendars.ends),
            CriticalSlackLimit=0,
            CalendarUID=self._calendars.uid_of_main,
            DefaultStartTime=self._calendars.begins.isoformat(),
            DefaultFinishTime=self._calendars.ends.isoformat(),
            MinutesPerDay=a_day,
            MinutesPerWeek=a_day * len(days.weekdays),
            DaysPerMonth=round(len(days.weekdays) * 52 / 12),
            DefaultTaskType=code.FIXED_DURATION,
            DurationFormat=code.DAYS,
            WorkFormat=code.HOURS,
            HonorConstraints=1,
            NewTasksEffortDriven=0,
            NewTasksEstimated=0,
            WeekStartDay=1,
            CurrentDate=first,
            Autolink=0,
            NewTasksAreManual=0,
        )

    # --- tasks ---

    def _tasks(self, tasks: Xml.Element) -> None:
        """Phases with their work, then what comes back: it goes on for years and would stretch a phase."""
        title, notes = plain(self._heading.title), "\n".join(reserves(self._heading))
        self._summary(tasks, (0, "0"), title, self._plan.items, notes)
        links: list[tuple[Xml.Element, Planned]] = []
        for number, (title, items) in enumerate(self._groups(), start=1):
            self._summary(tasks, (1, str(number)), title, items)
            for place, item in enumerate(items, start=1):
                links.append((self._task(tasks, item, f"{number}.{place}"), item))
        for task, item in links:
            self._links(task, item)
            reference = add(task, "ExtendedAttribute")
            put(reference, FieldID=code.TEXT1, Value=item.id)

    def _groups(self) -> Iterator[tuple[str, list[Planned]]]:
        recurring: list[Planned] = []
        for phase in self._plan.phases:
            items = [item for item in self._plan.items if item.phase == phase.phase.id]
            steady = [item for item in items if item.kind == "ongoing"]
            if len(steady) < len(items):
                recurring += steady
                items = [item for item in items if item.kind != "ongoing"]
            yield self._phase_title(phase), items
        if recurring:
            yield self._words.capital(self._words.say("recurring work")), recurring

    def _phase_title(self, phase: PhaseDates) -> str:
        return plain(self._words.text(Wording(phase.phase.title)))

    def _summary(
        self,
        tasks: Xml.Element,
        place: tuple[int, str],
        title: str,
        items: Sequence[Planned],
        notes: str | None = None,
    ) -> None:
        begin = Instant(self._plan.start)
        first = min((self._time.start(item) for item in items), default=begin)
        last = max((self._time.finish(item) for item in items), default=begin)
        days = self._calendars.main.open.count(first.day, last.day)
        task = add(tasks, "Task")
        self._identity(task, len(tasks) - 1, title, place)
        put(
            task,
            Start=self._moment(first),
            Finish=self._moment(last),
            Duration=hours(days * self._time.hours_a_day),
            DurationFormat=code.DAYS,
            Milestone=0,
            Summary=1,
            ConstraintType=code.AS_SOON_AS_POSSIBLE,
            CalendarUID=-1,
            Notes=notes,
        )

    def _identity(
        self, task: Xml.Element, uid: int, title: str, place: tuple[int, str], who: str | None = None
    ) -> None:
        level, number = place
        put(
            task,
            UID=uid,
            ID=uid,
            Name=_cut(title),
            Active=1,
            Manual=0,
            Type=code.FIXED_DURATION,
            IsNull=0,
            Contact=who,
            WBS=number,
            OutlineNumber=number,
            OutlineLevel=level,
            Priority=500,
        )

    def _task(self, tasks: Xml.Element, item: Planned, number: str) -> Xml.Element:
        task = add(tasks, "Task")
        uid = self._uid[item.id] = len(tasks) - 1
        title, who = plain(self._words.text(item.title)), _cut(plain(self._telling.who(item.owner)))
        self._identity(task, uid, title, (2, number), who)
        start, finish = self._moment(self._time.start(item)), self._moment(self._time.finish(item))
        length, form = self._length(item)
        given = self._time.is_given(item)
        work = minutes(sum(item.effort.values()) * item.occurrences)
        put(
            task,
            Start=start,
            Finish=finish,
            Duration=length,
            DurationFormat=form,
            Work=work,
            EffortDriven=0,
            Estimated=0,
            Milestone=int(item.kind == "milestone"),
            Summary=0,
            Critical=int(item.critical),
            **self._progress(item, (start, finish), length, work),
            ConstraintType=code.START_NO_EARLIER if given else code.AS_SOON_AS_POSSIBLE,
            CalendarUID=self._calendars.uid_for(item),
            ConstraintDate=start if given else None,
            Deadline=finish if item.id == self._plan.anchor else None,
            LevelingCanSplit=0,
            IgnoreResourceCalendar=1,
            Notes=self._notes(item, title),
        )
        return task

    def _progress(
        self, item: Planned, days: tuple[str, str], length: str, work: str
    ) -> Mapping[str, str | int | None]:
        """What is done, and when it began: of work under way nobody has said how much is left."""
        done = self._is_done(item)
        under_way = stand_of(self._telling, item) == Stand.UNDER_WAY.value and item.kind != "milestone"
        start, finish = days
        return {
            "PercentComplete": 100 if done else 0,
            "PercentWorkComplete": 100 if done else 0,
            "ActualStart": start if done or under_way else None,
            "ActualFinish": finish if done else None,
            "ActualDuration": length if done else hours(0),
            "ActualWork": work if done else hours(0),
            "RemainingDuration": hours(0) if done else length,
            "RemainingWork": hours(0) if done else work,
        }

    def _is_done(self, item: Planned) -> bool:
        return stand_of(self._telling, item) == Stand.DONE.value and item.kind != "ongoing"

    def _length(self, item: Planned) -> tuple[str, int]:
        """A wait runs day and night, and so does what comes back; work has the days of its place."""
        if item.kind == "task":
            return hours(self._time.length(item) * self._time.hours_a_day), code.DAYS
        lapse = self._between(self._time.start(item), self._time.finish(item))
        return minutes(int(lapse.total_seconds()) // 60), code.ELAPSED_DAYS

    def _between(self, first: Instant, last: Instant) -> timedelta:
        begins, ends = self._calendars.begins, self._calendars.ends
        part = timedelta(hours=ends.hour - begins.hour) * (last.evening - first.evening)
        return last.day - first.day + part

    def _moment(self, instant: Instant) -> str:
        return moment(instant.day, self._calendars.ends if instant.evening else self._calendars.begins)

    def _notes(self, item: Planned, title: str) -> str | None:
        """How one sees that it is done, and how to go about it; a name that was cut, whole."""
        done, note = getattr(item.item, "done_when", None), item.item.note
        lines = [title] if len(title) > LONGEST_NAME else []
        if done is not None:
            text = self._words.text(item.chosen.word(done))
            lines.append(self._words.capital(self._words.say("done when: {text}", text=text)))
        if note is not None:
            lines.append(self._words.text(item.chosen.word(note)))
        return "\n".join(plain(line) for line in lines) or None

    def _links(self, task: Xml.Element, item: Planned) -> None:
        for need, lag in self._time.needs(item):
            amount, form = self._lag(lag)
            put(
                add(task, "PredecessorLink"),
                PredecessorUID=self._uid[need.id],
                Type=code.FINISH_TO_START,
                CrossProject=0,
                LinkLag=amount,
                LagFormat=form,
            )

    def _lag(self, lag: Lag | None) -> tuple[int, int]:
        """Tenths of a minute. Months are the days that they are here: Project's own have thirty."""
        if lag is None:
            return 0, code.DAYS
        if lag.working is not None:
            form = code.WEEKS if lag.amount.unit is Unit.WORKING_WEEK else code.DAYS
            return lag.working * self._time.hours_a_day * 600, form
        form = code.ELAPSED_WEEKS if lag.amount.unit is Unit.CALENDAR_WEEK else code.ELAPSED_DAYS
        return lag.elapsed * 24 * 600, form

    # --- people ---

    @cached_property
    def _roles(self) -> list[str]:
        """The roles that have work, in the plan's order of roles."""
        working = {role for item in self._plan.items for role, spent in item.effort.items() if spent}
        return [role for role in self._plan.roles if role in working]

    def _resources(self, resources: Xml.Element) -> None:
        for uid, role in enumerate(self._roles, start=1):
            put(
                add(resources, "Resource"),
                UID=uid,
                ID=uid,
                Name=_resource_name(self._telling.who(role)),
                Type=code.WORK,
                IsNull=0,
                Code=role,
                Group=_cut(plain(self._words.capital(self._telling.role(role)))),
                MaxUnits=f"{self._units_of(role):.4f}",
                CanLevel=0,
                CalendarUID=self._calendars.uid_for_role(role),
            )

    def _units_of(self, role: str) -> float:
        """The share of full-time that a role has; one person where nobody has said it."""
        week = len(self._calendars.main.open.weekdays) * self._time.hours_a_day * 60
        known = (max(w.capacity for w in load.weeks) for load in self._plan.workload if load.role == role)
        return next(known, week) / week

    def _assignments(self, assignments: Xml.Element) -> None:
        number = {role: uid for uid, role in enumerate(self._roles, start=1)}
        for item in self._plan.items:
            days = max(self._time.length(item), 1) * self._time.hours_a_day * 60
            for role, spent in item.effort.items():
                if spent and role in number:
                    done = spent * item.occurrences if self._is_done(item) else 0
                    put(
                        add(assignments, "Assignment"),
                        UID=len(assignments),
                        TaskUID=self._uid[item.id],
                        ResourceUID=number[role],
                        ActualWork=minutes(done) if done else hours(0),
                        Finish=self._moment(self._time.finish(item)),
                        RemainingWork=minutes(spent * item.occurrences - done),
                        Start=self._moment(self._time.start(item)),
                        Units=f"{spent * item.occurrences / days:.4f}",
                        Work=minutes(spent * item.occurrences),
                    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"


def _resource_name(text: str) -> str:
    """Project takes some signs in the name of a resource for its own: what parts names, and units."""
    return _cut(plain(text).translate(code.RESOURCE_SIGNS))
