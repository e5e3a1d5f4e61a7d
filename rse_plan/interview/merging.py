"""Answers that came back on a sheet: taken where the file has none, never over one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rse_plan.interview.agenda import Ask, applies
from rse_plan.interview.dropping import without_answer, without_stale_answers
from rse_plan.interview.employers import Lost, following_employers, lost_with_employers
from rse_plan.interview.given import Refusal, Setting
from rse_plan.interview.record import with_answer
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers
from rse_plan.model.answers_together import check_together
from rse_plan.model.problem import Problem
from rse_plan.planning.facts import FactSheet


@dataclass(frozen=True, slots=True)
class Conflict:
    """A sheet and the file say different things: the file's answer stays."""

    setting: Setting
    kept: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The answers with what the sheet adds, and what became of the rest.

    `pointless` answer questions that are not asked any more; `refused` contradict other answers; `dropped`
    are answers of the file whose questions no longer apply with the new ones, `lost` those that went with
    employers that are not told of any more.
    """

    answers: Answers
    taken: tuple[Setting, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    pointless: tuple[Setting, ...] = ()
    refused: tuple[Refusal, ...] = ()
    dropped: tuple[Ask, ...] = ()
    lost: tuple[Lost, ...] = ()


def merge(before: FactSheet, settings: Iterable[Setting], voice: Voice) -> Merged:
    """Take what the file does not know yet, in the order of the questionnaire.

    What the file knows already stays, also where the sheet says that nobody knows it. A question counts as
    asked when it applies with the answers of the file and the sheet together.
    """
    order = {name: number for number, name in enumerate(before.library.questions)}
    sitting = _Sitting(before.library, before.answers)
    for setting in sorted(settings, key=lambda one: order[one.key]):
        sitting.take(setting)
    sitting.leave_out_pointless(before, voice)
    answers, dropped = without_stale_answers(before, sitting.answers)
    return Merged(
        answers=answers,
        taken=tuple(sitting.taken),
        conflicts=tuple(sitting.conflicts),
        pointless=tuple(sitting.pointless),
        refused=tuple(sitting.refused),
        dropped=dropped,
        lost=sitting.lost,
    )


@dataclass(slots=True)
class _Sitting:
    """The answers while the sheet's are gone through."""

    library: Library
    answers: Answers
    taken: list[Setting] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    pointless: list[Setting] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    lost: tuple[Lost, ...] = ()

    def take(self, setting: Setting) -> None:
        known = _known(setting, self.answers)
        if known is not None and (known.value == setting.value or not known.is_unknown):
            if setting.value not in (None, known.value):
                self.conflicts.append(Conflict(setting, known))
            return
        answers = with_answer(self.answers, _ask(setting, self.answers), setting.value)
        contradiction = next(_contradictions(self.answers, answers), None)
        if contradiction is not None:
            self.refused.append(Refusal(setting.where, contradiction))
            return
        self.answers = answers
        self.taken.append(setting)

    def leave_out_pointless(self, before: FactSheet, voice: Voice) -> None:
        """What is not asked with these answers is no answer; leaving one out may make others pointless."""
        taken = self.answers
        while True:
            kept = _without(taken, self.pointless)
            after = FactSheet(kept, self.library)
            self.answers = following_employers(before, after, voice)
            self.lost = lost_with_employers(before, after, self.answers, voice)
            sheet = FactSheet(self.answers, self.library)
            unasked = [one for one in self.taken if not _is_asked(one, sheet)]
            if not unasked:
                return
            self.pointless += unasked
            self.taken = [one for one in self.taken if one not in unasked]


def _without(answers: Answers, settings: Iterable[Setting]) -> Answers:
    for setting in settings:
        answers = without_answer(answers, _ask(setting, answers))
    return answers


def _is_asked(setting: Setting, sheet: FactSheet) -> bool:
    question = setting.question
    if question is None or (
        setting.element is not None and setting.element not in _ids(setting, sheet.answers)
    ):
        return False
    return applies(question, sheet, _ask(setting, sheet.answers).position)


def _ask(setting: Setting, answers: Answers) -> Ask:
    """The question where its element stands now."""
    if setting.question is None:
        raise ValueError(f"{setting.key} is no question")
    if setting.element is None:
        return Ask(setting.question)
    return Ask(setting.question, _ids(setting, answers).index(setting.element))


def _ids(setting: Setting, answers: Answers) -> list[str]:
    group = setting.question.group if setting.question is not None else None
    return [element.id for element in answers.groups.get(group, ())] if group is not None else []


def _known(setting: Setting, answers: Answers) -> Answer | None:
    ask = _ask(setting, answers)
    group, name = ask.question.group, ask.question.id
    if group is None or ask.position is None:
        return answers.values.get(name)
    return answers.groups[group][ask.position].answers.get(name)


def _contradictions(before: Answers, after: Answers) -> Iterator[Problem]:
    """What an answer makes wrong that was not wrong without it."""
    there = {str(found.message) for found in check_together(before)}
    for found in check_together(after):
        if str(found.message) not in there:
            yield Problem(found.message, found.help)
