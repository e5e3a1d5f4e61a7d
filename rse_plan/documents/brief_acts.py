"""The acts that the brief asks of its sponsor, the box for their answer, and the log of their decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.documents.decisions import NO, Taken, has_passed, is_taken, taken
from rse_plan.documents.folio import mark
from rse_plan.documents.opening import has_opened
from rse_plan.documents.rows import ActRow, DecisionRow
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, line, strong
from rse_plan.documents.views import ReplyBox
from rse_plan.documents.words import Words, cut
from rse_plan.planning.plan import DatedAsk, Plan
from rse_plan.planning.standing import Stand, asks_decision

MOST_ACTS = 5
ACT, OTHERWISE, NOTE = 95, 40, 70
"""Characters of an act, of what happens otherwise, of what was noted with an answer: the register has it
whole."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An act that decides: its number among them, that of the act, and its answer once there is one."""

    number: int
    act: int
    ask: DatedAsk
    answer: Taken | None


def sponsor_asks(plan: Plan, role: str) -> tuple[DatedAsk, ...]:
    """Shared asks of the sponsor, by date, each once."""
    mine = [
        ask
        for ask in plan.asks
        if ask.chosen.item.of == "sponsor"
        and ask.chosen.item.role == role
        and ask.chosen.item.audience == "shared"
    ]
    first: dict[str, DatedAsk] = {}
    for ask in sorted(mine, key=lambda ask: (ask.due is None, ask.due)):
        first.setdefault(ask.chosen.ref, ask)
    return tuple(first.values())


def weightiest(asks: Sequence[DatedAsk]) -> tuple[DatedAsk, ...]:
    """Five at most: what the sponsor decides, then the other acts of that mandate, then what is due first."""
    decided = [ask for ask in asks if ask.chosen.item.decides or ask.chosen.item.decision]
    mandates = {ask.chosen.origin.playbook for ask in decided}
    kept = sorted(asks, key=lambda ask: (ask not in decided, ask.chosen.origin.playbook not in mandates))
    return tuple(ask for ask in asks if ask in kept[:MOST_ACTS])


def acts_more(words: Words, rest: int) -> Line:
    if rest <= 0:
        return Line()
    return line(words.count("1 other act: in the register.", "{count} other acts: in the register.", rest))


def acts_title(telling: Telling, asks: Sequence[DatedAsk]) -> str:
    words = telling.words
    if not asks:
        return words.say("No act is asked")
    minutes = words.hours(sum(ask.chosen.item.minutes for ask in asks))
    days = [ask.due for ask in asks if ask.due is not None]
    months = _months(min(days), max(days)) if days else 1
    few, many = "One act, {time}", "{number} acts, {time} in {months} months"
    if months == 1:
        many = "{number} acts, {time} in one month"
    answered = sum(is_taken(taken(telling.plan, ask)) for ask in asks)
    if answered:
        few, many = "One act, {time}; answered", "{number} acts, {time}; {answered}"
    if len(asks) == 1:
        return words.say(few, time=minutes)
    number = words.capital(words.spelled(len(asks)))
    given = words.count("1 answer given", "{count} answers given", answered)
    values = {"answered": given} if answered else {"months": words.spelled(months)}
    return words.say(many, number=number, time=minutes, **values)


def acts_time(telling: Telling) -> str:
    """What the acts of the brief take together."""
    return telling.words.hours(
        sum(ask.chosen.item.minutes for ask in weightiest(sponsor_asks(telling.plan, "support")))
    )


def _months(first: date, last: date) -> int:
    """Months begun between two days."""
    return max((last.year - first.year) * 12 + last.month - first.month + (last.day >= first.day), 1)


def act_row(telling: Telling, number: int, ask: DatedAsk) -> ActRow:
    """An act with the day by which it is asked, or its answer."""
    words, item = telling.words, ask.chosen.item
    return ActRow(
        number=number,
        what=cut(words.line(ask.chosen.word(item.do)), ACT),
        due=asked_by(telling, ask),
        time=words.hours(item.minutes),
        otherwise=cut(words.line(ask.chosen.word(item.if_refused)), OTHERWISE)
        if hangs(telling, ask) and item.if_refused
        else Line(),
    )


def hangs(telling: Telling, ask: DatedAsk) -> bool:
    """Whether what happens otherwise may still happen, or does: there was no answer, or a no.

    Once the network is open, what nobody has spoken of has gone as planned: it did open.
    """
    if (found := taken(telling.plan, ask)) is not None:
        return not found.settles or found.answer == NO
    if _done_on(telling, ask) is not None:
        return False
    return not (has_passed(telling.plan, ask.due) and has_opened(telling))


def asked_by(telling: Telling, ask: DatedAsk) -> str:
    """The day by which an act is asked; once there is an answer, that one."""
    words, near, found = telling.words, telling.plan.start, taken(telling.plan, ask)
    if found is not None:
        return found.said(words, words.day(found.on, near))
    if (done := _done_on(telling, ask)) is not None:
        return words.say("done {date}", date=words.day(done, near))
    if ask.due is None:
        return words.say("no date")
    wording = "{date}, not confirmed" if has_passed(telling.plan, ask.due) else "{date}"
    return words.say(wording, date=words.day(ask.due, near))


def _done_on(telling: Telling, ask: DatedAsk) -> date | None:
    """The day on which the work that an act is for was done, where nothing is decided by it."""
    served = telling.by_id.get(ask.item or "")
    report = served.report if served is not None and not asks_decision(ask) else None
    return report.done if report is not None else None


def decisions_of(telling: Telling, asks: Sequence[DatedAsk]) -> tuple[Decision, ...]:
    """The acts that decide, in the order of the acts."""
    found = [(act, ask) for act, ask in enumerate(asks, start=1) if asks_decision(ask)]
    return tuple(
        Decision(number, act, ask, taken(telling.plan, ask))
        for number, (act, ask) in enumerate(found, start=1)
    )


def waiting_decision(telling: Telling, asks: Sequence[DatedAsk]) -> Decision | None:
    """The decision that is asked for now: the first that is not taken."""
    found = decisions_of(telling, asks)
    if telling.plan.today is None:
        return next((each for each in found if each.ask.chosen.item.decision), None)
    return next((each for each in found if not is_taken(each.answer)), None)


def reply_by(telling: Telling, asks: Sequence[DatedAsk]) -> str:
    """The day by which the sponsor is to answer; nothing where nothing is asked any more."""
    plan, words = telling.plan, telling.words
    if plan.today is None:
        return telling.decision_day(words.weekday(plan.decision))
    waiting = waiting_decision(telling, asks)
    if waiting is None or waiting.ask.due is None:
        return ""
    day = words.weekday(waiting.ask.due)
    if has_passed(plan, waiting.ask.due):
        return words.say("{date} (this day has passed)", date=day)
    return telling.decision_day(day) if waiting.ask.chosen.item.decision else day


def reply_box(telling: Telling, asks: Sequence[DatedAsk]) -> ReplyBox | None:
    """Where the next decision is answered by hand."""
    words, waiting = telling.words, waiting_decision(telling, asks)
    if waiting is None:
        return None
    question = words.sentence(
        "{reply} (decision no. {number}, act {act}):",
        reply=strong(words.say("Your reply")),
        number=words.number(waiting.number),
        act=words.number(waiting.act),
    )
    return ReplyBox(
        question=question,
        choices=(words.say("yes"), words.say("no"), words.say("to be reviewed on ……")),
        name_and_date=words.say("Name, date:"),
    )


def decision_log(telling: Telling, asks: Sequence[DatedAsk]) -> tuple[DecisionRow, ...]:
    """The acts that decide, numbered as the reply box numbers them, with the answers that were reported."""
    words, near = telling.words, telling.plan.start
    return tuple(
        DecisionRow(
            what=words.say("No. {number} (act {act})", number=each.number, act=each.act),
            due=words.day(each.ask.due, near) if each.ask.due else words.say("no date"),
            answer=_answer(words, each.answer) if each.answer is not None else Line(),
            given=words.say(
                "{date}, {role}",
                date=words.day(each.answer.on, near),
                role=telling.role(each.ask.chosen.item.of),
            )
            if each.answer is not None
            else "",
        )
        for each in decisions_of(telling, asks)
    )


def _answer(words: Words, found: Taken) -> Line:
    said = mark(found.word(words), Stand.DONE.value if found.settles else Stand.BLOCKED.value)
    note = cut(line(words.typed(found.note)), NOTE)
    return words.sentence("{state}: {reason}", state=said, reason=note) if note else said
