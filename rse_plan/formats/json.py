"""plan.json: the whole plan for other programs, in the shape that `plan_schema` promises.

It may be sent like any shared document: what is for the lead alone is left out (design D8).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rse_plan.diagnostics import Diagnostic
from rse_plan.documents.described import Described
from rse_plan.documents.own_told import reason_of
from rse_plan.documents.tree import Listing, Passage
from rse_plan.documents.wave_words import WaveWords
from rse_plan.documents.words import Words
from rse_plan.formats import plan_schema as shape
from rse_plan.formats.json_amounts import as_written, bill_of, hours_by_role, in_hours, weeks_of
from rse_plan.formats.json_layers import inputs_of, layers_of
from rse_plan.formats.json_made import decided_of, report_of
from rse_plan.formats.json_measures import actuals_of, outlook_of
from rse_plan.formats.json_values import calendars_of, fact, plain
from rse_plan.formats.manifest import Output
from rse_plan.formats.plan_schema_measures import Target
from rse_plan.model.base import Text
from rse_plan.model.work import Item
from rse_plan.planning.plan import (
    Adjusted,
    Assumption,
    Chosen,
    DatedAsk,
    DatedKpi,
    Origin,
    Plan,
    Planned,
    Reason,
    Wording,
)


def outputs(described: Described) -> Iterator[Output]:
    """One file."""
    yield Output("plan.json", write(described.plan, described.words).encode())


def write(plan: Plan, words: Words) -> str:
    """The text of plan.json in the language of the words."""
    return plan_file(plan, words).model_dump_json(indent=2, by_alias=True) + "\n"


def plan_file(plan: Plan, words: Words) -> shape.PlanFile:
    """The plan in the shape of the contract."""
    return _Writer(plan, words).file()


class _Writer:
    """One plan in one language."""

    def __init__(self, plan: Plan, words: Words) -> None:
        self._plan = plan
        self._words = words
        self._by_ref: dict[str, list[str]] = {}
        for item in plan.items:
            self._by_ref.setdefault(item.chosen.ref, []).append(item.id)

    def file(self) -> shape.PlanFile:
        plan = self._plan
        return shape.PlanFile(
            format=shape.FORMAT,
            language=self._words.language,
            organisation=self._organisation(),
            version=plan.version,
            exercise=self._optional(plan.exercise),
            consultation=plan.consultation,
            start=plan.start,
            finish=plan.finish,
            decision=plan.decision,
            first_opening=plan.first_opening,
            anchor=plan.anchor,
            phases=[self._phase(row.phase.id, row.phase.title, row.start, row.finish) for row in plan.phases],
            waves=list(self._waves()),
            employers=list(self._employers()),
            communities=list(self._communities()),
            calendars=list(calendars_of(plan.open_days)),
            roles=list(self._roles()),
            tasks=[self._task(item) for item in plan.items],
            effort=hours_by_role(plan.load),
            workload=[weeks_of(load) for load in plan.workload],
            staffing=[bill_of(stage) for stage in plan.staffing],
            risks=list(self._risks()),
            kpis=[self._kpi(kpi) for kpi in plan.kpis if _is_shared(kpi.chosen)],
            asks=[self._ask(ask) for ask in plan.asks if _is_shared(ask.chosen)],
            objections=list(self._objections()),
            messages=list(self._messages()),
            assumptions=[self._assumption(one) for one in plan.assumptions if not one.private],
            warnings=[self._warning(found) for found in plan.warnings],
            layers=list(layers_of(plan)),
            inputs=inputs_of(plan.inputs),
        )

    def _organisation(self) -> shape.Organisation:
        name = self._plan.facts.get("organisation.name")
        headcount = self._plan.facts.get("organisation.headcount")
        return shape.Organisation(
            name=str(name.value) if name is not None and name.value is not None else None,
            headcount=headcount.value if headcount is not None and isinstance(headcount.value, int) else None,
        )

    def _phase(self, id_: str, title: Text, start: date, finish: date) -> shape.Phase:
        return shape.Phase(id=id_, title=self._text(Wording(title)), start=start, finish=finish)

    def _waves(self) -> Iterator[shape.Wave]:
        told = WaveWords(self._plan, self._words)
        for wave in self._plan.waves:
            yield shape.Wave(
                id=wave.id,
                number=wave.number,
                pilot=wave.pilot,
                communities=list(wave.communities),
                employers=list(wave.employers),
                members=wave.members,
                not_before=wave.not_before,
                hours_needed=round(wave.hours_needed / 60, 2),
                hours_available=in_hours(wave.hours_available),
                reasons=[
                    shape.WaveReason(
                        kind=reason.kind.value,
                        text=told.reason(reason),
                        community=reason.community,
                        hours=in_hours(reason.minutes),
                        day=reason.day,
                    )
                    for reason in wave.reasons
                ],
            )

    def _employers(self) -> Iterator[shape.Employer]:
        for employer in self._plan.employers:
            yield shape.Employer(
                id=employer.id,
                name=employer.name,
                country=employer.country,
                headcount=fact(employer.headcount),
                works_council=fact(employer.works_council),
                independent=employer.independent,
            )

    def _communities(self) -> Iterator[shape.Community]:
        for community in self._plan.communities:
            yield shape.Community(
                id=community.id,
                name=community.name,
                members=fact(community.members),
                use_case=fact(community.use_case),
                wave=community.wave,
                employers=list(community.employers),
                opening=community.opening,
            )

    def _roles(self) -> Iterator[shape.RoleEntry]:
        for role in self._plan.roles.values():
            person = self._plan.people.get(role.id)
            yield shape.RoleEntry(
                id=role.id,
                title=self._text(Wording(role.title)),
                track=role.track,
                name=person.name if person else None,
                deputy=person.deputy if person else None,
            )

    def _task(self, planned: Planned) -> shape.Task:
        item = planned.item
        return shape.Task(
            id=planned.id,
            kind=planned.kind,
            opens="users" if planned.opens else None,
            decides=item.decides,
            gate=getattr(item, "gate", None),
            element=dict(planned.chosen.elements),
            phase=planned.phase,
            wave=planned.wave,
            title=self._text(planned.title),
            start=planned.start,
            finish=planned.finish,
            early_start=planned.early_start,
            basis=planned.basis or None,
            report=report_of(planned.report),
            duration=planned.days,
            slack=planned.slack,
            critical=planned.critical,
            legal=planned.legal,
            raci=_raci(planned),
            effort=hours_by_role(planned.effort),
            occurrences=planned.occurrences,
            needs=[shape.Need(task=need.item, lag=as_written(need.lag)) for need in planned.needs],
            fixed_by=shape.FixedBy(
                kind=planned.bound.kind.value, task=planned.bound.item, roles=list(planned.bound.roles)
            ),
            lead_time=self._lead_time(planned),
            done_when=self._of(planned.chosen, getattr(item, "done_when", None)),
            note=self._of(planned.chosen, item.note),
            answers=[self._reason(reason) for reason in planned.chosen.reasons],
            adjusted=[self._adjusted(change) for change in planned.chosen.adjusted],
            **_traced(planned.chosen),
        )

    def _adjusted(self, change: Adjusted) -> shape.Adjusted:
        origin = _origin(change.origin) if not change.private else None
        return shape.Adjusted(origin=origin, why=reason_of(change, self._words).plain)

    def _lead_time(self, planned: Planned) -> shape.LeadTime | None:
        if planned.lead is None:
            return None
        return shape.LeadTime(taken=str(planned.lead.taken), why=self._of(planned.chosen, planned.lead.why))

    def _reason(self, reason: Reason) -> shape.Reason:
        if reason.private:
            text = self._words.say("decided by the project team")
            return shape.Reason(question=None, text=text, assumed=False, file=None, line=None)
        return shape.Reason(
            question=reason.question,
            text=self._words.reason(reason),
            assumed=reason.shown.state.value == "assumed",
            file=reason.span.path if reason.span else None,
            line=reason.span.line if reason.span else None,
        )

    def _risks(self) -> Iterator[shape.Risk]:
        for chosen in self._plan.risks:
            risk = chosen.item
            if not _is_shared(chosen):
                continue
            yield shape.Risk(
                id=chosen.id,
                element=dict(chosen.elements),
                title=self._text(chosen.word(risk.title)),
                likelihood=risk.likelihood,
                impact=risk.impact,
                early_sign=self._text(chosen.word(risk.early_sign)),
                response=self._text(chosen.word(risk.response)),
                owner=risk.owner,
                mitigated_by=list(self._instances(chosen, risk.mitigated_by)),
                **_traced(chosen),
            )

    def _kpi(self, dated: DatedKpi) -> shape.Kpi:
        chosen, kpi = dated.chosen, dated.chosen.item
        return shape.Kpi(
            id=chosen.id,
            element=dict(chosen.elements),
            title=self._text(chosen.word(kpi.title)),
            measure=self._of(chosen, kpi.measure),
            min_group=kpi.min_group,
            due=dated.due,
            members=dated.members,
            few=dated.few,
            target=self._target(dated),
            small=self._of(chosen, kpi.small),
            stop_below=kpi.stop_below,
            limit=self._of(chosen, kpi.limit),
            outlook=outlook_of(dated, self._words),
            actuals=actuals_of(dated),
            **_traced(chosen),
        )

    def _target(self, dated: DatedKpi) -> Target | None:
        target = dated.chosen.item.target
        if target is None:
            return None
        text = self._of(dated.chosen, target.text)
        return Target(low=target.low, typical=target.typical, high=target.high, text=text)

    def _ask(self, dated: DatedAsk) -> shape.Ask:
        chosen, ask = dated.chosen, dated.chosen.item
        return shape.Ask(
            id=chosen.id,
            element=dict(chosen.elements),
            phase=ask.phase,
            of=ask.of,
            role=ask.role,
            do=self._text(chosen.word(ask.do)),
            minutes=ask.minutes,
            due=dated.due,
            task=dated.item,
            if_refused=self._of(chosen, ask.if_refused),
            decision=ask.decision,
            decides=ask.decides,
            message=f"{chosen.origin.playbook}/{ask.message}" if ask.message else None,
            decided=decided_of(dated.decided),
            **_traced(chosen),
        )

    def _objections(self) -> Iterator[shape.Objection]:
        for chosen in self._plan.objections:
            if _is_shared(chosen):
                yield shape.Objection(
                    id=chosen.id,
                    element=dict(chosen.elements),
                    heard_from=list(chosen.item.heard_from),
                    says=self._text(chosen.word(chosen.item.says)),
                    answer=self._text(chosen.word(chosen.item.answer)),
                    **_traced(chosen),
                )

    def _messages(self) -> Iterator[shape.Message]:
        for chosen in self._plan.messages:
            if _is_shared(chosen):
                yield shape.Message(
                    id=chosen.id,
                    element=dict(chosen.elements),
                    sender=chosen.item.from_,
                    channel=list(chosen.item.channel),
                    subject=self._text(chosen.word(chosen.item.subject)),
                    body=_paragraphs(self._words.passage(chosen.word(chosen.item.body))),
                    **_traced(chosen),
                )

    def _assumption(self, one: Assumption) -> shape.Assumption:
        return shape.Assumption(
            question=one.question,
            element=one.element,
            name=self._text(Wording(one.shown.name)),
            value=plain(one.shown),
            text=self._words.value(one.shown),
            todo=self._optional(one.todo),
            owner=one.owner,
            if_wrong=self._optional(one.if_wrong),
            critical=one.critical,
        )

    def _warning(self, found: Diagnostic) -> shape.Warning_:
        return shape.Warning_(
            rule=found.rule,
            severity=found.severity.value,
            message=found.message.in_words(self._words.say),
            help=found.help.in_words(self._words.say) if found.help else None,
            file=found.span.path,
            line=found.span.line,
            column=found.span.column,
        )

    def _instances(self, chosen: Chosen[Any], refs: Iterable[str]) -> Iterator[str]:
        """The plan's items that references of a playbook mean."""
        for ref in refs:
            yield from self._by_ref.get(ref if "/" in ref else f"{chosen.origin.playbook}/{ref}", ())

    def _of(self, chosen: Chosen[Any], text: Text | None) -> str | None:
        return self._text(chosen.word(text)) if text is not None else None

    def _optional(self, text: Text | None) -> str | None:
        return self._text(Wording(text)) if text is not None else None

    def _text(self, wording: Wording) -> str:
        return self._words.text(wording)


def _traced(chosen: Chosen[Any]) -> dict[str, Any]:
    """Where an item was written, and what it rests on."""
    return {"origin": _origin(chosen.origin), "evidence": list(chosen.item.because)}


def _origin(origin: Origin) -> shape.Origin:
    return shape.Origin(file=origin.span.path, line=origin.span.line, playbook=origin.playbook)


def _is_shared(chosen: Chosen[Item]) -> bool:
    return chosen.item.audience == "shared"


def _raci(planned: Planned) -> shape.Raci:
    raci = planned.item.raci
    return shape.Raci(
        responsible=list(raci.responsible),
        accountable=list(raci.accountable),
        consulted=list(raci.consulted),
        informed=list(raci.informed),
    )


def _paragraphs(passage: Passage) -> str:
    """A passage without emphasis: paragraphs parted by an empty line, points begun by a dash."""
    return "\n\n".join(
        "\n".join(f"- {_paragraphs(item)}" for item in block.items)
        if isinstance(block, Listing)
        else block.line.plain
        for block in passage.blocks
    )
