"""The facts that matter, in a strip above page one: what somebody wants to know who has a minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rse_plan.documents.decisions import taken_on_item
from rse_plan.documents.key_dates import pilot_decision
from rse_plan.documents.opening import has_opened, opened_on
from rse_plan.documents.screen_rows import CoverFact
from rse_plan.documents.standing import is_settled
from rse_plan.documents.tables import assumption_rows, shared_assumptions
from rse_plan.documents.telling import Telling, instances, is_decision
from rse_plan.documents.tree import Line, line
from rse_plan.documents.words import cut
from rse_plan.planning.plan import Plan, State

ROLLOUT = "rollout"
WIDEST = 70
"""Characters of what explains a fact."""


def cover_facts(telling: Telling) -> tuple[CoverFact, ...]:
    """First opening, end of deployment, people, decisions waiting, assumptions that set the opening."""
    found = [*_opening(telling), *_end(telling), *_people(telling), _decisions(telling)]
    if not has_opened(telling):
        found.append(_assumed(telling))
    return tuple(found)


def _opening(telling: Telling) -> Iterator[CoverFact]:
    words, opening = telling.words, telling.plan.first_opening
    if opening is not None:
        yield CoverFact(
            title=words.say("First opening"),
            value=words.date(opening),
            note=_of_opening(telling, opening),
            anchor="opening",
        )


def _of_opening(telling: Telling, opening: date) -> Line:
    """Whether it is decided, or has come."""
    words, decision = telling.words, pilot_decision(telling.plan)
    if has_opened(telling):
        return line(opened_on(telling, words.day(opening, telling.plan.start)))
    found = taken_on_item(telling.plan, decision) if decision is not None else None
    if found is not None:
        return line(found.said(words, words.day(found.on, telling.plan.start)))
    return line(words.say("if it is decided")) if _undecided(telling.plan) else Line()


def _undecided(plan: Plan) -> bool:
    return any(item.item.decides == "deployment" for item in plan.items)


def _end(telling: Telling) -> Iterator[CoverFact]:
    """The last day of the deployment's own work: what comes back does not make it longer."""
    words, plan = telling.words, telling.plan
    last = end_of_deployment(plan)
    if last is None:
        return
    openings = [item.start for item in plan.items if item.opens]
    note = words.say("last opening on {date}", date=words.date(max(openings))) if len(openings) > 1 else ""
    yield CoverFact(
        title=words.say("End of deployment"), value=words.date(last), note=line(note), anchor="calendar"
    )


def end_of_deployment(plan: Plan) -> date | None:
    """The last day of work of the phase in which the network is extended, or of the last opening."""
    work = [item.finish for item in plan.items if item.phase == ROLLOUT and item.kind != "ongoing"]
    openings = [item.finish for item in plan.items if item.opens]
    return max((*work, *openings), default=None)


def _people(telling: Telling) -> Iterator[CoverFact]:
    words, plan = telling.words, telling.plan
    everyone = plan.facts.get("organisation.headcount")
    invited = sum(wave.members for wave in plan.waves)
    if everyone is None or not isinstance(everyone.value, int) or "organisation.headcount" in plan.private:
        total, assumed = invited, False
    else:
        total, assumed = everyone.value, everyone.state is State.ASSUMED
    if not total:
        return
    value = words.number(total)
    pilot = next((wave.members for wave in plan.waves if wave.pilot), 0)
    yield CoverFact(
        title=words.say("People concerned"),
        value=words.say("{number} (assumed)", number=value) if assumed else value,
        note=line(words.say("of whom {count} in the pilot", count=words.number(pilot)))
        if 0 < pilot < total
        else Line(),
        anchor="calendar",
    )


def _decisions(telling: Telling) -> CoverFact:
    words = telling.words
    waiting = [item for item in telling.plan.items if is_decision(item) and not is_settled(telling, item)]
    found = instances(waiting)
    coming = min(found, key=lambda group: group[0].finish, default=None)
    note = Line()
    if coming is not None:
        day = words.day(coming[0].finish, telling.plan.start)
        what = cut(telling.merged(coming), WIDEST)
        note = words.sentence("the next on {date}: {what}", date=day, what=what)
    return CoverFact(
        title=words.say("Decisions waiting"), value=words.number(len(found)), note=note, anchor="key-dates"
    )


def _assumed(telling: Telling) -> CoverFact:
    words = telling.words
    rows = assumption_rows(telling, shared_assumptions(telling))
    return CoverFact(
        title=words.say("Assumptions that set the opening"),
        value=words.number(sum(row.critical for row in rows)),
        note=line(words.count("of 1 assumption", "of {count} assumptions", len(rows))),
        anchor="assumptions",
    )
