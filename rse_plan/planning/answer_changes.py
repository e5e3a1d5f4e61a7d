"""Which answers two files differ in, and answers that have some of the differences only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rse_plan.library import Library
from rse_plan.model.answers import ELEMENT_OF, Answer, Answers, Element, Person
from rse_plan.model.base import Text
from rse_plan.model.own_changes import ADD, ADJUST
from rse_plan.planning.absences import is_private
from rse_plan.planning.changes import Change, ChangeKind, Side, Slot
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.hours import hours_of
from rse_plan.planning.own_differences import mixed_own, own_change, own_slots
from rse_plan.planning.plan import Shown, State
from rse_plan.source.span import Span, file_start

ANSWER, ELEMENT, ORDER, PEOPLE = "answer", "element", "order", "people"
FIELDS = ("name", "deputy", "hours", "absences")
"""What may be said of a role's people, in the order of the file."""
_KINDS = {
    "name": ChangeKind.NAME,
    "deputy": ChangeKind.DEPUTY,
    "hours": ChangeKind.HOURS,
    "absences": ChangeKind.ABSENCES,
}
GROUP_NAMES: Mapping[str, Text] = {
    "communities": Text.of("community", "communauté"),
    "sponsors": Text.of("sponsor", "sponsor"),
    "employers": Text.of("employer", "employeur"),
}
ORDER_NAMES: Mapping[str, Text] = {
    "communities": Text.of("order of the communities", "ordre des communautés"),
    "sponsors": Text.of("order of the sponsors", "ordre des sponsors"),
    "employers": Text.of("order of the employers", "ordre des employeurs"),
}


# --- what differs ---


def differing_slots(base: Side, other: Side) -> tuple[Slot, ...]:
    """The places where the answers differ, in questionnaire order; then other people, own work last."""
    questions = tuple(dict.fromkeys((*base.library.questions, *other.library.questions)))
    order = {name: position for position, name in enumerate(questions)}
    asked = {role: name for side in (base, other) for role, name in side.library.hours_questions.items()}
    found = [
        *_values(base.answers, other.answers, frozenset(asked.values())),
        *_groups(base.answers, other.answers),
        *_people(base.answers, other.answers),
        *own_slots(base.answers, other.answers),
    ]
    return tuple(sorted(found, key=lambda slot: _place(slot, order, asked)))


def _place(slot: Slot, order: Mapping[str, int], asked: Mapping[str, str]) -> tuple[int, int]:
    """Where in the questionnaire: an element stands at the first question of its list."""
    last = len(order)
    if slot[0] == ANSWER:
        return order.get(slot[1], last), 0
    if slot[0] in (ELEMENT, ORDER):
        begins = f"{ELEMENT_OF[slot[1]]}."
        return min((at for name, at in order.items() if name.startswith(begins)), default=last), -1
    if slot[0] in (ADJUST, ADD):
        return last + 2, 0
    return (order.get(asked.get(slot[1], ""), last) if slot[2] == "hours" else last + 1), 0


def _values(base: Answers, other: Answers, hours: Collection[str]) -> Iterator[Slot]:
    for name in dict.fromkeys((*base.values, *other.values)):
        if name not in hours and not _same(base.values.get(name), other.values.get(name)):
            yield ANSWER, name


def _same(one: Answer | None, other: Answer | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.value == other.value and type(one.value) is type(other.value)


def _groups(base: Answers, other: Answers) -> Iterator[Slot]:
    for group in ELEMENT_OF:
        ours = {one.id: one for one in base.groups.get(group, ())}
        theirs = {one.id: one for one in other.groups.get(group, ())}
        if [id_ for id_ in ours if id_ in theirs] != [id_ for id_ in theirs if id_ in ours]:
            yield ORDER, group
        for id_ in dict.fromkeys((*ours, *theirs)):
            if id_ not in ours or id_ not in theirs:
                yield ELEMENT, group, id_
                continue
            one, another = ours[id_].answers, theirs[id_].answers
            for name in dict.fromkeys((*one, *another)):
                if not _same(one.get(name), another.get(name)):
                    yield ANSWER, name, group, id_


def _people(base: Answers, other: Answers) -> Iterator[Slot]:
    for role in dict.fromkeys((*base.people, *other.people)):
        one, another = base.people.get(role), other.people.get(role)
        for field in FIELDS:
            if _said(one, field) != _said(another, field):
                yield PEOPLE, role, field


def _said(person: Person | None, field: str) -> object:
    if person is None:
        return () if field == "absences" else (None, False) if field == "hours" else None
    return (person.hours, person.asked) if field == "hours" else getattr(person, field)


def aligned(side: Side, other: Side) -> Side:
    """The same side, its one employer or sponsor listed where only the other file lists it.

    Without a list, the program reads the organisation's answers in its stead (semantics 17): naming it is no
    difference.
    """
    sheet = FactSheet(side.answers, side.library)
    groups = {**side.answers.groups}
    for group in ("employers", "sponsors"):
        implied = sheet.elements(group)
        named = tuple(one.id for one in other.answers.groups.get(group, ()))
        if not groups.get(group) and named == implied:
            groups[group] = tuple(sheet.element(group, id_) for id_ in implied)
    return replace(side, answers=replace(side.answers, groups=groups))


# --- answers in between ---


def mixed_answers(base: Side, other: Side, taken: Collection[Slot]) -> Answers:
    """The base's answers, with what the other has in the places that are taken from it."""
    answers = base.answers
    values = {**answers.values}
    for slot in taken:
        if slot[0] == ANSWER and len(slot) == 2:
            _take(values, other.answers.values, slot[1])
    people, hours = _mixed_people(base, other, taken)
    return replace(
        answers,
        values={**{name: answer for name, answer in values.items() if name not in hours}, **_given(hours)},
        groups={group: _mixed_group(base, other, group, taken) for group in _listed(base, other)},
        people=people,
        own=mixed_own(base.answers, other.answers, taken),
    )


def _take(into: dict[str, Answer], of: Mapping[str, Answer], name: str) -> None:
    into.pop(name, None)
    if name in of:
        into[name] = of[name]


def _given(hours: Mapping[str, Answer | None]) -> dict[str, Answer]:
    return {name: answer for name, answer in hours.items() if answer is not None}


def _listed(base: Side, other: Side) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*base.answers.groups, *other.answers.groups)))


def _mixed_group(base: Side, other: Side, group: str, taken: Collection[Slot]) -> tuple[Element, ...]:
    ours = {one.id: one for one in base.answers.groups.get(group, ())}
    theirs = {one.id: one for one in other.answers.groups.get(group, ())}
    first, second = (theirs, ours) if (ORDER, group) in taken else (ours, theirs)
    found = []
    for id_ in _merged([*first], [*second]):
        if id_ in ours and id_ in theirs:
            found.append(_mixed_element(ours[id_], theirs[id_], group, taken))
        elif ((ELEMENT, group, id_) in taken) is (id_ in theirs):
            found.append(theirs[id_] if id_ in theirs else ours[id_])
    return tuple(found)


def _merged(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Ids of both lists in the first one's order, those of the second alone after what they follow there."""
    merged = [*first]
    before: str | None = None
    for id_ in second:
        if id_ not in merged:
            merged.insert(merged.index(before) + 1 if before is not None else 0, id_)
        before = id_
    return merged


def _mixed_element(one: Element, another: Element, group: str, taken: Collection[Slot]) -> Element:
    answers = {**one.answers}
    for slot in taken:
        if slot[0] == ANSWER and slot[2:] == (group, one.id):
            _take(answers, another.answers, slot[1])
    return replace(one, answers=answers)


def _mixed_people(
    base: Side, other: Side, taken: Collection[Slot]
) -> tuple[Mapping[str, Person], Mapping[str, Answer | None]]:
    """People, and the questions that ask for hours as they are then answered; None where they are not."""
    people = {**base.answers.people}
    asked = {**other.library.hours_questions, **base.library.hours_questions}
    hours: dict[str, Answer | None] = {}
    for slot in taken:
        if slot[0] != PEOPLE:
            continue
        role, field = slot[1], slot[2]
        source = other.answers.people.get(role)
        person = people.get(role, Person(source.span if source is not None else base.answers.span))
        source = source or Person(person.span)
        if field == "hours":
            person = replace(person, hours=source.hours, asked=source.asked, hours_span=source.hours_span)
            if role in asked:
                hours[asked[role]] = Answer(source.hours, source.span) if source.asked else None
        else:
            person = replace(person, **{field: getattr(source, field)})
        people[role] = person
    return {role: one for role, one in people.items() if role in base.answers.people or _speaks(one)}, hours


def _speaks(person: Person) -> bool:
    return person != Person(person.span, hours_span=person.hours_span)


# --- telling ---


@dataclass(frozen=True)
class AnswerChanges:
    """The changes from one side's answers to the other's, as they are told."""

    former: Side
    now: Side
    sheets: tuple[FactSheet, FactSheet]

    @classmethod
    def between(cls, former: Side, now: Side) -> AnswerChanges:
        return cls(
            former, now, (FactSheet(former.answers, former.library), FactSheet(now.answers, now.library))
        )

    def change(self, slot: Slot) -> Change | None:
        """One difference; None where neither side's answer counts for anything."""
        if slot[0] in (ADJUST, ADD):
            return own_change(slot, self.former, self.now)
        if slot[0] == ELEMENT:
            return self._element(slot[1], slot[2])
        if slot[0] == ORDER:
            return self._order(slot[1])
        if slot[0] == PEOPLE:
            return self._person(slot[1], slot[2])
        return self._answer(slot[1], *slot[2:])

    def _answer(self, name: str, group: str | None = None, element: str | None = None) -> Change | None:
        bound = {ELEMENT_OF[group]: element} if group is not None and element is not None else {}
        shown = [
            sheet.shown(name, bound) if name in sheet.library.questions else None for sheet in self.sheets
        ]
        if all(one is None or one.state is State.ABSENT for one in shown):
            return None
        spans = [self._written(side, name, group, element) for side in (self.former, self.now)]
        questions = [side.library.questions.get(name) for side in (self.former, self.now)]
        return Change(
            kind=ChangeKind.ANSWER,
            name=name,
            element=element,
            former=shown[0],
            now=shown[1],
            former_span=spans[0],
            now_span=spans[1],
            of=self._name_of(group, element) if group is not None and element is not None else None,
            private=any(one is not None and one.audience == "lead" for one in questions),
        )

    def _name_of(self, group: str, element: str) -> str | None:
        """The element's name, unless it is the only one of its list on both sides."""
        if all(len(sheet.elements(group)) == 1 for sheet in self.sheets):
            return None
        return self.sheets[1].name_of(ELEMENT_OF[group], element)

    def _written(self, side: Side, name: str, group: str | None, element: str | None) -> Span | None:
        given = side.answers.values
        if group is not None:
            listed = side.answers.groups.get(group, ())
            given = next((one.answers for one in listed if one.id == element), {})
        answer = given.get(name)
        return self._line(side, answer.span if answer is not None else None)

    def _line(self, side: Side, span: Span | None) -> Span | None:
        """A place in the file; what was typed on the command line has none."""
        nowhere = (side.answers.span, file_start(side.answers.path))
        return None if span is None or (side.typed and span in nowhere) else span

    def _element(self, group: str, id_: str) -> Change:
        shown: list[Shown | None] = []
        spans: list[Span | None] = []
        for side, sheet in zip((self.former, self.now), self.sheets, strict=True):
            found = next((one for one in side.answers.groups.get(group, ()) if one.id == id_), None)
            name = sheet.name_of(ELEMENT_OF[group], id_) if found is not None else None
            shown.append(Shown(GROUP_NAMES[group], name, State.ANSWERED) if found is not None else None)
            spans.append(self._line(side, found.span if found is not None else None))
        return _change(ChangeKind.ELEMENT, group, id_, shown, spans)

    def _order(self, group: str) -> Change:
        shown: list[Shown | None] = []
        for side, sheet in zip((self.former, self.now), self.sheets, strict=True):
            ids = (one.id for one in side.answers.groups.get(group, ()))
            names = tuple(sheet.name_of(ELEMENT_OF[group], id_) for id_ in ids)
            shown.append(Shown(ORDER_NAMES[group], names, State.ANSWERED))
        first = [next(iter(side.answers.groups.get(group, ())), None) for side in (self.former, self.now)]
        spans = [
            self._line(side, one.span if one is not None else None)
            for side, one in zip((self.former, self.now), first, strict=True)
        ]
        return _change(ChangeKind.ORDER, group, None, shown, spans)

    def _person(self, role: str, field: str) -> Change:
        spans = [self._of_person(side, role, field) for side in (self.former, self.now)]
        if field == "hours":
            return self._hours(role, spans)
        shown: list[Shown | None] = []
        for side in (self.former, self.now):
            value = getattr(side.answers.people.get(role, Person(side.answers.span)), field)
            title = _title(role, (self.former.library, self.now.library))
            shown.append(Shown(title, value, State.ANSWERED) if value not in (None, ()) else None)
        private = field == "absences" and any(is_private(sheet, role) for sheet in self.sheets)
        return replace(_change(_KINDS[field], f"people.{role}.{field}", None, shown, spans), private=private)

    def _hours(self, role: str, spans: Sequence[Span | None]) -> Change:
        """Hours a week, also those that are assumed where nobody has said any."""
        libraries = (self.former.library, self.now.library)
        name = next(filter(None, (library.hours_questions.get(role) for library in libraries)), "")
        asked = [library.questions[name] for library in libraries if name in library.questions]
        title = asked[0].name if asked else None
        shown: list[Shown | None] = []
        for sheet in self.sheets:
            found = hours_of(role, sheet)
            state = State.ASSUMED if found is not None and found.assumed else State.ANSWERED
            label = title or _title(role, libraries)
            shown.append(Shown(label, found.hours, state) if found is not None else None)
        kind = ChangeKind.ANSWER if name else ChangeKind.HOURS
        return _change(kind, name or f"people.{role}.hours", None, shown, spans)

    def _of_person(self, side: Side, role: str, field: str) -> Span | None:
        person = side.answers.people.get(role)
        if person is None or (field == "hours" and person.hours_span is None):
            return None
        return self._line(side, person.hours_span if field == "hours" else person.span)


def _change(
    kind: ChangeKind,
    name: str,
    element: str | None,
    shown: Sequence[Shown | None],
    spans: Sequence[Span | None],
) -> Change:
    return Change(
        kind=kind,
        name=name,
        element=element,
        former=shown[0],
        now=shown[1],
        former_span=spans[0],
        now_span=spans[1],
    )


def _title(role: str, libraries: Sequence[Library]) -> Text:
    found = next((library.roles[role].title for library in libraries if role in library.roles), None)
    return found if found is not None else Text.of(role, role)
