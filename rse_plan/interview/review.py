"""What the interview shows at its end: every answer, to be picked and changed, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rse_plan.interview.agenda import Agenda, Ask, Step, is_answered
from rse_plan.interview.asker import Form, Option, Prompt
from rse_plan.interview.dropping import answer_to
from rse_plan.interview.groups import entries
from rse_plan.interview.itinerary import Key, key_of
from rse_plan.interview.lines import shortened
from rse_plan.interview.phrasing import assumption, element_name
from rse_plan.interview.remarks import oversized
from rse_plan.interview.voice import Voice
from rse_plan.planning.facts import FactSheet

DONE = "done"
"""The key of the entry that ends the review."""
_LONGEST, _LONGEST_NAME = 70, 30
"""Characters of an answer on its line, and of the name of what it is about."""


def review_prompt(agenda: Agenda, steps: Sequence[Step], sheet: FactSheet, voice: Voice) -> Prompt:
    """Every answer as a line to pick, with what is assumed in place of a missing one; Enter alone ends."""
    options = (
        Option(DONE, voice.say("That is right: the end")),
        *lines(steps, sheet, voice),
        *entries(voice),
    )
    labels = {option.key: option.label for option in options}
    return Prompt(
        form=Form.ONE,
        label=voice.say("Your answers"),
        hints=(
            *_others(agenda, sheet, voice),
            *oversized(sheet, voice),
            voice.say("Pick one to change it."),
        ),
        options=options,
        suggested=(DONE,),
        complaint=lambda _: None,
        echo=lambda typed: labels[typed[0]],
        explain=lambda: _explained(steps, sheet, voice),
        back=True,
    )


def lines(steps: Iterable[Step], sheet: FactSheet, voice: Voice) -> Iterator[Option]:
    """The answers among some steps, one to a line."""
    for step in steps:
        if isinstance(step, Ask) and is_answered(step, sheet.answers):
            line = voice.say(
                "{name}: {answer}", name=_name(step, sheet, voice), answer=_given(step, sheet, voice)
            )
            yield Option(as_text(key_of(step, sheet.answers)), line)


def _given(ask: Ask, sheet: FactSheet, voice: Voice) -> str:
    value = answer_to(ask, sheet.answers)
    given = voice.value(ask.question, value)
    if value is not None or ask.question.unknown is None:
        return shortened(given, _LONGEST)
    assumed = assumption(ask, sheet, voice)
    if assumed is None:
        return voice.say("{answer}; left to be completed", answer=given)
    return voice.say("{answer}; assumed: {value}", answer=given, value=shortened(assumed, _LONGEST))


def as_text(key: Key) -> str:
    """A step's key as the key of an option."""
    return "@".join(key)


def _explained(steps: Iterable[Step], sheet: FactSheet, voice: Voice) -> str:
    """What the review is for, and what is to be done about answers that nobody has, as lines of text."""
    told = voice.say(
        "These are your answers, as in the file. Picking a line asks its question again; what no "
        "longer applies is then taken out, and what comes to apply is asked. The last entries change "
        "whole lists."
    )
    todos = [line for step in steps if isinstance(step, Ask) for line in _todo(step, sheet, voice)]
    return "\n".join((told, voice.say("To be done about what is not known:"), *todos) if todos else (told,))


def _todo(ask: Ask, sheet: FactSheet, voice: Voice) -> Iterator[str]:
    unknown = ask.question.unknown
    if unknown is None or not is_answered(ask, sheet.answers) or answer_to(ask, sheet.answers) is not None:
        return
    if unknown.todo is not None:
        name, task = _name(ask, sheet, voice), voice.text(unknown.todo)
        yield "  " + voice.say("{name}: {answer}", name=name, answer=task)


def _name(ask: Ask, sheet: FactSheet, voice: Voice) -> str:
    """What an answer is called; those of a list with whom they are about."""
    name, group = voice.text(ask.question.name), ask.question.group
    if group is None or ask.position is None:
        return name
    if group != "communities" and len(sheet.elements(group)) == 1:
        return name
    return f"{shortened(element_name(group, ask.position, sheet, voice), _LONGEST_NAME)}, {name}"


def _others(agenda: Agenda, sheet: FactSheet, voice: Voice) -> Iterator[str]:
    if left := unasked(agenda, sheet):
        yield voice.say(
            "Other questions, not asked here: {count}. "
            "The plan takes a cautious value for each and prints those that matter.",
            count=left,
        )


def unasked(agenda: Agenda, sheet: FactSheet) -> int:
    """How many core questions this interview leaves out, each counted once."""
    asked = {question.id for question in agenda.questions}
    asks = (entry for entry in sheet.library.asked.values() if entry.playbook is None)
    core = {entry.question.id for entry in asks if entry.question.ask != "file"}
    return len(core - asked - set(sheet.answers.values))
