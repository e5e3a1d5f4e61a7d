"""The plan that was made before, found in the output folder: a new one keeps to it, and is compared with it.

Beside plan.json lies `plan.former.json`, the last plan that was made from something else. So the same
answers, reports and folder give the same documents however often they are written: what moved is told
against that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rse_plan.errors import UserError, reason_of, say
from rse_plan.formats.manifest import Output
from rse_plan.formats.plan_reader import MAX_BYTES, read_plan
from rse_plan.model.base import LANGUAGES, Text
from rse_plan.planning.comparison import moves
from rse_plan.planning.decided import YES
from rse_plan.planning.former import Former, FormerItem
from rse_plan.planning.inputs import Inputs, Proof
from rse_plan.planning.news import News, news_of
from rse_plan.planning.outline import Outline, OutlinedItem, outline_of
from rse_plan.planning.plan import DatedAsk, Plan, Shown, State, Wording
from rse_plan.source.bounded import read_at_most

if TYPE_CHECKING:
    from rse_plan.expressions import Value
    from rse_plan.formats.plan_schema import PlanFile, Task
    from rse_plan.model.question import Question

NAME, FORMER_NAME = "plan.json", "plan.former.json"


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan.json: its path inside the folder, its bytes and its values.

    `others` are the same plan in other languages, where several were written.
    """

    path: Path
    content: bytes
    value: PlanFile
    others: tuple[FoundPlan, ...] = ()

    @property
    def former(self) -> Former:
        """What a new plan keeps of it."""
        return former_of_file(self.value)


def find_plan(folder: Path, languages: Sequence[str] = ()) -> Path | None:
    """The plan.json of an output folder; where there are several, that of the first of these languages."""
    each = dict.fromkeys((*languages, *LANGUAGES))
    places = (folder / NAME, *(folder / language / NAME for language in each))
    return next((path for path in places if path.is_file()), None)


def open_plan(path: Path) -> FoundPlan:
    """Raises UserError when the file cannot be read, or is no plan of this program's."""
    found = _read(path)
    return replace(found, others=tuple(_in_other_languages(found)))


def _in_other_languages(found: FoundPlan) -> Iterator[FoundPlan]:
    """What lies in the folders of other languages and was made from the same; else it is left alone."""
    folder = found.path.parent
    for language in LANGUAGES if folder.name in LANGUAGES else ():
        path = folder.parent / language / found.path.name
        if language != folder.name and path.is_file():
            with suppress(UserError):
                other = _read(path)
                if other.value.inputs == found.value.inputs:
                    yield other


def _read(path: Path) -> FoundPlan:
    try:
        content = read_at_most(path, MAX_BYTES)
    except OSError as fault:
        message = say("{path} cannot be read: {reason}", path=path.as_posix(), reason=reason_of(fault))
        raise UserError(message, say("check the path and its permissions")) from None
    reading = read_plan(content, path.as_posix())
    if reading.plan is None:
        fault_found = reading.diagnostics[0]
        advice = say("name the plan that was handed out last with --former, or take the file away")
        raise UserError(fault_found.message, advice, fault_found.span)
    return FoundPlan(path, content, reading.plan.value)


def beside(found: FoundPlan) -> FoundPlan | None:
    """The plan before it, where one was put beside it; raises UserError as `open_plan`."""
    path = found.path.with_name(FORMER_NAME)
    return open_plan(path) if path.is_file() else None


def kept(baseline: FoundPlan, languages: tuple[str, ...]) -> tuple[Output, ...]:
    """The plan that a new one is compared with, to lie beside it in each language."""
    if len(languages) == 1:
        return (Output(FORMER_NAME, baseline.content),)
    contents = {one.value.language: one.content for one in (*baseline.others, baseline)}
    return tuple(
        Output(f"{language}/{FORMER_NAME}", contents.get(language, baseline.content))
        for language in languages
    )


def news_since(found: FoundPlan, made: Plan, questions: Mapping[str, Question]) -> News:
    """What moved between a plan.json and the plan that was made after it."""
    before = found.value
    hours = {
        load.role: max((round(week.capacity * 60) for week in load.weeks), default=0)
        for load in before.workload
    }
    news = news_of(made, found.former, moves(_told(found, questions), outline_of(made)), hours)
    return replace(news, refused=tuple(_refused(made, before)))


def _refused(made: Plan, before: PlanFile) -> Iterator[DatedAsk]:
    """What all may read of, and was answered no or put off since that plan."""
    known = {ask.id: (ask.decided.answer, ask.decided.on) for ask in before.asks if ask.decided is not None}
    for ask in made.asks:
        decided = ask.decided
        if decided is None or decided.answer == YES or ask.chosen.item.audience != "shared":
            continue
        if known.get(ask.chosen.id) != (decided.answer, decided.on):
            yield ask


def _told(found: FoundPlan, questions: Mapping[str, Question]) -> Outline:
    """The outline of a plan.json in every language, as far as its titles and questions are known."""
    from rse_plan.formats.plan_outline import outline_of_file

    plan = found.value
    outline, told = outline_of_file(plan), {}
    values = {(one.question, one.element): one.value for one in plan.assumptions}
    for key, one in outline.assumptions.items():
        question = questions.get(key[0])
        told[key] = replace(one, shown=_shown(question, values[key])) if question is not None else one
    return replace(outline, assumptions=told, items=_titled(outline.items, found.others))


def _titled(items: Mapping[str, OutlinedItem], others: Sequence[FoundPlan]) -> Mapping[str, OutlinedItem]:
    """The items with the titles that they have in other languages."""
    titles = {(one.value.language, task.id): task.title for one in others for task in one.value.tasks}
    return {
        id_: replace(
            item,
            title=Wording(
                Text.of(**{name: titles.get((name, id_), item.title.text.in_(name)) for name in LANGUAGES})
            ),
        )
        for id_, item in items.items()
    }


def _shown(question: Question, value: bool | int | str | list[str] | None) -> Shown:
    """A value of plan.json as documents tell it."""
    words = value if isinstance(value, list) else [str(value)]
    labels = tuple(label for label in map(question.label_of, words) if label is not None)
    told: Value | None = tuple(value) if isinstance(value, list) else value
    if isinstance(value, str) and question.type == "date":
        with suppress(ValueError):  # the question was of another type then
            told = date.fromisoformat(value)
    return Shown(question.name, told, State.ASSUMED, labels)


def former_of_file(plan: PlanFile) -> Former:
    """What a new plan keeps of a plan.json; recurring work follows from the rest."""
    return Former(
        items={task.id: _item(task) for task in plan.tasks if task.kind != "ongoing"},
        waves={community.id: community.wave for community in plan.communities},
        dues={ask.id: ask.due for ask in plan.asks if ask.due is not None},
        inputs=_inputs(plan),
    )


def _item(task: Task) -> FormerItem:
    return FormerItem(
        start=task.start,
        finish=task.finish,
        early=task.early_start or task.start,
        basis=task.basis or "",
        reported=task.fixed_by.kind == "reported",
    )


def _inputs(plan: PlanFile) -> Inputs:
    made = plan.inputs
    return Inputs(
        answers=made.answers,
        playbooks=made.playbooks,
        library=made.library,
        rse_plan=made.rse_plan,
        holidays=made.holidays,
        effort=made.effort,
        progress=made.progress,
        replanned=made.replanned,
        proof=Proof(best=made.best, no_earlier=made.no_earlier, reproducible=made.reproducible),
    )
