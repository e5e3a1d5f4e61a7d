"""The answers that are missing where nobody can be asked: all of them, each with the flag that gives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rse_plan.cli.shell import tell, words
from rse_plan.cli.subject import quoted
from rse_plan.errors import Said, say

if TYPE_CHECKING:
    from rse_plan.interview.agenda import Ask
    from rse_plan.interview.conduct import Interview
    from rse_plan.model.answers import Answers
    from rse_plan.model.question import Question


def list_missing(interview: Interview, answers: Answers, reason: Said, advice: Iterable[Said]) -> None:
    """Everything at once, so that nobody has to run the command once for each; `reason` says why it ends."""
    voice = interview.voice
    missing = interview.agenda.unanswered(interview.facts(answers))
    tell(
        say("rse-plan: {reason}; answers missing: {count}", reason=reason, count=len(missing)),
        words(voice.language),
    )
    for ask in missing:
        label = voice.text(ask.question.label)
        form = quoted(_form(interview, ask.question, answers))
        tell(f"  --set {flag_of(ask, answers)}={form}  {label}")
    for one in advice:
        tell(say("  help: {advice}", advice=one), words(voice.language))


def flag_of(ask: Ask, answers: Answers) -> str:
    """What `--set` calls an answer: goal.primary, community.name of the first, communities.it.members."""
    group, position = ask.question.group, ask.position or 0
    elements = answers.groups.get(group, ()) if group is not None else ()
    if group is None or position >= len(elements) or (position == 0 and group != "communities"):
        return ask.question.id
    return f"{group}.{elements[position].id}.{ask.question.id.split('.')[1]}"


def _form(interview: Interview, question: Question, answers: Answers) -> str:
    """What can stand behind the sign: the choices, or an example of the type; <…> stands for an answer."""
    from rse_plan.interview.agenda import START
    from rse_plan.interview.conduct import suggested_start
    from rse_plan.interview.phrasing import UNKNOWN
    from rse_plan.interview.stated import takes_unknown
    from rse_plan.model.answers import EMPLOYERS

    voice = interview.voice
    day = f"<{voice.say('YYYY-MM-DD')}>"
    forms = {
        "text": f"<{voice.say('TEXT')}>",
        "integer": f"<{voice.say('NUMBER')}>",
        "boolean": "true|false",
        "choice": "|".join(choice.value for choice in question.choices),
        "multi": f"<{','.join(choice.value for choice in question.choices)}>",
        "date": suggested_start(interview.today).isoformat() if question.id == START else day,
        "periods": f"[{{from: {day}, to: {day}}}]",
    }
    if question.id == EMPLOYERS:
        forms["text"] = ",".join(interview.facts(answers).elements("employers"))
    return forms[question.type] + (f"|{UNKNOWN}" if takes_unknown(question) else "")
