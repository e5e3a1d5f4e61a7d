"""Words for what others published of a measure, and for what was read of it here."""

from __future__ import annotations

from collections.abc import Sequence

from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, ended, joined, line
from rse_plan.documents.words import Words
from rse_plan.model.amounts import Amount, Unit
from rse_plan.planning.outlook import Outlook, PublishedCase, SetAside, own_range
from rse_plan.planning.plan import DatedKpi
from rse_plan.planning.readings import FEWEST, Actual, Reached, Withheld

SPACE = " "
_LENGTHS = {Unit.CALENDAR_DAY: 1, Unit.CALENDAR_WEEK: 7, Unit.MONTH: 30}
"""Days of a unit, near enough to put lapses in order."""
_SET_ASIDE = (
    (
        "1 figure set aside: what was counted, or on whom, is not known.",
        "{count} figures set aside: what was counted, or on whom, is not known.",
    ),
    (
        "1 figure set aside: of an organisation of quite another size.",
        "{count} figures set aside: of organisations of quite another size.",
    ),
    (
        "1 figure set aside: it counts something else.",
        "{count} figures set aside: they count something else.",
    ),
)
"""Figures that are in no range: undefined, of another size, of another definition."""
_REACHED = {
    Reached.STOP: "{value}, below what stops the pilot",
    Reached.NOTHING: "{value}, below the target",
    Reached.ALL: "{value}, target reached",
    Reached.LOW: "{value}, low target reached",
    Reached.TYPICAL: "{value}, typical target reached",
    Reached.HIGH: "{value}, high target reached",
}
_SO_FAR = {
    Reached.STOP: "{value}, so far below what stops the pilot",
    Reached.NOTHING: "{value}, not yet at the target",
}
"""What is said otherwise before the day of the target."""


# What others published


def outlook_line(telling: Telling, kpi: DatedKpi) -> Line:
    """The range of published cases with everything that is needed to doubt it; refused in words without one.

    Beside it stands the range of the organisation's own first readings, never drawn further.
    """
    return _outlook(telling, kpi, telling.cite(*(case.source for case in kpi.outlook.cases)))


def outlook_text(telling: Telling, kpi: DatedKpi) -> str:
    """The same without the numbers of sources, for a cell of a spreadsheet."""
    return _outlook(telling, kpi, Line()).plain


def _outlook(telling: Telling, kpi: DatedKpi, cites: Line) -> Line:
    found = kpi.outlook
    beside = (*_aside(telling.words, found.aside), *_own(telling, kpi))
    return joined([_published(telling, found, cites), *map(line, beside)], SPACE)


def outlook_in_short(telling: Telling, kpi: DatedKpi) -> str:
    """The two ranges and how many cases, where there is a range: the register says the rest."""
    words, found = telling.words, kpi.outlook
    if found.range is None:
        return ""
    return words.say(
        "elsewhere: {range} in {count} published cases (register)",
        range=_from_to(words, *found.range),
        count=words.number(len(found.cases)),
    )


def _published(telling: Telling, found: Outlook, cites: Line) -> Line:
    words = telling.words
    if not found.cases:
        return line(words.say("No comparable published case."))
    head = words.sentence(
        "{what}, {whom}{sources}.", what=_figure(words, found), whom=_whom(words, found), sources=cites
    )
    counted = words.say("Counted: {definition}.", definition=words.title(found.cases[0].definition))
    return joined([head, line(counted), _bias(telling, found)], SPACE)


def _figure(words: Words, found: Outlook) -> str:
    """A range where there is one; a single case, or several with one figure, say that they are none."""
    first, count = found.cases[0], len(found.cases)
    if found.range is not None:
        return words.say(
            "{range} in {count} published cases",
            range=words.capital(_from_to(words, *found.range)),
            count=words.number(count),
        )
    share = _from_to(words, first.low, first.high)
    if count > 1:
        return words.say(
            "{share} in each of {count} published cases: no range", share=share, count=words.number(count)
        )
    return words.say("One published figure, which makes no range: {share}", share=share)


def _from_to(words: Words, low: float, high: float) -> str:
    if words.share(low) == words.share(high):
        return words.share(low)
    return words.say("{low} to {high}", low=words.share(low), high=words.share(high))


def _whom(words: Words, found: Outlook) -> str:
    """On how many people or organisations, and how long after the opening."""
    people = [case.population for case in found.cases if case.population is not None]
    panels = [
        case.organisations
        for case in found.cases
        if case.population is None and case.organisations is not None
    ]
    whom = []
    if people:
        whom.append(_span(words, people, "{count} people", "{least} to {most} people"))
    if panels:
        whom.append(_span(words, panels, "{count} organisations", "{least} to {most} organisations"))
    return words.say("{whom}, {when}", whom=words.listed(whom), when=_when(words, found.cases))


def _span(words: Words, counts: Sequence[int], one: str, several: str) -> str:
    least, most = min(counts), max(counts)
    if least == most:
        return words.say(one, count=words.number(least))
    return words.say(several, least=words.number(least), most=words.number(most))


def _when(words: Words, cases: Sequence[PublishedCase]) -> str:
    stated = sorted((case.after for case in cases if case.after is not None), key=_length)
    if not stated:
        return words.say("at a time that is not stated")
    if len(stated) < len(cases):
        return words.say("at times that are partly not stated")
    first, last = words.lapse(stated[0]), words.lapse(stated[-1])
    if first == last:
        return words.say("{lapse} after the opening", lapse=first)
    return words.say("{first} to {last} after the opening", first=first, last=last)


def _length(lapse: Amount) -> int:
    return int(lapse.count) * _LENGTHS.get(lapse.unit, 1)


def _bias(telling: Telling, found: Outlook) -> Line:
    """A single case brings its own limit; of several, what is common to all, and where each one's stands."""
    words = telling.words
    if found.range is None:
        limits = telling.plan.evidence[found.cases[0].source].limits
        told = words.title(limits) if limits is not None else words.say("none stated")
        return line(words.say("Limit: {limit}", limit=ended(told)))
    chosen = words.say("Successes that somebody chose to publish: their spread is no forecast.")
    return joined([line(chosen), line(words.say("The limits of each stand under Sources."))], SPACE)


def _aside(words: Words, aside: SetAside) -> list[str]:
    """How many more figures there are, and why they are in no range."""
    counts = (aside.undefined, aside.sized, aside.otherwise)
    told = zip(counts, _SET_ASIDE, strict=True)
    return [words.count(one, many, count) for count, (one, many) in told if count]


def _own(telling: Telling, kpi: DatedKpi) -> list[str]:
    words, found = telling.words, own_range(kpi.actuals, kpi.due)
    if found is None:
        return []
    return [words.say("Your own figures so far: {range}.", range=_from_to(words, *found))]


# What was read here


def actual_line(telling: Telling, kpi: DatedKpi) -> Line:
    """The last reading with its day; nothing before the first one."""
    return (
        line(_dated(telling, kpi, kpi.actuals[-1], "measured on {date}: {value}")) if kpi.actuals else Line()
    )


def every_actual(telling: Telling, kpi: DatedKpi) -> Line:
    """All readings in the order of their days, each with what it comes to."""
    if not kpi.actuals:
        return line(telling.words.say("not measured yet"))
    return joined(
        [line(_dated(telling, kpi, one, "{date}: {value}")) for one in kpi.actuals], telling.words.pause
    )


def _dated(telling: Telling, kpi: DatedKpi, actual: Actual, wording: str) -> str:
    words = telling.words
    day = words.day(actual.on, telling.plan.start)
    return words.say(wording, date=day, value=judged_text(words, kpi, actual))


def judged_text(words: Words, kpi: DatedKpi, actual: Actual) -> str:
    """A value and what it comes to: 61 of 185 (33%), so far below what stops the pilot."""
    return with_reached(words, kpi, actual, value_text(words, kpi, actual))


def with_reached(words: Words, kpi: DatedKpi, actual: Actual, value: str) -> str:
    """A value as it is written, and what it comes to by the day on which it was read."""
    found = kpi.reached(actual)
    if found is None:
        return value
    wordings = {**_REACHED, **_SO_FAR} if kpi.is_early(actual) else _REACHED
    return words.say(wordings[found], value=value)


def value_text(words: Words, kpi: DatedKpi, actual: Actual) -> str:
    """17 of 29 (59%), 7 of 9, 4 people; a percentage of too few is refused, with why."""
    refusal = _refusal(words, kpi, actual)
    if refusal:
        return refusal
    value = actual.value
    if value.percent and value.share is not None:
        return words.share(float(value.share))
    count = words.number(float(value.amount))
    if value.of is None:
        return _alone(words, actual)
    of = words.say("{count} of {total}", count=count, total=words.number(value.of))
    if actual.share is None:
        return of
    return words.say("{count} ({share})", count=of, share=words.share(float(actual.share)))


def _alone(words: Words, actual: Actual) -> str:
    """A count without a whole: of people, where the target is one of those invited."""
    amount = actual.value.amount
    if not actual.people or amount.denominator != 1:
        return words.number(float(amount))
    return words.count("1 person", "{count} people", int(amount))


def _refusal(words: Words, kpi: DatedKpi, actual: Actual) -> str:
    least = max(FEWEST, kpi.chosen.item.min_group)
    if actual.withheld is Withheld.FEW_MEMBERS:
        return words.count(
            "percentage not shown: 1 member, fewer than {least}",
            "percentage not shown: {count} members, fewer than {least}",
            kpi.members,
            least=words.number(least),
        )
    if actual.withheld is Withheld.FEW_COUNTED:
        return words.say(
            "percentage not shown: fewer than {least} people stand behind it", least=words.number(FEWEST)
        )
    if actual.withheld is Withheld.ONE_ONLY:
        return words.say("not shown: counted among one alone, it says nothing of a group")
    return ""
