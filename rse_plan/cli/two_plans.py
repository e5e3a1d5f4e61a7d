"""The two plans that `diff` compares, whatever names them: answers, plan.json, changes typed, playbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.following import Asked as AskedOfCourse
from rse_plan.cli.following import as_of, read_following
from rse_plan.cli.given import DEFAULT, Given
from rse_plan.cli.inputs import folders
from rse_plan.cli.progress import shown as showing
from rse_plan.cli.shell import language as language_of_environment
from rse_plan.cli.shell import print_diagnostics, words
from rse_plan.diagnostics import Diagnostic, has_errors
from rse_plan.errors import ExitCode, Said, UserError, Verbatim, all_of, reason_of, say
from rse_plan.resources import example_label, example_path
from rse_plan.source.bounded import read_at_most

if TYPE_CHECKING:
    from rse_plan.documents.diff_view import Compared
    from rse_plan.formats.plan_schema import PlanFile
    from rse_plan.interview.given import Refusal
    from rse_plan.library.with_answers import Loaded
    from rse_plan.model.answers import Answers
    from rse_plan.planning.changes import Side
    from rse_plan.planning.course import Course
    from rse_plan.planning.levelling.effort import Effort
    from rse_plan.planning.outline import Outline

UNKNOWN = "unknown-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be compared, as it was typed."""

    former: Path | None
    now: Path | None
    what_if: tuple[str, ...]
    example: str | None
    playbooks: tuple[Path, ...]
    former_playbooks: tuple[Path, ...] | None
    effort: str
    language: str | None
    course: AskedOfCourse | None = None
    """What is said of what has happened, which counts for --what-if."""


def compare(asked: Asked) -> tuple[Compared, str, str | None]:
    """The comparison, the language to tell it in, and the effort; None where no plan was made anew.

    Raises UserError when the arguments do not go together, or something cannot be opened or planned; a fault
    in a file ends the command with ExitCode.CANNOT, all faults shown.
    """
    asked = _checked(asked)
    if any(_is_plan(path) for path in (asked.former, asked.now)):
        return _of_files(asked)
    former, now, names, spoken = _sides(asked)
    return _of_answers(former, now, names, asked, spoken), spoken, asked.effort


def _checked(asked: Asked) -> Asked:
    """The arguments, once they make sense together."""
    if asked.former is not None and asked.example is not None:
        raise UserError(say("both an answers file and an example are given"), say("choose one"))
    if asked.now is not None and asked.what_if:
        raise UserError(say("--what-if stands in place of B"), say("leave one of them out"))
    former, now = (_in_folder(path) for path in (asked.former, asked.now))
    asked = replace(asked, former=former, now=now)
    if _is_plan(former) and now is None:
        message = say("a plan.json cannot be planned otherwise")
        raise UserError(message, say("name the answers file it was made from, or a second plan.json"))
    alone = asked.now is None and not asked.what_if
    if alone and not asked.playbooks and asked.former_playbooks is None:
        advice = say("name a second file, or change an answer: --what-if {example}", example=_EXAMPLE)
        raise UserError(say("there is nothing to compare with"), advice)
    return asked


_EXAMPLE = "people.community-manager.hours=20"


def _in_folder(path: Path | None) -> Path | None:
    """The plan.json of a folder of documents."""
    return path / "plan.json" if path is not None and path.is_dir() else path


def _is_plan(path: Path | None) -> bool:
    return path is not None and path.suffix.lower() == ".json"


# --- answers ---


def _of_answers(former: Side, now: Side, names: tuple[str, str], asked: Asked, spoken: str) -> Compared:
    from rse_plan.documents.diff_view import Compared
    from rse_plan.planning.causes import explained
    from rse_plan.planning.levelling.effort import Effort

    effort = Effort(asked.effort)
    course = _course(former, asked, spoken, effort)
    with showing(words(spoken)) as doing:
        doing(say("Comparing the plans"))
        found = explained(former, now, lambda side: _outline(side, effort, course))
    return Compared(former=names[0], now=names[1], moves=found.moves, causes=found.causes)


def _course(side: Side, asked: Asked, spoken: str, effort: Effort) -> Course | None:
    """What has happened to the plan that --what-if is asked of; None where nothing has.

    What could be otherwise lies ahead: the same is planned again from the day on which that plan stands.
    """
    from rse_plan.pipeline import grounded

    if not asked.what_if or asked.course is None:
        return None
    path = None if asked.example is not None else asked.former or DEFAULT
    given = Given(side.answers, side.library, spoken, path)
    course = as_of(read_following(asked.course, given), asked.course.today)
    return grounded(side.answers, side.library, effort, course) if course is not None else None


def _outline(side: Side, effort: Effort, course: Course | None) -> Outline:
    from rse_plan.pipeline import followed, remade
    from rse_plan.planning.facts import FactSheet
    from rse_plan.planning.outline import outline_of

    answers, library = side.answers, side.library
    made = remade(answers, library, effort, followed(answers, library, effort, course))
    return outline_of(made, FactSheet(answers, library))


def _sides(asked: Asked) -> tuple[Side, Side, tuple[str, str], str]:
    """The answers and playbooks of both plans, what to call them, and the language."""
    from rse_plan.planning.changes import Side

    before = _folders_of_former(asked)
    first = _load(asked.former, asked.example, before)
    if asked.now is not None:
        second = _load(asked.now, None, asked.playbooks)
    else:
        second = _load(asked.former, asked.example, asked.playbooks) if before != asked.playbooks else first
    if before == asked.playbooks:
        second = replace(second, library=first.library)
    spoken = asked.language or _spoken(asked, second.answers or first.answers)
    _stop_at_faults(first, second, spoken)
    if first.answers is None or second.answers is None:
        raise typer.Exit(ExitCode.CANNOT)
    former, now = Side(first.answers, first.library), Side(second.answers, second.library)
    if asked.what_if:
        now = Side(_changed(now, asked.what_if, spoken), now.library, typed=True)
    return former, now, _names(asked), spoken


def _folders_of_former(asked: Asked) -> tuple[Path, ...]:
    if asked.former_playbooks is not None:
        return asked.former_playbooks
    alone = asked.now is None and not asked.what_if
    return () if alone else asked.playbooks


def _load(path: Path | None, example: str | None, playbooks: Sequence[Path]) -> Loaded:
    from rse_plan.pipeline import load

    over = folders(playbooks)
    if example is not None and path is None:
        return load(example_path(example), over, example_label(example))
    return load(path or DEFAULT, over)


def _spoken(asked: Asked, answers: Answers | None) -> str:
    """The answers' language; an example speaks its organisation's, whoever tries it may speak another."""
    if answers is None or (asked.example is not None and asked.now is None):
        return language_of_environment()
    return answers.language


def _stop_at_faults(first: Loaded, second: Loaded, spoken: str) -> None:
    """All faults of both, each once; an answer that only one of two libraries asks for is none."""
    paths = [loaded.answers.path for loaded in (first, second) if loaded.answers is not None]
    same_file = len(paths) == 2 and paths[0] == paths[1]
    found: list[Diagnostic] = []
    for one in (*first.diagnostics, *second.diagnostics):
        is_shared = one in first.diagnostics and one in second.diagnostics
        if one not in found and (is_shared or not (same_file and one.rule == UNKNOWN)):
            found.append(one)
    _print(found, spoken)


def _print(found: Sequence[Diagnostic], spoken: str) -> None:
    print_diagnostics(found, words(spoken))
    if has_errors(found):
        raise typer.Exit(ExitCode.CANNOT)


def _names(asked: Asked) -> tuple[str, str]:
    """What the two are called: their files, and by what else they differ."""
    one = example_label(asked.example) if asked.example is not None else (asked.former or DEFAULT).as_posix()
    if asked.now is not None:
        other = asked.now.as_posix()
    else:
        other = " ".join([one, *(f"--what-if {text}" for text in asked.what_if)])
    before = _folders_of_former(asked)
    if before != asked.playbooks:
        return _with_folders(one, before), _with_folders(other, asked.playbooks)
    return one, other


def _with_folders(name: str, playbooks: Iterable[Path]) -> str:
    return " ".join([name, *(f"--playbooks {folder.as_posix()}" for folder in playbooks)])


def _changed(side: Side, texts: Sequence[str], spoken: str) -> Answers:
    """The answers with those of `--what-if` over them; everything that cannot be taken is told."""
    from rse_plan.interview.given import read_settings, with_settings
    from rse_plan.interview.voice import Voice
    from rse_plan.model.answers_together import check_together
    from rse_plan.planning.variants import with_answer, with_hours

    _refuse_twice(texts)
    voice, hours = Voice(spoken), {text: found for text in texts if (found := _hours(text, side))}
    settings, refused = read_settings([text for text in texts if text not in hours], side.library, voice)
    if refused:
        raise all_of([_refusal(one) for one in refused])
    answers = side.answers
    for role, number in hours.values():
        answers = with_hours(answers, role, number)
    if not answers.groups.get("employers"):  # the one that the organisation's answers tell of
        implied = [one for one in settings if one.key.startswith("employer.") and one.element is None]
        settings = tuple(one for one in settings if one not in implied)
        for one in implied:
            answers = with_answer(answers, side.library, one.key, "main", one.value)
    taken = with_settings(answers, settings, side.library, voice)
    faults = [_refusal(one) for one in taken.refused]
    faults += [UserError(one.message, one.help) for one in check_together(taken.answers)]
    if faults:
        raise all_of(faults)
    return taken.answers


def _refuse_twice(texts: Sequence[str]) -> None:
    """One plan holds one answer: of two, one would be left out without a word."""
    keys = [text.partition("=")[0].strip() for text in texts]
    twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
    if twice is not None:
        raise UserError(
            say("--what-if changes “{key}” twice", key=Verbatim(twice)), say("compare one after the other")
        )


def _hours(text: str, side: Side) -> tuple[str, int] | None:
    """Hours a week of a role that no question asks for; the file keeps them under `people:` all the same."""
    found = re.fullmatch(r"people\.([a-z-]+)\.hours=([0-9]{1,4})", text.strip())
    if found is None or found[1] not in side.library.roles or found[1] in side.library.hours_questions:
        return None
    return found[1], int(found[2])


def _refusal(refused: Refusal) -> UserError:
    where = refused.where
    if isinstance(where, str):
        where = f"--what-if{where.removeprefix('--set')}"
    message: Said = say("{where}: {message}", where=where, message=refused.problem.message)
    return UserError(message, refused.problem.advice)


# --- plan.json ---


def _of_files(asked: Asked) -> tuple[Compared, str, str | None]:
    """Two plans of which at least one is a file: what it does not carry cannot be told."""
    from rse_plan.documents.diff_view import Compared
    from rse_plan.formats.plan_outline import outline_of_file
    from rse_plan.planning.beginnings import beginnings
    from rse_plan.planning.comparison import moves

    paths = (asked.former or DEFAULT, asked.now or DEFAULT)
    files = {path: _plan_file(path, asked) for path in paths if _is_plan(path)}
    if asked.playbooks and all(path in files for path in paths):
        raise UserError(say("a plan.json is compared as it is"), say("leave --playbooks out"))
    text_language = next(iter(files.values())).language
    planned = {path: _planned(path, asked, text_language) for path in paths if path not in files}
    former, now = ({**files, **planned}[path] for path in paths)
    moved = moves(outline_of_file(former), outline_of_file(now))
    compared = Compared(
        former=paths[0].as_posix(), now=paths[1].as_posix(), moves=moved, begins=beginnings(moved)
    )
    return compared, asked.language or now.language, asked.effort if planned else None


def _plan_file(path: Path, asked: Asked) -> PlanFile:
    from rse_plan.formats.plan_reader import MAX_BYTES, read_plan

    shown = path.as_posix()
    try:
        content = read_at_most(path, MAX_BYTES)
    except OSError as fault:
        message = say("{path} cannot be read: {reason}", path=shown, reason=reason_of(fault))
        raise UserError(message, say("“rse-plan render” makes a plan.json")) from None
    reading = read_plan(content, shown)
    _print(reading.diagnostics, asked.language or language_of_environment())
    if reading.plan is None:
        raise typer.Exit(ExitCode.CANNOT)
    return reading.plan.value


def _planned(path: Path, asked: Asked, text_language: str) -> PlanFile:
    """The plan of answers as its plan.json would be, texts in the other file's language."""
    from rse_plan.documents.words import Words
    from rse_plan.formats.json import plan_file
    from rse_plan.pipeline import remade
    from rse_plan.planning.levelling.effort import Effort

    is_former = path == (asked.former or DEFAULT)
    over = asked.former_playbooks if is_former and asked.former_playbooks is not None else asked.playbooks
    loaded = _load(path, asked.example if is_former else None, over)
    spoken = asked.language or (loaded.answers.language if loaded.answers is not None else text_language)
    _print(loaded.diagnostics, spoken)
    if loaded.answers is None:
        raise typer.Exit(ExitCode.CANNOT)
    made = remade(loaded.answers, loaded.library, Effort(asked.effort))
    return plan_file(made, Words(text_language))
