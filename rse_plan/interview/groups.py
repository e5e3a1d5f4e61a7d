"""The lists of the answers as wholes: an element taken out, or put at another place."""

from __future__ import annotations

from rse_plan.interview.asker import Form, Option, Prompt
from rse_plan.interview.phrasing import element_name
from rse_plan.interview.record import with_group
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import Answers
from rse_plan.planning.facts import FactSheet

ADD, CHANGE, REMOVE, EARLIER, LATER = "add", "change", "remove", "earlier", "later"
"""What can be done with a list or an element; also the keys of the options."""


def without_element(answers: Answers, group: str, position: int) -> Answers:
    """The answers with one element fewer."""
    elements = list(answers.groups[group])
    del elements[position]
    return with_group(answers, group, elements)


def with_element_moved(answers: Answers, group: str, position: int, to: int) -> Answers:
    """The answers with an element at another place of its list."""
    elements = list(answers.groups[group])
    elements.insert(to, elements.pop(position))
    return with_group(answers, group, elements)


def which_element(group: str, sheet: FactSheet, voice: Voice) -> Prompt:
    """Which element is meant, by its place, or ADD for a new one."""
    named = {
        str(place): element_name(group, place, sheet, voice) for place in range(len(sheet.elements(group)))
    }
    label = voice.say("Which community?") if group == "communities" else voice.say("Which sponsor?")
    new = voice.say("a new community") if group == "communities" else voice.say("a new sponsor")
    return _pick(label, {**named, ADD: new})


def what_with_it(group: str, position: int, sheet: FactSheet, voice: Voice) -> Prompt:
    """What is to be done with an element; the last one left cannot be removed."""
    count = len(sheet.elements(group))
    name = element_name(group, position, sheet, voice)
    words = {CHANGE: voice.say("go through its answers again")}
    if position > 0:
        words[EARLIER] = voice.say("one place earlier")
    if position < count - 1:
        words[LATER] = voice.say("one place later")
    if count > 1:
        words[REMOVE] = voice.say("remove it and its answers")
    return _pick(voice.say("{element}: what is to be done?", element=name), words)


def _pick(label: str, words: dict[str, str]) -> Prompt:
    return Prompt(
        form=Form.ONE,
        label=label,
        options=tuple(Option(key, shown) for key, shown in words.items()),
        complaint=lambda _: None,
        echo=lambda typed: words[typed[0]],
        back=True,
    )
