"""What an id that somebody typed means to the one who records something: work, a decision or a measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rse_plan.errors import Said, UserError, Verbatim, say
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.lookup import Entry, Left, find
from rse_plan.planning.plan import DatedAsk, DatedKpi, Plan, Planned


@dataclass(frozen=True, slots=True)
class Decidable:
    """What can be decided: the ask that documents print, or work that ends with a decision; and when."""

    id: str
    entry: DatedAsk | Planned


@dataclass(frozen=True, slots=True)
class Naming:
    """A plan, and the facts that say what else the library has."""

    plan: Plan
    sheet: FactSheet

    @property
    def known(self) -> Mapping[str, frozenset[str]]:
        """Ids of work, of what can be decided and of measures, by the sections of the file."""
        work = frozenset(item.id for item in self.plan.items)
        asks = frozenset(ask.chosen.id for ask in self.plan.asks)
        measures = frozenset(kpi.chosen.id for kpi in self.plan.kpis)
        return {"items": work, "decisions": asks | work, "measures": measures}

    def work(self, wanted: str) -> Planned:
        """The task, gate, milestone or recurring work of that id.

        Raises UserError for an id that means something else, nothing, or several things.
        """
        found = self._find(wanted, _only(self.plan, items=self.plan.items))
        if isinstance(found, Planned):
            return found
        raise UserError(
            say("“{id}” is no work: it is neither begun, done nor blocked", id=wanted), _other_way(found)
        )

    def measure(self, wanted: str) -> DatedKpi:
        """The measure of that id; raises UserError."""
        found = self._find(wanted, _only(self.plan, kpis=self.plan.kpis))
        if isinstance(found, DatedKpi):
            return found
        names = ", ".join(kpi.chosen.id for kpi in self.plan.kpis) or "–"
        raise UserError(
            say("“{id}” is no measure", id=wanted), say("measures of this plan: {names}", names=names)
        )

    def decision(self, wanted: str) -> Decidable:
        """The ask of that id, or the one about the work of that id; else work that binds by itself.

        Raises UserError.
        """
        asks = tuple(decisions(self.plan))
        deciding = {ask.item for ask in asks}
        works = tuple(item for item in self.plan.items if item.id in deciding or _binds(item))
        try:
            found = find(wanted, _only(self.plan, asks=asks), self.sheet)
        except UserError:
            found = None
        if not isinstance(found, DatedAsk):
            found = self._find(wanted, _only(self.plan, asks=asks, items=works))
        if isinstance(found, DatedAsk):
            return Decidable(found.chosen.id, found)
        about = [ask for ask in asks if isinstance(found, Planned) and ask.item == found.id]
        if len(about) == 1:
            return Decidable(about[0].chosen.id, about[0])
        if isinstance(found, Planned) and found in works and not about:
            return Decidable(found.id, found)
        names = ", ".join((*(ask.chosen.id for ask in asks), *(item.id for item in works if _binds(item))))
        raise UserError(
            say("“{id}” is nothing that is decided", id=wanted),
            say("decisions of this plan: {names}", names=names or "–"),
        )

    def _find(self, wanted: str, among: Plan) -> Entry:
        """Among what is meant; else whatever else of the plan it is, for a message that helps."""
        try:
            found = find(wanted, among, self.sheet)
        except UserError as fault:
            try:
                found = find(wanted, self.plan, self.sheet)
            except UserError:
                raise fault from None
        if isinstance(found, Left):
            found = find(wanted, self.plan, self.sheet)
        if isinstance(found, Left):
            raise UserError(
                say("“{id}” is not in this plan", id=wanted),
                say("{command} says why", command=Verbatim(f"rse-plan why {found.place.ref}")),
            )
        return found


def decisions(plan: Plan) -> Iterator[DatedAsk]:
    """The asks that the brief's log of decisions has a line for."""
    for ask in plan.asks:
        if ask.chosen.item.decision or ask.chosen.item.decides is not None:
            yield ask


def _binds(item: Planned) -> bool:
    return getattr(item.item, "decides", None) is not None or item.kind == "gate"


def _only(plan: Plan, **kept: object) -> Plan:
    """The plan with some of its sections, and nothing in the others."""
    empty = dict.fromkeys(
        ("items", "kpis", "asks", "risks", "objections", "messages", "arguments", "options"), ()
    )
    return replace(plan, **{**empty, **kept})  # type: ignore[arg-type]  # sections by name


def _other_way(found: Entry) -> Said | None:
    if isinstance(found, DatedKpi):
        return say("record its value: {command}", command=Verbatim(f"rse-plan measure {found.chosen.id} …"))
    if isinstance(found, DatedAsk):
        return say("record the answer: {command}", command=Verbatim(f"rse-plan decide {found.chosen.id} …"))
    return say("name a task, a wait or a milestone of the plan")
