"""What a sheet says that has come back: answers with their places, and what cannot be taken.

The sheet has been through other hands. A row that is not one of ours, a private question, an answer that
does not fit: each is named with its cell or its line, and all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rse_plan.errors import say
from rse_plan.formats.workbook_reader import FilledCell, read_form
from rse_plan.interview.given import Refusal, Setting
from rse_plan.interview.phrasing import understand
from rse_plan.interview.returned_answer import (
    Gone,
    Returned,
    gone,
    target,
    value_of,
    yes_or_no,
)
from rse_plan.interview.returned_text import from_yaml
from rse_plan.interview.sheet_form import ANSWER, PICKED
from rse_plan.interview.sheet_mark import STAMP, find_mark
from rse_plan.interview.sheets import key_of
from rse_plan.interview.voice import Voice
from rse_plan.model.answers import EMPLOYERS
from rse_plan.model.base import LANGUAGES
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question
from rse_plan.planning.facts import FactSheet

WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins, whatever its name."""
_ENDING = ".xlsx"


def read_returned(content: bytes, label: str, sheet: FactSheet) -> Returned:
    """Read a sheet in either form; raises NotAFormError for a workbook that is none of ours.

    `sheet` are the facts of the file that it goes back into: what it names must be there.
    """
    if not content.startswith(WORKBOOK) and not label.lower().endswith(_ENDING):
        return from_yaml(content, label, sheet)
    form = read_form(content, STAMP, tuple(Voice(language).say(ANSWER) for language in LANGUAGES))
    language = next((word for word in form.stamp.split() if word in LANGUAGES), LANGUAGES[0])
    read = _Cells(label, sheet, Voice(language)).read(form.cells)
    return replace(read, mark=find_mark(form.stamp))


@dataclass(slots=True)
class _Picked:
    """The choices of one question that stand in lines of their own, each with what is said and where."""

    question: Question
    element: str | None
    where: str
    said: dict[str, tuple[bool, str]] = field(default_factory=dict)

    @property
    def yes(self) -> tuple[str, ...]:
        return tuple(choice for choice, (holds, _) in self.said.items() if holds)


class _Cells:
    """Reads the cells one after the other and gathers what is wrong in all of them."""

    def __init__(self, label: str, sheet: FactSheet, voice: Voice) -> None:
        self._label = label
        self._sheet = sheet
        self._voice = voice
        self._settings: dict[str, Setting] = {}
        self._picked: dict[str, _Picked] = {}
        self._refused: list[Refusal] = []
        self._notes: list[Refusal] = []

    def read(self, cells: tuple[FilledCell, ...]) -> Returned:
        for cell in cells:
            if cell.text or cell.fault is not None:
                self._cell(cell)
        for key, picked in self._picked.items():
            self._several(key, picked)
        return Returned(
            settings=tuple(self._settings.values()),
            refused=tuple(self._refused),
            notes=tuple(self._notes),
        )

    def _cell(self, cell: FilledCell) -> None:
        if not cell.key:
            message = cell.fault or say("this row belongs to no question: not taken")
            self._notes.append(Refusal(self._where(cell), Problem(message)))
            return
        key, _, choice = cell.key.partition(PICKED)
        found = target(key, self._sheet)
        if isinstance(found, Problem):
            self._refuse(cell, found)
        elif cell.fault is not None:
            self._refuse(cell, Problem(cell.fault, say("type the answer itself")))
        elif choice:
            self._choice(cell, *found, choice)
        else:
            self._answer(cell, *found)

    def _answer(self, cell: FilledCell, question: Question, element: str | None) -> None:
        value = value_of(cell.text, question, self._voice, cell.day)
        key = key_of(question, element)
        if isinstance(value, Problem):
            self._refuse(cell, value)
        elif key in self._settings and self._settings[key].value != value:
            self._refuse(cell, _twice(str(self._settings[key].where)))
        elif key not in self._settings:
            self._settings[key] = Setting(self._where(cell), question.id, question, element, value)

    def _choice(self, cell: FilledCell, question: Question, element: str | None, choice: str) -> None:
        holds = yes_or_no(cell.text)
        picked = self._picked.setdefault(
            key_of(question, element), _Picked(question, element, self._where(cell))
        )
        if holds is None:
            names = ", ".join((self._voice.say("yes"), self._voice.say("no")))
            message = say("“{value}” is not in the list", value=cell.text)
            self._refuse(cell, Problem(message, say("pick from the list: {names}", names=names)))
        elif question.id == EMPLOYERS and choice not in (there := self._sheet.elements("employers")):
            self._refuse(cell, gone(choice, list(there)))
        elif choice in picked.said and picked.said[choice][0] != holds:
            self._refuse(cell, _twice(picked.said[choice][1]))
        else:
            picked.said.setdefault(choice, (holds, self._where(cell)))

    def _several(self, key: str, picked: _Picked) -> None:
        """Those that hold. Where none does, only a no to every one of them can be an answer."""
        question, count = picked.question, len(picked.said)
        offered = len(self._sheet.elements("employers") if question.id == EMPLOYERS else question.choices)
        if not picked.yes and count < offered:
            if count:
                message = say("choices answered no: {count}, the others empty; nothing is taken", count=count)
                advice = say("a yes to each that holds is an answer; so is a no to all, where none may hold")
                self._notes.append(Refusal(picked.where, Problem(message, advice)))
            return
        value = understand(question, picked.yes, self._voice)
        if not picked.yes and question.default != ():
            advice = say("say yes to at least one, or leave all of them empty")
            value = Problem(say("every choice is answered no"), advice)
        if isinstance(value, Problem):
            self._refused.append(Refusal(picked.where, value))
        else:
            self._settings[key] = Setting(picked.where, question.id, question, picked.element, value)

    def _refuse(self, cell: FilledCell, problem: Problem) -> None:
        """What is not there any more is left out; anything else is to be mended first."""
        told = self._notes if isinstance(problem, Gone) else self._refused
        told.append(Refusal(self._where(cell), problem))

    def _where(self, cell: FilledCell) -> str:
        return f"{self._label}: {cell.place}"


def _twice(first: str) -> Problem:
    return Problem(say("another answer to this question stands at {place}", place=first))
