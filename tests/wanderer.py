"""Somebody who answers, goes back, picks lines, changes lists and stops in any order, then settles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from rse_plan.interview.agenda import Ask
from rse_plan.interview.asker import Back, Form, Interrupted, Prompt, Typed
from rse_plan.interview.dropping import answer_to, answered
from rse_plan.interview.employers import with_employers
from rse_plan.interview.groups import LISTS
from rse_plan.interview.itinerary import key_of
from rse_plan.interview.phrasing import UNKNOWN, understand
from rse_plan.interview.review import DONE, as_text
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import EMPLOYERS, Answer, Answers, AnswerValue
from rse_plan.model.question import NONE
from rse_plan.planning.facts import FactSheet

Place = tuple[str, int]
"""A question's id, and the place of its element, or -1."""

TEXTS = ("Weldom", "unknown", "a: b # c", "O’Brien «é»", "no", "- x", "[x]")
EARLY = ("2026-11-30", "2027-01-04", "2027-01-11")
"""Starts; every other day is later, so that no order of answering makes days contradict each other."""
LATE = ("2027-03-01", "2027-09-15", "2028-02-29")
COUNTRIES = (("FR",), ("FR", "DE"), ("FR", "CH", "BE"), ("FR", "CA", "LU"))
"""France first: of several companies of a group, quick asks about the first alone."""
PERIODS = ("", "2027-08-02 > 2027-08-20", "year-end; 2027-05-01")
MOVES = ("answer", "answer", "answer", "final", "final", "back", "unknown", "quit")
AT_THE_END = ("line", "line", "back", "communities", "sponsors", "quit", "end")


def place_of(ask: Ask) -> Place:
    return ask.question.id, -1 if ask.position is None else ask.position


@dataclass
class Final:
    """What somebody means in the end, decided when it is first asked for."""

    data: st.DataObject
    library: Library
    voice: Voice
    counts: Mapping[str, int]
    known: dict[Place, Typed] = field(default_factory=dict)

    def typed(self, place: Place) -> Typed:
        if place not in self.known:
            self.known[place] = invented(self.data, self.library, place)
        return self.known[place]

    def told(self, place: Place, answers: Answers) -> Answer | None:
        """What the organisation's answers tell of an employer: it is not asked."""
        if not place[0].startswith("employer."):
            return None
        groups = {name: kept for name, kept in answers.groups.items() if name != "employers"}
        sheet = FactSheet(replace(answers, groups=groups), self.library)
        elements = with_employers(sheet, self.voice).groups.get("employers", ())
        return elements[place[1]].answers.get(place[0]) if place[1] < len(elements) else None

    def value(self, ask: Ask, answers: Answers) -> AnswerValue:
        """What the file should hold."""
        if (told := self.told(place_of(ask), answers)) is not None:
            return told.value
        meant = self.typed(place_of(ask))
        return understand(ask.question, meant, self.voice)  # type: ignore[return-value]  # it fits


def invented(data: st.DataObject, library: Library, place: Place) -> Typed:
    """An answer that fits the question."""
    question = library.questions[place[0]]
    if question.id == EMPLOYERS:
        return ()
    if question.id == "organisation.countries":
        return data.draw(st.sampled_from(COUNTRIES))
    kind: Any = question.type
    unknown = [UNKNOWN] if question.allows_unknown else []
    if kind == "boolean":
        return (data.draw(st.sampled_from(["true", "false", *unknown])),)
    if kind == "choice":
        return (data.draw(st.sampled_from([*(choice.value for choice in question.choices), *unknown])),)
    if kind == "multi":
        keys = [choice.value for choice in question.choices]
        picked = data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
        return (NONE,) if NONE in picked else tuple(picked)
    if kind == "integer":
        least, most = question.min or 0, question.max if question.max is not None else 5000
        number = data.draw(st.sampled_from([least, most, *(n for n in question.try_ if least <= n <= most)]))
        return ("",) if question.allows_unknown and data.draw(st.booleans()) else (str(number),)
    days = EARLY if question.id == "calendar.start" else LATE
    return (data.draw(st.sampled_from({"date": days, "periods": PERIODS, "text": TEXTS}[kind])),)


@dataclass
class Wanderer:
    """Wanders for so many prompts, then gives the final answer to everything and mends what differs."""

    data: st.DataObject
    final: Final
    left: int
    answers: Answers
    """What is saved by now; the caller keeps it up to date."""

    def ask(self, prompt: Prompt) -> Typed:
        self.left -= 1
        assert self.left > -400, f"asked over and over: {prompt.label}"
        why = prompt.explain() if prompt.explain is not None else ""
        name, is_question, position = why.partition("@")
        if is_question:
            return self._answer(prompt, (name, int(position)))
        if prompt.form is Form.SEVERAL:
            return self._which(prompt)
        if prompt.progress:
            return self._more()
        if prompt.options[0].key == DONE:
            return (self._at_the_end(prompt),)
        return (self._in_a_list(prompt),)

    def tell(self, text: str) -> None:
        assert text

    def _draw(self, *options: Any) -> Any:
        return self.data.draw(st.sampled_from(options))

    def _answer(self, prompt: Prompt, place: Place) -> Typed:
        move = self._draw(*MOVES) if self.left > 0 else "final"
        if move == "quit":
            raise Interrupted
        if move == "back" and prompt.back:
            raise Back
        if prompt.suggested and self.final.told(place, self.answers) is not None:
            return prompt.suggested  # who says otherwise keeps it from following
        if move == "unknown" and prompt.form is Form.ONE and UNKNOWN in [one.key for one in prompt.options]:
            return (UNKNOWN,)
        if move == "answer":
            return invented(self.data, self.final.library, place)
        return self.final.typed(place)

    def _which(self, prompt: Prompt) -> Typed:
        """In the end everything is asked, and nobody is called otherwise than the organisation tells."""
        keys = [option.key for option in prompt.options]
        if self.left <= 0:
            return tuple(key for key in keys if not key.startswith("employer.name"))
        move = self._draw("some", "some", "back", "quit")
        if move == "back":
            raise Back
        if move == "quit":
            raise Interrupted
        return tuple(self.data.draw(st.lists(st.sampled_from(keys), unique=True)))

    def _more(self) -> Typed:
        there = len(self.answers.groups.get("communities", ()))
        if self.left > 0 and there < 4:
            move = self._draw("true", "false", "back", "quit")
            if move == "back":
                raise Back
            if move == "quit":
                raise Interrupted
            return (move,)
        return ("true",) if there < self.final.counts["communities"] else ("false",)

    def _at_the_end(self, prompt: Prompt) -> str:
        if self.left <= 0:
            return self._to_mend()
        move = self._draw(*AT_THE_END)
        if move in ("quit", "end"):
            if move == "end":
                return DONE
            raise Interrupted
        if move == "back":
            raise Back
        keys = [one.key for one in prompt.options[1:] if one.key not in LISTS]
        return str(self._draw(*keys) if move == "line" else move)

    def _to_mend(self) -> str:
        for group, count in self.final.counts.items():
            if len(self.answers.groups.get(group, ())) != count:
                return group
        for ask in answered(self.answers, self.final.library):
            if answer_to(ask, self.answers) != self.final.value(ask, self.answers):
                return as_text(key_of(ask, self.answers))
        return DONE

    def _in_a_list(self, prompt: Prompt) -> str:
        keys = [one.key for one in prompt.options]
        if self.left > 0:
            move = self._draw(*keys, "back")
            if move == "back" or (move == "add" and len(keys) > 4):
                raise Back
            return str(move)
        if "add" in keys:
            group = "communities" if "communit" in prompt.options[-1].label else "sponsors"
            return "add" if len(keys) - 1 < self.final.counts[group] else keys[-2]
        return "remove"  # and again, where it is asked whether that is meant
