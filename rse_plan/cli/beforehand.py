"""What `init` is given on its command line: `--set` and `--communities`, and how what is refused is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from rse_plan.cli.shell import tell, words
from rse_plan.errors import ExitCode, Said, Translate, UserError, reason_of, say
from rse_plan.source.bounded import read_at_most

if TYPE_CHECKING:
    from rse_plan.interview.conduct import Interview
    from rse_plan.interview.given import Refusal, Setting
    from rse_plan.interview.saving import AnswersFile
    from rse_plan.model.answers import Answers


def with_given(
    interview: Interview,
    file: AnswersFile,
    texts: Sequence[str],
    communities: Path | None,
    language: str | None,
) -> Answers:
    """The file's answers with those of the command line over them, nothing written yet.

    The interview may speak another language from now on; the documents keep theirs.

    Everything that cannot be taken is shown, and ends the command with ExitCode.CANNOT.
    """
    from rse_plan.interview.given import read_settings, with_settings
    from rse_plan.planning.findings import more_members_than_people

    library, voice = interview.library, interview.voice
    rows, bad_cells = _rows(interview, file, communities)
    settings, bad_texts = read_settings(texts, library, voice)
    refused = (*bad_cells, *bad_texts)
    if refused:
        _refuse(refused, file, words(voice.language))
    known = replace(file.answers, language=language) if language is not None else file.answers
    taken = with_settings(known, (*rows, *settings), library, voice)
    if taken.refused:
        _refuse(taken.refused, file, words(voice.language))
    if texts or communities is not None:
        _check_together(file, taken.answers, words(voice.language))
        _tell_closed_days(interview, taken.answers, settings)
        for one in more_members_than_people(interview.facts(taken.answers)):
            _line(one.message, one.help, words(voice.language))
    if taken.dropped:
        names = voice.listed(dict.fromkeys(voice.text(ask.question.name) for ask in taken.dropped))
        tell(say("No longer asked, so taken out: {names}", names=names), words(voice.language))
    for lost in taken.lost:
        tell(lost.in_words(voice))
    return taken.answers


def _rows(
    interview: Interview, file: AnswersFile, path: Path | None
) -> tuple[tuple[Setting, ...], tuple[Refusal, ...]]:
    if path is None:
        return (), ()
    from rse_plan.interview.communities_csv import MAX_BYTES, read_communities

    shown = path.as_posix()
    try:
        content = read_at_most(path, MAX_BYTES)
    except OSError as fault:
        raise UserError(
            say("{path} cannot be read: {reason}", path=shown, reason=reason_of(fault)),
            say("--communities wants a CSV file whose first row names the columns: name, members, …"),
        ) from None
    present = file.answers.groups.get("communities", ())
    return read_communities(content, shown, interview.library, present, interview.voice)


def _check_together(file: AnswersFile, answers: Answers, translate: Translate) -> None:
    """Answers that contradict each other would make a file that cannot be read back."""
    found = file.faults(answers)
    for one in found:
        _line(one.message, one.help, translate)
    if found:
        _end(file, translate)


def _tell_closed_days(interview: Interview, answers: Answers, settings: Iterable[Setting]) -> None:
    from rse_plan.interview.closed_days import closed_day

    sheet = interview.facts_to_speak_of(answers)
    for one in settings:
        if one.question is not None and (told := closed_day(one.question, one.value, sheet, interview.voice)):
            tell(say("{where}: {message}", where=one.where, message=told), words(interview.voice.language))


def _refuse(refused: Iterable[Refusal], file: AnswersFile, translate: Translate) -> NoReturn:
    for one in refused:
        message = say("{where}: {message}", where=one.where, message=one.problem.message)
        _line(message, one.problem.advice, translate)
    _end(file, translate)


def _line(message: Said, advice: Said | None, translate: Translate) -> None:
    tell(say("rse-plan: {message}", message=message), translate)
    if advice is not None:
        tell(say("  help: {advice}", advice=advice), translate)


def _end(file: AnswersFile, translate: Translate) -> NoReturn:
    if file.exists:
        tell(say("{path} was left as it is", path=file.answers.path), translate)
    raise typer.Exit(ExitCode.CANNOT)
