"""What the interview says at its end: every answer, and what is assumed where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.interview.agenda import Agenda, Ask, is_answered
from rse_plan.interview.phrasing import assumption
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import ELEMENT_OF, Answer
from rse_plan.planning.facts import FactSheet


def review(agenda: Agenda, sheet: FactSheet, voice: Voice) -> str:
    """The review as lines of text."""
    answered = [
        step for step in agenda.steps(sheet) if isinstance(step, Ask) and is_answered(step, sheet.answers)
    ]
    lines = ["", voice.say("Your answers"), *_answers(answered, sheet, voice)]
    assumed = list(_assumptions(answered, sheet, voice))
    if assumed:
        lines += ["", voice.say("Assumed, until somebody knows"), *assumed]
    if unasked := _unasked(agenda, sheet):
        told = voice.say(
            "Other questions, not asked here: {count}. "
            "The plan takes a cautious value for each and prints those that matter.",
            count=unasked,
        )
        lines += ["", told]
    return "\n".join(lines)


def _answers(answered: list[Ask], sheet: FactSheet, voice: Voice) -> Iterator[str]:
    """Line by line; the answers about one element stand under its name."""
    heading = None
    for ask in answered:
        group = ask.question.group
        named = (group, ask.position) if group == "communities" else None
        if named != heading and named is not None and ask.position is not None:
            yield f"  {_element(ask, sheet)}"
        heading = named
        if named is not None and ask.question.id == "community.name":
            continue
        given = _given(ask, sheet)
        indent = "    " if named is not None else "  "
        line = voice.say(
            "{name}: {answer}",
            name=voice.text(ask.question.name),
            answer=voice.value(ask.question, given.value),
        )
        yield f"{indent}{line}"


def _assumptions(answered: list[Ask], sheet: FactSheet, voice: Voice) -> Iterator[str]:
    for ask in answered:
        unknown = ask.question.unknown
        if unknown is None or not _given(ask, sheet).is_unknown:
            continue
        value = assumption(ask, sheet, voice) or voice.say("left to be completed")
        name = voice.text(ask.question.name)
        if ask.question.group == "communities":
            name = f"{_element(ask, sheet)}, {name}"
        yield "  " + voice.say("{name}: {answer}", name=name, answer=value)
        if unknown.todo is not None:
            yield "    " + voice.say("to do: {task}", task=voice.text(unknown.todo))


def _unasked(agenda: Agenda, sheet: FactSheet) -> int:
    """How many core questions this interview leaves out, each counted once."""
    asked = {question.id for question in agenda.questions}
    core = {name for name, entry in sheet.library.asked.items() if entry.playbook is None}
    return len(core - asked - set(sheet.answers.values))


def _element(ask: Ask, sheet: FactSheet) -> str:
    group, position = ask.question.group or "", ask.position or 0
    return sheet.name_of(ELEMENT_OF[group], sheet.elements(group)[position])


def _given(ask: Ask, sheet: FactSheet) -> Answer:
    group, name = ask.question.group, ask.question.id
    if group is None or ask.position is None:
        return sheet.answers.values[name]
    return sheet.answers.groups[group][ask.position].answers[name]
