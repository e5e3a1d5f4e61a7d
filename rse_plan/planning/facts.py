"""What every name is worth: answered, assumed or absent (semantics 3)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from rse_plan.expressions import COLLECTIONS, Expression, Outcome, Value, evaluate
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, Element, Person
from rse_plan.model.base import Text
from rse_plan.model.periods import AnyPeriod, Period, Preset
from rse_plan.model.problem import Problem
from rse_plan.model.question import AfterDate, Question, read_assumption
from rse_plan.planning.lapse import after_lapse
from rse_plan.planning.plan import Reason, Shown, State
from rse_plan.planning.wave import Wave
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Scalar

SINGULAR = COLLECTIONS
PLURAL = {singular: plural for plural, singular in COLLECTIONS.items()}
FIRST_ELEMENT = ("sponsor", "employer")
"""Names that mean the first of the list outside their loop (semantics 4)."""

FactValue = Value | tuple[AnyPeriod, ...]
FactKey = tuple[str, str | None]
"""A name and the element that it is read for, where it is one of a list's."""

FoundT = TypeVar("FoundT")


@dataclass(frozen=True, slots=True)
class Fact:
    """A name's value, how sure it is, and the answer's line when there is one."""

    value: FactValue
    state: State
    span: Span | None = None

    @property
    def comparable(self) -> Value:
        """The value as conditions read it; periods are only known or not."""
        if isinstance(self.value, tuple) and any(isinstance(item, Period | Preset) for item in self.value):
            return None
        return self.value  # type: ignore[return-value]  # periods were set aside on the line above


ABSENT = Fact(None, State.ABSENT)


class Same(int):
    """A value as a part of a key: equal to itself alone, and kept for as long as the key is."""

    value: object

    def __new__(cls, value: object) -> Same:
        same = super().__new__(cls, id(value))  # a number is compared without a call
        same.value = value
        return same


_COMPUTED_NAMES: Mapping[str, Text] = {
    "wave.number": Text.of("wave", "vague"),
    "wave.pilot": Text.of("pilot wave", "vague pilote"),
    "wave.name": Text.of("wave", "vague"),
    "wave.members": Text.of("people in the wave", "personnes de la vague"),
    "champions.count": Text.of("number of champions", "nombre d’ambassadeurs"),
    "pilot.members": Text.of("people in the pilot", "personnes du pilote"),
    "pilot.communities": Text.of("communities of the pilot", "communautés du pilote"),
}

_COUNTS_MEMBERS = ("wave.members", "champions.count", "pilot.members")


@dataclass
class FactSheet:
    """Every name's value, worked out once; the answers and the questions are all it knows.

    Its library holds what the answers add.
    """

    answers: Answers
    library: Library
    waves: tuple[Wave, ...] = ()

    def __post_init__(self) -> None:
        self.library = self.library.with_added(self.answers.own.added)
        self._questions = self.library.questions
        self._groups = {**self.answers.groups}
        if not self._groups.get("employers"):
            self._groups["employers"] = (self._implied_employer(),)
        if not self._groups.get("sponsors"):
            self._groups["sponsors"] = (Element("main", self.answers.span, {}),)
        self._by_id = {
            (collection, element.id): element
            for collection, elements in self._groups.items()
            for element in elements
        }
        self._waves = {wave.id: wave for wave in self.waves}
        self._wave_of = {community: wave for wave in self.waves for community in wave.communities}
        self._found: dict[FactKey, Fact] = {}
        self._asking: set[FactKey] = set()
        self._known: dict[Hashable, Any] = {}

    def with_waves(self, waves: tuple[Wave, ...]) -> FactSheet:
        """The same answers, and the waves that were made of them."""
        return replace(self, waves=waves)

    def once(self, key: Hashable, work: Callable[[], FoundT]) -> FoundT:
        """What follows from the facts alone, worked out when it is first asked for."""
        if key not in self._known:
            self._known[key] = work()
        found: FoundT = self._known[key]
        return found

    def kept(self, key: Callable[[], Hashable], work: Callable[[], FoundT]) -> FoundT:  # noqa: ARG002  # see TracedSheet
        """What a plan asks for once, and another plan of nearly the same answers may take over."""
        return work()

    # --- elements ---

    def elements(self, collection: str) -> tuple[str, ...]:
        """The ids of a collection's elements, in their order."""
        if collection == "waves":
            return tuple(wave.id for wave in self.waves)
        return tuple(element.id for element in self._groups.get(collection, ()))

    def first(self, collection: str) -> str | None:
        """The id of a collection's first element."""
        return next(iter(self.elements(collection)), None)

    def element(self, collection: str, id_: str) -> Element:
        return self._by_id[collection, id_]

    def wave_of(self, community: str) -> Wave | None:
        return self._wave_of.get(community)

    def wave(self, id_: str | None) -> Wave | None:
        return self._waves.get(id_ or "")

    def person(self, role: str) -> Person | None:
        """Who has a role, as far as the answers say."""
        return self.answers.people.get(role)

    def employers_of(self, community: str) -> tuple[str, ...]:
        """The employers of a community's members: those it names, else all."""
        named = self.fact("community.employers", {"community": community}).value
        every = self.elements("employers")
        if isinstance(named, str):
            wanted = {part.strip() for part in named.split(",")}
            return tuple(id_ for id_ in every if id_ in wanted) or every
        return every

    def _implied_employer(self) -> Element:
        """One employer made from the organisation's own answers, when the file lists none."""
        given = self.answers.values
        found: dict[str, Answer] = {}
        for name, source in (
            ("employer.name", "organisation.name"),
            ("employer.headcount", "organisation.headcount"),
        ):
            if source in given and name in self._questions:
                found[name] = given[source]
        countries = given.get("organisation.countries")
        if countries is not None and isinstance(countries.value, tuple) and countries.value:
            found["employer.country"] = Answer(countries.value[0], countries.span)  # type: ignore[arg-type]  # a multi holds words
        return Element("main", self.answers.span, found)

    # --- values ---

    def fact(self, name: str, elements: Mapping[str, str]) -> Fact:
        """What a name is worth for the given elements, such as {"community": "finance"}."""
        prefix = name.partition(".")[0]
        id_ = self._element_id(prefix, elements)
        return self._fact((name, id_ if prefix in PLURAL or prefix == "champions" else None), prefix, id_)

    def _fact(self, key: FactKey, prefix: str, id_: str | None) -> Fact:
        if key in self._asking:
            return ABSENT
        if key not in self._found:
            self._asking.add(key)
            try:
                self._found[key] = self._work_out(key[0], prefix, id_)
            finally:
                self._asking.discard(key)
        return self._found[key]

    def _element_id(self, prefix: str, elements: Mapping[str, str]) -> str | None:
        if prefix == "wave" and "wave" not in elements and "community" in elements:
            wave = self.wave_of(elements["community"])
            return wave.id if wave else None
        if prefix == "champions":
            return next(
                (f"{kind}:{elements[kind]}" for kind in ("community", "wave") if kind in elements), None
            )
        if prefix in elements:
            return elements[prefix]
        if prefix in FIRST_ELEMENT:
            return self.first(PLURAL[prefix])
        return None

    def _work_out(self, name: str, prefix: str, id_: str | None) -> Fact:
        if name in _COMPUTED_NAMES:
            return self._computed(name, id_)
        question = self._questions.get(name)
        if question is None or (prefix in PLURAL and id_ is None):
            return ABSENT
        # Its own element alone: an answer is worth the same from whatever loop it is read.
        scope = Scope(self, {prefix: id_} if prefix in PLURAL and id_ else {})
        if not self._applies(question, scope):
            return ABSENT
        given = self._given(name, prefix, id_)
        if given is not None and not given.is_unknown:
            return Fact(given.value, State.ANSWERED, given.span)
        if id_ is not None and name == f"{prefix}.name":
            return Fact(
                id_, State.ANSWERED, given.span if given else None
            )  # documents must call it something
        settled = self._settled(question, scope)
        return settled or self._assumed(question, scope, given.span if given else None)

    def _applies(self, question: Question, scope: Scope) -> bool:
        asked = self.library.asked[question.id]
        if asked.playbook is not None:
            playbook = self.library.playbooks[asked.playbook].value
            condition = playbook.applies_when
            if condition is not None:
                loop = scope.within(playbook.for_each)
                if not any(element.holds(condition).holds for element in loop):
                    return False
        return question.when is None or scope.holds(question.when).holds

    def _given(self, name: str, prefix: str, id_: str | None) -> Answer | None:
        if prefix in PLURAL and id_ is not None:
            return self.element(PLURAL[prefix], id_).answers.get(name)
        return self.answers.values.get(name)

    def _settled(self, question: Question, scope: Scope) -> Fact | None:
        """What other answers imply, which nobody needs to be asked."""
        held = (case.value for case in question.settled if scope.holds(case.when).holds)
        raw = next(held, None)
        value = question.parse(raw) if raw is not None else None
        return None if value is None or isinstance(value, Problem) else _sure(value)

    def _assumed(self, question: Question, scope: Scope, span: Span | None) -> Fact:
        raw = question.default
        if question.unknown is not None:
            held = (case.assume for case in question.unknown.cases if scope.holds(case.when).holds)
            raw = next(held, question.unknown.assume)
        if raw is None:
            # Optional and not answered: there is none. Said to be unknown: there is one, nobody knows it.
            return ABSENT if span is None else Fact(None, State.ASSUMED, span)
        if question.type == "text" and isinstance(raw, Scalar) and not raw.text:
            return Fact(None, State.ASSUMED, span)
        value = read_assumption(question, raw)
        if isinstance(value, AfterDate):
            base = self.fact(value.after, scope.bindings).value
            value = self._working_day(after_lapse(base, value.by)) if isinstance(base, date) else None
        return ABSENT if isinstance(value, Problem) or value is None else Fact(value, State.ASSUMED, span)

    def _working_day(self, day: date) -> date:
        """Nobody would choose a day off: what is assumed falls on a working day."""
        from rse_plan.planning.working_days import working_day  # noqa: PLC0415  # calendars are made of facts

        return working_day(self, day)

    def _computed(self, name: str, id_: str | None) -> Fact:
        if name.startswith("pilot."):
            pilot = self.waves[0] if self.waves else None
            if pilot is None:
                return ABSENT
            return _sure(pilot.members if name == "pilot.members" else self._names_of(pilot))
        if name == "champions.count":
            return self._champions(id_)
        wave = self.wave(id_)
        if wave is None:
            return ABSENT
        return {
            "wave.number": _sure(wave.number),
            "wave.pilot": _sure(wave.pilot),
            "wave.members": _sure(wave.members),
            "wave.name": _sure(self._names_of(wave)),
        }[name]

    def behind(self, name: str, elements: Mapping[str, str]) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """The answers that a computed name counts, which are read with it."""
        if name not in _COUNTS_MEMBERS:
            return ()
        if name == "champions.count" and "community" in elements:
            return (("community.members", elements),)
        pilot = self.waves[0].id if self.waves else ""
        wave = pilot if name == "pilot.members" else self._element_id("wave", elements) or ""
        found = self.wave(wave)
        members = found.communities if found is not None else ()
        return tuple(("community.members", {"community": id_}) for id_ in members)

    def _names_of(self, wave: Wave) -> str:
        return ", ".join(self.name_of("community", id_) for id_ in wave.communities)

    def _champions(self, id_: str | None) -> Fact:
        kind, _, element = (id_ or "").partition(":")
        wave = self.wave(self._element_id("wave", {kind: element}))
        members = self.members(element) if kind == "community" else (wave or _NO_WAVE).members
        champion = self.library.roles.get("champion")
        ratio = champion.one_for if champion is not None else None
        per = (ratio.pilot if wave is None or wave.pilot else ratio.rollout) if ratio is not None else 0
        return _sure(-(-members // per)) if per and members else ABSENT

    def members(self, community: str) -> int:
        """How many people a community has."""
        value = self.fact("community.members", {"community": community}).value
        return value if isinstance(value, int) else 0

    def name_of(self, kind: str, id_: str) -> str:
        """An element's name, else its id."""
        value = self.fact(f"{kind}.name", {kind: id_}).value
        return value if isinstance(value, str) else id_

    def title_of(self, role: str) -> Text | str:
        """A role's title, else its id."""
        found = self.library.roles.get(role)
        return found.title if found is not None else role

    # --- printing ---

    def shown(self, name: str, elements: Mapping[str, str]) -> Shown:
        """A value as documents print it."""
        fact = self.fact(name, elements)
        question = self._questions.get(name)
        if question is None:
            return Shown(_COMPUTED_NAMES[name], fact.value, fact.state)
        picked = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        labels = tuple(filter(None, (question.label_of(str(value)) for value in picked)))
        if question.nothing is not None and fact.value in (0, ()):
            labels = (question.nothing,)
        return Shown(question.name, fact.value, fact.state, labels)

    def reasons(self, read: Iterable[tuple[str, Mapping[str, str]]]) -> tuple[Reason, ...]:
        """Names that were read, each once, as reasons."""
        found: dict[tuple[str, str | None], Reason] = {}
        for name, elements in read:
            key = (name, self._element_id(name.partition(".")[0], elements))
            if key not in found:
                question = self._questions.get(name)
                private = question is not None and question.audience == "lead"
                found[key] = Reason(name, self.shown(name, elements), private, self.fact(name, elements).span)
        return tuple(found.values())


_NO_WAVE = Wave(number=0, communities=(), employers=(), members=0)


def _sure(value: FactValue) -> Fact:
    return Fact(value, State.ANSWERED)


@dataclass(frozen=True)
class Scope:
    """The facts as seen for given loop elements; what conditions are evaluated against."""

    sheet: FactSheet
    bindings: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        return self.sheet.fact(name, self.bindings).comparable

    def is_known(self, name: str) -> bool:
        return self.sheet.fact(name, self.bindings).state is State.ANSWERED

    def elements(self, collection: str) -> tuple[Scope, ...]:
        singular = SINGULAR[collection]
        return tuple(
            Scope(self.sheet, {**self.bindings, singular: id_}) for id_ in self.sheet.elements(collection)
        )

    def within(self, loop: str | None) -> tuple[Scope, ...]:
        """The scopes in which a looping playbook may apply: its elements, unless one is in scope."""
        return (self,) if loop is None or SINGULAR[loop] in self.bindings else self.elements(loop)

    def holds(self, condition: Expression) -> Outcome:
        return evaluate(condition, self)


def names_read(outcome: Outcome) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """What an evaluation read, each name with the elements it was read for."""
    return tuple((name, facts.bindings) for name, facts in outcome.read if isinstance(facts, Scope))
