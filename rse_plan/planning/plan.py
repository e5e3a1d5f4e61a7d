"""The plan: the one truth that every document, check and explanation reads.

It holds no language: texts keep all their wordings and the values that fill their gaps, so that the
same plan is described in French and in English with equal dates, numbers and ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from rse_plan.diagnostics import Diagnostic
from rse_plan.expressions import Value
from rse_plan.library.touched import Touch
from rse_plan.model.answers import Person
from rse_plan.model.base import Text
from rse_plan.model.catalogues import Evidence, Role
from rse_plan.model.content import Argument, Ask, Kit, Kpi, Message, Objection, Option, Risk
from rse_plan.model.own_changes import OWN, OWN_TITLE
from rse_plan.model.periods import AnyPeriod
from rse_plan.model.progress import Decision, Report
from rse_plan.model.work import Item, Work
from rse_plan.planning.bounds import Bound, LeadChoice, Link
from rse_plan.planning.inputs import Inputs
from rse_plan.planning.open_days import OpenDays
from rse_plan.planning.outlook import NOTHING_PUBLISHED, Outlook
from rse_plan.planning.own_dates import OwnDates
from rse_plan.planning.phase_dates import PhaseDates
from rse_plan.planning.readings import Actual, Reached, reached
from rse_plan.planning.role_load import RoleLoad
from rse_plan.planning.wave import Wave
from rse_plan.planning.weekly_bill import Staffing
from rse_plan.source.span import Span

if TYPE_CHECKING:
    from rse_plan.planning.news import News

ItemT_co = TypeVar("ItemT_co", bound=Item, covariant=True)


class State(StrEnum):
    """How sure a value is."""

    ANSWERED = "answered"
    """Somebody said so."""
    ASSUMED = "assumed"
    """Nobody said: the cautious value of the question is taken."""
    ABSENT = "absent"
    """The question does not apply."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as documents print it: with the question's noun phrase and the words of its choices."""

    name: Text
    value: Value | tuple[AnyPeriod, ...]
    state: State
    labels: tuple[Text, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Nothing can be printed: a text that nobody has given."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with what fills its gaps, in every language."""

    text: Text
    values: Mapping[str, Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One value that was read to decide something; `span` is the answer's line when there is one."""

    question: str
    shown: Shown
    private: bool
    span: Span | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item comes from, and what files laid over its playbook changed of it."""

    playbook: str
    playbook_title: Text
    span: Span
    layers: tuple[Touch, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether the answers add it: a playbook may have that id where they add nothing."""
        return (self.playbook, self.playbook_title.en) == (OWN, OWN_TITLE.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """A change that another playbook or the answers make to an item (semantics 6): where, and why."""

    origin: Origin
    why: Wording
    """Empty where the answers change an item and do not say why."""
    reasons: tuple[Reason, ...]
    skipped: bool
    sets: tuple[str, ...] = ()
    """Keys of the item that a playbook gives a plain value: two cannot do that for one key."""
    own: bool = False
    """Whether it is the answers' own, decided by the project team in its own words."""
    keys: tuple[str, ...] = ()
    """What the answers change, by the keys of their entry."""
    legal_basis: Wording | None = None
    """What counsel said, where a delay of the law is shortened."""

    @property
    def private(self) -> bool:
        """Whether it rests on an answer that no shared document may name."""
        return any(reason.private for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Generic[ItemT_co]):
    """An item that is in the plan, for one element of its loop (semantics 38).

    `id` is `playbook/item@element`, `ref` is `playbook/item`, `elements` maps the singular name of each
    loop to the element's id, such as {"community": "finance"}.
    """

    id: str
    ref: str
    item: ItemT_co
    elements: Mapping[str, str]
    values: Mapping[str, Shown]
    reasons: tuple[Reason, ...]
    origin: Origin
    adjusted: tuple[Adjusted, ...] = ()
    given: OwnDates | None = None

    def word(self, text: Text) -> Wording:
        """One of the item's texts with its gaps filled."""
        return Wording(text, self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A task, gate, milestone or recurring work with its dates.

    `start` and `finish` are the first and last day, both included; `days` are open days (0 for gates
    and milestones); `effort` is minutes by role, the people of the role counted, one occurrence for
    recurring work, of which there are `occurrences`; `slack` is open days the finish may slip before
    the anchor moves, None without a path to it.
    """

    chosen: Chosen[Work]
    phase: str
    wave: int | None
    start: date
    finish: date
    days: int
    effort: Mapping[str, int]
    occurrences: int
    needs: tuple[Link, ...]
    slack: int | None
    critical: bool
    bound: Bound
    early: Bound
    """What fixed its earliest date; chains of causes go back by it (`bound` differs just in time)."""
    early_start: date
    """Its first day before work just in time was put off: where a new plan begins from."""
    basis: str
    """A fingerprint of what its days rest on besides the days of others."""
    ready: date
    """The first day that its needs allow; hours, freezes and closed days may put its start off."""
    lead: LeadChoice | None
    legal: bool
    report: Report | None = None
    """What was reported of it."""
    read: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """Names of answers that it and its days rest on, each with its elements."""
    decided: Decision | None = None
    """The last decision on it."""

    @property
    def id(self) -> str:
        return self.chosen.id

    @property
    def item(self) -> Work:
        return self.chosen.item

    @property
    def title(self) -> Wording:
        return self.chosen.word(self.item.title)

    @property
    def kind(self) -> str:
        return str(getattr(self.item, "kind", "task"))

    @property
    def owner(self) -> str:
        """The role it is printed under: the first that does it, else the one that answers."""
        return next(iter((*self.item.raci.responsible, *self.item.raci.accountable)))

    @property
    def opens(self) -> bool:
        """Whether real users get in on this day."""
        return getattr(self.item, "opens", None) == "users"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedAsk:
    """An ask with the day it is due (None when the item it serves is not in the plan)."""

    chosen: Chosen[Ask]
    due: date | None
    item: str | None
    decided: Decision | None = None
    """The last answer to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedKpi:
    """A measure: when its target is read, members at pilot size, what others had, what was read."""

    chosen: Chosen[Kpi]
    due: date | None
    members: int
    outlook: Outlook = NOTHING_PUBLISHED
    actuals: tuple[Actual, ...] = ()

    @property
    def few(self) -> bool:
        """Fewer than ten are expected at pilot size: no percentage target (model documents)."""
        target = self.chosen.item.target
        return target is not None and target.low is not None and self.members * target.low < 10

    def reached(self, actual: Actual) -> Reached | None:
        """What a reading comes to; of a measure of few people nothing is said."""
        return None if self.few else reached(actual, self.chosen.item)

    def is_early(self, actual: Actual) -> bool:
        """Whether it was read before the day on which the target is."""
        return self.due is None or actual.on < self.due

    @property
    def falls_short(self) -> bool:
        """Whether the last reading is below what stops the pilot, or below a target whose day has come."""
        if not self.actuals:
            return False
        last = self.actuals[-1]
        found = self.reached(last)
        return found is Reached.STOP or (found is Reached.NOTHING and not self.is_early(last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A community as documents speak of it; `opening` is the day real users get in."""

    id: str
    name: str
    members: Shown
    use_case: Shown
    wave: int
    employers: tuple[str, ...]
    opening: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """A legal employer of future members."""

    id: str
    name: str
    country: str
    headcount: Shown
    works_council: Shown
    independent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A cautious value taken for an unknown answer, that something in the plan rests on."""

    question: str
    element: str | None
    shown: Shown
    todo: Text | None
    owner: str | None
    if_wrong: Text | None
    critical: bool
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """An assumption that puts the first opening off if another value is true; `opening` is the day then."""

    assumption: Assumption
    value: Shown
    opening: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityKit:
    """What one community starts with, from the playbook of its use case."""

    community: str
    kit: Kit
    values: Mapping[str, Shown]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that is known once the answers have met the playbooks."""

    facts: Mapping[str, Shown]
    """Every answer outside the repeated groups, by question id, the first sponsor's and employer's too."""
    private: frozenset[str]
    """Question ids that no shared document may name (audience: lead)."""
    version: int
    exercise: Text | None
    start: date
    finish: date
    decision: date
    anchor: str | None
    first_opening: date | None
    consultation: bool
    """A works council must be consulted: documents are headed so and stay conditional."""
    phases: tuple[PhaseDates, ...]
    waves: tuple[Wave, ...]
    communities: tuple[Community, ...]
    employers: tuple[Employer, ...]
    people: Mapping[str, Person]
    roles: Mapping[str, Role]
    items: tuple[Planned, ...]
    """In order of start, phase, playbook and position."""
    left_out: tuple[Chosen[Work], ...] = ()
    """Work that the answers themselves leave out, with why."""
    open_days: OpenDays
    risks: tuple[Chosen[Risk], ...]
    kpis: tuple[DatedKpi, ...]
    asks: tuple[DatedAsk, ...]
    objections: tuple[Chosen[Objection], ...]
    messages: tuple[Chosen[Message], ...]
    arguments: tuple[Chosen[Argument], ...]
    options: tuple[Chosen[Option], ...]
    kits: tuple[CommunityKit, ...]
    assumptions: tuple[Assumption, ...]
    later: tuple[Later, ...] = ()
    """Legal assumptions that put the first opening off if they are false."""
    staffing: tuple[Staffing, ...]
    """The pilot, then full deployment."""
    load: Mapping[str, int]
    """Minutes of planned effort by role, recurring work counted over its occurrences."""
    workload: tuple[RoleLoad, ...]
    """Week by week, for the roles whose hours are known."""
    evidence: Mapping[str, Evidence]
    """Sources by id, those that the plan cites."""
    warnings: tuple[Diagnostic, ...]
    """What cannot hold or should be known; errors among them make the plan one that cannot hold."""
    inputs: Inputs
    today: date | None = None
    """The day on which a plan under way stands; None where nothing has happened to it."""
    news: News | None = None
    """What moved since the plan before, in a plan made again."""
