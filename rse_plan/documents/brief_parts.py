"""Page two of the brief: milestones, risks, questions, measures, what is not known, notes."""

from __future__ import annotations

from collections.abc import Sequence

from rse_plan.documents.foreign import foreign_terms, foreign_title
from rse_plan.documents.key_dates import Moment, ahead, told, weightiest
from rse_plan.documents.measured import actual_line
from rse_plan.documents.opening import law_cases
from rse_plan.documents.page_one import people
from rse_plan.documents.rows import AssumptionRow, BriefMeasure, MilestoneRow, NoteRow, ObjectionRow, RiskRow
from rse_plan.documents.standing import is_settled, stand_of
from rse_plan.documents.tables import (
    assumption_rows,
    measure_title,
    published,
    risk_row,
    shared_assumptions,
    shared_measures,
    shared_risks,
    target_line,
)
from rse_plan.documents.telling import Telling, is_consultation
from rse_plan.documents.tree import Line, line, uncapitalised, with_sources
from rse_plan.documents.words import cut
from rse_plan.model.catalogues import Evidence
from rse_plan.model.content import Objection, Risk
from rse_plan.planning.network import full_ref_of
from rse_plan.planning.plan import Chosen, Community, DatedKpi, State
from rse_plan.planning.standing import Stand

MILESTONE, RISK, SIGN, ANSWER, MEASURE, UNKNOWN, NOTE = 190, 130, 60, 170, 150, 170, 110
"""Characters of each (semantics 36)."""


def brief_milestones(telling: Telling, most: int) -> tuple[MilestoneRow, ...]:
    """What happens when; decisions stand among the acts already."""
    found = [moment for moment in ahead(telling) if moment.sign != "decision"]
    return tuple(_milestone(telling, moment) for moment in weightiest(found, most))


def _milestone(telling: Telling, moment: Moment) -> MilestoneRow:
    return MilestoneRow(
        date=telling.words.day_and_month(moment.day, telling.plan.start),
        mark=telling.words.say("law") if moment.sign == "law" else "",
        text=told(telling, moment, MILESTONE) + _detail(telling, moment),
    )


def _detail(telling: Telling, moment: Moment) -> Line:
    """The time limits of an opinion; the people of an opening."""
    words, first = telling.words, next(iter(moment.items), None)
    if first is None:
        return Line()
    if is_consultation(first) and not is_settled(telling, first):
        cases = line(
            words.typed(f". {words.capital(words.pause.join(law_cases(telling, first, mark=True)))}")
        )
        return cases + telling.cite(*first.item.because[:1])
    if first.opens:
        return _invited(telling, moment)
    return Line()


def _invited(telling: Telling, opening: Moment) -> Line:
    """How many people are let in that day, and whether somebody still has to count them."""
    plan = telling.plan
    named = {item.chosen.elements.get("community") for item in opening.items}
    wave = next((wave for wave in plan.waves if wave.number == (opening.items[0].wave or 1)), None)
    if wave is None:
        return Line()
    of_wave = [community for community in plan.communities if community.id in wave.communities]
    let_in = [community for community in of_wave if community.id in named] or of_wave
    together = wave.members if len(let_in) == len(of_wave) else sum(map(_members, let_in))
    found = people(telling, together)
    if any(community.members.state is State.ASSUMED for community in let_in):
        found = telling.words.say("{people}, assumed", people=found)
    return line(f" ({found})")


def _members(community: Community) -> int:
    return community.members.value if isinstance(community.members.value, int) else 0


def brief_risks(telling: Telling, most: int) -> tuple[RiskRow, ...]:
    """The few that the sponsor must see."""
    shown = [group for group in shared_risks(telling) if group[0].item.brief]
    ahead = [tuple(risk for risk in group if not _is_over(telling, risk)) for group in shown]
    return tuple(_short(risk_row(telling, group)) for group in [group for group in ahead if group][:most])


def _is_over(telling: Telling, risk: Chosen[Risk]) -> bool:
    """Whether all that helped was to wait for an opinion or a delay, and that has ended."""
    refs = {full_ref_of(ref, risk) for ref in risk.item.mitigated_by}
    employer = risk.elements.get("employer")
    waits = [
        item
        for item in telling.plan.items
        if item.chosen.ref in refs and item.chosen.elements.get("employer") in (employer, None)
    ]
    ended = (item.kind == "gate" and stand_of(telling, item) == Stand.DONE.value for item in waits)
    return bool(waits) and all(ended)


def _short(row: RiskRow) -> RiskRow:
    return RiskRow(
        title=cut(row.title, RISK),
        level=row.level,
        weight=row.weight,
        sign=cut(row.sign, SIGN),
        response=cut(row.response, RISK),
        who=row.who,
    )


def brief_objections(telling: Telling, most: int) -> tuple[ObjectionRow, ...]:
    """Questions that will be asked, and honest answers."""
    words = telling.words
    first: dict[str, Chosen[Objection]] = {}
    for chosen in telling.plan.objections:
        if chosen.item.brief and chosen.item.audience == "shared":
            first.setdefault(chosen.ref, chosen)
    return tuple(
        ObjectionRow(
            says=words.sentence("“{says}”", says=words.line(chosen.word(chosen.item.says))),
            answer=with_sources(
                cut(words.line(chosen.word(chosen.item.answer)), ANSWER), telling.cite(*chosen.item.because)
            ),
        )
        for chosen in list(first.values())[:most]
    )


def brief_measures(telling: Telling, most: int) -> tuple[BriefMeasure, ...]:
    """One measure for each of thirty days, ninety, a hundred and eighty; and what stops the pilot.

    Those of the use that the network is wanted for stay longest; they stand in the order of their days.
    """
    first: dict[str, DatedKpi] = {}
    for kpi in sorted(shared_measures(telling), key=lambda kpi: not telling.serves_goal(kpi.chosen)):
        target = kpi.chosen.item.target
        lapse = target.by if target is not None else None
        if kpi.chosen.item.brief and kpi.due is not None and lapse is not None and _of_pilot(telling, kpi):
            first.setdefault(telling.words.lapse(lapse), kpi)
    dated = sorted(first.items(), key=lambda found: found[1].due or telling.plan.finish)
    weighty = sorted(dated, key=lambda found: not telling.serves_goal(found[1].chosen))[:most]
    rows = [_measure(telling, lapse, kpi) for lapse, kpi in dated if (lapse, kpi) in weighty]
    return (*rows, *_stops(telling, [kpi for _, kpi in weighty]))


def _of_pilot(telling: Telling, kpi: DatedKpi) -> bool:
    """Whether it is read in the pilot: what later waves count comes after the sponsor's next decision."""
    later = {community.id for community in telling.plan.communities if community.wave > 1}
    return kpi.chosen.elements.get("community") not in later


def _measure(telling: Telling, lapse: str, kpi: DatedKpi) -> BriefMeasure:
    words, item = telling.words, kpi.chosen.item
    read = actual_line(telling, kpi)
    text = words.sentence(
        "{title}: {target}{sources}" if not read else "{title}: {target}{sources}; {read}",
        title=measure_title(telling, kpi),
        target=uncapitalised(cut(target_line(telling, kpi), MEASURE)),
        sources=telling.cite(*item.because),
        read=read,
    )
    return BriefMeasure(when=words.capital(lapse), text=text)


def _stops(telling: Telling, told: Sequence[DatedKpi]) -> tuple[BriefMeasure, ...]:
    """The first measure that ends the pilot, with what was read of it unless that is told already."""
    words = telling.words
    for kpi in shared_measures(telling):
        share = kpi.chosen.item.stop_below
        if share is not None and not kpi.few:
            read = actual_line(telling, kpi) if kpi not in told else Line()
            text = words.sentence(
                "{title}: below {share} (to be confirmed){sources}; {read}"
                if read
                else "{title}: below {share} (to be confirmed){sources}",
                title=words.line(kpi.chosen.word(kpi.chosen.item.title)),
                share=words.share(share),
                sources=telling.cite(*kpi.chosen.item.because),
                read=read,
            )
            return (BriefMeasure(when=words.say("Stop"), text=text),)
    return ()


def brief_unknowns(telling: Telling, most: int) -> tuple[Line, ...]:
    """What is supposed, who checks it, and what it would change."""
    found = [a for a in shared_assumptions(telling) if a.owner is not None and a.if_wrong is not None]
    rows = assumption_rows(telling, found)[:most]
    return tuple(cut(_unknown(telling, row), UNKNOWN) for row in rows)


def _unknown(telling: Telling, row: AssumptionRow) -> Line:
    words = telling.words
    return words.sentence(
        "{what} (assumed; {who}). If not: {effect}.",
        what=row.what,
        who=row.who,
        effect=row.if_wrong,
    )


def brief_notes(telling: Telling) -> tuple[NoteRow, ...]:
    """The sources cited, by number: whose, when, and what they cannot prove."""
    evidence = telling.plan.evidence
    return tuple(_note(telling, evidence[name], number) for name, number in telling.cited.items())


def _note(telling: Telling, source: Evidence, number: int) -> NoteRow:
    words = telling.words
    text = foreign_terms(line(published(telling, source)), words.language)
    if source.type in ("law", "ruling"):
        text = foreign_title(source.title, words.language)
    if source.limits is not None:
        text = words.sentence("{source}: {limits}", source=text, limits=words.title(source.limits))
    address = source.url or ""
    return NoteRow(
        number=number,
        text=cut(text, NOTE),
        address=address if address.startswith(("http://", "https://")) else "",
    )
