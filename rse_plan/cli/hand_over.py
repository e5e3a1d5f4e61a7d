"""`rse-plan init --for`: one stakeholder's open questions as a sheet; `--merge` is in take_back.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.shell import harmless
from rse_plan.cli.subject import Subject, quoted
from rse_plan.cli.take_back import take_back
from rse_plan.errors import UserError, Verbatim, say

if TYPE_CHECKING:
    from rse_plan.interview.saving import AnswersFile
    from rse_plan.interview.sheets import Handout
    from rse_plan.interview.voice import Voice
    from rse_plan.library import Library
    from rse_plan.planning.facts import FactSheet

WORKBOOK, YAML = (".xlsx",), (".yaml", ".yml")

For = Annotated[
    str | None,
    typer.Option(
        "--for", help="Write one stakeholder’s open questions as a sheet: hr, it, …", metavar="TRACK"
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        help="The sheet to write, .xlsx or .yaml.  [default: TRACK.xlsx]", metavar="FILE", readable=False
    ),
]
Merge = Annotated[
    Path | None,
    typer.Option(
        help="Take a filled-in sheet back; answers that are there stay.", metavar="FILE", readable=False
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for on the command line; `alone` says that no answers were given beside it."""

    track: str | None
    out: Path | None
    merge: Path | None
    alone: bool = True


def hand_over(
    subject: Subject, file: AnswersFile, library: Library, wanted: Wanted, language: str | None
) -> None:
    """Write the sheet, or take one back; raises UserError, and typer.Exit with the codes of semantics 21."""
    from rse_plan.interview.voice import Voice

    voice = Voice(language or file.answers.language)
    _check(subject, file, wanted)
    if wanted.track is not None:
        _write(subject, file, library, wanted, voice)
    elif wanted.merge is not None:
        take_back(subject, file, library, wanted.merge, voice)


def _check(subject: Subject, file: AnswersFile, wanted: Wanted) -> None:
    if wanted.track is not None and wanted.merge is not None:
        raise UserError(say("--for writes a sheet and --merge takes one back"), say("do one after the other"))
    if wanted.track is None and wanted.merge is None:
        raise UserError(say("--out names a sheet, and nobody is named to hand it to"), say("add --for TRACK"))
    if wanted.merge is not None and wanted.out is not None:
        raise UserError(say("--merge writes into {path}", path=subject.shown), say("leave --out away"))
    if not wanted.alone:
        raise UserError(
            say("--for and --merge take no answers beside them"),
            say("give the others in a run of their own"),
        )
    if not file.exists:
        raise UserError(
            say("{path} does not exist yet", path=subject.shown),
            say("begin it with {command}", command=subject.command("init")),
        )


def _write(subject: Subject, file: AnswersFile, library: Library, wanted: Wanted, voice: Voice) -> None:
    from rse_plan.interview.sheets import handout
    from rse_plan.interview.tracks import TITLES, check_track
    from rse_plan.planning.facts import FactSheet

    track = check_track(wanted.track or "", library)
    out = wanted.out or Path(f"{track}.xlsx")
    _check_ending(out)
    sheet = FactSheet(file.answers, library)
    handed = handout(track, sheet, voice)
    reader = voice.say(TITLES[track])
    if not handed.entries:
        typer.echo(harmless(voice.say("Nothing is open for {reader}: no sheet is written.", reader=reader)))
        typer.echo(harmless(_open_elsewhere(sheet, voice)))
        return
    _keep(out, _content(out, handed, voice))
    lines = (
        voice.say(
            "Questions for {reader} in {path}: {count}",
            reader=reader,
            path=Verbatim(out.as_posix()),
            count=len(handed.entries),
        ),
        voice.say("Your private answers are not in it."),
        voice.say("When it comes back: {command}", command=subject.command("init", "--merge", quoted(out))),
    )
    typer.echo(harmless("\n".join(lines)))


def _check_ending(out: Path) -> None:
    if out.suffix.lower() not in (*WORKBOOK, *YAML):
        raise UserError(
            say("“{name}” ends neither in .xlsx nor in .yaml", name=out.name),
            say("name it {example}", example=out.with_suffix(".xlsx").as_posix()),
        )


def _open_elsewhere(sheet: FactSheet, voice: Voice) -> str:
    from rse_plan.interview.sheets import open_questions
    from rse_plan.model.catalogues import TRACKS

    counts = {track: len(open_questions(sheet, track)) for track in TRACKS}
    listed = ", ".join(f"{track} ({count})" for track, count in counts.items() if count)
    return voice.say("Open questions: {tracks}.", tracks=listed or "0")


def _content(out: Path, handed: Handout, voice: Voice) -> bytes:
    from rse_plan.formats.workbook import write_form
    from rse_plan.interview.sheet_form import as_form
    from rse_plan.interview.sheet_text import as_yaml_sheet

    if out.suffix.lower() in YAML:
        return as_yaml_sheet(handed, voice).encode()
    return write_form(as_form(handed, voice))


def _keep(out: Path, content: bytes) -> None:
    """Write the sheet; one that is there may hold somebody's answers and is never written over."""
    from rse_plan.editing.kept_file import reason_to_write
    from rse_plan.formats.manifest import write_atomically

    try:
        if out.exists() and (out.is_dir() or out.read_bytes() != content):
            raise UserError(
                say("{path} is there already, and may hold answers", path=Verbatim(out.as_posix())),
                say("take it back with --merge first, or name another file with --out"),
            )
        write_atomically(out.resolve(), content)
    except OSError as fault:
        raise UserError(
            say("{path} cannot be written: {reason}", path=out.as_posix(), reason=reason_to_write(fault)),
            say("name another file with --out"),
        ) from None
