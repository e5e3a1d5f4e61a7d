"""Rows that several documents show: risks, measures, assumptions, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from rse_plan.documents.foreign import foreign_title
from rse_plan.documents.measured import actual_line, outlook_in_short
from rse_plan.documents.rows import AssumptionRow, MeasureRow, RiskRow, SourceRow
from rse_plan.documents.telling import Telling
from rse_plan.documents.tree import Line, joined, line, strong, with_sources
from rse_plan.model.base import Text
from rse_plan.model.catalogues import Evidence
from rse_plan.model.content import Risk, Target
from rse_plan.model.work import Item
from rse_plan.planning.plan import Assumption, Chosen, DatedKpi

ItemT = TypeVar("ItemT", bound=Item)

LEGAL = ("legal.", "employer.", "organisation.employers")
"""Questions whose answers change what the law asks."""
GOAL = ("goal.primary", "goal.process")
"""Questions without an answer to which nothing else makes sense."""
BETWEEN = " · "
GRAVE, SERIOUS = 15, 10
"""Likelihood times impact from which a risk is called high, or medium."""


# Risks


def shared_risks(telling: Telling) -> tuple[tuple[Chosen[Risk], ...], ...]:
    """Risks that everyone may read, the gravest first, those of several elements together."""
    shared = [risk for risk in telling.plan.risks if risk.item.audience == "shared"]
    return tuple(sorted(_together(shared), key=lambda group: -_level(group[0].item)))


def risk_row(telling: Telling, group: Sequence[Chosen[Risk]]) -> RiskRow:
    """One risk."""
    risk = group[0].item
    values = [chosen.values for chosen in group]
    level = _level(risk)
    return RiskRow(
        title=with_sources(telling.together(risk.title, values), telling.cite(*risk.because)),
        level=level,
        weight=_weight(telling, level),
        sign=telling.together(risk.early_sign, values),
        response=telling.together(risk.response, values),
        who=telling.who(risk.owner),
    )


def _level(risk: Risk) -> int:
    return risk.likelihood * risk.impact


def _weight(telling: Telling, level: int) -> str:
    if level >= GRAVE:
        return telling.words.say("high")
    return telling.words.say("medium") if level >= SERIOUS else telling.words.say("low")


def _together(items: Iterable[Chosen[ItemT]]) -> tuple[tuple[Chosen[ItemT], ...], ...]:
    """Instances of one item together, in the order in which each first comes."""
    groups: dict[str, list[Chosen[ItemT]]] = {}
    for item in items:
        groups.setdefault(item.ref, []).append(item)
    return tuple(tuple(group) for group in groups.values())


# Measures


def shared_measures(telling: Telling) -> tuple[DatedKpi, ...]:
    """Measures that everyone may read, by the day they are read; each once, where it is read first.

    Where one has been read for several communities, each of them that has a value is there.
    """
    shared = [kpi for kpi in telling.plan.kpis if kpi.chosen.item.audience == "shared"]
    dated = sorted(shared, key=lambda kpi: (kpi.due is None, kpi.due))
    first: dict[str, DatedKpi] = {}
    for kpi in dated:
        first.setdefault(kpi.chosen.ref, kpi)
    return tuple(kpi for kpi in dated if first[kpi.chosen.ref] is kpi or kpi.actuals)


def measure_row(telling: Telling, kpi: DatedKpi) -> MeasureRow:
    """One measure: what is divided by what, when, what is hoped for, how far it can be believed."""
    words, item = telling.words, kpi.chosen.item
    return MeasureRow(
        title=measure_title(telling, kpi) + telling.cite(*item.because),
        counted=words.line(kpi.chosen.word(item.measure)) if item.measure else Line(),
        read_on=words.day(kpi.due, telling.plan.start) if kpi.due else words.say("no date"),
        target=target_line(telling, kpi),
        stop=stop_text(telling, kpi),
        limit=words.line(kpi.chosen.word(item.limit)) if item.limit else Line(),
    )


def with_actual(telling: Telling, row: MeasureRow, kpi: DatedKpi) -> MeasureRow:
    """The same with what was measured after what was expected: for tables without a column of its own."""
    if not kpi.actuals:
        return row
    said = [actual_line(telling, kpi), line(outlook_in_short(telling, kpi))]
    return replace(row, target=row.target + line(BETWEEN) + strong(joined(said, telling.words.pause)))


def measure_title(telling: Telling, kpi: DatedKpi) -> Line:
    """What is measured; for which community, where several may have values of their own."""
    words = telling.words
    title = words.line(kpi.chosen.word(kpi.chosen.item.title))
    names = {community.id: community.name for community in telling.plan.communities}
    name = names.get(kpi.chosen.elements.get("community", ""))
    if name is None or not kpi.actuals or len(names) == 1 or name in title.plain:
        return title
    return words.sentence("{title} ({name})", title=title, name=telling.few([name])[0])


def target_line(telling: Telling, kpi: DatedKpi) -> Line:
    """A range of the invited; no percentage where fewer than ten are expected (model documents)."""
    words, item = telling.words, kpi.chosen.item
    target = item.target
    if target is None:
        return line(words.say("followed, without target"))
    if kpi.few:
        few = words.say("fewer than ten expected: no percentage")
        return words.line(kpi.chosen.word(item.small)) if item.small else line(few)
    if target.text is not None:
        return words.line(kpi.chosen.word(target.text))
    return line(_band(telling, kpi, target))


def _band(telling: Telling, kpi: DatedKpi, target: Target) -> str:
    words = telling.words
    shares = [share for share in (target.low, target.typical, target.high) if share is not None]
    if not shares:
        return words.say("followed, without target")
    band = words.listed((words.share(share) for share in shares), "or")
    people = words.listed((words.number(round(share * kpi.members)) for share in shares), "or")
    if len(shares) == 3:  # low, typical and high
        wording = "{band} of those invited (low, typical, high), that is {people} of {members}"
    else:
        wording = "{band} of those invited, that is {people} of {members}"
    return words.say(wording, band=band, people=people, members=words.number(kpi.members))


def stop_text(telling: Telling, kpi: DatedKpi) -> str:
    """Below what the pilot stops; nothing where the measure stops nothing or counts too few."""
    share = kpi.chosen.item.stop_below
    if share is None or kpi.few:
        return ""
    return telling.words.say("stop below {share}", share=telling.words.share(share))


# Assumptions


def shared_assumptions(telling: Telling) -> tuple[Assumption, ...]:
    """Assumptions that everyone may read: those the opening rests on first, then those with an effect."""
    private = telling.plan.private
    shared = [a for a in telling.plan.assumptions if not a.private and a.question not in private]
    return tuple(sorted(shared, key=_order))


def _order(assumption: Assumption) -> tuple[int, bool, bool, bool, bool]:
    """What it is for, what the opening rests on, what the law may change, what somebody checks."""
    of_law = assumption.question.startswith(LEGAL)
    of_goal = assumption.question in GOAL
    return (
        not of_goal,
        not assumption.critical,
        assumption.if_wrong is None,
        not of_law,
        assumption.owner is None,
    )


def assumption_rows(telling: Telling, found: Iterable[Assumption]) -> tuple[AssumptionRow, ...]:
    """Rows; the same value taken for several elements is one row."""
    groups: dict[tuple[str, str], list[Assumption]] = {}
    for assumption in found:
        value = telling.words.value(assumption.shown)
        groups.setdefault((assumption.question, value), []).append(assumption)
    return tuple(_assumption_row(telling, group) for group in groups.values())


def _assumption_row(telling: Telling, group: Sequence[Assumption]) -> AssumptionRow:
    first = group[0]
    return AssumptionRow(
        what=line(_what(telling, group)),
        who=telling.who(first.owner) if first.owner else "",
        todo=_text(telling, first.todo),
        if_wrong=_if_wrong(telling, first),
        critical=any(assumption.critical for assumption in group),
    )


def _if_wrong(telling: Telling, assumption: Assumption) -> Line:
    """The effect; a delay that others choose is never told as a gain (semantics 25)."""
    if assumption.question in telling.delay_questions:
        return line(telling.words.say("the date of the opinion changes"))
    return _text(telling, assumption.if_wrong)


def _what(telling: Telling, group: Sequence[Assumption]) -> str:
    words, first = telling.words, group[0]
    name = words.capital(first.shown.name.in_(words.language))
    value = words.value(first.shown)
    elements = _elements(telling, group)
    if elements:
        return words.say(
            "{name} ({elements}): {value}", name=name, elements=words.listed(elements), value=value
        )
    return words.say("{name}: {value}", name=name, value=value)


def _elements(telling: Telling, group: Sequence[Assumption]) -> tuple[str, ...]:
    """Whose answer is missing, where several could have given one."""
    plan = telling.plan
    names = {c.id: c.name for c in plan.communities} | {e.id: e.name for e in plan.employers}
    prefix = group[0].question.partition(".")[0]
    known = {"community": plan.communities, "employer": plan.employers}.get(prefix, ())
    if len(known) < 2 or len(group) == len(known):  # of a single one, its name says nothing
        return ()
    return telling.few([names[a.element] for a in group if a.element in names])


def _text(telling: Telling, text: Text | None) -> Line:
    return line(telling.words.title(text)) if text is not None else Line()


# Sources


def source_rows(telling: Telling) -> tuple[SourceRow, ...]:
    """What has been cited so far, by number."""
    evidence = telling.plan.evidence
    return tuple(_source_row(telling, evidence[name], number) for name, number in telling.cited.items())


def _source_row(telling: Telling, source: Evidence, number: int) -> SourceRow:
    return SourceRow(
        number=number,
        title=foreign_title(source.title, telling.words.language),
        published=published(telling, source),
        says=_text(telling, source.says),
        limits=_text(telling, source.limits),
        address=source.url if source.url and source.url.startswith(("http://", "https://")) else "",
    )


def published(telling: Telling, source: Evidence) -> str:
    """Who published it, and when; “n.d.” when nobody knows."""
    words = telling.words
    year = str(source.year) if source.year else words.say("n.d.")
    if not source.publisher:
        return year
    publishers = words.pause.join(source.publisher.split(" ; "))
    return words.typed(f"{publishers}, {year}")
