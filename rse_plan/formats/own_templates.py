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
from rse_plan.errors import UserError, reason_of, say
from rse_plan.formats.html import SCRIPT, STYLE
from rse_plan.formats.templates import bundled
from rse_plan.source.span import Span, file_start

FORMS = ("html", "markdown")
THEME = "theme.yaml"
"""The name of a theme beside them."""
MAX_BYTES = 128 * 1024
"""Of one file: thirteen times our longest template."""
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_FETCHES = re.compile(r"@import|(?:url|src)\(\s*+(?![\"']?(?:data:|#))|image-set\(|</style", re.IGNORECASE)


@dataclass(slots=True)
class OwnTemplates:
    """What such a folder holds."""

    templates: dict[str, dict[str, OwnFile]] = field(default_factory=dict)
    style: OwnFile | None = None
    theme: Path | None = None
    faults: list[UserError] = field(default_factory=list)
    """What is wrong with single files, all of it; what is left can be used."""


def read_templates(folder: Path) -> OwnTemplates:
    """Everything in the folder that can be used. Raises UserError when there is no such folder."""
    found = OwnTemplates()
    shown = folder.as_posix().rstrip("/")
    if not folder.is_dir():
        wording = say("{path} is not a folder", path=shown) if folder.exists() else None
        message = wording or say("there is no folder {path}", path=shown)
        raise UserError(message, say("begin with “rse-plan templates copy {folder}”", folder=shown))
    for path, name in _files(folder):
        try:
            _take(found, OwnFile(f"{shown}/{name}", _text(path, folder, f"{shown}/{name}")), name)
        except UserError as fault:
            found.faults.append(fault)
    found.theme = folder / THEME if os.path.lexists(folder / THEME) else None
    found.faults.extend(_unused(found.templates))
    if not (found.templates or found.style or found.theme or found.faults):
        message = say("{path} holds neither html/, markdown/ nor theme.yaml", path=shown)
        raise UserError(message, say("begin with “rse-plan templates copy {folder}”", folder=shown))
    return found


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files that documents are made with, in order, each with its name in the folder."""
    for form in FORMS:
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
        if (fault := _fetching(file)) is not None:
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
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            message = say("{path} leads out of {folder}", path=label, folder=folder.as_posix())
            raise UserError(message, say("put the file itself there"))
        if not path.is_file():
            raise UserError(say("{path} is not a file", path=label), say("remove it"))
        with path.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
    except (OSError, RuntimeError) as fault:
        reason = reason_of(fault) if isinstance(fault, OSError) else say("its links lead in a circle")
        message = say("{path} cannot be read: {reason}", path=label, reason=reason)
        raise UserError(message, say("check the path and its permissions")) from None
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
        for name, file in own.items():
            if name not in ours and not any(name in other.text for other in own.values()):
                message = say("no document is made with “{name}”", name=name)
                advice = nearest(name, ours) or say("one of {names}", names=", ".join(sorted(ours)))
                yield UserError(message, advice, file_start(file.path))


def _fetching(style: OwnFile) -> UserError | None:
    """What a style sheet would fetch, or end itself with, however it is spelt."""
    plain: list[str] = []
    places: list[int] = []
    at = 0
    for match in [*_ESCAPE.finditer(style.text), None]:
        end = match.start() if match is not None else len(style.text)
        plain.append(style.text[at:end])
        places.extend(range(at, end))
        if match is not None:
            code = int(match[1], 16) if match[1] else ord(match[2])
            plain.append(chr(code) if 0 < code < 0x110000 else "\ufffd")
            places.append(match.start())
            at = match.end()
    found = _FETCHES.search("".join(plain))
    if found is None:
        return None
    start, words = places[found.start()], found[0].strip()
    line = style.text.count("\n", 0, start) + 1
    column = start - style.text.rfind("\n", 0, start)
    span = Span(style.path, line, column, line, column + len(words))
    message = say("“{words}” would fetch something: documents ask nobody for anything", words=words)
    if words.lower() == "</style":
        message = say("“{words}” would end the style sheet", words=words)
    return UserError(message, say("take it out, or put the file in as a data: address"), span)
