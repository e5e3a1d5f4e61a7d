"""Questions that need no asking most often: one list says which do, the others keep what goes without saying.

Communities after the first are taken to be like it, nothing to be closed or frozen, nobody to have been met,
no role's hours to be known, and the companies of a group to be called after their countries, each until
somebody picks it: the full interview is to take twelve minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rse_plan.errors import Said, say
from rse_plan.interview.agenda import HOURS, NAMES, PERIODS, REPEATED, VIEWS, Ask, Which, is_answered
from rse_plan.interview.asker import Form, Option, Prompt
from rse_plan.interview.dropping import answer_to
from rse_plan.interview.itinerary import key_of
from rse_plan.interview.phrasing import element_name
from rse_plan.interview.record import with_answer
from rse_plan.interview.review import as_text
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import Answers, AnswerValue
from rse_plan.model.problem import Problem
from rse_plan.planning.facts import FactSheet

_WITHOUT_ANOTHER = (PERIODS, VIEWS, HOURS)
"""Where each question's own default goes without saying, or that nobody knows."""


def which_prompt(
    which: Which, asks: Sequence[Ask], sheet: FactSheet, voice: Voice, *, is_again: bool
) -> Prompt:
    """The questions to pick from; nothing picked means that none of them needs asking.

    When somebody comes back to it, those are picked that were, or that have another answer.
    """
    options = tuple(_option(which, ask, sheet, voice) for ask in asks)
    words, names = _WORDS[which.about], _names(which, sheet, voice)
    none = voice.say(words.none.wording, **names)
    labels = {option.key: option.label for option in options}
    differing = (key for key, ask in zip(labels, asks, strict=True) if _differs(which, ask, sheet.answers))
    suggested = tuple(differing) if is_again else ()
    return Prompt(
        form=Form.SEVERAL,
        label=voice.say(words.label.wording, **names),
        hints=(voice.say("None picked: {answer}", answer=none),),
        options=options,
        suggested=suggested,
        empty=none if suggested else None,
        complaint=lambda _: None,
        echo=lambda typed: voice.listed(labels[key] for key in typed) or none,
        explain=lambda: voice.word(words.why),
    )


def settled(which: Which, asks: Sequence[Ask], picked: Sequence[str], answers: Answers) -> Answers:
    """The answers with what the questions that are not picked keep."""
    for ask in asks:
        if as_text(key_of(ask, answers)) not in picked and _goes_without_saying(which, ask, answers):
            answers = with_answer(answers, ask, _otherwise(which, ask, answers))
    return answers


def _goes_without_saying(which: Which, ask: Ask, answers: Answers) -> bool:
    return which.about in _WITHOUT_ANOTHER or is_answered(_like(which, ask), answers)


def _otherwise(which: Which, ask: Ask, answers: Answers) -> AnswerValue:
    if which.about in _WITHOUT_ANOTHER:
        default = ask.question.parse(ask.question.default)
        return None if isinstance(default, Problem) else default
    return answer_to(_like(which, ask), answers)


def _like(which: Which, ask: Ask) -> Ask:
    """Whose answer it takes over: a name its own."""
    return Ask(ask.question, 0) if which.about == REPEATED else ask


def _differs(which: Which, ask: Ask, answers: Answers) -> bool:
    if not is_answered(ask, answers):
        return True
    return _goes_without_saying(which, ask, answers) and answer_to(ask, answers) != _otherwise(
        which, ask, answers
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What is asked, what nothing picked means, and why it is asked so."""

    label: Said
    none: Said
    why: Said


_WORDS = {
    NAMES: _Words(
        say("Which of these companies is called otherwise?"),
        say("these are their names"),
        say("Consultations and agreements are shown under these names, in every document."),
    ),
    PERIODS: _Words(
        say("Which of these must the plan allow for?"),
        say("none"),
        say("Each that is picked is asked for its days, and the plan takes them into account."),
    ),
    VIEWS: _Words(
        say("Whose view do you know already?"),
        say("nobody’s: not met yet"),
        say("Each that is picked is asked for. It changes what you prepare, and stays private."),
    ),
    HOURS: _Words(
        say("Whose hours a week do you know already?"),
        say("nobody’s: not known yet"),
        say("Work takes longer where somebody has few hours for it. Each that is picked is asked for."),
    ),
    REPEATED: _Words(
        say("{element}: what is different from “{first}”?"),
        say("all as for “{first}”"),
        say(
            "Communities are often alike: each that is picked is asked for, the others get the same answer "
            "as the first community. Any of them can be changed at the end."
        ),
    ),
}


def _names(which: Which, sheet: FactSheet, voice: Voice) -> Mapping[str, str]:
    if which.about != REPEATED:
        return {}
    first, this = (element_name(REPEATED, at, sheet, voice) for at in (0, which.position or 0))
    return {"first": first, "element": this}


def _option(which: Which, ask: Ask, sheet: FactSheet, voice: Voice) -> Option:
    key, name = as_text(key_of(ask, sheet.answers)), voice.text(ask.question.name)
    if which.about == NAMES:
        return Option(key, element_name("employers", ask.position or 0, sheet, voice))
    if which.about != REPEATED or not _goes_without_saying(which, ask, sheet.answers):
        return Option(key, name)
    first = voice.value(ask.question, _otherwise(which, ask, sheet.answers))
    return Option(key, voice.say("{name}: {answer}", name=name, answer=first))
