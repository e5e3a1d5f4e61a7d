"""The interview itself: asks what comes next until nothing does, and keeps every answer at once.

It knows no terminal, no file and no clock: an asker asks, `keep` saves, the caller says what day it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rse_plan.interview.agenda import REPEATED, START, Agenda, Ask, More
from rse_plan.interview.asker import Asker, Form, Option, Prompt, Typed
from rse_plan.interview.phrasing import phrase, understand
from rse_plan.interview.record import with_answer, with_employers
from rse_plan.interview.review import review
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers
from rse_plan.model.answers_together import before_start
from rse_plan.model.problem import Problem
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start

Keep = Callable[[Answers], None]
"""Saves all answers; called after each one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """What stays the same from the first question to the last."""

    agenda: Agenda
    library: Library
    voice: Voice
    today: date

    def facts(self, answers: Answers) -> FactSheet:
        """What every name is worth so far."""
        return FactSheet(answers, self.library)

    def facts_to_speak_of(self, answers: Answers) -> FactSheet:
        """The same, with the suggested start in place of a missing one: assumed dates hang on it."""
        if START in answers.values:
            return self.facts(answers)
        start = Answer(suggested_start(self.today), file_start(answers.path))
        return self.facts(replace(answers, values={**answers.values, START: start}))


def suggested_start(today: date) -> date:
    """The Monday after today (semantics 10)."""
    return today + timedelta(days=7 - today.weekday())


def conduct(interview: Interview, answers: Answers, asker: Asker, keep: Keep) -> Answers:
    """Ask everything that is still open, then show the review; gives the complete answers.

    Interrupted and InputEnded pass through: what had been answered is kept by then.
    """
    return _Conversation(interview, answers, asker, keep).to_the_end()


class _Conversation:
    """One sitting: the answers so far, how many communities are wanted, and whether that is all of them."""

    def __init__(self, interview: Interview, answers: Answers, asker: Asker, keep: Keep) -> None:
        self._interview = interview
        self._answers = answers
        self._asker = asker
        self._keep = keep
        self._communities = 0
        self._closed = interview.agenda.went_past_communities(interview.facts(answers))

    def to_the_end(self) -> Answers:
        agenda = self._interview.agenda
        self._make_employers()
        while step := agenda.next_step(self._facts(), self._communities, self._closed):
            if isinstance(step, More):
                self._ask_for_more()
            else:
                self._ask(step)
                self._make_employers()
        self._asker.tell(review(agenda, self._facts(), self._interview.voice))
        return self._answers

    def _facts(self) -> FactSheet:
        return self._interview.facts(self._answers)

    def _ask(self, ask: Ask) -> None:
        interview = self._interview
        start = suggested_start(interview.today) if ask.question.id == START else None
        phrased = phrase(ask, interview.facts_to_speak_of(self._answers), interview.voice, start)
        prompt = replace(
            phrased, complaint=lambda typed: phrased.complaint(typed) or self._out_of_order(ask, typed)
        )
        value = understand(ask.question, self._asker.ask(prompt), interview.voice)
        if isinstance(value, Problem):
            raise ValueError(f"an asker let an answer to {ask.question.id} pass that does not fit")
        self._answers = with_answer(self._answers, ask, value)
        self._keep(self._answers)

    def _out_of_order(self, ask: Ask, typed: Typed) -> str | None:
        """Why a day cannot stand beside those answered before; its file would be refused."""
        voice = self._interview.voice
        value = understand(ask.question, typed, voice)
        if not isinstance(value, date):
            return None
        found = next(before_start(with_answer(self._answers, ask, value)), None)
        return voice.problem(Problem(found.message, found.help)) if found is not None else None

    def _make_employers(self) -> None:
        completed = with_employers(self._facts(), self._interview.voice)
        if completed is not self._answers:
            self._answers = completed
            self._keep(completed)

    def _ask_for_more(self) -> None:
        picked = self._asker.ask(_another(self._interview.voice))
        if picked == ("true",):
            self._communities = len(self._answers.groups.get(REPEATED, ())) + 1
        else:
            self._closed = True


def _another(voice: Voice) -> Prompt:
    words = {"false": voice.say("no, that is all"), "true": voice.say("yes, another one")}
    return Prompt(
        form=Form.ONE,
        label=voice.say("Is there another community?"),
        options=tuple(Option(key, label) for key, label in words.items()),
        suggested=("false",),
        complaint=lambda _: None,
        echo=lambda typed: words[typed[0]],
    )
