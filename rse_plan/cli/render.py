"""`rse-plan render`: answers into a plan, a brief and a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rse_plan.cli.completion import complete_format, complete_reader
from rse_plan.cli.effort import OptimalOption
from rse_plan.cli.following import Asked, FormerOption, ProgressOption, TodayOption
from rse_plan.cli.given import AnswersFile, EffortOption, EffortWord, Example, Playbooks
from rse_plan.cli.look import TemplatesOption, ThemeOption
from rse_plan.cli.rendering import FORMATS, Wanted, names_in, render_and_watch, render_once
from rse_plan.errors import ExitCode

OutOption = Annotated[Path, typer.Option(help="Folder for the documents.", metavar="DIR", readable=False)]
LanguageOption = Annotated[
    str | None,
    typer.Option(help="Languages: fr, en or fr,en.  [default: what the answers say]", metavar="LANGS"),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        help="Formats, with commas between; all: every one that can be written here.",
        metavar="FORMATS",
        autocompletion=complete_format,
    ),
]
ReadersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--for",
        help="Views for readers: a track such as hr, ambassador, council, community:ID, person:NAME.",
        metavar="READERS",
        autocompletion=complete_reader,
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace files that somebody changed, too.")]
OpenOption = Annotated[
    bool, typer.Option("--open", help="Open what is to be read first with your own program.")
]
WatchOption = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="Write again whenever the answers, your playbooks or your templates change, until Ctrl-C; "
        "needs the extra “watch”.",
    ),
]


def render(
    answers: AnswersFile = None,
    example: Example = None,
    out: OutOption = Path("plan"),
    language: LanguageOption = None,
    formats: FormatOption = FORMATS,
    readers: ReadersOption = None,
    playbooks: Playbooks = None,
    templates: TemplatesOption = None,
    theme: ThemeOption = None,
    effort: EffortOption = EffortWord.STANDARD,
    optimal: OptimalOption = None,
    force: ForceOption = False,
    today: TodayOption = None,
    progress: ProgressOption = None,
    former: FormerOption = None,
    opened: OpenOption = False,
    watch: WatchOption = False,
) -> None:
    """Write the plan, the sponsor's brief and the register.

    Files in the output folder that somebody changed are kept: the new one is put beside it, such as
    plan.new.md. Exit codes: 0 done; 1 written, but the plan cannot hold; 2 nothing written; 130 stopped.
    """
    wanted = Wanted(
        answers=answers,
        example=example,
        out=out,
        language=language,
        formats=names_in(formats),
        readers=tuple(name for each in readers or () for name in names_in(each)),
        playbooks=tuple(playbooks or ()),
        templates=templates,
        theme=theme,
        effort=effort,
        optimal=optimal,
        force=force,
        asked=Asked(today.date() if today is not None else None, progress, former, out),
        opened=opened,
    )
    if watch:
        render_and_watch(wanted)
    elif not render_once(wanted).holds:
        raise typer.Exit(ExitCode.FINDINGS)
