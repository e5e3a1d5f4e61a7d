"""The interview itself: asks what comes next until nothing does, and keeps every answer at once.

It knows no terminal, no file and no clock: an asker asks, `keep` saves, the caller says what day it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rse_plan.interview import groups
from rse_plan.interview.agenda import (
    COMPANY,
    FIRST_ONLY,
    NAMES,
    REPEATED,
    START,
    Agenda,
    Ask,
    Mode,
    More,
    Step,
    Which,
    is_answered,
)
from rse_plan.interview.asker import Asker, Back, Form, InputEnded, Option, Prompt, Typed
from rse_plan.interview.dropping import answer_to, without_answer, without_stale_answers
from rse_plan.interview.employers import (
    EMPLOYERS_QUESTION,
    following_employers,
    is_single,
    lost_with_employers,
    names_to_confirm,
    with_employers,
    with_known_employers,
)
from rse_plan.interview.itinerary import Itinerary, Key, Order, as_given, key_of
from rse_plan.interview.pace import progress, section_title
from rse_plan.interview.phrasing import as_typed, phrase, understand
from rse_plan.interview.record import with_answer
from rse_plan.interview.remarks import remarks
from rse_plan.interview.review import DONE, as_text, review_prompt
from rse_plan.interview.shortcuts import settled, which_prompt
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, AnswerValue
from rse_plan.model.answers_together import before_start
from rse_plan.model.problem import Problem
from rse_plan.planning.facts import FactSheet
from rse_plan.source.span import file_start

Keep = Callable[[Answers], None]
"""Saves all answers; called after each one."""
Explain = Callable[[Ask, Answers], str]
"""Why a question is asked and what its answer changes, given the answers so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """What stays the same from the first question to the last."""

    agenda: Agenda
    library: Library
    voice: Voice
    today: date
    explain: Explain | None = None
    """What `?` shows for a question; without it, the question's own `why`."""
    order: Order = as_given
    """In which order the full interview goes on from the quick one."""

    def facts(self, answers: Answers) -> FactSheet:
        """What every name is worth so far."""
        return FactSheet(answers, self.library)

    def facts_to_speak_of(self, answers: Answers) -> FactSheet:
        """The same, with the suggested start in place of a missing one: assumed dates hang on it."""
        if START in answers.values:
            return self.facts(answers)
        start = Answer(suggested_start(self.today), file_start(answers.path))
        return self.facts(replace(answers, values={**answers.values, START: start}))

    def explanation(self, ask: Ask, answers: Answers) -> str:
        """What `?` shows."""
        if self.explain is not None:
            return self.explain(ask, answers)
        why = ask.question.why
        return self.voice.text(why if why is not None else ask.question.name)


def suggested_start(today: date) -> date:
    """The Monday after today (semantics 10)."""
    return today + timedelta(days=7 - today.weekday())


def conduct(interview: Interview, answers: Answers, asker: Asker, keep: Keep) -> Answers:
    """Ask everything that is still open, then show the review; gives the complete answers.

    Interrupted passes through, and InputEnded while something is open: what was answered is kept by then.
    """
    return _Conversation(interview, answers, asker, keep).to_the_end()


class _Conversation:
    """One sitting: the answers so far, and where it stands."""

    def __init__(self, interview: Interview, answers: Answers, asker: Asker, keep: Keep) -> None:
        self._interview = interview
        self._voice = interview.voice
        self._answers = answers
        self._sheet = interview.facts(answers)
        self._asker = asker
        self._keep = keep
        self._itinerary = Itinerary(interview.agenda, self._sheet, interview.order)
        self._dropped: dict[Key, AnswerValue] = {}
        """Answers that no longer apply: suggested if their question comes back in this sitting."""
        self._picked: Key | None = None
        """The line of the review that is being changed: going back from it leaves it as it is."""

    def to_the_end(self) -> Answers:
        self._save(with_employers(self._sheet, self._voice))
        self._confirm_names(frozenset())
        going_on = True
        while going_on:
            step = self._itinerary.due(self._sheet)
            try:
                if step is None:
                    going_on = self._review()
                elif isinstance(step, More):
                    self._ask_for_more(step)
                elif isinstance(step, Which):
                    self._ask_which(step)
                elif self._is_proposed(step):
                    self._propose(step)
                else:
                    self._ask(step)
            except Back:
                self._go_back(step)
        return self._answers

    # --- one question ---

    def _ask(self, ask: Ask) -> None:
        interview, key = self._interview, key_of(ask, self._answers)
        phrased = phrase(ask, self._facts_without(ask), self._voice, self._suggested(ask))
        prompt = replace(
            self._placed(phrased, ask),
            complaint=lambda typed: phrased.complaint(typed) or self._out_of_order(ask, typed),
            explain=lambda: interview.explanation(ask, self._answers),
        )
        value = understand(ask.question, self._asker.ask(prompt), self._voice)
        if isinstance(value, Problem):
            raise ValueError(f"an asker let an answer to {ask.question.id} pass that does not fit")
        before = self._answers
        self._take(with_answer(before, ask, value))
        self._itinerary.answered(ask, before, self._answers)
        self._dropped.pop(key, None)
        self._picked = None
        for told in remarks(ask, value, interview.facts_to_speak_of(self._answers), self._voice):
            self._asker.tell(told)

    def _is_proposed(self, ask: Ask) -> bool:
        """Whether it is the start, which is suggested and shown, not asked, where it fits (semantics 10)."""
        answers = self._answers
        if ask.question.id != START or is_answered(ask, answers) or key_of(ask, answers) in self._dropped:
            return False
        return not any(before_start(with_answer(answers, ask, suggested_start(self._interview.today))))

    def _propose(self, ask: Ask) -> None:
        start = suggested_start(self._interview.today)
        self._take(with_answer(self._answers, ask, start))
        self._itinerary.settle(key_of(ask, self._answers))
        wording = "The plan starts on {day}: any other day can be given on the next screen."
        self._asker.tell(self._voice.say(wording, day=self._voice.value(ask.question, start)))

    def _facts_without(self, ask: Ask) -> FactSheet:
        """What is known as if this were open: what would be assumed is not what is answered."""
        answers = self._answers
        left = without_answer(answers, ask) if is_answered(ask, answers) else answers
        return self._interview.facts_to_speak_of(left)

    def _suggested(self, ask: Ask) -> Typed | None:
        """What it holds already or held before, else the start that is suggested."""
        key = key_of(ask, self._answers)
        if is_answered(ask, self._answers):
            return as_typed(ask.question, answer_to(ask, self._answers), self._voice)
        if key in self._dropped:
            return as_typed(ask.question, self._dropped[key], self._voice)
        if ask.question.id == START:
            return (self._voice.typed_day(suggested_start(self._interview.today)),)
        return None

    def _placed(self, prompt: Prompt, step: Step) -> Prompt:
        """The prompt with the line that says how far one has come, and the way back."""
        steps = self._itinerary.steps(self._sheet)
        left = [one for one in steps if self._itinerary.is_due(one, self._sheet)]
        likely = [one for one in steps if one in left or not self._is_open(one)]
        about = self._interview.agenda.section_of(step, self._sheet)
        section = section_title(about, self._interview.library)
        asked = [one for one in likely if not self._itinerary.is_settled(one, self._answers)]
        line = progress(step, section, asked, left, self._voice)
        back = self._picked is not None or steps[0] != step
        return replace(prompt, progress=line, back=back)

    def _is_open(self, step: Step) -> bool:
        return isinstance(step, Ask) and not is_answered(step, self._answers)

    def _out_of_order(self, ask: Ask, typed: Typed) -> str | None:
        """Why a day cannot stand beside those answered before; its file would be refused."""
        value = understand(ask.question, typed, self._voice)
        if not isinstance(value, date):
            return None
        found = next(before_start(with_answer(self._answers, ask, value)), None)
        return self._voice.problem(Problem(found.message, found.help)) if found is not None else None

    def _take(self, answers: Answers) -> None:
        """New answers with what follows from them, saved in one go."""
        before = self._sheet
        after = self._interview.facts(answers)
        followed = following_employers(before, after, self._voice)
        kept, dropped = without_stale_answers(before, followed)
        for ask in dropped:
            self._dropped[key_of(ask, followed)] = answer_to(ask, followed)
        self._save(kept)
        self._confirm_names(frozenset(before.elements("employers")))
        for lost in lost_with_employers(before, after, followed, self._voice):
            self._asker.tell(lost.in_words(self._voice))
        if dropped:
            names = self._voice.listed(dict.fromkeys(self._voice.text(ask.question.name) for ask in dropped))
            self._asker.tell(self._voice.say("No longer asked, so taken out: {names}", names=names))

    def _confirm_names(self, known: frozenset[str]) -> None:
        """Full asks what the companies of a group are really called (semantics 17)."""
        if self._interview.agenda.mode is Mode.FULL:
            new = [id_ for id_ in names_to_confirm(self._sheet) if id_ not in known]
            if len(new) > 1:
                self._itinerary.ask_again(key_of(Which(NAMES), self._answers))
            else:
                self._itinerary.ask_again(*((COMPANY, id_) for id_ in new))

    def _save(self, answers: Answers) -> None:
        if answers is not self._answers:
            self._answers, self._sheet = answers, self._interview.facts(answers)
            self._keep(answers)

    # --- moves ---

    def _ask_for_more(self, step: More) -> None:
        if self._asker.ask(self._placed(_another(self._voice), step)) == ("true",):
            self._itinerary.want(REPEATED, len(self._answers.groups.get(REPEATED, ())) + 1)
        else:
            self._itinerary.close()

    def _ask_which(self, step: Which) -> None:
        """What is picked is asked; the rest is answered with that."""
        itinerary, answers = self._itinerary, self._answers
        asks = self._interview.agenda.covered(step, self._sheet)
        is_again = itinerary.has_passed(step, answers) or step.about == NAMES
        asks = asks if is_again else tuple(filter(self._is_open, asks))
        prompt = which_prompt(step, asks, self._sheet, self._voice, is_again=is_again)
        picked = self._asker.ask(self._placed(prompt, step))
        keys = {as_text(key_of(ask, answers)): key_of(ask, answers) for ask in asks}
        itinerary.passed(step, answers, (key for text, key in keys.items() if text not in picked))
        itinerary.ask_again(*(keys[text] for text in picked))
        self._take(settled(step, asks, picked, answers))

    def _go_back(self, step: Step | None) -> None:
        if self._picked is not None:
            self._itinerary.leave()
        elif isinstance(step, Ask) and self._itinerary.opens_added(step, self._sheet):
            self._reconsider(step)
        else:
            self._itinerary.back_from(step, self._sheet)
        self._picked = None

    def _reconsider(self, step: Ask) -> None:
        """Whether the community that was added is wanted after all; going further back leaves it there."""
        prompt = replace(_another(self._voice), suggested=("true",))
        try:
            is_wanted = self._asker.ask(self._placed(prompt, More())) == ("true",)
            if not is_wanted and self._remove(REPEATED, step.position or 0):
                self._itinerary.close()
            else:
                self._itinerary.ask_again(key_of(step, self._answers))
        except Back:
            self._itinerary.back_from(step, self._sheet)

    # --- the review ---

    def _review(self) -> bool:
        """Whether something is to be asked again; when the input ends here, everything is answered."""
        sheet = self._sheet
        steps = self._itinerary.steps(sheet)
        try:
            picked = self._asker.ask(review_prompt(self._interview.agenda, steps, sheet, self._voice))[0]
        except InputEnded:
            return False
        if picked in groups.LISTS:
            self._change_list(picked)
        elif picked != DONE:
            keys = (key_of(step, self._answers) for step in steps)
            self._picked = next(key for key in keys if as_text(key) == picked)
            self._itinerary.ask_again(self._picked)
        return picked != DONE

    def _change_list(self, group: str) -> None:
        """Going back from here leads to the review again."""
        sheet = self._sheet
        try:
            picked = self._asker.ask(groups.which_element(group, sheet, self._voice))[0]
            if picked == groups.ADD:
                self._add_to(group)
                return
            position = int(picked)
            what = self._asker.ask(groups.what_with_it(group, position, sheet, self._voice))[0]
            self._change_element(group, position, what)
        except Back:
            return

    def _add_to(self, group: str) -> None:
        if group == FIRST_ONLY and is_single(self._sheet):
            told = "By your answers there is a single employer: say first who employs the future members."
            self._asker.tell(self._voice.say(told))
            self._picked = (EMPLOYERS_QUESTION, "")
            self._itinerary.ask_again(self._picked)
        else:
            self._itinerary.want(group, max(1, len(self._answers.groups.get(group, ()))) + 1)

    def _change_element(self, group: str, position: int, what: str) -> None:
        if what == groups.CHANGE:
            self._itinerary.introduce(self._sheet.elements(group)[position])
            steps = self._itinerary.steps(self._sheet)
            about = (step for step in steps if isinstance(step, Ask) and step.question.group == group)
            keys = (key_of(ask, self._answers) for ask in about if ask.position == position)
            self._itinerary.ask_again(*keys)
        elif what == groups.REMOVE:
            self._remove(group, position)
        else:
            to = position - 1 if what == groups.EARLIER else position + 1
            self._take(groups.with_element_moved(self._answers, group, position, to))

    def _remove(self, group: str, position: int) -> bool:
        """Whether the element is gone: where more than its name would be, somebody has to say so twice."""
        sheet, voice = self._sheet, self._voice
        prompt = groups.removal(group, position, sheet, voice)
        if prompt is not None and self._asker.ask(prompt) != (groups.REMOVE,):
            return False
        told = groups.removed(group, position, sheet, voice)
        self._take(with_known_employers(groups.without_element(self._answers, group, position)))
        self._asker.tell(told)
        return True


def _another(voice: Voice) -> Prompt:
    words = {"false": voice.say("no, that is all"), "true": voice.say("yes, another one")}
    return Prompt(
        form=Form.ONE,
        label=voice.say("Is there another community?"),
        options=tuple(Option(key, label) for key, label in words.items()),
        suggested=("false",),
        complaint=lambda _: None,
        echo=lambda typed: words[typed[0]],
        explain=lambda: voice.say(
            "Each community gets its own preparation, leader and opening. As many open together as the "
            "community managers’ hours allow, the others in waves; one is enough to begin with."
        ),
    )
