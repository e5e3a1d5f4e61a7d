"""The lists of the answers as wholes: an element taken out, or put at another place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rse_plan.documents.words import Words
from rse_plan.errors import Said, say
from rse_plan.interview.asker import Form, Option, Prompt
from rse_plan.interview.phrasing import element_name
from rse_plan.interview.record import with_group
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import ELEMENT_OF, Answers
from rse_plan.planning.facts import FactSheet

ADD, CHANGE, REMOVE, EARLIER, LATER = "add", "change", "remove", "earlier", "later"
KEEP = "keep"
"""What can be done with a list or an element; also the keys of the options."""


@dataclass(frozen=True, slots=True)
class _Words:
    """How a list is spoken of."""

    entry: Said
    which: Said
    new: Said
    why: Said


_WORDS = {
    "communities": _Words(
        say("Communities: add, remove, put in another order"),
        say("Which community?"),
        say("a new community"),
        say(
            "The order counts where communities are equally ready: the first ones open first. "
            "A community that is removed takes its answers with it."
        ),
    ),
    "sponsors": _Words(
        say("Sponsors: add, remove, put in another order"),
        say("Which sponsor?"),
        say("a new sponsor"),
        say("The first one is the primary sponsor: what is asked of “the sponsor” is asked of them."),
    ),
    "employers": _Words(
        say("Employers: add, remove, put in another order"),
        say("Which employer?"),
        say("a new employer"),
        say(
            "The first one is the main employer: its calendar is that of the project. "
            "Each has its own consultation or agreement."
        ),
    ),
}
LISTS = tuple(_WORDS)
"""The lists whose elements can be added, removed and put in another order."""


def entries(voice: Voice) -> tuple[Option, ...]:
    """The lists as entries to pick, each by its name."""
    return tuple(Option(group, voice.word(words.entry)) for group, words in _WORDS.items())


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
    words = _WORDS[group]
    return _pick(group, voice.word(words.which), {**named, ADD: voice.word(words.new)}, voice)


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
    return _pick(group, voice.say("{element}: what is to be done?", element=name), words, voice)


def removal(group: str, position: int, sheet: FactSheet, voice: Voice) -> Prompt | None:
    """Whether an element is really to go, which nothing brings back; None where that loses only its name."""
    name, told = element_name(group, position, sheet, voice), _told_of(group, position, sheet, voice)
    if _names_alone(group, position, sheet):
        return None
    one, many = (
        "Remove {element} and its 1 answer, for good?",
        "Remove {element} and its {count} answers, for good?",
    )
    label = Words(voice.language).count(one, many, len(told), element=name)
    words = {KEEP: voice.say("no, keep it"), REMOVE: voice.say("yes, remove it")}
    return replace(_pick(group, label, words, voice), suggested=(KEEP,))


def removed(group: str, position: int, sheet: FactSheet, voice: Voice) -> str:
    """What goes with an element, told once it is gone."""
    name, told = element_name(group, position, sheet, voice), _told_of(group, position, sheet, voice)
    return voice.say("Removed: {element} ({answers})", element=name, answers=voice.listed(told))


def _names_alone(group: str, position: int, sheet: FactSheet) -> bool:
    """Whether nothing but its name is known of an element."""
    element = sheet.element(group, sheet.elements(group)[position])
    return set(element.answers) <= {f"{ELEMENT_OF[group]}.name"}


def _told_of(group: str, position: int, sheet: FactSheet, voice: Voice) -> list[str]:
    """The names of the answers that an element has."""
    element = sheet.element(group, sheet.elements(group)[position])
    questions = (sheet.library.questions.get(name) for name in element.answers)
    return [voice.text(question.name) for question in questions if question is not None]


def _pick(group: str, label: str, words: dict[str, str], voice: Voice) -> Prompt:
    return Prompt(
        form=Form.ONE,
        label=label,
        options=tuple(Option(key, shown) for key, shown in words.items()),
        complaint=lambda _: None,
        echo=lambda typed: words[typed[0]],
        explain=lambda: voice.word(_WORDS[group].why),
        back=True,
    )
