"""What all three documents say in the same way: people, sources, reasons, and items that go together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rse_plan.documents.tree import Cite, Leaf, Line, joined
from rse_plan.documents.typography import FIRM
from rse_plan.documents.words import Words, is_blank, shortened
from rse_plan.model.base import Text, placeholders
from rse_plan.model.work import Gate, Item, LeadCase
from rse_plan.planning.plan import Chosen, Plan, Planned, Shown, State, Wording
from rse_plan.planning.standing import OfPlan, Standings

HOURS_A_DAY = 7
"""When the plan does not say otherwise (semantics 7)."""
LONGEST_NAME = 60
"""Characters of a name in plan and brief; the register has it whole."""
NAMES = 3
"""Communities or employers named in one line; the others are counted."""


@dataclass
class Telling:
    """A plan told in one language; sources are numbered in the order in which they are first cited."""

    plan: Plan
    words: Words
    cited: dict[str, int] = field(default_factory=dict)

    @cached_property
    def standings(self) -> Standings | None:
        """Where its work stands; None where the plan is not under way."""
        plan = self.plan
        return Standings(plan, OfPlan(plan), plan.today) if plan.today is not None else None

    # People

    def role(self, role: str) -> str:
        """A role's title; the sponsor's level when it is known."""
        if role == "sponsor" and (level := self._sponsor_level()):
            return level
        if role == "works-council" and self.plan.consultation and not self.has_cse:
            return self.words.say("staff representatives")
        found = self.plan.roles.get(role)
        return self.words.title(found.title) if found else role

    @cached_property
    def has_cse(self) -> bool:
        """Whether one of the councils consulted is French: a reader in France knows it by its name."""
        french = {employer.id for employer in self.plan.employers if employer.country == "FR"}
        gates = [item.chosen.elements for item in self.plan.items if is_consultation(item)]
        return any(elements.get("employer", next(iter(french), "")) in french for elements in gates)

    def consulted(self, cse: str, others: str) -> str:
        """The wording for a French works council, or for other representatives."""
        return cse if self.has_cse else others

    def who(self, role: str) -> str:
        """“Name (role)”, the deputy as such where nobody else is named, or the role alone."""
        title = self.role(role)
        if name := self.name(role):
            return self.words.say("{name} ({role})", name=name, role=title)
        deputy = self.deputy(role)
        return self.words.say("{name} (deputy, {role})", name=deputy, role=title) if deputy else title

    def who_acts(self, role: str) -> str:
        """“Name (role)”, or the role and that somebody is to be named."""
        if self.is_named(role) or self.deputy(role):
            return self.who(role)
        return self.words.say("{role} (to be named)", role=self.role(role))

    def is_named(self, role: str) -> bool:
        """Whether the answers name somebody for a role, or say which level the sponsor is."""
        return bool(self.name(role)) or (role == "sponsor" and bool(self._sponsor_level()))

    def name(self, role: str) -> str:
        """Who holds a role; nothing when nobody is named."""
        person = self.plan.people.get(role)
        return self._person(person.name) if person and person.name else ""

    def deputy(self, role: str) -> str:
        """Who stands in for a role; nothing when nobody does."""
        person = self.plan.people.get(role)
        return self._person(person.deputy) if person and person.deputy else ""

    def named(self, role: str) -> str:
        """Who holds a role, else the deputy as such; nothing when nobody is named."""
        deputy = self.deputy(role)
        return self.name(role) or (self.words.say("{name} (deputy)", name=deputy) if deputy else "")

    def _person(self, name: str) -> str:
        return shortened(self.words.typed(name), LONGEST_NAME)

    def _sponsor_level(self) -> str:
        shown = self.plan.facts.get("sponsor.level")
        if shown is None or shown.state is not State.ANSWERED or shown.value == "nobody" or not shown.labels:
            return ""
        return self.words.value(shown)

    # Sources and reasons

    def cite(self, *sources: str) -> Line:
        """The numbers of sources, preceded by a space; nothing when there is none."""
        known = [source for source in dict.fromkeys(sources) if source in self.plan.evidence]
        numbers = [self.cited.setdefault(source, len(self.cited) + 1) for source in known]
        return Line((Leaf(" "), Cite(tuple(sorted(numbers))))) if numbers else Line()

    def fact(self, name: str) -> str:
        """A shared answer in words; nothing when it is blank or private."""
        shown = self.plan.facts.get(name)
        if shown is None or name in self.plan.private or shown.state is State.ABSENT or is_blank(shown):
            return ""
        return self.words.value(shown)

    def serves_goal(self, chosen: Chosen[Item]) -> bool:
        """Whether it comes from the playbook of the use that the network is wanted for first."""
        goal = self.plan.facts.get("goal.primary")
        return goal is not None and chosen.origin.playbook == goal.value

    def is_assumed(self, name: str) -> bool:
        """Whether nobody has said it: a cautious value stands for the answer."""
        shown = self.plan.facts.get(name)
        return shown is not None and shown.state is State.ASSUMED

    def decision_day(self, day: str) -> str:
        """The day of the sponsor's decision as written; “(assumed)” when nobody has said it."""
        assumed = self.is_assumed("calendar.decision")
        return self.words.say("{date} (assumed)", date=day) if assumed else day

    @property
    def pilot_is_everyone(self) -> bool:
        """Whether the pilot lets in the whole organisation, so that nothing is left to open."""
        headcount = self.plan.facts.get("organisation.headcount")
        everyone = headcount.value if headcount is not None else None
        first = next((wave for wave in self.plan.waves if wave.pilot), None)
        return (
            isinstance(everyone, int)
            and first is not None
            and len(self.plan.waves) == 1
            and first.members >= everyone
        )

    @cached_property
    def by_id(self) -> Mapping[str, Planned]:
        """Every item by its id."""
        return {item.id: item for item in self.plan.items}

    @cached_property
    def delay_questions(self) -> frozenset[str]:
        """Questions that choose among the lead times that a law gives: others decide them (semantics 25)."""
        cases = [case for item in self.plan.items if item.legal for case in lead_cases(item)]
        named = {name for case in cases for name in case.when.names}
        return frozenset(named | {case.days for case in cases if case.days})

    @property
    def hours_a_day(self) -> int:
        shown = self.plan.facts.get("team.hours_a_day")
        value = shown.value if shown else None
        return value if isinstance(value, int) and value > 0 else HOURS_A_DAY

    # Items that go together

    def merged(self, items: Sequence[Planned]) -> Line:
        """One title for the instances of an item: where they differ, all are named."""
        by_title: dict[Text, list[Mapping[str, Shown]]] = {}
        for item in items:
            by_title.setdefault(item.item.title, []).append(item.chosen.values)
        return joined([self.together(title, values) for title, values in by_title.items()], self.words.pause)

    def together(self, text: Text, values: Sequence[Mapping[str, Shown]]) -> Line:
        """One line for the same text of several elements."""
        return self.words.line(Wording(text, self._common(text, values)))

    def _common(self, text: Text, values: Sequence[Mapping[str, Shown]]) -> Mapping[str, Shown]:
        common = {name: self._short(shown) for name, shown in values[0].items()}
        for name in placeholders(text.in_(self.words.language)):
            differing = [each[name] for each in values if name in each]
            names = list(dict.fromkeys(self.words.value(self._short(shown)) for shown in differing))
            if len(names) > 1:
                common[name] = replace(differing[0], value=self._listed(text, name, names), labels=())
        return common

    def _short(self, shown: Shown) -> Shown:
        """What somebody typed, at most as long as a name: the register has it whole."""
        if not isinstance(shown.value, str) or shown.labels:
            return shown
        return replace(shown, value=shortened(shown.value, LONGEST_NAME))

    def _listed(self, text: Text, gap: str, names: Sequence[str]) -> str | tuple[str, ...]:
        """Several names for one gap; where the text puts it in quotes, each gets its own."""
        quoted = re.search(rf"[«“]\s*{{{{\s*{re.escape(gap)}\s*}}}}\s*[»”]", text.in_(self.words.language))
        if quoted is None or len(names) > NAMES:
            return self.few(names)
        return self.words.listed(self.quoted(names)).strip(f"«»“” {FIRM}")

    def quoted(self, names: Sequence[str]) -> tuple[str, ...]:
        """Names in quotes."""
        return tuple(self.words.say("“{name}”", name=shortened(name, LONGEST_NAME)) for name in names)

    def few(self, names: Sequence[str]) -> tuple[str, ...]:
        """At most three names, and how many others."""
        short = tuple(shortened(name, LONGEST_NAME) for name in names)
        if len(short) <= NAMES + 1:
            return short
        rest = len(short) - NAMES
        return (*short[:NAMES], self.words.count("1 other", "{count} others", rest))


def lead_cases(item: Planned) -> tuple[LeadCase, ...]:
    """The other lead times of a gate, and when they hold."""
    work = item.item
    return work.lead_time.cases if isinstance(work, Gate) and work.lead_time is not None else ()


def instances(items: Iterable[Planned]) -> tuple[tuple[Planned, ...], ...]:
    """The items of a list in order, those that are one item on the same days put together.

    Those of which something else was reported stand apart.
    """
    groups: dict[tuple[object, ...], list[Planned]] = {}
    for item in items:
        said = (each for each in (item.report, item.decided) if each is not None)
        told = [each.model_copy(update={"id": ""}) for each in said]
        key = (item.chosen.ref, item.item.title, item.start, item.finish, item.wave, item.owner, *told)
        groups.setdefault(key, []).append(item)
    return tuple(tuple(group) for group in groups.values())


def is_decision(item: Planned) -> bool:
    """Whether somebody decides something on its last day."""
    work = item.item
    return work.decides is not None or (isinstance(work, Gate) and work.gate == "decision")


def answering(item: Planned) -> str:
    """A decision is its accountable role's, the rest is whose work it is."""
    accountable = item.item.raci.accountable
    return accountable[0] if is_decision(item) and accountable else item.owner


def is_consultation(item: Planned) -> bool:
    """Whether it is a works council's opinion."""
    return isinstance(item.item, Gate) and item.item.gate == "works-council"


def sign_of(item: Planned) -> str:
    """What a document marks it with: law, decision, opening, or nothing."""
    if item.legal:
        return "law"
    if is_decision(item):
        return "decision"
    return "opening" if item.opens else ""


def mark_of(item: Planned, words: Words) -> str:
    """The same as a word in capitals."""
    sign = sign_of(item)
    if sign == "law":
        return words.say("LAW")
    return words.say("DECISION") if sign == "decision" else ""
