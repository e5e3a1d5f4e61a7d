"""`why` for programs: one JSON object, `format: 1`, the same for what is in the plan and what is not.

Keys: format, id, in_plan, title, audience (shared or lead), texts (what it says, by key of the playbook
format; empty for what is not in the plan), day (start and finish, or null), playbook, layers (keys that
files laid over the playbook give), elements, waves (why
communities open together), conditions, adjusted (what other playbooks change in it, or why they leave it
out), due (what an ask or a measure counts from), chain, sources, moves, absent (null for what is in the plan,
else empty, begins_with, failed, remedies), and of a plan asked about as of a day, reported (null for what is
not in the plan or has no day; else started, done, blocked, until, reason, decisions, measures, text). Dates
are ISO 8601; texts are in the reader's language; `confidential` marks what only the deployment lead may see.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from rse_plan.documents.conditions import Conditions
from rse_plan.documents.own_told import reason_of
from rse_plan.documents.own_words import own_words
from rse_plan.documents.pending_view import told_of
from rse_plan.documents.why_view import WhyWords
from rse_plan.formats.why_values import place_of, place_or_none, plain_value
from rse_plan.library.touched import Touch, touches
from rse_plan.planning.chain import Step, Stop
from rse_plan.planning.hours import Hours
from rse_plan.planning.moves import Move
from rse_plan.planning.pending import Reported
from rse_plan.planning.plan import Adjusted, Reason
from rse_plan.planning.why import Clause, Explanation, Turn
from rse_plan.planning.why_absent import Absence, Absent, Remedy

FORMAT = 1

Json = dict[str, Any]


def write_why(found: Explanation | Absent, told: WhyWords, *, under_way: bool = False) -> str:
    """An explanation as text, ending with a line break; `under_way` when it was asked for as of a day."""
    writer = _Writer(told, under_way=under_way)
    made = writer.absent(found) if isinstance(found, Absent) else writer.present(found)
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


class _Writer:
    def __init__(self, told: WhyWords, *, under_way: bool) -> None:
        self._told = told
        self._under_way = under_way
        self._words = told.words
        self._conditions = Conditions(told.words, told.sheet)

    def present(self, found: Explanation) -> Json:
        due = found.due
        day = _day(due.day, due.day) if due is not None and due.day is not None else None
        if found.planned is not None:
            day = _day(found.planned.start, found.planned.finish)
        return {
            "format": FORMAT,
            "id": found.id,
            "in_plan": True,
            "title": self._words.text(found.title),
            "audience": found.chosen.item.audience,
            "texts": own_words(found.chosen, self._words),
            "day": day,
            "playbook": {"id": found.origin.playbook, **place_of(found.origin.span)},
            "layers": _layers(found.origin.layers),
            "elements": self._elements(found.turns),
            "waves": list(self._told.waves(found.turns)),
            "conditions": self._clauses(found.clauses),
            "adjusted": self._adjusted(found.adjusted),
            "due": None if due is None else {"text": self._told.due(due), "item": due.item and due.item.id},
            "chain": [self._link(step) for step in found.chain],
            "sources": [
                {"id": source.id, "text": self._told.source(source), "url": source.url}
                for source in found.sources
            ],
            "moves": [self._move(move) for move in found.moves],
            "absent": None,
            **self._became(found.reported),
        }

    def _became(self, reported: Reported | None) -> Json:
        """What was reported, when it was asked as of a day."""
        if not self._under_way:
            return {}
        return {"reported": self._reported(reported) if reported is not None else None}

    def _reported(self, reported: Reported) -> Json:
        report = reported.report
        days = {name: _iso(getattr(report, name, None)) for name in ("started", "done", "blocked", "until")}
        return {
            **days,
            "reason": report.reason if report is not None else None,
            "decisions": [
                {"answer": one.answer, "on": one.on.isoformat(), "note": one.note}
                for one in reported.decisions
            ],
            "measures": [{"value": str(one.value), "on": one.on.isoformat()} for one in reported.measures],
            "text": list(told_of(reported, self._words)),
        }

    def absent(self, found: Absent) -> Json:
        file = found.place.file.value
        return {
            "format": FORMAT,
            "id": found.id,
            "in_plan": False,
            "title": self._words.text(found.title),
            "audience": found.place.item.audience,
            "texts": {},
            "day": None,
            "playbook": {"id": file.id, **place_of(found.place.span())},
            "layers": _layers(touches(found.place.file, found.place.route)),
            "elements": [],
            "waves": [],
            "conditions": [],
            "adjusted": self._adjusted(found.skipped),
            "due": None,
            "chain": [],
            "sources": [],
            "moves": [],
            "absent": {
                "empty": found.empty,
                "begins_with": found.begins_with,
                "failed": [self._absence(absence) for absence in found.absences],
                "remedies": [self._answer(remedy) for remedy in found.remedies],
            },
            **self._became(None),
        }

    def _adjusted(self, changes: Sequence[Adjusted]) -> list[Json]:
        return [
            {
                "playbook": change.origin.playbook,
                "skipped": change.skipped,
                "text": self._words.text(change.why)
                if not change.own
                else reason_of(change, self._words).plain,
                "confidential": change.private,
                **place_of(change.origin.span),
                "answers": [self._reason(reason) for reason in change.reasons],
            }
            for change in changes
        ]

    def _elements(self, turns: Sequence[Turn]) -> list[Json]:
        return [
            {"kind": turn.kind, "id": turn.id, "name": turn.name, "place": place_or_none(turn.span)}
            for turn in turns
        ]

    def _absence(self, absence: Absence) -> Json:
        return {
            "elements": self._elements(absence.turns),
            "conditions": self._clauses(absence.failed),
        }

    def _clauses(self, clauses: Sequence[Clause]) -> list[Json]:
        return [
            {
                "of": "playbook" if clause.of_playbook else "item",
                "text": self._conditions.tell(clause.condition),
                "confidential": self._conditions.is_private(clause.condition),
                **place_of(clause.span),
                "answers": [self._reason(reason) for reason in clause.reasons],
            }
            for clause in clauses
        ]

    def _reason(self, reason: Reason) -> Json:
        return {
            "question": reason.question,
            "value": plain_value(reason.shown.value),
            "state": reason.shown.state.value,
            "text": self._words.named(reason.shown),
            "confidential": reason.private,
            "place": place_or_none(reason.span),
        }

    def _link(self, step: Step) -> Json:
        return {
            "id": step.item.id,
            "title": self._words.text(step.item.title),
            **_day(step.item.start, step.item.finish),
            "cause": {
                "kind": step.bound.kind.value,
                "item": step.after.id if step.after is not None else None,
                "lag": str(step.lag) if step.lag is not None else None,
                "roles": list(step.bound.roles),
                "hours": [self._hours(hours) for hours in step.hours],
                "between": [item.id for item in step.between],
                "text": self._told.causes.cause(step),
                "answers": [self._reason(reason) for reason in step.reasons or step.given],
            },
        }

    def _hours(self, hours: Hours) -> Json:
        return {
            "role": hours.role,
            "a_week": hours.hours,
            "assumed": hours.assumed,
            "place": place_or_none(hours.span),
        }

    def _move(self, move: Move) -> Json:
        return {
            **self._answer(move),
            "take_out": self._taken_out(move.of),
            "day": move.day.isoformat(),
            "days": move.days,
            "text": self._told.move(move),
        }

    def _taken_out(self, out: Stop | Reason | Hours | None) -> Json | None:
        """What a move takes out of the answers; its value is then what is left."""
        if out is None or isinstance(out, Hours):
            return None
        first, last = (out.first, out.last) if isinstance(out, Stop) else (None, None)
        return {
            "from": first.isoformat() if first is not None else None,
            "to": last.isoformat() if last is not None else None,
            "value": plain_value(out.shown.value) if isinstance(out, Reason) else None,
            "place": place_or_none(out.span),
        }

    def _answer(self, given: Move | Remedy) -> Json:
        return {
            "question": given.question,
            "element": given.element,
            "value": plain_value(given.shown.value),
            "confidential": given.private,
        }


def _day(first: date | None, last: date | None) -> Json:
    return {
        "start": first.isoformat() if first is not None else None,
        "finish": last.isoformat() if last is not None else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _layers(found: Sequence[Touch]) -> list[Json]:
    return [{"layer": one.layer, "key": one.key or None, **place_of(one.span)} for one in found]
