"""Who reads a question's answer: items, dates, and other questions."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.expressions.syntax import Aggregate, Compare, Condition, Known, Logic, Name
from rse_plan.library.conditions import Located, all_conditions
from rse_plan.library.index import Index, Place
from rse_plan.library.load import Library
from rse_plan.model.playbook import Guard, Playbook
from rse_plan.model.question import AfterDate, Question, QuestionsFile, read_assumption
from rse_plan.model.work import Gate, Milestone
from rse_plan.source.yaml_reader import Route


def names_in(node: Condition, *, valued: bool = False) -> Iterator[Name]:
    """The names of a condition; `valued` leaves out those that are only asked to be known."""
    if isinstance(node, Logic):
        for part in node.parts:
            yield from names_in(part, valued=valued)
    elif isinstance(node, Aggregate):
        if node.where is not None:
            yield from names_in(node.where, valued=valued)
        if node.summed is not None:
            yield node.summed
    elif isinstance(node, Compare):
        yield from (node.left,) if isinstance(node.left, Name) else names_in(node.left, valued=valued)
    elif not (valued and isinstance(node, Known)):
        yield node.name


def known_in(node: Condition) -> frozenset[str]:
    """The names that a condition asks to be known."""
    every, valued = list(names_in(node)), list(names_in(node, valued=True))
    return frozenset(name.path for name in every if name not in valued)


def conditions_behind(index: Index) -> Iterator[tuple[Located, tuple[str, ...]]]:
    """Conditions that decide whether questions are asked and what they are worth, with those questions."""
    for located in all_conditions(index):
        question = question_at(located)
        if question is not None:
            yield located, (question.id,)
        elif located.route == ("applies_when",) and isinstance(located.file.value, Playbook):
            asked = tuple(one.id for one in located.file.value.questions)
            if asked:
                yield located, asked


def question_at(located: Located) -> Question | None:
    """The question whose condition it is."""
    value, route = located.file.value, located.route
    if isinstance(value, QuestionsFile):
        return value.sections[at(route, 1)].questions[at(route, 3)]
    if isinstance(value, Playbook) and route[0] == "questions":
        return value.questions[at(route, 1)]
    return None


def at(route: Route, step: int) -> int:
    """A position in a list."""
    return int(route[step])


def dates_after(library: Library) -> Iterator[tuple[str, str]]:
    """Date questions with the question from whose answer their assumed day is counted."""
    for name, asked in library.asked.items():
        question = asked.question
        raws = [question.default]
        if question.unknown is not None:
            raws += [question.unknown.assume, *(case.assume for case in question.unknown.cases)]
        for raw in raws if question.type == "date" else ():
            value = read_assumption(question, raw) if raw is not None else None
            if isinstance(value, AfterDate):
                yield name, value.after


def dates_of(place: Place) -> Iterator[str]:
    """The questions whose answers an item takes as a day or as a number of days."""
    item = place.item
    if isinstance(item, Gate | Milestone) and item.on is not None:
        yield item.on
    if isinstance(item, Gate) and item.lead_time is not None:
        yield from (case.days for case in item.lead_time.cases if case.days is not None)
    if isinstance(item, Guard):
        yield item.around


def read_by_items(index: Index) -> set[str]:
    """Every question that decides on a playbook, an item, a lead time or an adjustment, or gives a day."""
    found = {name for place in index.all_places for name in dates_of(place)}
    for located in all_conditions(index):
        if question_at(located) is None:
            found.update(located.expression.names)
    return found
