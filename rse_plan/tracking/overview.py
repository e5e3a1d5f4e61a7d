"""Where the plan stands on a day: what is recorded, what is late, and what nobody has spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rse_plan.documents.labelled import Part
from rse_plan.documents.words import Words
from rse_plan.model.progress import Decision, Measure, ProgressFile, Report
from rse_plan.planning.lookup import Entry, contents
from rse_plan.planning.pending import Waiting, waiting
from rse_plan.planning.plan import DatedKpi, Plan, Planned
from rse_plan.planning.standing import Standings
from rse_plan.tracking.saying import Days, Saying

FORMAT = 1
MOST = 20
"""Lines of a part that are printed; JSON has them all."""
MOST_DONE = 8
"""Lines of what is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is recorded by state, what waits, what nobody has spoken of; `unknown` ids are in no plan."""

    today: date
    done: tuple[Report, ...]
    in_progress: tuple[Report, ...]
    blocked: tuple[Report, ...]
    overdue: tuple[Planned, ...]
    decisions: tuple[Decision, ...]
    waiting: tuple[Waiting, ...]
    measures: tuple[Measure, ...]
    unread: tuple[DatedKpi, ...]
    unknown: tuple[str, ...]


def overview(file: ProgressFile, plan: Plan, today: date) -> Overview:
    """Where the plan stands on the evening before `today`."""
    known = contents(plan)
    standings = Standings(plan, file, today)
    read = {measure.kpi for measure in file.measures}
    of_plan = [report for report in file.items if report.id in known]
    named = [one.id for one in file.items] + [one.id for one in file.decisions]
    named += [one.kpi for one in file.measures]
    return Overview(
        today=today,
        done=tuple(report for report in of_plan if report.done is not None),
        in_progress=tuple(one for one in of_plan if one.started and not (one.done or one.blocked)),
        blocked=tuple(report for report in of_plan if report.is_blocked),
        overdue=tuple(sorted(standings.unconfirmed(), key=lambda item: item.finish)),
        decisions=tuple(one for one in file.decisions if one.id in known),
        waiting=waiting(standings, today, -timedelta(days=1)),
        measures=tuple(one for one in file.measures if one.kpi in known),
        unread=tuple(kpi for kpi in plan.kpis if kpi.due and kpi.due < today and kpi.chosen.id not in read),
        unknown=tuple(dict.fromkeys(id_ for id_ in named if id_ not in known)),
    )


class OverviewWords:
    """An overview in the words of a language; what is recorded stands beside the days of `planned`.

    A plan made again has the recorded days themselves, which would always be as planned. `handed` are days
    of the plans that people have, which win over those of `planned`.
    """

    def __init__(
        self,
        found: Overview,
        plan: Plan,
        words: Words,
        planned: Plan,
        handed: Mapping[str, Days] | None = None,
    ) -> None:
        self._found = found
        self._standing: Mapping[str, Entry] = contents(plan)
        self._entries: Mapping[str, Entry] = {**self._standing, **contents(planned)}
        self._words = words
        self._saying = Saying(words, handed)

    @property
    def title(self) -> str:
        return self._words.say("Where the plan stands on {day}", day=self._words.date(self._found.today))

    def parts(self) -> tuple[Part, ...]:
        """What is recorded, then what is not; parts without lines are left out."""
        words, found, saying = self._words, self._found, self._saying
        reports = (
            (words.say("Blocked"), found.blocked),
            (words.say("In progress"), found.in_progress),
            (words.say("Done"), self._last_done()),
        )
        every = [
            *((label, [saying.report(self._entry(one.id), one) for one in of]) for label, of in reports),
            (words.say("Decisions"), [saying.decision(self._entry(one.id), one) for one in found.decisions]),
            (words.say("Measures"), [saying.measure(self._entry(one.kpi), one) for one in found.measures]),
            (words.say("To be decided"), [saying.due(one.of, one.due) for one in found.waiting]),
            (words.say("To be measured"), [saying.due(kpi, kpi.due) for kpi in found.unread]),
            (words.say("Nothing recorded"), [saying.due(item, item.finish) for item in found.overdue]),
            (words.say("Not in the plan"), list(found.unknown)),
        ]
        done = words.say("Done")
        return tuple(
            Part(label, tuple(self._some(lines, MOST_DONE if label == done else MOST)))
            for label, lines in every
            if lines
        )

    def _last_done(self) -> Sequence[Report]:
        """What was done, the latest first: a list of a year's work hides what waits."""
        return sorted(self._found.done, key=lambda one: one.done or date.min, reverse=True)

    def closing(self, options: str = "") -> str:
        """What silence means, and what to type; `options` name the plan to a command."""
        if not self._found.overdue:
            return ""
        last = self._found.overdue[-1].finish.isoformat()
        return self._words.say(
            "What nobody has spoken of is taken to have gone as planned; else: rse-plan done, start or "
            "block. To confirm all of it: {command}",
            command=f"rse-plan done --until {last}{options}",
        )

    def as_json(self) -> dict[str, Any]:
        """For programs; the keys are stable."""
        found = self._found
        return {
            "format": FORMAT,
            "today": found.today.isoformat(),
            "items": [
                self._report(state, report)
                for state, reports in (
                    ("done", found.done),
                    ("in-progress", found.in_progress),
                    ("blocked", found.blocked),
                )
                for report in reports
            ],
            "overdue": [self._item(item) for item in found.overdue],
            "decisions": [
                {"id": one.id, "answer": one.answer, "on": one.on.isoformat(), "note": one.note}
                for one in found.decisions
            ],
            "waiting": [{"id": one.id, "due": _iso(one.due)} for one in found.waiting],
            "measures": [
                {"kpi": one.kpi, "value": str(one.value), "on": one.on.isoformat()} for one in found.measures
            ],
            "unread": [{"kpi": kpi.chosen.id, "due": _iso(kpi.due)} for kpi in found.unread],
            "unknown": list(found.unknown),
        }

    def _some(self, lines: list[str], most: int) -> Iterator[str]:
        yield from lines[:most]
        if len(lines) > most:
            yield self._words.count("1 other", "{count} others", len(lines) - most)

    def _entry(self, id_: str) -> Entry:
        return self._entries[id_]

    def _report(self, state: str, report: Report) -> dict[str, Any]:
        entry = self._standing[report.id]
        planned = self._item(entry) if isinstance(entry, Planned) else {"id": report.id}
        days = {key: _iso(getattr(report, key)) for key in ("started", "done", "blocked", "until")}
        return {**planned, "state": state, **days, "reason": report.reason}

    def _item(self, item: Planned) -> dict[str, Any]:
        return {
            "id": item.id,
            "title": self._saying.title(item),
            "start": item.start.isoformat(),
            "finish": item.finish.isoformat(),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
