"""Why an item of the library is not in a plan: what failed, and which single answer would bring it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rse_plan.errors import UserError
from rse_plan.expressions import Expression, Value
from rse_plan.expressions.syntax import Aggregate, Compare, Condition, Known, Logic, Member
from rse_plan.library.index import Place
from rse_plan.model.answers import Answers
from rse_plan.model.question import NONE, Question
from rse_plan.model.work import Ongoing, Work
from rse_plan.planning.adjust import Adjustments, InForce, leaving_out
from rse_plan.planning.facts import FactSheet, Scope, names_read
from rse_plan.planning.lookup import Left
from rse_plan.planning.plan import Adjusted, Shown, State, Wording
from rse_plan.planning.select import Read, decide, loop
from rse_plan.planning.variants import element_of, others, with_answer
from rse_plan.planning.why import Clause, Turn, title_of, turns

Sheets = Callable[[Answers], FactSheet]
"""The worth of every name under given answers, the waves assigned."""
MOST_REMEDIES = 8
"""Answers that are told as ways in."""


@dataclass(frozen=True, slots=True)
class Absence:
    """An instance that is not in the plan, and the parts of its conditions that do not hold."""

    turns: tuple[Turn, ...]
    failed: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """An answer that alone brings the item in; no value: any answer does."""

    question: str
    element: str | None
    shown: Shown
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """An item that is not in the plan.

    `empty` is the collection that has no element for it to be for, `begins_with` the reference of the item
    that recurring work begins with, when that is what is missing.
    """

    id: str
    place: Place
    title: Wording
    empty: str | None
    begins_with: str | None
    absences: tuple[Absence, ...]
    skipped: tuple[Adjusted, ...]
    remedies: tuple[Remedy, ...]


def explain_absent(left: Left, sheet: FactSheet, sheets: Sheets) -> Absent:
    """Which condition keeps an item out, for each element that it might be for."""
    place, work = left.place, left.place.item
    scopes = [scope for scope in _scopes(place, sheet) if set(left.elements) <= set(scope.values())]
    failing = [(scope, tuple(_failed(place, sheet, scope))) for scope in scopes]
    absences = tuple(Absence(tuple(turns(sheet, scope)), failed) for scope, failed in failing if failed)
    shown = scopes[0] if scopes else {}
    out = [scope for scope, failed in failing if failed or _skipped(place, sheet, scope)]
    return Absent(
        id="@".join((place.ref, *left.elements)),
        place=place,
        title=Wording(title_of(work), {name: sheet.shown(name, shown) for name in work.gaps}),
        empty=_empty(place, sheet),
        begins_with=work.from_ if isinstance(work, Ongoing) and scopes and not absences and not out else None,
        absences=absences,
        skipped=tuple(one.told for scope in scopes[:1] for one in _skipped(place, sheet, scope)),
        remedies=tuple(_remedies(place, sheet, sheets, out)),
    )


def _scopes(place: Place, sheet: FactSheet) -> Iterator[Mapping[str, str]]:
    """The elements that an item might be for, whatever its conditions."""
    for outer in loop(sheet, place.playbook.for_each, {}):
        yield from loop(sheet, place.item.for_each, outer)


def _empty(place: Place, sheet: FactSheet) -> str | None:
    loops = (place.playbook.for_each, place.item.for_each)
    return next((name for name in loops if name is not None and not sheet.elements(name)), None)


# --- what failed ---


def _failed(place: Place, sheet: FactSheet, scope: Mapping[str, str]) -> Iterator[Clause]:
    playbook, when = place.playbook.applies_when, place.item.when
    if playbook is not None:
        span = place.file.span("applies_when")
        yield from (
            Clause(True, part, span, sheet.reasons(_read(part, sheet, scope)))
            for part in _parts(playbook, sheet, scope)
        )
    if when is not None:
        span = place.span("when")
        yield from (
            Clause(False, part, span, sheet.reasons(_read(part, sheet, scope)))
            for part in _parts(when, sheet, scope)
        )


def _parts(condition: Expression, sheet: FactSheet, scope: Mapping[str, str]) -> Iterator[Expression]:
    """The conjuncts of a condition that do not hold; a condition without `and` is its own."""
    if decide(condition, sheet, scope)[0]:
        return
    root = condition.root
    if not (isinstance(root, Logic) and root.operator == "and"):
        yield condition
        return
    for part in root.parts:
        yield from _parts(Expression(condition.text, part), sheet, scope)


def _read(part: Expression, sheet: FactSheet, scope: Mapping[str, str]) -> Read:
    return names_read(Scope(sheet, scope).holds(part))


# --- what would bring it in ---


def _remedies(
    place: Place, sheet: FactSheet, sheets: Sheets, scopes: list[Mapping[str, str]]
) -> Iterator[Remedy]:
    """Single answers under which an instance is in the plan, in the order they are read; not too many.

    Of whole numbers the first that does is enough.
    """
    told: set[tuple[str, str | None, Value]] = set()
    for scope in scopes:
        for name, element, value in _candidates(place, sheet, scope):
            counts = sheet.library.questions[name].type == "integer"
            key = (name, element, None if counts else value)
            if key in told or len(told) == MOST_REMEDIES:
                continue
            answers = with_answer(sheet.answers, sheet.library, name, element, value)
            if _brings_in(place, sheets, answers, scope):
                told.add(key)
                yield _remedy(sheet, name, element, value, known_only=_is_known_only(place, name))


def _brings_in(place: Place, sheets: Sheets, answers: Answers, scope: Mapping[str, str]) -> bool:
    try:
        sheet = sheets(answers)
    except UserError:  # an answer that leads to no plan is no way in
        return False
    conditions = (place.playbook.applies_when, place.item.when)
    return all(decide(when, sheet, scope)[0] for when in conditions) and not _skipped(place, sheet, scope)


def _skipped(place: Place, sheet: FactSheet, scope: Mapping[str, str]) -> tuple[InForce, ...]:
    """The adjustments that leave an item out."""
    if not isinstance(place.item, Work):
        return ()
    found, _ = Adjustments(sheet.library, sheet).of(place.ref, scope)
    return leaving_out(found)


def _candidates(
    place: Place, sheet: FactSheet, scope: Mapping[str, str]
) -> Iterator[tuple[str, str | None, Value]]:
    """Other answers to what the failing conditions read, and to what decides whether those are asked."""
    for clause in _failed(place, sheet, scope):
        literals = tuple(_literals(clause.condition.root))
        for name, elements in _asked(clause.condition, sheet, scope):
            question = sheet.library.questions.get(name)
            if question is not None:
                element = element_of(sheet, name, elements)
                for value in _values(question, sheet.fact(name, elements).value, literals, sheet):
                    yield name, element, value
    for skip in _skipped(place, sheet, scope):
        for name, elements in skip.read:
            question = sheet.library.questions.get(name)
            if question is not None:
                element = element_of(sheet, name, elements)
                for value in _values(question, sheet.fact(name, elements).value, (), sheet):
                    yield name, element, value


def _asked(part: Expression, sheet: FactSheet, scope: Mapping[str, str]) -> Read:
    """What a condition reads, waves being read from what the community wants."""
    read = [*_read(part, sheet, scope), *((name, scope) for name in part.names if not part.counts)]
    found = {(name, element_of(sheet, name, elements)): (name, elements) for name, elements in read}
    for name, elements in tuple(found.values()):
        if name.startswith("wave.") and "community" in elements:
            found["community.wave", elements["community"]] = ("community.wave", elements)
        question = sheet.library.questions.get(name)
        for other in question.when.names if question is not None and question.when is not None else ():
            found.setdefault((other, element_of(sheet, other, elements)), (other, elements))
    return tuple(found.values())


def _values(
    question: Question, value: object, literals: tuple[Value, ...], sheet: FactSheet
) -> Iterator[Value]:
    if question.type == "integer":
        near = (n + step for n in literals if isinstance(n, int) for step in (0, 1, -1))
        numbers = dict.fromkeys(near if question.id != "community.wave" else (1, 2))
        fitting = tuple(number for number in numbers if _fits(question, number) and number != value)
        yield from fitting or others(question, value)
    elif question.type == "multi" and isinstance(value, tuple):
        words = [word for word in literals if isinstance(word, str)]
        for word in (choice.value for choice in question.choices if choice.value in words):
            kept = tuple(str(other) for other in value if other not in (word, NONE))
            yield (NONE,) if word == NONE else kept if word in value else (*kept, word)
    elif question.type in ("text", "date", "periods"):
        yield _some(question, sheet)
    else:
        yield from others(question, value)


def _fits(question: Question, number: int) -> bool:
    return (question.min is None or number >= question.min) and (
        question.max is None or number <= question.max
    )


def _some(question: Question, sheet: FactSheet) -> Value:
    """Any answer, where only that there is one is asked."""
    start = sheet.fact("calendar.start", {}).value
    return start if question.type == "date" and isinstance(start, date) else "…"


def _literals(node: Condition) -> Iterator[Value]:
    if isinstance(node, Logic):
        for part in node.parts:
            yield from _literals(part)
    elif isinstance(node, Compare):
        yield node.right
        if isinstance(node.left, Aggregate):
            yield from _literals(node.left)
    elif isinstance(node, Member):
        yield from node.among
    elif isinstance(node, Aggregate) and node.where is not None:
        yield from _literals(node.where)


def _is_known_only(place: Place, name: str) -> bool:
    """Whether the conditions only ask that a question has an answer."""
    conditions = filter(None, (place.playbook.applies_when, place.item.when))
    return any(_asks_known(condition.root, name) for condition in conditions)


def _asks_known(node: Condition, name: str) -> bool:
    if isinstance(node, Logic):
        return any(_asks_known(part, name) for part in node.parts)
    if isinstance(node, Aggregate):
        return node.where is not None and _asks_known(node.where, name)
    return isinstance(node, Known) and node.name.path == name


def _remedy(sheet: FactSheet, name: str, element: str | None, value: Value, *, known_only: bool) -> Remedy:
    question = sheet.library.questions[name]
    picked = value if isinstance(value, tuple) else (value,)
    labels = tuple(filter(None, (question.label_of(str(word)) for word in picked)))
    told = None if known_only else value
    shown = Shown(question.name, told, State.ANSWERED, () if known_only else labels)
    return Remedy(name, element, shown, question.audience == "lead")
