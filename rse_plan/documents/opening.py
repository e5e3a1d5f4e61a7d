"""The first opening: the date, the chain that fixes it, what the law says, and what would put it off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rse_plan.documents.decisions import NO, YES, has_passed, study_decision
from rse_plan.documents.key_dates import answer_to_opening, openings, trigger_of
from rse_plan.documents.standing import is_settled, stand_of, stand_of_all, standing_whole
from rse_plan.documents.task_grounds import adjustments
from rse_plan.documents.telling import Telling, lead_cases
from rse_plan.documents.tree import Line, line, uncapitalised
from rse_plan.documents.views import Opening
from rse_plan.documents.words import cut
from rse_plan.model.amounts import Amount
from rse_plan.model.base import Text
from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.standing import LATER, Stand

LONGEST_PAUSE = 7
"""Calendar days that something may stand ready without being told among what fixes the opening."""
WIDEST = 230
"""Characters of one line of what fixes it."""
MOST_LATER = 3
"""Assumptions that are named as putting the opening off."""


def describe_opening(telling: Telling) -> Opening | None:
    """What page one says of it; nothing when nobody is ever let in."""
    plan = telling.plan
    if plan.first_opening is None:
        return None
    if has_opened(telling):
        return Opening(
            date=opened_on(telling, telling.words.weekday(plan.first_opening)),
            fixed_by=(),
            law=(),
            later_if=(),
            next=tuple(cut(opening, WIDEST) for opening in _next(telling)),
        )
    chain = [item for item in opening_chain(plan) if not is_settled(telling, item)]
    gates = [item for item in chain if item.kind == "gate"]
    return Opening(
        date=_date(telling, plan.first_opening),
        fixed_by=tuple(cut(reason, WIDEST) for reason in _fixed_by(telling, chain)) or _all_done(telling),
        law=tuple(_law(telling, gate) for gate in gates if gate.legal and law_cases(telling, gate)),
        later_if=tuple(_later(telling)),
    )


def _all_done(telling: Telling) -> tuple[Line, ...]:
    """What is said of a plan under way when nothing keeps the opening back any more."""
    if telling.plan.today is None:
        return ()
    return (line(telling.words.say("All that it waited for is done, or its day has passed.")),)


def _date(telling: Telling, day: date) -> str:
    """The day; while a consultation is due, nobody has decided to open."""
    words, told = telling.words, telling.words.weekday(day)
    if answered := opening_answered(telling, told):
        return answered
    wording = "{date}, if it is so decided" if telling.plan.consultation else "{date}"
    return words.say(wording, date=told)


def opening_state(telling: Telling, day: date, told: str) -> str:
    """A day of opening as it is written, with what is known of it: that it took place, or is not confirmed,
    or what was decided and when; empty while nobody has said anything."""
    stand = _stand_of_opening(telling, day)
    if stand in (Stand.DONE.value, Stand.UNCONFIRMED.value):
        reported = stand == Stand.DONE.value
        return telling.words.say(_TOOK_PLACE if reported else _NOT_CONFIRMED, date=told)
    if day == telling.plan.first_opening:
        return opening_answered(telling, told)
    return _answered(telling, day, told)


def is_decided(telling: Telling, day: date) -> bool:
    """Whether the opening of a day took place, or was decided."""
    if _stand_of_opening(telling, day) == Stand.DONE.value:
        return True
    found = answer_to_opening(telling.plan, day)
    return found is not None and found.answer not in (NO, LATER)


def _stand_of_opening(telling: Telling, day: date) -> str:
    return stand_of_all(telling, (item for item in telling.plan.items if item.opens and item.start == day))


def opening_answered(telling: Telling, day: str) -> str:
    """The day as written, with what was decided of the first opening and when; empty while nobody has."""
    words, opening = telling.words, telling.plan.first_opening
    if opening is not None and (answered := _answered(telling, opening, day)):
        return answered
    study = study_decision(telling.plan)
    if study is not None and study.answer in _STUDIED:
        on = words.day_and_month(study.on, telling.plan.start)
        return words.say(_STUDIED[study.answer], date=day, day=on)
    return ""


def _answered(telling: Telling, opening: date, told: str) -> str:
    words, found = telling.words, answer_to_opening(telling.plan, opening)
    if found is None:
        return ""
    on = words.day_and_month(found.on, telling.plan.start)
    return words.say(_DECIDED.get(found.answer, _DECIDED[YES]), date=told, day=on)


_TOOK_PLACE, _NOT_CONFIRMED = "took place on {date}", "planned for {date}, not confirmed"
_DECIDED = {
    YES: "{date}, decided on {day}",
    NO: "{date} in this plan, but refused on {day}",
    LATER: "{date} in this plan, but put off on {day}",
}
_STUDIED = {
    NO: "{date} in this plan, but the study was declined on {day}",
    LATER: "{date} in this plan, but the study was put off on {day}",
}


def has_opened(telling: Telling) -> bool:
    """Whether the day of the first opening has come, as far as is known."""
    anchor = telling.by_id.get(telling.plan.anchor or "")
    if anchor is None:
        return has_passed(telling.plan, telling.plan.first_opening)
    return is_settled(telling, anchor)


def opened_on(telling: Telling, day: str) -> str:
    """The day as written, and whether somebody has said that it was so."""
    return telling.words.say(_TOOK_PLACE if opening_is_reported(telling) else _NOT_CONFIRMED, date=day)


def opening_is_reported(telling: Telling) -> bool:
    """Whether somebody has said that it took place."""
    anchor = telling.by_id.get(telling.plan.anchor or "")
    return anchor is not None and stand_of(telling, anchor) == Stand.DONE.value


def _next(telling: Telling) -> Iterator[Line]:
    """The openings to come, the first of them."""
    coming = [moment for moment in openings(telling) if not moment.is_settled(telling)]
    for moment in coming[:1]:
        day = telling.words.weekday(moment.day)
        if not is_decided(telling, moment.day):
            day = _answered(telling, moment.day, day) or day
        yield telling.words.sentence("{title}, {date}", title=moment.what, date=day)
    if len(coming) > 1:
        rest = telling.words.count("1 other later", "{count} others later", len(coming) - 1)
        yield line(telling.words.say("{what}.", what=rest))


def opening_chain(plan: Plan) -> tuple[Planned, ...]:
    """What the first opening hangs on, from the first day of the plan to the opening."""
    by_id = {item.id: item for item in plan.items}
    chain: list[Planned] = []
    item = by_id.get(plan.anchor or "")
    while item is not None and item not in chain:
        chain.append(item)
        item = _before(item, by_id)
    return tuple(reversed(chain))


def held_up(plan: Plan) -> tuple[Planned, ...]:
    """What stood ready for over a week in that chain: for a freeze, or for want of days to work on it."""
    return tuple(item for item in opening_chain(plan) if _is_held_up(item))


def _is_held_up(item: Planned) -> bool:
    told_elsewhere = (BoundKind.CAPACITY, BoundKind.REPORTED)
    return item.early.kind not in told_elsewhere and (item.start - item.ready).days > LONGEST_PAUSE


def why_held_up(telling: Telling, item: Planned) -> Line:
    """Until when, and whether by a freeze; who is away is told in no shared document."""
    words = telling.words
    frozen = item.early.kind is BoundKind.FREEZE
    wording = (
        "{title}: not before {date}, because of a freeze" if frozen else "{title}: cannot begin before {date}"
    )
    return words.sentence(wording, title=telling.merged((item,)), date=words.date(item.start))


def _before(item: Planned, by_id: dict[str, Planned]) -> Planned | None:
    """What fixes an item's date: its bound, else the need that ends last, a critical one first."""
    if item.bound.kind in (BoundKind.NEED, BoundKind.CAPACITY):
        return by_id.get(item.bound.item or "")
    if item.bound.kind in (BoundKind.START, BoundKind.PINNED, BoundKind.REPORTED):
        return None
    needed = [by_id[link.item] for link in item.needs if link.item in by_id]
    critical = [need for need in needed if need.critical]
    return max(critical or needed, key=lambda need: need.finish, default=None)


def chain_in_words(telling: Telling) -> Line:
    """The chain on one line, each step with its date."""
    words, near = telling.words, telling.plan.start
    steps = [
        words.say("{title} ({date})", title=telling.merged((item,)).plain, date=words.day(item.finish, near))
        for item in opening_chain(telling.plan)
    ]
    return line(" → ".join(steps))


def _fixed_by(telling: Telling, chain: Sequence[Planned]) -> Iterator[Line]:
    """What is still to come of it, and what was reported that keeps it back."""
    words = telling.words
    gates = [item for item in chain if item.kind == "gate"]
    for item in chain:
        if item.bound.kind is BoundKind.REPORTED:
            state = standing_whole(telling, item)
            yield words.sentence("{title}: {date}", title=telling.merged((item,)), date=state)
    for gate in gates:
        if gate.legal:
            yield _waited_for(telling, gate)
        else:
            day = words.date(gate.finish)
            yield words.sentence("{title}: {date}", title=telling.merged((gate,)), date=day)
    for item in filter(_is_held_up, chain):
        yield why_held_up(telling, item)
    last = max((gate.finish for gate in gates), default=None)
    works = [item for item in chain if item.days and (last is None or item.start > last)]
    if works:
        titles = words.listed(uncapitalised(telling.merged((item,))).plain for item in works)
        days = words.count("1 working day", "{count} working days", sum(item.days for item in works))
        wording = "then {days} of work: {titles}" if gates else "{days} of work: {titles}"
        yield words.sentence(wording, days=days, titles=titles)


def _waited_for(telling: Telling, gate: Planned) -> Line:
    words = telling.words
    trigger = trigger_of(gate, telling.plan)
    title, until = telling.merged((gate,)), words.date(gate.finish)
    if gate.chosen.given is not None:
        reason = adjustments(telling, gate)
        return words.sentence("{title}: {date} ({reason})", title=title, date=until, reason=reason)
    if gate.lead is None or trigger is None:
        return words.sentence("{title}: {date}", title=title, date=until)
    return words.sentence(
        "{title}: {date}. Time limit taken: {lapse}, from {start}.",
        title=title,
        date=until,
        lapse=lead_taken(telling, gate),
        start=words.day_and_month(trigger.finish, telling.plan.start),
    )


def _law(telling: Telling, gate: Planned) -> Line:
    """Every lead time that the law knows, none of them called a gain (semantics 25)."""
    return line(telling.words.pause.join(law_cases(telling, gate))) + telling.cite(*gate.item.because)


def law_cases(telling: Telling, gate: Planned, *, mark: bool = False) -> tuple[str, ...]:
    """One month; two months, with an expert; … `mark` says which one the plan takes.

    Of a gate whose lead time the answers change there is nothing to say: it is no longer what the law says.
    """
    if gate.lead is None or any("lead_time" in change.keys for change in gate.chosen.adjusted):
        return ()
    cases = [(gate.lead.taken, gate.lead.why), *gate.lead.others]
    ordered = sorted(cases, key=lambda case: (_is_agreed(gate, case[1]), case[1] is not None, case[0].count))
    told = dict.fromkeys(_case(telling, gate, amount, why) for amount, why in ordered)
    taken = lead_taken(telling, gate) if mark else None
    return tuple(
        telling.words.say("{case} (taken here)", case=case) if case == taken else case for case in told
    )


def lead_taken(telling: Telling, gate: Planned) -> str:
    """The lead time that a gate was given, and when it holds."""
    return _case(telling, gate, gate.lead.taken, gate.lead.why) if gate.lead is not None else ""


def _case(telling: Telling, gate: Planned, amount: Amount, why: Text | None) -> str:
    """A lead time and when it holds; of one that an agreement sets, only that: its length is not known."""
    words = telling.words
    if why is None:
        return words.lapse(amount)
    agreed = _is_agreed(gate, why) and gate.lead is not None and gate.lead.why != why
    return (
        words.title(why)
        if agreed
        else words.say("{lapse}, {why}", lapse=words.lapse(amount), why=words.title(why))
    )


def _is_agreed(gate: Planned, why: Text | None) -> bool:
    """Whether a lead time is a number of days that an answer gives."""
    return any(case.days is not None and case.why == why for case in lead_cases(gate))


def _later(telling: Telling) -> Iterator[Line]:
    """What the law would add if an assumption were false; under way more, the later that is learnt."""
    words, plan = telling.words, telling.plan
    wording = "{name}: {value} → not before {date}"
    if plan.inputs.replanned:
        wording = "{name}: {value}, learnt on {today} → not before {date}"
    for later in plan.later[:MOST_LATER]:
        yield words.sentence(
            wording,
            name=words.capital(later.value.name.in_(words.language)),
            value=words.value(later.value),
            today=words.day_and_month(plan.today or plan.start, plan.start),
            date=words.day_and_month(later.opening, plan.start),
        )
