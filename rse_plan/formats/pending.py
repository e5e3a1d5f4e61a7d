"""Where a plan stands, for programs: what `check` and the table of several plans say in the same keys."""

from __future__ import annotations

from datetime import date
from typing import Any

from rse_plan.documents.pending_view import PendingWords
from rse_plan.planning.pending import Late, NextOpening, Waiting

Json = dict[str, Any]


def standing_values(told: PendingWords) -> Json:
    """The day, the next opening, what is late, decisions that wait, measures that fall short, what nobody has
    confirmed."""
    found = told.found
    return {
        "today": found.today.isoformat(),
        "next_opening": opening_values(found.opening) if found.opening is not None else None,
        "late": [late_values(one, told) for one in found.late],
        "decisions": [waiting_values(one, told) for one in found.waiting],
        "below_target": [
            {"id": kpi.chosen.id, "title": told.title(kpi), "on": kpi.actuals[-1].on.isoformat()}
            for kpi in found.below
        ],
        "not_confirmed": [
            {"id": item.id, "title": told.title(item), "finish": item.finish.isoformat()}
            for item in found.unconfirmed
        ],
    }


def opening_values(opening: NextOpening) -> Json:
    """A day and the communities that open on it."""
    return {"day": opening.day.isoformat(), "communities": list(opening.communities)}


def late_values(late: Late, told: PendingWords) -> Json:
    """Something late; `finish` is the last day that it now has in the plan."""
    return {
        "id": late.item.id,
        "title": told.title(late.item),
        "state": late.delay.value,
        "since": late.since.isoformat(),
        "days": late.days,
        "reason": late.report.reason,
        "until": _iso(late.report.until),
        "finish": late.item.finish.isoformat(),
    }


def waiting_values(waiting: Waiting, told: PendingWords) -> Json:
    """A decision that waits; `put_off` is the day on which it was put off."""
    return {
        "id": waiting.id,
        "title": told.title(waiting.of),
        "due": waiting.due.isoformat(),
        "put_off": _iso(waiting.put_off.on if waiting.put_off is not None else None),
        "confidential": waiting.of.chosen.item.audience == "lead",
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
