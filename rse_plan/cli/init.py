"""`rse-plan init`: the interview, from the first question to a file that `render` takes."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.beforehand import with_given
from rse_plan.cli.given import Playbooks
from rse_plan.cli.hand_over import For, Merge, Out, Wanted, hand_over
from rse_plan.cli.inputs import library_of
from rse_plan.cli.missing import list_missing
from rse_plan.cli.shell import harmless, print_diagnostics, tell, words
from rse_plan.cli.shell import language as language_of_environment
from rse_plan.cli.subject import DEFAULT, Subject
from rse_plan.errors import ExitCode, UserError, say

if TYPE_CHECKING:
    from rse_plan.interview.asker import Asker
    from rse_plan.interview.conduct import Interview
    from rse_plan.interview.saving import AnswersFile
    from rse_plan.library import Library
    from rse_plan.model.answers import Answers

LANGUAGES = ("en", "fr")


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
    playbooks: Playbooks = None,
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
    library = library_of(playbooks or ())
    subject = Subject(answers, tuple(playbooks or ()))
    with held(answers):
        file = _open(answers, library, language)
        if track is not None or out is not None or merge is not None:
            wanted = Wanted(track=track, out=out, merge=merge, alone=not (given or communities))
            hand_over(subject, file, library, wanted, language)
            return
        interview = _interview(library, language or file.answers.language, full)
        known = with_given(interview, file, given or (), communities, language)
        _go_on(interview, file, known, None if no_input else _asker(interview, plain), subject)


def _go_on(
    interview: Interview, file: AnswersFile, known: Answers, asker: Asker | None, subject: Subject
) -> None:
    """The interview where somebody can be asked; else all or nothing: the file, or what it lacks."""
    missing = interview.agenda.unanswered(interview.facts(known))
    if missing and asker is None:
        _list_missing(interview, known, subject)
        raise typer.Exit(ExitCode.CANNOT)
    if missing:
        file.check_writable()
    if known != file.answers:
        file.keep(known)
    if asker is None or not (missing or sys.stdin.isatty()):
        nothing = interview.voice.say("There is nothing left to ask.")
        _write(f"{nothing}\n{_closing(interview, subject, known)}")
    else:
        _hold(interview, file, asker, subject)


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
    return PlainAsker(interview.voice, sys.stdin, _write, _columns)


def _write(text: str) -> None:
    typer.echo(harmless(text))


def _columns() -> int | None:
    """The width of the terminal; None where what is written goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _hold(interview: Interview, file: AnswersFile, asker: Asker, subject: Subject) -> None:
    """The interview; whatever ends it, what was answered is in the file."""
    from rse_plan.interview.asker import InputEnded, Interrupted
    from rse_plan.interview.conduct import conduct
    from rse_plan.interview.foresight import ForeseeingAsker

    file.check_writable()
    asker.tell(_opening(interview, file, subject))
    planning = interview.voice.say("The plan is being worked out…")
    patient = replace(
        interview,
        order=lambda asks, known: asker.wait(planning, lambda: interview.order(asks, known)),
    )
    try:
        conduct(patient, file.answers, ForeseeingAsker(asker), file.keep)
        told = asker.wait(planning, lambda: _closing(interview, subject, file.answers))
    except (Interrupted, KeyboardInterrupt):
        _say_kept(interview, file, subject)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except InputEnded:
        _say_kept(interview, file, subject)
        if sys.stdin.isatty():
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        _list_missing(interview, file.answers, subject)
        raise typer.Exit(ExitCode.CANNOT) from None
    asker.tell(f"\n{told}")


def _opening(interview: Interview, file: AnswersFile, subject: Subject) -> str:
    from rse_plan.interview.languages import languages_used

    voice = interview.voice
    how = voice.say("Each answer is saved at once. Ctrl-C stops; the same command goes on from there.")
    left = interview.agenda.still_counted(interview.facts(file.answers))
    if not file.exists:
        begun = _outset(interview, file, subject)
    elif left:
        begun = voice.say(
            "{path}: going on where you stopped; questions still open: {count}.",
            path=subject.shown,
            count=left,
        )
    else:
        begun = voice.say("There is nothing left to ask.")
    spoken = languages_used(file.answers.documents, voice)
    return f"{begun}\n{spoken}\n{how}\n"


def _outset(interview: Interview, file: AnswersFile, subject: Subject) -> str:
    """How long it will be; in full, other answers bring other questions."""
    from rse_plan.interview.agenda import Ask, Mode
    from rse_plan.interview.pace import seconds

    voice, agenda = interview.voice, interview.agenda
    if agenda.mode is Mode.QUICK:
        return voice.say(
            "{once} questions and {repeated} for each community, about three minutes; answers go to {path}.",
            once=agenda.counted[0],
            repeated=agenda.counted[1],
            path=subject.shown,
        )
    sheet = interview.facts(file.answers)
    steps = agenda.likely(agenda.steps(sheet), sheet)
    return voice.say(
        "About {count} questions with one community, {minutes} minutes; answers go to {path}.",
        count=sum(isinstance(step, Ask) for step in steps),
        minutes=round(seconds(steps) / 60),
        path=subject.shown,
    )


def _closing(interview: Interview, subject: Subject, answers: Answers) -> str:
    from rse_plan.interview.closing import Commands, closing
    from rse_plan.interview.conduct import suggested_start
    from rse_plan.interview.prospects import Prospects
    from rse_plan.interview.review import unasked

    ahead = Prospects(interview.library, interview.voice, suggested_start(interview.today))
    left = unasked(interview.agenda, interview.facts(answers))
    commands = Commands(
        render=subject.command("render"),
        check=subject.command("check"),
        change=_again(interview, subject),
        rest=subject.command("init --full") if left else "",
    )
    return closing(ahead.outlook(answers), subject.shown, commands, interview.voice)


def _say_kept(interview: Interview, file: AnswersFile, subject: Subject) -> None:
    if file.exists:
        message = say(
            "Saved to {path}. To go on: {command}", path=subject.shown, command=_again(interview, subject)
        )
    else:
        message = say("Nothing had been answered, so nothing is saved.")
    tell(message, words(interview.voice.language))


def _list_missing(interview: Interview, known: Answers, subject: Subject) -> None:
    advice = [
        say("give each with its flag, “unknown” where nobody knows yet; communities also with --communities"),
        say(
            "or write them into {path}, or run {command} in a terminal",
            path=subject.shown,
            command=_again(interview, subject),
        ),
    ]
    list_missing(interview, known, say("nobody can be asked here"), advice)


def _again(interview: Interview, subject: Subject) -> str:
    """What goes on with this interview, and shows its answers to be changed once nothing is open."""
    from rse_plan.interview.agenda import Mode

    return subject.command("init --full" if interview.agenda.mode is Mode.FULL else "init")
