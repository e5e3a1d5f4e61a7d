"""What a render leaves behind, told to the person: the files with their sizes, what to read first."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.shell import harmless, tell
from rse_plan.errors import Said, Translate, say

if TYPE_CHECKING:
    from rse_plan.documents.words import Words
    from rse_plan.formats.documents import LeftOut
    from rse_plan.formats.manifest import Output, Written
    from rse_plan.planning.plan import Plan

READABLE = (".html", ".pdf", ".docx", ".md")
"""Endings of documents that people read, the one that any machine shows best first."""
MOST_ROWS = 12
"""Rows of a folder; what is in no row is counted."""
MOST_NAMED = 8
"""Files of a row; where there are more, they are counted."""
FIRM = "\u00a0"
"""A space at which no line is broken."""

Sizes = Mapping[str, int]
"""Names of files as they are on the disk, inside the output folder, with their sizes in bytes."""
Row = tuple[str, str]
"""What a row begins with, and its files."""


def sizes_of(outputs: Sequence[Output], written: Written) -> Sizes:
    """What was written under which name: the new ones of files that were kept stand beside them."""
    beside = {kept.name: kept.beside for kept in written.kept}
    return {beside.get(output.name, output.name): len(output.content) for output in outputs}


def tell_kept(out: Path, written: Written, translate: Translate) -> None:
    """Which files of the person were left alone."""
    for kept in written.kept:
        message = say(
            "{old} was not written by this command or has been changed, and is kept; the new one is {new}",
            old=(out / kept.name).as_posix(),
            new=(out / kept.beside).as_posix(),
        )
        tell(message, translate)
    if written.kept:
        tell(say("  help: {advice}", advice=say("--force replaces such files")), translate)


def tell_left_out(left: Iterable[LeftOut], translate: Translate) -> None:
    """Which formats `all` could not write: those that a library brings in one sentence, others each."""
    from rse_plan.formats.documents import NotInstalledError, install_command

    missing: dict[str, str] = {}
    for each in left:
        if isinstance(each.reason, NotInstalledError):
            missing[each.form] = each.reason.extra
            continue
        tell(
            say("the format {name} is left out: {reason}", name=each.form, reason=each.reason.message),
            translate,
        )
        if each.reason.help is not None:
            tell(say("  help: {advice}", advice=each.reason.help), translate)
    if missing:
        message = say(
            "formats left out because their libraries are not installed: {names}; to have them: {command}",
            names=", ".join(missing),
            command=install_command(tuple(dict.fromkeys(missing.values()))),
        )
        tell(message, translate)


def sum_up(out: Path, made: Plan, sizes: Sizes, language: str, translate: Translate) -> None:
    """When it opens, what has been written, what to read next."""
    from rse_plan.documents.opening import has_opened
    from rse_plan.documents.telling import Telling
    from rse_plan.documents.words import Words

    spoken = Words(language)
    organisation = spoken.value(made.facts["organisation.name"])
    if made.first_opening is None:
        opening = say("{organisation}: nothing is opened in this plan", organisation=organisation)
    else:
        day = spoken.weekday(made.first_opening)
        wording = (
            "{organisation}: first opened on {day}"
            if has_opened(Telling(made, spoken))
            else "{organisation}: first opening on {day}"
        )
        opening = say(wording, organisation=organisation, day=day)
    lines = [opening.in_words(translate), *_news(made, spoken), *_file_lines(out, sizes, translate)]
    if first := read_first(sizes):
        lines.append(say("Read first: {file}", file=(out / first).as_posix()).in_words(translate))
    for line in lines:
        typer.echo(harmless(line))


def _news(made: Plan, spoken: Words) -> Iterator[str]:
    """What moved since the plan before, in the lines that head the plan."""
    from rse_plan.documents.news_view import news_lines
    from rse_plan.documents.telling import Telling

    told = news_lines(Telling(made, spoken))
    if told:
        yield spoken.say("What moved since the plan before:")
    for each in told:
        yield f"- {each.plain}"


def read_first(names: Iterable[str]) -> str | None:
    """The brief, else what comes first of what people read, as a page that a browser shows where there is
    one; nothing where all is data."""
    read = [name for name in names if _ending(name) in READABLE]
    briefs = [name for name in read if _file(name).startswith("brief.")]
    found = briefs or [name for name in read if not _file(name).startswith("prompt.")]
    return min(found, key=lambda name: READABLE.index(_ending(name)), default=None)


def size(count: int) -> Said:
    """A number of bytes as people say it: 640 bytes, 12 kB, 3.4 MB."""
    if count < 1000:
        return say("{count}\u00a0bytes", count=count)
    if count < 999_500:
        return say("{count}\u00a0kB", count=round(count / 1000))
    millions = count / 1_000_000
    return say("{count}\u00a0MB", count=round(millions, 1) if millions < 9.95 else round(millions))


def _file_lines(out: Path, sizes: Sizes, translate: Translate) -> Iterator[str]:
    """One line for one file; else a line for the whole, and below it rows, in each language's folder."""
    folder, total = f"{out.as_posix()}/", size(sum(sizes.values()))
    if len(sizes) == 1:
        only = say("Written to {folder}: {names}, {size}", folder=folder, names=next(iter(sizes)), size=total)
        yield only.in_words(translate)
        return
    whole = say("Written to {folder}: {count} files, {size}", folder=folder, count=len(sizes), size=total)
    yield whole.in_words(translate)
    folders: dict[str, dict[str, int]] = {}
    for name, count in sizes.items():
        parent, _, file = name.rpartition("/")
        folders.setdefault(parent, {})[file] = count
    for parent, files in folders.items():
        if parent:
            yield f"  {parent}/"
        yield from _rows("    " if parent else "  ", files, translate)


def _rows(indent: str, files: Sizes, translate: Translate) -> Iterator[str]:
    groups = list(_grouped(files).items())
    rest = sum(len(members) for _, members in groups[MOST_ROWS:])
    rows = [(label, _members(members, translate)) for label, members in groups[:MOST_ROWS]]
    width = max(len(label) for label, _ in rows)
    if rest:
        more = size(sum(count for _, members in groups[MOST_ROWS:] for _, count in members))
        rows.append(("…", say("{count} other files, {size}", count=rest, size=more).in_words(translate)))
    for label, told in rows:
        yield from _wrapped(f"{indent}{label:<{width}}  ", told, len(indent) + width + 2)


def _grouped(files: Sizes) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Files of one name with their endings; the others of one ending with their names."""
    names: dict[str, list[tuple[str, int]]] = {}
    for file, count in files.items():
        names.setdefault(_stem(file), []).append((_ending(file), count))
    several = {name: members for name, members in names.items() if len(members) > 1}
    endings: dict[str, list[tuple[str, int]]] = {}
    for name, members in names.items():
        if name not in several:
            endings.setdefault(members[0][0], []).append((name, members[0][1]))
    alone = {
        f"{members[0][0]}{ending}" if len(members) == 1 else ending: members
        for ending, members in endings.items()
    }
    return {**several, **alone}


def _members(members: Sequence[tuple[str, int]], translate: Translate) -> str:
    """The files of a row, each with its size: no line is broken inside one."""
    if len(members) > MOST_NAMED:
        total = size(sum(count for _, count in members))
        return say("{count} files, {size}", count=len(members), size=total).in_words(translate)
    if len(members) == 1:
        return size(members[0][1]).in_words(translate)
    told = ((name, size(count).in_words(translate)) for name, count in members)
    return ", ".join(f"{name}{FIRM}{count}" for name, count in told)


def _wrapped(begin: str, text: str, indent: int) -> list[str]:
    """A row as a terminal has room for it; elsewhere on one line, for programs that look for it."""
    if not sys.stdout.isatty():
        return [begin + text]
    width = max(shutil.get_terminal_size().columns, indent + 20)
    return textwrap.wrap(
        text,
        width,
        initial_indent=begin,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _file(name: str) -> str:
    return name.rpartition("/")[2]


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2]}"


def _stem(name: str) -> str:
    return name.rpartition(".")[0]
