"""Questions: their choices, the values that stand in for an answer, the questions that items name."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Related, nearest
from rse_plan.errors import say
from rse_plan.library.load import Asked, Library
from rse_plan.model.faults import plain
from rse_plan.model.problem import Problem
from rse_plan.model.question import AfterDate, read_assumption
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Route, Scalar


def check_questions(library: Library) -> Iterator[Diagnostic]:
    """Choices that are missing or stand twice; defaults and assumptions that are no answer."""
    for asked in library.examined_questions.values():
        yield from _choices(asked)
        for route in _stand_ins(asked):
            yield from _unfit(library, asked, route)
    yield from _hours_asked_twice(library)


def _choices(asked: Asked) -> Iterator[Diagnostic]:
    question = asked.question
    if question.type in ("choice", "multi") and not question.choices:
        yield Diagnostic(
            rule="missing-key",
            span=asked.file.span(*asked.route, "type"),
            message=say("the key “{key}” is missing", key="choices"),
            help=say("add “{key}: …”", key="choices"),
        )
    first: dict[str, Span] = {}
    for position, choice in enumerate(question.choices):
        span = asked.file.span(*asked.route, "choices", position, "value")
        if choice.value in first:
            yield Diagnostic(
                rule="duplicate-id",
                span=span,
                message=say("the choice “{value}” stands twice", value=choice.value),
                help=say("give each its own value"),
                related=(Related(first[choice.value], say("first used here")),),
            )
        first.setdefault(choice.value, span)


def _hours_asked_twice(library: Library) -> Iterator[Diagnostic]:
    """A role's hours have one home, and so one question."""
    first: dict[str, Asked] = {}
    for name, asked in library.asked.items():
        role = asked.question.hours_of
        if role is None:
            continue
        if role in first and name in library.examined_questions:
            yield Diagnostic(
                rule="duplicate-id",
                span=_hours_span(asked),
                message=say("the hours of the role “{role}” are asked for twice", role=role),
                help=say("ask for them in one question"),
                related=(Related(_hours_span(first[role]), say("first asked here")),),
            )
        first.setdefault(role, asked)


def _hours_span(asked: Asked) -> Span:
    return asked.file.span(*asked.route, "hours_of")


def _stand_ins(asked: Asked) -> Iterator[Route]:
    """Where values stand that are taken in place of an answer."""
    question = asked.question
    if question.default is not None:
        yield ("default",)
    if question.unknown is not None:
        yield ("unknown", "assume")
        for position in range(len(question.unknown.cases)):
            yield ("unknown", "cases", position, "assume")
    for position in range(len(question.settled)):
        yield ("settled", position, "value")


def _unfit(library: Library, asked: Asked, route: Route) -> Iterator[Diagnostic]:
    node = asked.file.document.node((*asked.route, *route))
    if node is None or (isinstance(node, Scalar) and not node.text and asked.question.type == "text"):
        return  # an empty text stands for "nothing is known"
    value = read_assumption(asked.question, plain(node))
    if isinstance(value, Problem):
        yield Diagnostic(rule="wrong-value", span=node.span, message=value.message, help=value.advice)
    elif isinstance(value, AfterDate):
        span = asked.file.span(*asked.route, *route, "after")
        yield from not_a_question(library, value.after, ("date",), span)


def not_a_question(library: Library, name: str, types: tuple[str, ...], span: Span) -> Iterator[Diagnostic]:
    """What is wrong with naming a question of certain types: nothing when there is one."""
    if name in library.unreadable:
        return
    question = library.questions.get(name)
    if question is None:
        advice = nearest(name, library.asked) or say("add a question with this id, or use another name")
        message = say("no question sets “{name}”", name=name)
        yield Diagnostic(rule="unasked-variable", span=span, message=message, help=advice)
    elif question.type not in types:
        fitting = [known for known, other in library.questions.items() if other.type in types]
        message = say("“{name}” does not give what is wanted here", name=name)
        advice = nearest(name, fitting) or say("name a question of type {types}", types=", ".join(types))
        yield Diagnostic(rule="type-or-choice", span=span, message=message, help=advice)
