"""What `?` shows: why a question is asked, and what its answer changes in the plan as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rse_plan.documents.words import Words
from rse_plan.errors import Said, say
from rse_plan.interview.agenda import Ask
from rse_plan.interview.effects import Effect, Effects
from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.model.playbook import Playbook
from rse_plan.model.question import Question

_SECTIONS = {
    "tasks": say("the tasks"),
    "risks": say("the risks"),
    "kpis": say("the measures"),
    "asks": say("what is asked of the sponsor"),
    "objections": say("the answers to objections"),
    "messages": say("the messages"),
    "arguments": say("the brief"),
    "options": say("the brief"),
}
"""Where the texts of a playbook's lists are printed."""
_KIT = say("the community’s page")
_BY_PROGRAM = {
    "organisation.name": say("the head of every document"),
    "goal.process": say("page one, in the first line"),
    "employer.name": say("every line that names this employer"),
    "community.name": say("every line that names this community"),
    "calendar.target": say("page one, beside the first opening"),
}
"""What no playbook needs to name."""


@dataclass(frozen=True)
class Explanation:
    """Explains questions in the interview's language, from what their answers change."""

    effects: Effects

    @cached_property
    def words(self) -> Words:
        return Words(self.effects.voice.language)

    def __call__(self, ask: Ask, answers: Answers) -> str:
        """Why it is asked, what its answer changes, and where it is printed."""
        question = ask.question
        effect = self.effects.of(ask, answers)
        lines = [self.words.typed(question.why.in_(self.words.language))] if question.why else []
        lines.append(self._sentence(self._changes(effect)))
        lines += self._tried(question)
        if places := printed_in(question.id, self.effects.library):
            lines.append(
                self.words.say(
                    "Printed here: {places}.", places=self.words.listed(map(self.words.say, places))
                )
            )
        return "\n".join(lines)

    def moves(self, effect: Effect) -> str:
        """By how many days the first opening may move, and which way."""
        moved = self.words.count(
            "may move the pilot by 1 day", "may move the pilot by {count} days", effect.days
        )
        if effect.earlier and effect.later:
            return moved
        way = self.words.say("later") if effect.later else self.words.say("earlier")
        return self.words.say("{moved} ({way})", moved=moved, way=way)

    def _changes(self, effect: Effect) -> Iterator[str]:
        count = self.words.count
        if effect.tasks:
            yield count("changes 1 task", "changes {count} tasks", effect.tasks)
        if effect.days:
            yield self.moves(effect)
        if effect.entries:
            one, many = (
                "changes 1 other point of the documents",
                "changes {count} other points of the documents",
            )
            yield count(one, many, effect.entries)
        if effect.rests_on_others:
            yield self.words.say("changes no task and no date for now")
            yield self.words.say("other answers may make it count")
        elif not (effect.tasks or effect.days or effect.entries):
            yield self.words.say("changes no task and no date")
        elif not effect.days:
            yield self.words.say("does not move the pilot")

    def _tried(self, question: Question) -> tuple[str, ...]:
        """Which answers that was found with, where they are not the choices themselves."""
        words = self.words
        if question.type == "integer" and question.try_:
            numbers = words.listed(words.number(number) for number in question.try_)
            return (words.say("Tried with {answers}.", answers=numbers),)
        told = {
            "date": say("Tried with a day four weeks away."),
            "periods": say("Tried with August, then with the end of the year."),
            "multi": say(
                "Tried with one choice more or one less; a single one also with each other in its place."
            ),
        }.get(question.type)
        return (words.say(told.wording),) if told is not None else ()

    def _sentence(self, parts: Iterator[str]) -> str:
        return self.words.typed(self.words.capital(self.words.pause.join(parts)) + ".")


def printed_in(name: str, library: Library) -> tuple[str, ...]:
    """Where an answer is printed as it is given, in English: the program's places, then the playbooks'."""
    own = (_BY_PROGRAM[name],) if name in _BY_PROGRAM else ()
    found = [place for file in library.playbooks.values() for place in _naming(name, file.value)]
    return tuple(dict.fromkeys(place.wording for place in (*own, *found)))


def _naming(name: str, playbook: Playbook) -> Iterator[Said]:
    for section, place in _SECTIONS.items():
        if any(name in item.gaps for item in getattr(playbook, section)):
            yield place
    if playbook.kit is not None and name in playbook.kit.gaps:
        yield _KIT
