"""What the interview shows at its end: every answer, to be picked and changed, and what is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rse_plan.interview.agenda import Agenda, Ask, Step, is_answered
from rse_plan.interview.asker import Form, Option, Prompt
from rse_plan.interview.dropping import answer_to
from rse_plan.interview.itinerary import Key, key_of
from rse_plan.interview.phrasing import assumption, element_name
from rse_plan.interview.voice import Voice
from rse_plan.planning.facts import FactSheet

DONE = "done"
"""The key of the entry that ends the review."""
LISTS = ("communities", "sponsors")
"""The lists whose elements can be added, removed and put in another order here; also keys of entries."""
_LONGEST = 70
"""Characters of an answer on its line."""


def review_prompt(steps: Iterable[Step], sheet: FactSheet, voice: Voice) -> Prompt:
    """Every answer as a line to pick; Enter alone ends."""
    options = (
        Option(DONE, voice.say("That is right: the end")),
        *lines(steps, sheet, voice),
        Option(LISTS[0], voice.say("Communities: add, remove, put in another order")),
        Option(LISTS[1], voice.say("Sponsors: add, remove, put in another order")),
    )
    labels = {option.key: option.label for option in options}
    return Prompt(
        form=Form.ONE,
        label=voice.say("Your answers"),
        hints=(voice.say("Pick one to change it."),),
        options=options,
        suggested=(DONE,),
        complaint=lambda _: None,
        echo=lambda typed: labels[typed[0]],
        back=True,
    )


def lines(steps: Iterable[Step], sheet: FactSheet, voice: Voice) -> Iterator[Option]:
    """The answers among some steps, one to a line."""
    for step in steps:
        if isinstance(step, Ask) and is_answered(step, sheet.answers):
            given = voice.value(step.question, answer_to(step, sheet.answers))
            line = voice.say("{name}: {answer}", name=_name(step, sheet, voice), answer=_cut(given))
            yield Option(as_text(key_of(step, sheet.answers)), line)


def as_text(key: Key) -> str:
    """A step's key as the key of an option."""
    return "@".join(key)


def assumptions(agenda: Agenda, steps: Sequence[Step], sheet: FactSheet, voice: Voice) -> str:
    """What is assumed where nobody knows, and how much is not asked here, as lines of text."""
    told: list[str] = []
    if assumed := [line for step in steps if isinstance(step, Ask) for line in _assumed(step, sheet, voice)]:
        told += ["", voice.say("Assumed, until somebody knows"), *assumed]
    if unasked := _unasked(agenda, sheet):
        others = voice.say(
            "Other questions, not asked here: {count}. "
            "The plan takes a cautious value for each and prints those that matter.",
            count=unasked,
        )
        told += ["", others]
    return "\n".join(told)


def _assumed(ask: Ask, sheet: FactSheet, voice: Voice) -> Iterator[str]:
    unknown = ask.question.unknown
    if unknown is None or not is_answered(ask, sheet.answers) or answer_to(ask, sheet.answers) is not None:
        return
    value = assumption(ask, sheet, voice) or voice.say("left to be completed")
    yield "  " + voice.say("{name}: {answer}", name=_name(ask, sheet, voice), answer=value)
    if unknown.todo is not None:
        yield "    " + voice.say("to do: {task}", task=voice.text(unknown.todo))


def _name(ask: Ask, sheet: FactSheet, voice: Voice) -> str:
    """What an answer is called; those of a list with whom they are about."""
    name, group = voice.text(ask.question.name), ask.question.group
    if group is None or ask.position is None:
        return name
    if group != "communities" and len(sheet.elements(group)) == 1:
        return name
    return f"{element_name(group, ask.position, sheet, voice)}, {name}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _unasked(agenda: Agenda, sheet: FactSheet) -> int:
    """How many core questions this interview leaves out, each counted once."""
    asked = {question.id for question in agenda.questions}
    core = {name for name, entry in sheet.library.asked.items() if entry.playbook is None}
    return len(core - asked - set(sheet.answers.values))
