"""The table of several plans for programs: one JSON object, `format: 1`.

Keys: format, today (null: nothing is reported and no day given, so the plans as planned), holds, plans (path,
organisation, holds, errors: their messages; first_opening, replanned, not_confirmed: how many), left_out
(the answers files that no plan could be made of: why is told on the standard error), openings (plan, day,
communities), late (plan, id, title, state: blocked or under-way, since, days, reason, until, finish),
decisions (that wait: plan, id, title, due, put_off, confidential), overloads (of people that several plans
name: name, first_week, last_week, minutes_planned in the fullest of these weeks, minutes_most: what one plan
counts on at the most, minutes_together: what these plans count on together, plans: plan, roles, minutes,
assumed; text). A `plan` is the path of its answers. Dates are ISO 8601, weeks are named by their Monday,
`days` are calendar days, minutes those of a week; texts are in the language of the answers.
"""

from __future__ import annotations

import json
from typing import Any

from rse_plan.documents.portfolio_view import PortfolioWords
from rse_plan.formats.pending import late_values, opening_values, waiting_values
from rse_plan.locales import translator
from rse_plan.planning.portfolio import Member, SharedOverload

FORMAT = 1

Json = dict[str, Any]


def write_portfolio(told: PortfolioWords) -> str:
    """The table as text, ending with a line break."""
    found = told.found
    made = {
        "format": FORMAT,
        "today": found.today.isoformat() if found.today is not None else None,
        "holds": found.holds,
        "plans": [_plan(member, told) for member in found.members],
        "left_out": list(told.left_out),
        "openings": [{"plan": member.path, **opening_values(one)} for member, one in found.openings],
        "late": [
            {"plan": member.path, **late_values(one, told.told(member.pending))} for member, one in found.late
        ],
        "decisions": [
            {"plan": member.path, **waiting_values(one, told.told(member.pending))}
            for member, one in found.waiting
        ],
        "overloads": [_overload(one, told) for one in found.overloads],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _plan(member: Member, told: PortfolioWords) -> Json:
    translate, opening = translator(told.words.language), member.plan.first_opening
    return {
        "path": member.path,
        "organisation": member.organisation,
        "holds": member.holds,
        "errors": [found.message.in_words(translate) for found in member.errors],
        "first_opening": opening.isoformat() if opening is not None else None,
        "replanned": member.plan.inputs.replanned,
        "not_confirmed": len(member.pending.unconfirmed) if member.pending is not None else 0,
    }


def _overload(one: SharedOverload, told: PortfolioWords) -> Json:
    return {
        "name": one.name,
        "first_week": one.first.isoformat(),
        "last_week": one.last.isoformat(),
        "minutes_planned": one.planned,
        "minutes_most": one.most,
        "minutes_together": one.together,
        "plans": [
            {
                "plan": share.member.path,
                "roles": list(share.roles),
                "minutes": share.minutes,
                "assumed": share.assumed,
            }
            for share in one.shares
        ],
        "text": told.overload(one),
    }
