"""A folder of templates of other people: read once, whole, and nothing outside it, wherever its links lead.

It may have the folders `html` and `markdown`, named as ours are; what is not in them comes from ours.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rse_plan.diagnostics import nearest
from rse_plan.documents.look import OwnFile
from rse_plan.errors import UserError, say
from rse_plan.formats.html import SCRIPT, STYLE
from rse_plan.formats.own_files import check_file, check_folder, is_there, refused
from rse_plan.formats.style_sheet import fault_of
from rse_plan.formats.templates import bundled
from rse_plan.source.span import file_start

FORMS = ("html", "markdown")
THEME = "theme.yaml"
"""The name of a theme beside them."""
MAX_BYTES = 128 * 1024
"""Of one file: thirteen times our longest template."""
MOST_FILES = 100
"""Of a folder: ours has nineteen, and each is gone through many times."""
MOST_BYTES = 2 * 1024 * 1024
"""Of all of them together."""
_QUOTE = re.compile("[\"']")


@dataclass(slots=True)
class OwnTemplates:
    """What such a folder holds."""

    templates: dict[str, dict[str, OwnFile]] = field(default_factory=dict)
    style: OwnFile | None = None
    theme: Path | None = None
    faults: list[UserError] = field(default_factory=list)
    """What is wrong with single files, all of it; what is left can be used."""


def read_templates(folder: Path) -> OwnTemplates:
    """Everything in the folder that can be used.

    Raises UserError when there is no such folder, or when it holds more than documents are made with.
    """
    found = OwnTemplates()
    shown = folder.as_posix().rstrip("/")
    if not folder.is_dir():
        wording = say("{path} is not a folder", path=shown) if folder.exists() else None
        message = wording or say("there is no folder {path}", path=shown)
        raise UserError(message, say("begin with “rse-plan templates copy {folder}”", folder=shown))
    _read_all(found, folder, shown)
    _take_theme(found, folder, f"{shown}/{THEME}")
    found.faults.extend(_unused(found.templates))
    if not (found.templates or found.style or found.theme or found.faults):
        message = say("{path} holds neither html/, markdown/ nor theme.yaml", path=shown)
        raise UserError(message, say("begin with “rse-plan templates copy {folder}”", folder=shown))
    return found


def _read_all(found: OwnTemplates, folder: Path, shown: str) -> None:
    size = 0
    for number, (path, name) in enumerate(_files(found, folder, shown), start=1):
        if number > MOST_FILES:
            message = say("{path} holds more than {most} templates", path=shown, most=MOST_FILES)
            raise UserError(message, _FEWER)
        try:
            file = OwnFile(f"{shown}/{name}", _text(path, folder, f"{shown}/{name}"))
            size += len(file.text.encode())
            _take(found, file, name)
        except UserError as fault:
            found.faults.append(fault)
        if size > MOST_BYTES:
            raise UserError(say("the templates of {path} have more than 2 MiB together", path=shown), _FEWER)


def _take_theme(found: OwnTemplates, folder: Path, label: str) -> None:
    if not is_there(folder / THEME):
        return
    try:
        check_file(folder / THEME, folder, label)
        found.theme = folder / THEME
    except UserError as fault:
        found.faults.append(fault)


def _files(found: OwnTemplates, folder: Path, shown: str) -> Iterator[tuple[Path, str]]:
    """The files that documents are made with, in order, each with its name in the folder."""
    for form in FORMS:
        if not is_there(folder / form):
            continue
        try:
            check_folder(folder / form, folder, f"{shown}/{form}")
        except UserError as fault:
            found.faults.append(fault)
            continue
        for parent, children, names in os.walk(folder / form):
            children[:] = sorted(name for name in children if not name.startswith("."))
            inside = Path(parent).relative_to(folder).as_posix()
            wanted = (STYLE, SCRIPT) if inside == "html" else ()
            for name in sorted(names):
                if (name.endswith(".j2") and not name.startswith(".")) or name in wanted:
                    yield Path(parent, name), f"{inside}/{name}"


def _take(found: OwnTemplates, file: OwnFile, name: str) -> None:
    form, _, inside = name.partition("/")
    if name == f"html/{STYLE}":
        if (fault := fault_of(file)) is not None:
            raise fault
        found.style = file
    elif name == f"html/{SCRIPT}":
        if file.text != (bundled("html") / SCRIPT).read_text(encoding="utf-8"):
            message = say("documents run no other script than the program’s own")
            raise UserError(message, say("remove this file"), file_start(file.path))
    else:
        found.templates.setdefault(form, {})[inside] = file


def _text(path: Path, folder: Path, label: str) -> str:
    """What a file holds; one that lies elsewhere, whatever links lead there, is not opened."""
    check_file(path, folder, label)
    try:
        with path.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
    except OSError as fault:
        raise refused(label, fault) from None
    if len(content) > MAX_BYTES:
        raise UserError(say("the file is larger than 128 KiB"), say("split it"), file_start(label))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message, advice = say("this is not UTF-8 text"), say("save the file as UTF-8")
        raise UserError(message, advice, file_start(label)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unused(templates: Mapping[str, Mapping[str, OwnFile]]) -> Iterator[UserError]:
    """Files that are named as none of ours, and that no other takes in: a slip of the pen most often."""
    for form, own in templates.items():
        ours = {path.name for path in bundled(form).glob("*.j2")}
        quoted = {words for file in own.values() for words in _QUOTE.split(file.text)}
        for name, file in own.items():
            if name not in ours and not quoted.issuperset(_QUOTE.split(name)):
                message = say("no document is made with “{name}”", name=name)
                advice = nearest(name, ours) or say("one of {names}", names=", ".join(sorted(ours)))
                yield UserError(message, advice, file_start(file.path))


_FEWER = say("keep only those that you change: all others are taken from the program")
