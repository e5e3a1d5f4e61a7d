"""The sponsor's brief: two printed A4 pages that ask and do not conclude (model documents)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from rse_plan.documents.brief_fit import Budget, budgets, fits
from rse_plan.documents.brief_options import describe_options, inaction
from rse_plan.documents.brief_parts import (
    brief_measures,
    brief_milestones,
    brief_notes,
    brief_objections,
    brief_risks,
    brief_unknowns,
)
from rse_plan.documents.explained import explained
from rse_plan.documents.foreign import foreign_terms
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.key_dates import extension_decision
from rse_plan.documents.page_one import leader, people, purpose
from rse_plan.documents.rows import ActRow, DecisionRow
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, joined, line, strong, uncapitalised, with_sources
from rse_plan.documents.views import BriefView, ReplyBox
from rse_plan.documents.words import Words, cut, shortened
from rse_plan.model.base import LANGUAGES
from rse_plan.planning.plan import DatedAsk, Plan

MOST_ACTS = 5
SERVED, ACT, OTHERWISE, ARGUMENT = 200, 95, 40, 270
"""Characters of the process served, of an act, of what happens otherwise, of an argument."""


def describe(plan: Plan, words: Words) -> BriefView:
    """The brief in one language, as full as two pages allow in every language: all say the same."""
    return describe_cited(plan, words)[0]


def describe_cited(plan: Plan, words: Words) -> tuple[BriefView, Mapping[str, int]]:
    """The brief, and the numbers of its sources by their ids, for those who go on counting.

    Arguments, which stand on page one, come back where it was page two that was too full.
    """
    others = [Words(language) for language in LANGUAGES if language != words.language]
    for budget in (Budget(), *budgets()):
        views, telling = _in_all(plan, (words, *others), budget)
        if all(map(fits, views)):
            break
    for arguments in range(Budget().arguments, budget.arguments, -1):
        fuller, told = _in_all(plan, (words, *others), replace(budget, arguments=arguments))
        if all(map(fits, fuller)):
            views, telling = fuller, told
            break
    return views[0], telling.cited


def _in_all(plan: Plan, spoken: Sequence[Words], budget: Budget) -> tuple[list[BriefView], Telling]:
    """The brief in each language, and how the first was told."""
    tellings = [Telling(plan, words) for words in spoken]
    views = [explained(_describe(telling, budget), telling.words) for telling in tellings]
    return views, tellings[0]


def _describe(telling: Telling, budget: Budget) -> BriefView:
    plan, words = telling.plan, telling.words
    wanted = _asks(plan, "support")
    asks = _weightiest(wanted)
    return BriefView(
        heading=describe_heading(telling, words.say("Decision note")),
        to=telling.who_acts("sponsor"),
        from_=_as_sender(leader(telling), words.language),
        reply_by=telling.decision_day(words.weekday(plan.decision)),
        essential=_essential(telling),
        acts_title=_acts_title(telling, asks),
        acts=tuple(_act(telling, number, ask) for number, ask in enumerate(asks, start=1)),
        acts_more=_acts_more(words, len(wanted) - len(asks)),
        reply=_reply(telling, asks),
        not_asked=_not_asked(telling),
        why=_why(telling, budget.arguments),
        options=describe_options(telling),
        inaction=inaction(telling),
        milestones=brief_milestones(telling, budget.milestones),
        risks=brief_risks(telling, budget.risks),
        objections=brief_objections(telling, budget.objections),
        measures=brief_measures(telling, budget.measures),
        unknowns=brief_unknowns(telling, budget.unknowns),
        log=_log(telling, asks),
        notes=brief_notes(telling),
    )


def _essential(telling: Telling) -> Line:
    return foreign_terms(line(" ".join(essential(telling))), telling.words.language)


def essential(telling: Telling) -> tuple[str, ...]:
    """What is asked, for what, of how many, from when, and what is decided later: a sentence for each."""
    sentences = (_request(telling), _serves(telling), _pilot(telling), _missed(telling), _then(telling))
    return tuple(filter(None, sentences))


def _as_sender(leader: str, language: str) -> str:
    """“From a joint team” reads as a letter's sender without its article; French elides: “De l’équipe”."""
    if language == "fr":
        leader = re.sub(r"^une? (?=[aeiouyhéèêâîôû])", "l’", leader, flags=re.IGNORECASE)
    return re.sub(r"^(?:une|un|an|a) (?=\w)", "", leader)


def _request(telling: Telling) -> str:
    words = telling.words
    subject = words.say(
        "an enterprise social network (RSE, réseau social d’entreprise: "
        "nothing to do with corporate social responsibility)"
    )
    if telling.plan.consultation:
        wording = telling.consulted(
            "We ask you to authorise the study of {subject}, and the consultation of the works council.",
            "We ask you to authorise the study of {subject}, and the consultation"
            " of the staff representatives.",
        )
        return words.say(wording, subject=subject)
    return words.say("We ask you to authorise the study of {subject}.", subject=subject)


def _serves(telling: Telling) -> str:
    process = telling.fact("goal.process")
    served = shortened(process, SERVED) if process else uncapitalised(purpose(telling)).plain
    return telling.words.say("It will serve one thing: {process}.", process=served)


def _pilot(telling: Telling) -> str:
    words, plan = telling.words, telling.plan
    pilot = next((wave for wave in plan.waves if wave.pilot), None)
    if pilot is None or plan.first_opening is None:
        return ""
    members, day = people(telling, pilot.members), words.day_and_month(plan.first_opening, plan.start)
    extension = extension_decision(plan)
    if extension is None:
        return words.say("Pilot: {people}, from {date} at the earliest.", people=members, date=day)
    weeks = max((extension.finish - plan.first_opening).days // 7, 1)
    return words.say(
        "Pilot: {people}, {weeks} weeks, from {date} at the earliest.",
        people=members,
        weeks=words.spelled(weeks),
        date=day,
    )


def _missed(telling: Telling) -> str:
    """The day that was wanted, when the opening cannot hold it."""
    words, plan = telling.words, telling.plan
    wanted = plan.facts.get("calendar.target")
    day = wanted.value if wanted is not None else None
    if not isinstance(day, date) or plan.first_opening is None or plan.first_opening <= day:
        return ""
    return words.say("The opening wanted on {date} cannot hold.", date=words.day_and_month(day, plan.start))


def _then(telling: Telling) -> str:
    words = telling.words
    extension = extension_decision(telling.plan)
    if extension is None:
        return ""
    after = "whether to go on or stop" if telling.pilot_is_everyone else "whether to extend or stop it"
    wording = "You will decide whether to open it, then, on {date}, {choice}."
    if telling.plan.consultation:
        wording = telling.consulted(
            "You will decide whether to open it once the works council has been heard, "
            "then, on {date}, {choice}.",
            "You will decide whether to open it once the staff representatives have been heard, "
            "then, on {date}, {choice}.",
        )
    day = words.day_and_month(extension.finish, telling.plan.start)
    return words.say(wording, date=day, choice=words.say(after))


def _asks(plan: Plan, role: str) -> tuple[DatedAsk, ...]:
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


def _weightiest(asks: Sequence[DatedAsk]) -> tuple[DatedAsk, ...]:
    """Five at most: what the sponsor decides, then the other acts of that mandate, then what is due first."""
    decided = [ask for ask in asks if ask.chosen.item.decides or ask.chosen.item.decision]
    mandates = {ask.chosen.origin.playbook for ask in decided}
    kept = sorted(asks, key=lambda ask: (ask not in decided, ask.chosen.origin.playbook not in mandates))
    return tuple(ask for ask in asks if ask in kept[:MOST_ACTS])


def _acts_more(words: Words, rest: int) -> Line:
    if rest <= 0:
        return Line()
    return line(words.count("1 other act: in the register.", "{count} other acts: in the register.", rest))


def _acts_title(telling: Telling, asks: Sequence[DatedAsk]) -> str:
    words = telling.words
    if not asks:
        return words.say("No act is asked")
    minutes = words.hours(sum(ask.chosen.item.minutes for ask in asks))
    days = [ask.due for ask in asks if ask.due is not None]
    months = _months(min(days), max(days)) if days else 1
    few, many = "One act, {time}", "{number} acts, {time} in {months} months"
    if months == 1:
        many = "{number} acts, {time} in one month"
    if len(asks) == 1:
        return words.say(few, time=minutes)
    number = words.capital(words.spelled(len(asks)))
    return words.say(many, number=number, time=minutes, months=words.spelled(months))


def acts_time(telling: Telling) -> str:
    """What the acts of the brief take together."""
    return telling.words.hours(
        sum(ask.chosen.item.minutes for ask in _weightiest(_asks(telling.plan, "support")))
    )


def _months(first: date, last: date) -> int:
    """Months begun between two days."""
    return max((last.year - first.year) * 12 + last.month - first.month + (last.day >= first.day), 1)


def _act(telling: Telling, number: int, ask: DatedAsk) -> ActRow:
    words, item = telling.words, ask.chosen.item
    return ActRow(
        number=number,
        what=cut(words.line(ask.chosen.word(item.do)), ACT),
        due=words.day(ask.due, telling.plan.start) if ask.due else words.say("no date"),
        time=words.hours(item.minutes),
        otherwise=cut(words.line(ask.chosen.word(item.if_refused)), OTHERWISE) if item.if_refused else Line(),
    )


def _reply(telling: Telling, asks: Sequence[DatedAsk]) -> ReplyBox | None:
    words = telling.words
    number = next((n for n, ask in enumerate(asks, start=1) if ask.chosen.item.decision), None)
    if number is None:
        return None
    return ReplyBox(
        question=words.sentence(
            "{reply} (decision no. 1, act {number}):",
            reply=strong(words.say("Your reply")),
            number=words.number(number),
        ),
        choices=(words.say("yes"), words.say("no"), words.say("to be reviewed on ……")),
        name_and_date=words.say("Name, date:"),
    )


def _log(telling: Telling, asks: Sequence[DatedAsk]) -> tuple[DecisionRow, ...]:
    """The acts that decide, numbered as the reply box numbers the first."""
    words = telling.words
    found = [
        (act, ask)
        for act, ask in enumerate(asks, start=1)
        if ask.chosen.item.decision or ask.chosen.item.decides is not None
    ]
    return tuple(
        DecisionRow(
            what=words.say("No. {number} (act {act})", number=number, act=act),
            due=words.day(ask.due, telling.plan.start) if ask.due else words.say("no date"),
        )
        for number, (act, ask) in enumerate(found, start=1)
    )


def _not_asked(telling: Telling) -> Line:
    """Support is required; taking part is offered."""
    words, asks = telling.words, _asks(telling.plan, "contribute")
    lead = strong(words.say("What we do not ask of you: posting."))
    sources = telling.cite(*(source for ask in asks for source in ask.chosen.item.because))
    depends = words.sentence("Success does not depend on it{sources}.", sources=sources)
    offered = _without_repeats([words.text(ask.chosen.word(ask.chosen.item.do)) for ask in asks], words.pause)
    return joined([lead, depends, line(words.say("{offer}.", offer=offered)) if offered else Line()], " ")


def _without_repeats(texts: Sequence[str], pause: str) -> str:
    """Offers in one sentence: an opening that all share, such as “If you wish:”, is said once."""
    cuts = [text.partition(": ") for text in texts]
    if len(texts) > 1 and cuts[0][1] and len({lead for lead, _, _ in cuts}) == 1:
        return f"{cuts[0][0]}: {pause.join(rest for _, _, rest in cuts)}"
    return pause.join(texts)


def _why(telling: Telling, most: int) -> tuple[Line, ...]:
    """Arguments for the brief, those of the goal first; any other rather than none."""
    shared = [a for a in telling.plan.arguments if a.item.audience == "shared"]
    shared.sort(key=lambda argument: not telling.serves_goal(argument))
    first = {argument.ref: argument for argument in reversed(shared)}
    once = [argument for argument in shared if first[argument.ref] is argument]
    kept = [argument for argument in once if argument.item.brief][:most] or once[:1]
    return tuple(
        with_sources(
            cut(telling.words.line(argument.word(argument.item.text)), ARGUMENT),
            telling.cite(*argument.item.because),
        )
        for argument in kept
    )
