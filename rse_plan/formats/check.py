"""`check` for programs: one JSON object, `format: 1`.

Keys: format, holds, first_opening, anchor, no_earlier and best (both proven), fixed_by, target (null without
a wanted day), ways_out, overloads, assumptions (those that the first opening rests on), changed (what the
answers themselves change, add and leave out), cuts (texts cut and rows left out), findings, confidential
(texts for the lead alone: kind, id, text), and of a plan examined as of a day, standing: today, next_opening
(day and communities, or null), late (id, title, state: blocked or under-way, since, days, reason, until,
finish), decisions (that wait: id, title, due, put_off, confidential), below_target (measures whose last
reading falls short: id, title, on), not_confirmed (id, title, finish).
Dates are ISO 8601, `days` calendar days, `working_days` open ones; texts are in the language asked for.
Answers of a way out whose `now` is their `value` are assumed dates, to be written down as they are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rse_plan.diagnostics import Diagnostic
from rse_plan.documents.check_view import CheckWords
from rse_plan.documents.cuts import Cut
from rse_plan.documents.pending_view import PendingWords
from rse_plan.errors import Translate
from rse_plan.formats.pending import standing_values
from rse_plan.planning.backwards import Target
from rse_plan.planning.levers import Change
from rse_plan.planning.plan import Assumption
from rse_plan.planning.ways_out import WayOut

FORMAT = 1

Json = dict[str, Any]


def write_check(told: CheckWords, cuts: Sequence[Cut], translate: Translate) -> str:
    """An examined plan as text, ending with a line break."""
    found, plan = told.found, told.found.plan
    made = {
        "format": FORMAT,
        "holds": found.holds,
        "first_opening": plan.first_opening,
        "anchor": plan.anchor,
        "no_earlier": plan.inputs.proof.no_earlier,
        "best": plan.inputs.proof.best,
        "fixed_by": list(told.fixed_by()),
        "target": _target(found.target, holds=found.keeps_target) if found.target is not None else None,
        "ways_out": [_way(way, told) for way in found.ways],
        "overloads": [
            {"role": one.role, "first_week": one.first, "last_week": one.last, "minutes_over": one.over}
            for one in found.overloads
        ],
        "assumptions": [_assumption(one, told) for one in plan.assumptions if one.critical],
        "changed": list(told.changed()),
        "cuts": [{"document": cut.document, "language": cut.language, "text": cut.text} for cut in cuts],
        "findings": [_finding(one, translate) for one in found.findings],
        "confidential": [{"kind": one.kind, "id": one.id, "text": one.text} for one in told.asides()],
    }
    if found.pending is not None:
        made["standing"] = standing_values(PendingWords(found.pending, told.words))
    return json.dumps(made, ensure_ascii=False, indent=2, default=str) + "\n"


def _target(target: Target, *, holds: bool) -> Json:
    return {
        "wanted": target.wanted,
        "holds": holds,
        "last_possible_day": target.last,
        "earliest_opening": target.opening,
        "days_late": target.days,
        "working_days_late": target.working,
        "working_days_begun_too_late": target.late[0].late if target.late else 0,
        "slack_working_days": target.slack,
        "chain": list(target.chain),
        "latest": [
            {"id": one.item, "start": one.start, "finish": one.finish, "working_days_too_late": one.late}
            for one in target.latest
        ],
    }


def _way(way: WayOut, told: CheckWords) -> Json:
    return {
        "text": told.way(way),
        "answers": [_change(change) for change in way.answers],
        "first_opening": way.opening,
        "days_gained": way.gained,
        "cost": way.cost,
    }


def _change(change: Change) -> Json:
    return {
        "question": change.question,
        "element": change.element,
        "now": change.now.value,
        "value": change.value.value,
        "line": change.typed,
        "place": {"file": change.span.path, "line": change.span.line} if change.span is not None else None,
    }


def _assumption(assumption: Assumption, told: CheckWords) -> Json:
    return {
        "question": assumption.question,
        "element": assumption.element,
        "text": told.assumption(assumption),
        "owner": assumption.owner,
    }


def _finding(found: Diagnostic, translate: Translate) -> Json:
    return {
        "rule": found.rule,
        "severity": str(found.severity),
        "path": found.span.path,
        "line": found.span.line,
        "column": found.span.column,
        "message": found.message.in_words(translate),
        "help": found.help.in_words(translate) if found.help is not None else None,
    }
