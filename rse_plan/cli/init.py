"""`rse-plan init`: the interview, from the first question to a file that `render` takes."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.inputs import library_of
from rse_plan.cli.shell import harmless, print_diagnostics, tell, words
from rse_plan.cli.shell import language as language_of_environment
from rse_plan.errors import ExitCode, Translate, UserError, say

if TYPE_CHECKING:
    from rse_plan.interview.asker import Asker
    from rse_plan.interview.conduct import Interview
    from rse_plan.interview.saving import AnswersFile
    from rse_plan.library import Library

LANGUAGES = ("en", "fr")
DEFAULT = Path("answers.yaml")


def init(
    answers: Annotated[
        Path, typer.Argument(help="The answers file, made or continued.", readable=False)
    ] = DEFAULT,
    quick: Annotated[  # noqa: ARG001  # the only length there is, named so that scripts can say it
        bool,
        typer.Option("--quick", help="Thirteen questions, and three for each community.", show_default=False),
    ] = True,
    plain: Annotated[
        bool, typer.Option("--plain", help="Numbered choices and nothing redrawn; also reads a pipe.")
    ] = False,
    language: Annotated[
        str | None, typer.Option("--language", help="Language of the interview: en or fr.", metavar="LANG")
    ] = None,
) -> None:
    """Answer the questions that a plan is made from; every answer is saved at once.

    Stop with Ctrl-C whenever you like: the next "rse-plan init" goes on with the first open question.
    """
    if language not in (None, *LANGUAGES):
        raise UserError(
            say("the language “{name}” is not known", name=language),
            say("one of {names}", names=", ".join(LANGUAGES)),
        )
    library = library_of(())
    file = _open(answers, library, language)
    interview = _interview(file, library)
    translate = interview.voice.translate
    missing = _missing(interview, file)
    if not missing:
        _say_complete(interview, answers)
        return
    asker = _asker(interview, plain)
    if asker is None:
        _list_missing(missing, answers, translate)
        raise typer.Exit(ExitCode.CANNOT)
    _hold(interview, file, asker, answers)


def _open(path: Path, library: Library, language: str | None) -> AnswersFile:
    from rse_plan.interview.saving import UnreadableAnswersError, open_answers

    try:
        file = open_answers(path, library, language or language_of_environment())
    except UnreadableAnswersError as fault:
        translate = words(language)
        print_diagnostics(fault.diagnostics, translate)
        tell(say("{path} was left as it is", path=path.as_posix()), translate)
        raise typer.Exit(ExitCode.CANNOT) from None
    if language is not None and file.exists:
        file.keep(replace(file.answers, language=language))
    return file


def _interview(file: AnswersFile, library: Library) -> Interview:
    from rse_plan.interview.agenda import Agenda, quick_questions
    from rse_plan.interview.conduct import Interview
    from rse_plan.interview.voice import Voice

    return Interview(
        agenda=Agenda(quick_questions(library)),
        library=library,
        voice=Voice(file.answers.language),
        today=date.today(),
    )


def _missing(interview: Interview, file: AnswersFile) -> tuple[tuple[str, str], ...]:
    """The open questions: id and wording."""
    open_ = interview.agenda.unanswered(interview.facts(file.answers))
    return tuple((ask.question.id, interview.voice.text(ask.question.label)) for ask in open_)


def _asker(interview: Interview, plain: bool) -> Asker | None:
    """Whoever asks here, or nobody where there is no terminal to ask on."""
    from rse_plan.interview.plain_asker import PlainAsker

    terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    if not terminal and (not plain or sys.stdin is None):
        return None
    if not plain and os.environ.get("TERM") != "dumb" and not os.environ.get("CI"):
        from rse_plan.interview.questionary_asker import QuestionaryAsker, can_draw

        if can_draw():
            return QuestionaryAsker(interview.voice, _write)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")  # refused at the prompt, not by a crash
    return PlainAsker(interview.voice, sys.stdin, _write)


def _write(text: str) -> None:
    typer.echo(harmless(text))


def _hold(interview: Interview, file: AnswersFile, asker: Asker, path: Path) -> None:
    """The interview; whatever ends it, what was answered is in the file."""
    from rse_plan.interview.asker import InputEnded, Interrupted
    from rse_plan.interview.conduct import conduct

    file.check_writable()
    asker.tell(_opening(interview, file, path))
    try:
        conduct(interview, file.answers, asker, file.keep)
    except (Interrupted, KeyboardInterrupt):
        _say_kept(interview, file, path)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except InputEnded:
        _say_kept(interview, file, path)
        if sys.stdin.isatty():
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        _list_missing(_missing(interview, file), path, interview.voice.translate)
        raise typer.Exit(ExitCode.CANNOT) from None
    asker.tell(_closing(interview, path))


def _opening(interview: Interview, file: AnswersFile, path: Path) -> str:
    voice, counted = interview.voice, interview.agenda.counted
    how = voice.say("Each answer is saved at once. Ctrl-C stops; the same command goes on from there.")
    if file.exists:
        left = interview.agenda.still_counted(interview.facts(file.answers))
        begun = voice.say(
            "{path}: going on where you stopped; questions still open: {count}.",
            path=path.as_posix(),
            count=left,
        )
    else:
        begun = voice.say(
            "{once} questions and {repeated} for each community, about three minutes; answers go to {path}.",
            once=counted[0],
            repeated=counted[1],
            path=path.as_posix(),
        )
    return f"{begun}\n{how}\n"


def _closing(interview: Interview, path: Path) -> str:
    voice = interview.voice
    return "\n".join(
        (
            "",
            voice.say("{path} is complete. To change an answer, edit it.", path=path.as_posix()),
            voice.say("It is confidential: share the documents, not this file."),
            voice.say("Next: {command}", command=_command("render", path)),
        )
    )


def _say_complete(interview: Interview, path: Path) -> None:
    _write(interview.voice.say("There is nothing left to ask.") + _closing(interview, path))


def _say_kept(interview: Interview, file: AnswersFile, path: Path) -> None:
    if file.exists:
        message = say(
            "Saved to {path}. To go on: {command}", path=path.as_posix(), command=_command("init", path)
        )
    else:
        message = say("Nothing had been answered, so nothing is saved.")
    tell(message, interview.voice.translate)


def _list_missing(missing: tuple[tuple[str, str], ...], path: Path, translate: Translate) -> None:
    """Everything at once, so that nobody has to run the command once for each."""
    tell(
        say("rse-plan: there is no terminal to ask on; answers missing: {count}", count=len(missing)),
        translate,
    )
    for name, label in missing:
        tell(f"  {name}: {label}")
    advice = say(
        "  help: write them into {path}, or run {command} in a terminal",
        path=path.as_posix(),
        command=_command("init", path),
    )
    tell(advice, translate)


def _command(name: str, path: Path) -> str:
    shown = str(path)
    if path == DEFAULT:
        return f"rse-plan {name}"
    return f'rse-plan {name} "{shown}"' if " " in shown else f"rse-plan {name} {shown}"
