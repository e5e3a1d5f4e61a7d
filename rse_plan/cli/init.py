"""`rse-plan init`: the interview, from the first question to a file that `render` takes."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.beforehand import with_given
from rse_plan.cli.hand_over import For, Merge, Out, Wanted, hand_over
from rse_plan.cli.inputs import library_of
from rse_plan.cli.missing import list_missing
from rse_plan.cli.shell import harmless, print_diagnostics, tell, words
from rse_plan.cli.shell import language as language_of_environment
from rse_plan.errors import ExitCode, UserError, say

if TYPE_CHECKING:
    from rse_plan.interview.asker import Asker
    from rse_plan.interview.conduct import Interview
    from rse_plan.interview.outlook import Outlook
    from rse_plan.interview.saving import AnswersFile
    from rse_plan.library import Library
    from rse_plan.model.answers import Answers

LANGUAGES = ("en", "fr")
DEFAULT = Path("answers.yaml")


def init(
    answers: Annotated[
        Path, typer.Argument(help="The answers file, made or continued.", readable=False)
    ] = DEFAULT,
    full: Annotated[
        bool, typer.Option("--full/--quick", help="Every question, or the thirteen that move dates most.")
    ] = False,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set", help="One answer, such as organisation.headcount=900; repeatable.", metavar="KEY=VALUE"
        ),
    ] = None,
    communities: Annotated[
        Path | None,
        typer.Option(help="A CSV table of communities, one a row.", metavar="FILE", readable=False),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Ask nothing: list what is missing, or write the file.")
    ] = False,
    track: For = None,
    out: Out = None,
    merge: Merge = None,
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
    from rse_plan.interview.lock import held

    if language not in (None, *LANGUAGES):
        raise UserError(
            say("the language “{name}” is not known", name=language),
            say("one of {names}", names=", ".join(LANGUAGES)),
        )
    library = library_of(())
    with held(answers):
        file = _open(answers, library, language)
        if track is not None or out is not None or merge is not None:
            wanted = Wanted(track=track, out=out, merge=merge, alone=not (given or communities))
            hand_over(answers, file, library, wanted, language)
            return
        interview = _interview(library, language or file.answers.language, full)
        known = with_given(interview, file, given or (), communities, language)
        _go_on(interview, file, known, None if no_input else _asker(interview, plain), answers)


def _go_on(interview: Interview, file: AnswersFile, known: Answers, asker: Asker | None, path: Path) -> None:
    """The interview where somebody can be asked; else all or nothing: the file, or what it lacks."""
    missing = interview.agenda.unanswered(interview.facts(known))
    if missing and asker is None:
        _list_missing(interview, known, path)
        raise typer.Exit(ExitCode.CANNOT)
    if missing:
        file.check_writable()
    if known != file.answers:
        file.keep(known)
    if asker is None or not (missing or sys.stdin.isatty()):
        _say_complete(interview, path)
    else:
        _hold(interview, file, asker, path)


def _open(path: Path, library: Library, language: str | None) -> AnswersFile:
    from rse_plan.interview.saving import UnreadableAnswersError, open_answers

    try:
        return open_answers(path, library, language or language_of_environment())
    except UnreadableAnswersError as fault:
        translate = words(language)
        print_diagnostics(fault.diagnostics, translate)
        tell(say("{path} was left as it is", path=path.as_posix()), translate)
        raise typer.Exit(ExitCode.CANNOT) from None


def _interview(library: Library, language: str, full: bool) -> Interview:
    from rse_plan.interview.agenda import Agenda, Mode, full_questions, quick_questions
    from rse_plan.interview.conduct import Interview, suggested_start
    from rse_plan.interview.prospects import Prospects
    from rse_plan.interview.voice import Voice

    agenda = Agenda(full_questions(library), Mode.FULL) if full else Agenda(quick_questions(library))
    voice, today = Voice(language), date.today()
    ahead = Prospects(library, voice, suggested_start(today))
    return Interview(
        agenda=agenda, library=library, voice=voice, today=today, explain=ahead.explain, order=ahead.order
    )


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
    from rse_plan.interview.conduct import conduct, suggested_start
    from rse_plan.interview.foresight import ForeseeingAsker
    from rse_plan.interview.prospects import Prospects

    file.check_writable()
    asker.tell(_opening(interview, file, path))
    try:
        conduct(interview, file.answers, ForeseeingAsker(asker), file.keep)
    except (Interrupted, KeyboardInterrupt):
        _say_kept(interview, file, path)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except InputEnded:
        _say_kept(interview, file, path)
        if sys.stdin.isatty():
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        _list_missing(interview, file.answers, path)
        raise typer.Exit(ExitCode.CANNOT) from None
    ahead = Prospects(interview.library, interview.voice, suggested_start(interview.today))
    asker.tell(_closing(interview, path, ahead.outlook(file.answers)))


def _opening(interview: Interview, file: AnswersFile, path: Path) -> str:
    voice = interview.voice
    how = voice.say("Each answer is saved at once. Ctrl-C stops; the same command goes on from there.")
    left = interview.agenda.still_counted(interview.facts(file.answers))
    if not file.exists:
        begun = _outset(interview, file, path)
    elif left:
        begun = voice.say(
            "{path}: going on where you stopped; questions still open: {count}.",
            path=path.as_posix(),
            count=left,
        )
    else:
        begun = voice.say("There is nothing left to ask.")
    return f"{begun}\n{how}\n"


def _outset(interview: Interview, file: AnswersFile, path: Path) -> str:
    """How long it will be; in full, other answers bring other questions."""
    from rse_plan.interview.agenda import Ask, Mode
    from rse_plan.interview.pace import seconds

    voice, agenda = interview.voice, interview.agenda
    if agenda.mode is Mode.QUICK:
        return voice.say(
            "{once} questions and {repeated} for each community, about three minutes; answers go to {path}.",
            once=agenda.counted[0],
            repeated=agenda.counted[1],
            path=path.as_posix(),
        )
    steps = list(agenda.steps(interview.facts(file.answers)))
    return voice.say(
        "About {count} questions with one community, {minutes} minutes; answers go to {path}.",
        count=sum(isinstance(step, Ask) for step in steps),
        minutes=round(seconds(steps) / 60),
        path=path.as_posix(),
    )


def _closing(interview: Interview, path: Path, found: Outlook | None = None) -> str:
    from rse_plan.interview.closing import Commands, closing

    commands = Commands(_command("render", path), _command("check", path))
    return "\n" + closing(found, path.as_posix(), commands, interview.voice)


def _say_complete(interview: Interview, path: Path) -> None:
    _write(interview.voice.say("There is nothing left to ask.") + _closing(interview, path))


def _say_kept(interview: Interview, file: AnswersFile, path: Path) -> None:
    if file.exists:
        message = say(
            "Saved to {path}. To go on: {command}", path=path.as_posix(), command=_again(interview, path)
        )
    else:
        message = say("Nothing had been answered, so nothing is saved.")
    tell(message, words(interview.voice.language))


def _list_missing(interview: Interview, known: Answers, path: Path) -> None:
    advice = [
        say("give each with its flag, “unknown” where nobody knows yet; communities also with --communities"),
        say(
            "or write them into {path}, or run {command} in a terminal",
            path=path.as_posix(),
            command=_again(interview, path),
        ),
    ]
    list_missing(interview, known, say("nobody can be asked here"), advice)


def _again(interview: Interview, path: Path) -> str:
    from rse_plan.interview.agenda import Mode

    return _command("init --full" if interview.agenda.mode is Mode.FULL else "init", path)


def _command(name: str, path: Path) -> str:
    shown = str(path)
    if path == DEFAULT:
        return f"rse-plan {name}"
    return f'rse-plan {name} "{shown}"' if " " in shown else f"rse-plan {name} {shown}"
