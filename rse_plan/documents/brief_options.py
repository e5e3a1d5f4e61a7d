"""The three options of the brief: hours from the plan, the day of the quote, never an invented price."""

from __future__ import annotations

from datetime import date

from rse_plan.documents.decisions import study_decision
from rse_plan.documents.rows import OptionRow
from rse_plan.documents.standing import stand_of, standing
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, joined, line
from rse_plan.documents.words import cut
from rse_plan.model.content import Option
from rse_plan.planning.plan import Chosen, Planned, State
from rse_plan.planning.standing import Stand
from rse_plan.planning.weekly_bill import Staffing

QUOTE, BASELINE = "platform-access/quote", "framing/baseline"
"""The items that say what licences cost, and what doing nothing costs."""
CHAMPION = "champion"
MOST_OPTIONS = 3
CELL = 110
"""Characters of a gain or a risk."""


def describe_options(telling: Telling) -> tuple[OptionRow, ...]:
    """Do nothing, pilot, everyone: the last is left out where the pilot is everyone."""
    everyone = telling.pilot_is_everyone
    shared = [
        option
        for option in telling.plan.options
        if option.item.audience == "shared" and not (everyone and option.item.id == "full")
    ]
    return tuple(_option(telling, option) for option in shared[:MOST_OPTIONS])


def _option(telling: Telling, chosen: Chosen[Option]) -> OptionRow:
    words, item = telling.words, chosen.item
    too_small = item.id == "pilot" and telling.pilot_is_everyone
    risk = cut(words.line(chosen.word(item.risk)), CELL) + telling.cite(*item.because)
    if too_small:  # the playbook's risk is that of a pilot that cannot prove anything to the others
        risk = line(words.say("No second group to correct with: a weak start touches everyone"))
    return OptionRow(
        title=words.text(chosen.word(item.title)),
        recommended=item.recommended,
        recommended_label=words.say("recommended") if item.recommended else "",
        cost=_cost(telling, item.id),
        gain=cut(words.line(chosen.word(item.gain)), CELL),
        risk=risk,
    )


def _cost(telling: Telling, option: str) -> Line:
    stages = {stage.stage: stage for stage in telling.plan.staffing}
    if option == "pilot" and "pilot" in stages:
        return joined([_hours(telling, stages["pilot"]), _licences(telling, pilot=True)], telling.words.pause)
    if option == "full" and "full" in stages:
        return joined(
            [_full_hours(telling, stages["full"]), _licences(telling, pilot=False)], telling.words.pause
        )
    return line(telling.words.say("None"))


def _hours(telling: Telling, stage: Staffing) -> Line:
    words = telling.words
    return words.sentence(
        "{before} a week before, {after} after: roles of the guide, without IT, security and legal "
        "(at least{sources})",
        before=words.weekly(stage.before),
        after=words.weekly(stage.after),
        sources=_floors(telling, stage),
    )


def _full_hours(telling: Telling, stage: Staffing) -> Line:
    """Everyone's hours, champions included."""
    words = telling.words
    champions = next((row for row in stage.rows if row.role == CHAMPION), None)
    if champions is None:
        return _hours(telling, stage)
    return words.sentence(
        "{before} a week before, {after} after, {share} of them by {count} champions{sources}",
        before=words.weekly(stage.before),
        after=words.weekly(stage.after),
        share=words.weekly(champions.after),
        count=words.number(champions.people),
        sources=_floors(telling, stage),
    )


def _floors(telling: Telling, stage: Staffing) -> Line:
    roles = [telling.plan.roles[row.role] for row in stage.rows if row.role in telling.plan.roles]
    return telling.cite(*dict.fromkeys(source for role in roles for source in role.because))


def _licences(telling: Telling, *, pilot: bool) -> Line:
    """A price comes from a quote: until then, the day it is due."""
    words, quote = telling.words, _item(telling, QUOTE)
    if quote is None:
        return Line()
    if not pilot:
        return line(words.say("licences: to be quoted after the pilot"))
    stand = stand_of(telling, quote)
    wording = _QUOTES.get(stand, "licences: quote due on {date}")
    return line(words.say(wording, date=words.day_and_month(_last_day(telling, quote), telling.plan.start)))


_QUOTES = {
    Stand.DONE.value: "licences: quote received on {date}",
    Stand.UNCONFIRMED.value: "licences: quote due on {date}, not confirmed",
}


def _last_day(telling: Telling, item: Planned) -> date:
    """The day on which it was done, else on which it ends."""
    found = standing(telling, item)
    return found.since if found and found.stand is Stand.DONE and found.since else item.finish


def inaction(telling: Telling) -> Line:
    """What doing nothing costs: the user's own figures, else that nobody knows and when it is measured."""
    words, plan = telling.words, telling.plan
    parts = [said] if (said := _compared(telling)) else []
    seen = plan.facts.get("goal.inaction")
    if seen is not None and seen.state is State.ANSWERED and seen.value not in (("none",), ()):
        parts.append(words.say("What we see today: {signs}.", signs=words.value(seen)))
    baseline = _item(telling, BASELINE)
    if baseline is None:
        parts.append(words.say("What doing nothing costs is not known."))
    else:
        wording = _MEASURED.get(
            stand_of(telling, baseline),
            "What doing nothing costs is not known; it is to be measured by {date}.",
        )
        day = words.day_and_month(_last_day(telling, baseline), plan.start)
        parts.append(words.say(wording, date=day))
    return line(" ".join(parts))


_MEASURED = {
    Stand.DONE.value: "What doing nothing costs was measured on {date}: to be added here.",
    Stand.UNCONFIRMED.value: "What doing nothing costs was to be measured by {date}; that is not confirmed.",
}


def _compared(telling: Telling) -> str:
    """Once a way was chosen, when it was that these were compared."""
    found = study_decision(telling.plan)
    if found is None or not found.settles:
        return ""
    day = telling.words.day_and_month(found.on, telling.plan.start)
    return telling.words.say("The options are those compared before your answer of {date}.", date=day)


def _item(telling: Telling, ref: str) -> Planned | None:
    return next((item for item in telling.plan.items if item.chosen.ref == ref), None)
