"""One render from reading to telling, and the same again whenever a file has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.effort import watched
from rse_plan.cli.following import (
    PROGRESS,
    Asked,
    Following,
    read_following,
    tell_unconfirmed,
    tell_unknown,
    with_news,
)
from rse_plan.cli.given import DEFAULT, EffortWord, Given, read_given
from rse_plan.cli.look import look_of
from rse_plan.cli.progress import Doing, shown
from rse_plan.cli.shell import print_diagnostics, tell
from rse_plan.diagnostics import has_errors
from rse_plan.errors import Said, Translate, UserError, say

if TYPE_CHECKING:
    from rse_plan.cli.summary import Sizes
    from rse_plan.documents.look import Look
    from rse_plan.formats.documents import LeftOut
    from rse_plan.formats.manifest import Output
    from rse_plan.planning.plan import Plan

FORMATS = "markdown,html,json,docx,xlsx"
"""What is written unless other formats are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of a render, however often it is done."""

    answers: Path | None
    example: str | None
    out: Path
    language: str | None
    formats: tuple[str, ...]
    readers: tuple[str, ...]
    playbooks: tuple[Path, ...]
    templates: Path | None
    theme: Path | None
    effort: EffortWord
    optimal: float | None
    force: bool
    asked: Asked
    opened: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of it."""

    given: Given
    made: Plan
    sizes: Sizes

    @property
    def holds(self) -> bool:
        """Whether the plan can hold."""
        return not has_errors(self.made.warnings)


def render_once(wanted: Wanted) -> Rendered:
    """Write the documents, sum up what was written, and open what is to be read first if wanted."""
    from rse_plan.cli.summary import read_first, sum_up

    done = _written(wanted)
    translate = done.given.translate
    sum_up(wanted.out, done.made, done.sizes, done.given.language, translate)
    if wanted.opened:
        _open(wanted.out, read_first(done.sizes), translate)
    if not done.holds:
        tell(say("this plan cannot hold: see above; the documents say so too"), translate)
    return done


def render_and_watch(wanted: Wanted) -> None:
    """The same, and once more whenever a file has changed; ended by KeyboardInterrupt."""
    from rse_plan.cli.watch import Outcome, Sources, keep_rendering

    def rendered(is_first: bool) -> Outcome:
        done = render_once(wanted) if is_first else _written(wanted)
        return Outcome(_in_short(done), done.given)

    answers = None if wanted.example is not None else wanted.answers or DEFAULT
    sources = Sources(
        files=tuple(path for path in (answers, wanted.theme, _logo(wanted.theme)) if path is not None),
        beside=_followed(wanted.asked, answers),
        playbooks=wanted.playbooks,
        folders=() if wanted.templates is None else (wanted.templates,),
        apart_from=wanted.out,
    )
    try:
        keep_rendering(sources, rendered)
    except KeyboardInterrupt:
        typer.echo()  # what the shell says next begins a line of its own
        raise


def _followed(asked: Asked, answers: Path | None) -> tuple[Path, ...]:
    """What was reported, and the plan that is named as the one that was followed."""
    progress = asked.progress or (answers.with_name(PROGRESS) if answers is not None else None)
    return tuple(path for path in (progress, asked.former) if path is not None)


def _logo(theme: Path | None) -> Path | None:
    """The picture that a theme names as it stands when watching begins."""
    from rse_plan.source.document import Mapping, Scalar
    from rse_plan.source.yaml_reader import read_file

    if theme is None or not theme.is_file():
        return None
    document = read_file(theme).document
    logo = document.root.get("logo") if document is not None else None
    file = logo.get("file") if isinstance(logo, Mapping) else None
    return theme.parent / file.text if isinstance(file, Scalar) else None


def _in_short(done: Rendered) -> Said:
    count, opening = len(done.sizes), done.made.first_opening
    if not done.holds:
        return say("{count} files, but this plan cannot hold", count=count)
    if opening is None:
        return say("{count} files, nothing is opened", count=count)
    return say("{count} files, first opening on {day}", count=count, day=opening)


def _written(wanted: Wanted) -> Rendered:
    """Read, plan and write; what is to be known about it is told, but for what has been written."""
    from rse_plan.cli.library_changes import tell_changes
    from rse_plan.cli.summary import sizes_of, tell_kept, tell_left_out
    from rse_plan.formats.manifest import write_folder

    given = read_given(wanted.answers, wanted.example, wanted.playbooks)
    look = look_of(wanted.templates, wanted.theme, given.translate)
    following = read_following(wanted.asked, given)
    made, documents, left = _made(wanted, given, look, following)
    if not documents:
        nothing = say("nothing is written: the brief alone has slides")
        raise UserError(nothing, say("for a reader, take html or docx"))
    tell_changes(wanted.out, _languages(wanted.language, given), made.inputs, given.translate)
    whole = not wanted.readers and not left  # what could not be made today is still as good as it was
    written = write_folder(wanted.out, documents, force=wanted.force, whole=whole)
    print_diagnostics(made.warnings, given.translate)
    if following is not None:
        tell_unknown(following, made, given)
        tell_unconfirmed(made, given, wanted.asked, wanted.playbooks)
    _tell_today(_today(wanted, following), made, given)
    tell_left_out(left, given.translate)
    tell_kept(wanted.out, written, given.translate)
    return Rendered(given, made, sizes_of(documents, written))


def _made(
    wanted: Wanted, given: Given, look: Look | None, following: Following | None
) -> tuple[Plan, tuple[Output, ...], tuple[LeftOut, ...]]:
    """The plan and its documents; a terminal is shown what takes long. `--optimal` draws its own bar."""
    from rse_plan.pipeline import plan

    course = following.course if following is not None else None
    languages = _languages(wanted.language, given)
    scene = _Scene(languages, look, following)
    if wanted.optimal is not None:
        again = following is not None
        with watched(wanted.effort, wanted.optimal, given.translate, again=again) as spent:
            made = with_news(plan(given.answers, given.library, spent, course), following, given)
        with shown(given.translate) as doing:
            return made, *_documents(wanted, scene, made, doing)
    with watched(wanted.effort, None, given.translate) as spent, shown(given.translate) as doing:
        doing(say("Planning"))
        made = with_news(plan(given.answers, given.library, spent, course), following, given)
        return made, *_documents(wanted, scene, made, doing)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What documents are written with, besides the plan."""

    languages: tuple[str, ...]
    look: Look | None
    following: Following | None


def _documents(
    wanted: Wanted, scene: _Scene, made: Plan, doing: Doing
) -> tuple[tuple[Output, ...], tuple[LeftOut, ...]]:
    from rse_plan.formats.documents import ALL, Wishes, check_formats
    from rse_plan.pipeline import write, write_all

    def told(form: str, language: str) -> None:
        doing(say("Writing {form} ({language})", form=form, language=language))

    languages, following = scene.languages, scene.following
    wishes = Wishes(look=scene.look, today=_today(wanted, following), told=told)
    if ALL in wanted.formats:
        check_formats([form for form in wanted.formats if form != ALL])
        written, left = write_all(made, languages, wanted.readers, wishes)
    else:
        written, left = write(made, languages, wanted.formats, wanted.readers, wishes), ()
    return (*written, *_former(wanted, made, scene)), left


def _former(wanted: Wanted, made: Plan, scene: _Scene) -> tuple[Output, ...]:
    """The plan that this one is compared with, beside the new plan.json."""
    from rse_plan.formats.former_plan import kept

    with_plan = {"json", "all"} & set(wanted.formats) and not wanted.readers
    if scene.following is None or not with_plan or not made.inputs.replanned:
        return ()
    baseline = scene.following.baseline(made)
    return kept(baseline, scene.languages) if baseline is not None else ()


def _today(wanted: Wanted, following: Following | None) -> date | None:
    return following.course.today if following is not None else wanted.asked.today


def _languages(wanted: str | None, given: Given) -> tuple[str, ...]:
    from rse_plan.model.base import LANGUAGES

    named = names_in(wanted) if wanted is not None else given.answers.documents
    for name in named:
        if name in LANGUAGES:
            continue
        message = (
            say("the playbooks have texts in “{name}”, the program's own words have none", name=name)
            if name in given.library.translations
            else say("the language “{name}” is not known", name=name)
        )
        raise UserError(message, say("documents can be in: {names}", names=", ".join(LANGUAGES)))
    return named


def names_in(listed: str) -> tuple[str, ...]:
    """The words of a list with commas, each once, in order."""
    found = tuple(dict.fromkeys(name.strip() for name in listed.split(",") if name.strip()))
    if not found:
        raise UserError(
            say("a list with commas is empty"), say("write one such as {example}", example=FORMATS)
        )
    return found


def _tell_today(today: date | None, made: Plan, given: Given) -> None:
    """A day on which nothing of the plan is drawn cannot be marked in it."""
    if today is None:
        return
    from rse_plan.documents.gantt import days_drawn
    from rse_plan.documents.words import Words

    drawn = days_drawn(made, Words(given.language))
    if today not in drawn:
        message = say(
            "{today} is not marked: the calendar of this plan is drawn from {first} to {last}",
            today=today,
            first=drawn.first,
            last=drawn.last,
        )
        tell(message, given.translate)


def _open(out: Path, first: str | None, translate: Translate) -> None:
    from rse_plan.cli.opening import open_document

    if first is None:
        tell(say("nothing to open: none of these formats is for reading"), translate)
        return
    open_document(out / first, translate)
