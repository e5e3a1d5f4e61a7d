"""The page that decides: what it serves, for whom, when, on what it rests, and what is to be done now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rse_plan.documents.decisions import NO, YES, has_passed, is_taken, study_decision, taken_on_item
from rse_plan.documents.explained import explained
from rse_plan.documents.heading import describe_heading
from rse_plan.documents.key_dates import extension_decision, key_dates
from rse_plan.documents.news_view import news_lines
from rse_plan.documents.opening import describe_opening
from rse_plan.documents.own_told import legal_bases
from rse_plan.documents.page_one_fit import Budget, budgets, fits
from rse_plan.documents.rows import Entry, Heading, Supposed, Todo
from rse_plan.documents.standing import is_settled, stand_of, standing_mark, unconfirmed_count
from rse_plan.documents.tables import assumption_rows, shared_assumptions
from rse_plan.documents.telling import NAMES, Telling, instances
from rse_plan.documents.tree import Line, joined, line
from rse_plan.documents.views import PageOne
from rse_plan.documents.words import Words, cut
from rse_plan.model.base import LANGUAGES
from rse_plan.planning.plan import Planned, State
from rse_plan.planning.standing import LATER, Stand
from rse_plan.planning.wave import Wave

MOST_UNNAMED = 12
NEXT_WEEKS = timedelta(weeks=4)
"""How far page one looks ahead once the decision has passed."""
PURPOSE = 240
"""Characters of what it serves, and for whom."""
WIDEST = 95
"""Characters of one line of a table on this page."""


def describe_page_one(telling: Telling, heading: Heading, contents: Sequence[Entry]) -> PageOne:
    """Everything that the first page says, as full as one page allows in every language: all say the same.

    Room is left for the terms that are to be explained on it.
    """
    cited = dict(telling.cited)
    words = [Words(language) for language in LANGUAGES if language != telling.words.language]
    others = [Telling(telling.plan, spoken) for spoken in words]
    for budget in budgets():
        telling.cited = dict(cited)
        page = _describe(telling, contents, budget)
        if fits(heading, explained(page, telling.words)) and all(
            fits(describe_heading(one, ""), explained(_describe(one, contents, budget), one.words))
            for one in others
        ):
            break
    return page


def _describe(telling: Telling, contents: Sequence[Entry], budget: Budget) -> PageOne:
    words = telling.words
    opening = describe_opening(telling)
    todos = _todos(telling)
    rows = assumption_rows(telling, shared_assumptions(telling))
    supposed = ([row for row in rows if row.who or row.critical] or rows)[: budget.supposed]
    return PageOne(
        news=news_lines(telling, budget.news),
        purpose=cut(purpose(telling), PURPOSE),
        audience=cut(audience(telling), PURPOSE),
        then=cut(_then(telling), PURPOSE),
        answers=_answers(telling),
        opening=opening,
        no_opening=Line() if opening else line(words.say("Nothing opens to users in this plan.")),
        dates=key_dates(telling, budget.dates),
        todo_title=_todo_title(telling),
        todos=tuple(_todo(telling, group) for group in todos[: budget.todos]),
        todo_more=_more(telling, len(todos) - budget.todos),
        supposed=tuple(
            Supposed(what=cut(row.what, WIDEST), who=row.who, if_wrong=cut(row.if_wrong, WIDEST))
            for row in supposed
        ),
        supposed_more=_supposed_more(telling, len(rows) - len(supposed)),
        unnamed=_unnamed(telling),
        legal_basis=legal_bases(telling),
        contents=tuple(contents),
    )


def purpose(telling: Telling) -> Line:
    """The first use, and the process it serves in the organisation's own words."""
    words = telling.words
    primary = "" if telling.is_assumed("goal.primary") else telling.fact("goal.primary")
    process = telling.fact("goal.process")
    if not primary and not process:
        return line(unsaid_purpose(telling))
    if not process:
        gap = words.say("‹to be completed: {name}›", name=words.say("process served"))
        return line(words.say("{use}: {process}", use=words.capital(primary), process=gap))
    if not primary:
        return line(words.capital(process))
    return line(words.say("{use}: {process}", use=words.capital(primary), process=process))


def unsaid_purpose(telling: Telling) -> str:
    """What stands where nobody has said what it will serve."""
    words = telling.words
    return words.say("‹to be completed: {name}›", name=words.say("what it will serve"))


def audience(telling: Telling) -> Line:
    """The pilot: its people and its communities."""
    words = telling.words
    pilot = next((wave for wave in telling.plan.waves if wave.pilot), None)
    if pilot is None:
        return line(words.say("‹to be completed: {name}›", name=words.say("communities of the pilot")))
    return line(
        words.say(
            "Pilot: {people}, in {communities}.",
            people=people(telling, pilot.members),
            communities=_names(telling, pilot),
        )
    )


def people(telling: Telling, number: int) -> str:
    """So many people."""
    return telling.words.count("1 person", "{count} people", number)


def _names(telling: Telling, wave: Wave) -> str:
    words = telling.words
    names = [c.name for c in telling.plan.communities if c.id in wave.communities]
    if len(names) <= NAMES:
        return words.listed(telling.quoted(names))
    return words.count("1 community", "{count} communities", len(names))


def _then(telling: Telling) -> Line:
    """Everyone who may come later, by employer when there are several."""
    words, plan = telling.words, telling.plan
    headcount = plan.facts.get("organisation.headcount")
    everyone = headcount.value if headcount and isinstance(headcount.value, int) else 0
    later = [community for community in plan.communities if community.wave > 1]
    if telling.pilot_is_everyone or (not later and not everyone):
        return Line()
    shares = [
        words.say(
            "{count} ({name})",
            count=words.value(employer.headcount),
            name=telling.few([employer.name])[0],
        )
        for employer in plan.employers
        if employer.headcount.state is State.ANSWERED
    ]
    total, decided = people(telling, everyone), _is_extended(telling)
    if len(plan.employers) > 1 and len(shares) == len(plan.employers):
        wording = "Then, if so decided: {total} in all, {shares}."
        if decided:
            wording = "Then, as decided: {total} in all, {shares}."
        return line(words.say(wording, total=total, shares=words.listed(shares)))
    wording = "Then, as decided: {total} in all." if decided else "Then, if so decided: {total} in all."
    return line(words.say(wording, total=total))


def _is_extended(telling: Telling) -> bool:
    """Whether it was decided to go on after the pilot."""
    decision = extension_decision(telling.plan)
    found = taken_on_item(telling.plan, decision) if decision is not None else None
    return found is not None and found.answer == YES


def _answers(telling: Telling) -> Line:
    """Who leads, and the agreement that is awaited, or what became of it."""
    words, plan = telling.words, telling.plan
    found = study_decision(plan)
    wording, day = "{owner}. {sponsor}: agreement expected on {date}.", words.date(plan.decision)
    if found is not None:
        wording, day = _AGREED.get(found.answer, _AGREED[YES]), words.date(found.on)
    elif has_passed(plan, plan.decision):
        wording = "{owner}. {sponsor}: agreement expected on {date}, not confirmed."
    return line(
        words.say(
            wording,
            owner=words.capital(leader(telling)),
            sponsor=words.capital(telling.who_acts("sponsor")),
            date=day if found is not None else telling.decision_day(day),
        )
    )


_AGREED = {
    YES: "{owner}. {sponsor}: agreement given on {date}.",
    NO: "{owner}. {sponsor}: agreement refused on {date}.",
    LATER: "{owner}. {sponsor}: decision put off on {date}.",
}


def leader(telling: Telling) -> str:
    """The department that leads the project."""
    shown = telling.plan.facts.get("stakeholders.owner")
    value = str(shown.value) if shown else "business"
    return telling.who(value) if value in telling.plan.roles else telling.fact("stakeholders.owner")


def _todos(telling: Telling) -> tuple[tuple[Planned, ...], ...]:
    """Work to do by the decision, once that has passed in the next weeks: what is blocked, then by day."""
    last = _todo_until(telling)
    tasks = [item for item in telling.plan.items if item.kind == "task" and not is_settled(telling, item)]
    blocked = [item for item in tasks if stand_of(telling, item) == Stand.BLOCKED.value]
    due = [item for item in tasks if item.finish <= last and item not in blocked]
    return instances(item for each in (blocked, due) for item in sorted(each, key=lambda item: item.finish))


def _todo_until(telling: Telling) -> date:
    """The day of the decision; once it is taken or has passed, that of the next things to do."""
    plan = telling.plan
    if plan.today is None or not (has_passed(plan, plan.decision) or is_taken(study_decision(plan))):
        return plan.decision
    left = [item.finish for item in plan.items if item.kind == "task" and not is_settled(telling, item)]
    return max(plan.today + NEXT_WEEKS, min(left, default=plan.today))


def _todo_title(telling: Telling) -> str:
    words, last = telling.words, _todo_until(telling)
    day = words.date(last)
    by_decision = last == telling.plan.decision
    return words.say("To do by {date}", date=telling.decision_day(day) if by_decision else day)


def _todo(telling: Telling, group: tuple[Planned, ...]) -> Todo:
    first = group[0]
    return Todo(
        what=joined([cut(telling.merged(group), WIDEST), standing_mark(telling, first)], " "),
        who=telling.who_acts(first.owner),
        due=telling.words.day(first.finish, telling.plan.start),
    )


def _more(telling: Telling, rest: int) -> Line:
    """How much is left out; of a plan under way also how much nobody has confirmed."""
    wording = ("1 other task: in the register.", "{count} other tasks: in the register.")
    left = line(telling.words.count(*wording, rest)) if rest > 0 else Line()
    return joined([left, unconfirmed_count(telling)], " ")


def _supposed_more(telling: Telling, rest: int) -> Line:
    if rest <= 0:
        return Line()
    wording = ("1 other assumption: further on.", "{count} other assumptions: further on.")
    return line(telling.words.count(*wording, rest))


def _unnamed(telling: Telling) -> Line:
    """Roles that own work and that nobody holds yet."""
    words, plan = telling.words, telling.plan
    owners = dict.fromkeys(
        role
        for item in plan.items
        for role in (item.owner, *item.item.raci.accountable)
        if not telling.is_named(role)
    )
    ordered = [role for role in plan.roles if role in owners]
    if not ordered:
        return Line()
    titles = [telling.role(role) for role in ordered]
    rest = len(titles) - MOST_UNNAMED
    if rest > 1:
        titles = [*titles[:MOST_UNNAMED], words.count("1 other", "{count} others", rest)]
    return line(words.say("{count}: {roles}", count=words.number(len(ordered)), roles=words.listed(titles)))
