"""`rse-plan init --merge`: a sheet that has come back, its answers put beside those of the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.shell import harmless, print_diagnostics, tell, words
from rse_plan.cli.subject import Subject, quoted
from rse_plan.errors import ExitCode, Said, Translate, UserError, Verbatim, reason_of, say
from rse_plan.source.bounded import read_at_most

if TYPE_CHECKING:
    from rse_plan.diagnostics import Diagnostic
    from rse_plan.interview.given import Refusal, Setting
    from rse_plan.interview.merging import Conflict, Merged
    from rse_plan.interview.returned_answer import Returned
    from rse_plan.interview.saving import AnswersFile
    from rse_plan.interview.voice import Voice
    from rse_plan.library import Library
    from rse_plan.model.answers import AnswerValue
    from rse_plan.planning.facts import FactSheet

_MOST_BYTES = 10 * 1024 * 1024


def take_back(subject: Subject, file: AnswersFile, library: Library, back: Path, voice: Voice) -> None:
    """Take what the file does not know yet.

    Raises UserError for a sheet that cannot be read, and typer.Exit: nothing is written when an answer of
    the sheet cannot be taken; where the two differ, the file's answer stays and the code is FINDINGS.
    """
    from rse_plan.interview.merging import merge
    from rse_plan.planning.facts import FactSheet

    path = subject.path
    sheet = FactSheet(file.answers, library)
    returned = _read(back, sheet)
    _check_project(subject, back, returned, sheet)
    if not returned.is_sound:
        _refuse(path, returned.refused, returned.diagnostics, voice)
    merged = merge(sheet, returned.settings, voice)
    if merged.refused:
        _refuse(path, merged.refused, (), voice)
    if faults := file.faults(merged.answers):
        _refuse(path, (), faults, voice)
    if merged.taken or merged.dropped:
        file.keep(merged.answers)
    _report(subject, back, merged, sheet, voice, returned.notes)


def _read(back: Path, sheet: FactSheet) -> Returned:
    from rse_plan.formats.workbook_reader import NotAFormError
    from rse_plan.interview.returned import read_returned

    label = back.as_posix()
    try:
        content = read_at_most(back, _MOST_BYTES)
        return read_returned(content, label, sheet)
    except OSError as fault:
        raise UserError(
            say("{path} cannot be read: {reason}", path=label, reason=reason_of(fault)),
            say("name the sheet that came back"),
        ) from None
    except NotAFormError as fault:
        raise UserError(say("{path}: {problem}", path=label, problem=fault.message), fault.advice) from None


def _check_project(subject: Subject, back: Path, returned: Returned, sheet: FactSheet) -> None:
    """Answers of another organisation would be wrong here, each of them."""
    from rse_plan.interview.sheet_mark import mark_of

    mark = returned.mark
    if mark is None or mark.fits(sheet.answers):
        return
    former = subject.command("init", "--set", quoted(f"organisation.name={mark.organisation}"))
    raise UserError(
        say(
            "{sheet} is a sheet of “{theirs}”, and {path} is about “{ours}”",
            sheet=back.as_posix(),
            theirs=mark.organisation,
            path=subject.shown,
            ours=mark_of(sheet.answers).organisation,
        ),
        say(
            "name the answers file it belongs to; if the name has changed since, give it back for a moment: "
            "{command}",
            command=former,
        ),
    )


def _refuse(
    path: Path, refused: tuple[Refusal, ...], diagnostics: tuple[Diagnostic, ...], voice: Voice
) -> None:
    """All that is wrong at once; nothing of the sheet is taken, so that it can be mended and taken whole."""
    translate = words(voice.language)
    print_diagnostics(diagnostics, translate)
    for one in refused:
        _tell_at(one.where, one.problem.message, one.problem.advice, translate)
    tell(say("{path} was left as it is", path=path.as_posix()), translate)
    raise typer.Exit(ExitCode.CANNOT)


def _tell_at(where: Said | str, message: Said, advice: Said | None, translate: Translate) -> None:
    place = where.in_words(translate) if isinstance(where, Said) else where
    tell(f"{place}: {message.in_words(translate)}")
    if advice is not None:
        tell(say("  help: {advice}", advice=advice), translate)


def _report(
    subject: Subject,
    back: Path,
    merged: Merged,
    sheet: FactSheet,
    voice: Voice,
    notes: tuple[Refusal, ...],
) -> None:
    path, translate = subject.path, words(voice.language)
    is_all = not (merged.taken or merged.conflicts or notes)
    told = [
        _taken(subject, back, len(merged.taken), is_all, voice),
        *(f"  {line}" for line in _answers(merged, sheet, voice)),
    ]
    typer.echo(harmless("\n".join(told)))
    for one in notes:
        _tell_at(one.where, one.problem.message, one.problem.advice, translate)
    for setting in merged.pointless:
        message = say("this question is not asked any more; its answer is not taken")
        _tell_at(setting.where, message, None, translate)
    for ask in merged.dropped:
        name = voice.text(ask.question.name)
        tell(
            say("{name}: no longer asked, and taken out of {path}", name=name, path=path.as_posix()),
            translate,
        )
    for lost in merged.lost:
        tell(lost.in_words(voice))
    for conflict in merged.conflicts:
        _tell_conflict(subject, conflict, sheet, voice, translate)
    if merged.conflicts or notes:
        raise typer.Exit(ExitCode.FINDINGS)


def _taken(subject: Subject, back: Path, count: int, is_known: bool, voice: Voice) -> str:
    sheet = Verbatim(back.as_posix())
    if is_known:
        return voice.say("{sheet} holds nothing that {path} does not know.", sheet=sheet, path=subject.shown)
    return voice.say("Taken from {sheet} into {path}: {count}", sheet=sheet, path=subject.shown, count=count)


def _answers(merged: Merged, sheet: FactSheet, voice: Voice) -> Iterator[str]:
    for setting in merged.taken:
        if setting.question is not None:
            answer = voice.value(setting.question, setting.value)
            yield voice.say("{name}: {answer}", name=_name(setting, sheet, voice), answer=answer)


def _name(setting: Setting, sheet: FactSheet, voice: Voice) -> str:
    """What was asked, as a noun phrase, behind the element that it was asked about."""
    from rse_plan.model.answers import ELEMENT_OF

    if setting.question is None:
        return setting.key
    name, group = voice.text(setting.question.name), setting.question.group
    if setting.element is None or group is None or f"{ELEMENT_OF[group]}.name" not in sheet.library.questions:
        return name
    return f"{sheet.name_of(ELEMENT_OF[group], setting.element)}, {name}"


def _tell_conflict(
    subject: Subject, conflict: Conflict, sheet: FactSheet, voice: Voice, translate: Translate
) -> None:
    setting, question = conflict.setting, conflict.setting.question
    if question is None:
        return
    message = say(
        "{name}: the sheet says “{theirs}”, {path} says “{ours}” (line {line}), which is kept",
        name=_name(setting, sheet, voice),
        theirs=voice.value(question, setting.value),
        ours=voice.value(question, conflict.kept.value),
        path=subject.shown,
        line=conflict.kept.span.line,
    )
    _tell_at(setting.where, message, _other_way(subject, setting), translate)


def _other_way(subject: Subject, setting: Setting) -> Said:
    """How to take the sheet's answer after all."""
    from rse_plan.interview.sheets import key_of

    value = _settable(setting.value)
    if setting.question is None or not value:
        return say("to take the sheet’s answer, write it into {path}", path=subject.shown)
    given = quoted(f"{key_of(setting.question, setting.element)}={value}")
    return say("to take the sheet’s answer: {command}", command=subject.command("init", "--set", given))


def _settable(value: AnswerValue) -> str:
    """An answer as --set takes it; "" for one that no line of a shell can hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(map(str, value)) if all(isinstance(item, str) for item in value) else ""
    return str(value)
