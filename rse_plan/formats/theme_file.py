"""A theme's file: read, checked against the model, its logo embedded, and what cannot be read told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.documents.look import Logo, Look, Palette, dark_palette, light_palette
from rse_plan.errors import Said, UserError, reason_of, say
from rse_plan.library.folders import cannot_read
from rse_plan.model.colours import ENOUGH, contrast, readable
from rse_plan.model.faults import fit
from rse_plan.model.theme import Colours, LogoFile, Theme
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, read_file

MAX_LOGO = 200_000
"""Bytes: every page holds it."""
_PAIRS = (
    ("ink", "paper"),
    ("quiet", "paper"),
    ("accent", "paper"),
    ("ink", "soft"),
    ("quiet", "soft"),
    ("accent", "soft"),
    ("ink", "accent_soft"),
)
"""What is written in the first on the second."""
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_RUNS = re.compile(
    r"<!doctype|<!entity|<\?xml-stylesheet|<(?:\w+:)?(?:script|foreignobject|iframe|audio|video|handler)\b|\son\w+\s*="
    r"|(?:href|src)\s*=\s*[\"']?\s*(?!\s*[\"']?(?:#|data:image/(?:png|jpeg)))|@import|url\(\s*(?![\"']?(?:#|data:))",
    re.IGNORECASE,
)
"""What a drawing needs none of: it is shown as a picture, in which nothing runs anyway."""


@dataclass(frozen=True, slots=True)
class ReadTheme:
    """A look with what the theme says in it, unless something is wrong, and what is to be told."""

    look: Look | None
    diagnostics: tuple[Diagnostic, ...]


def read_theme(path: Path, look: Look) -> ReadTheme:
    """A theme over a look. Raises UserError when the file cannot be opened."""
    shown = path.as_posix()
    try:
        reading = read_file(path, shown)
    except OSError as fault:
        raise cannot_read(shown, fault) from None
    if reading.document is None or reading.diagnostics:
        return ReadTheme(None, reading.diagnostics)
    theme, faults = fit(reading.document, Theme)
    if theme is None or faults:
        return ReadTheme(None, faults)
    return _dressed(look, theme, reading.document, path)


def _dressed(look: Look, theme: Theme, document: Document, path: Path) -> ReadTheme:
    found: list[Diagnostic] = []
    light = dark = None
    if theme.colours is not None:
        light = light_palette(theme.colours.light or Colours())
        dark = dark_palette(theme.colours.dark or Colours(), light)
        found.extend((*_faint("light", light, document), *_faint("dark", dark, document)))
    logo = None
    if theme.logo is not None:
        try:
            logo = _logo(theme.logo, path.parent)
        except UserError as fault:
            span = document.span(("logo", "file"))
            found.append(Diagnostic(rule="wrong-value", span=span, message=fault.message, help=fault.help))
    if any(one.severity is Severity.ERROR for one in found):
        return ReadTheme(None, tuple(found))
    return ReadTheme(replace(look, light=light, dark=dark, typeface=theme.typeface, logo=logo), tuple(found))


def _faint(scheme: str, palette: Palette, document: Document) -> Iterator[Diagnostic]:
    """Colours that do not stand out enough: an error for the text itself, a warning for an accent.

    What a file does not name is chosen so that it can be read; of two that do not go together, the one
    that the file names is told.
    """
    told: set[Span] = set()
    for upper, under in _PAIRS:
        one, other = getattr(palette, upper), getattr(palette, under)
        ratio = contrast(one, other)
        if ratio >= ENOUGH:
            continue
        span = _place(document, scheme, (upper, under, "paper", "ink"))
        if span in told:
            continue
        told.add(span)
        message = say(
            "“{upper}” {one} on “{under}” {other}: a contrast of {ratio} to 1; to be read it needs {wanted}",
            upper=upper,
            under=say("tinted paper") if under == "soft" else under,
            one=one,
            other=other,
            ratio=int(ratio * 10) / 10,
            wanted=ENOUGH,
        )
        severity = Severity.WARNING if upper == "accent" else Severity.ERROR
        yield Diagnostic(
            rule="wrong-value",
            span=span,
            message=message,
            severity=severity,
            help=say("“{example}” can be read", example=f'{upper}: "{readable(one, other)}"'),
        )


def _place(document: Document, scheme: str, keys: tuple[str, ...]) -> Span:
    """Where the first of some colours is given, in this scheme or else in the one it follows from."""
    for where in (scheme, "light"):
        for key in keys:
            route = ("colours", where, key)
            if document.node(route) is not None:
                return document.span(route)
    return document.key_span(("colours",)) if document.node(("colours",)) else file_start(document.path)


def _logo(given: LogoFile, folder: Path) -> Logo:
    """The picture. Raises UserError when it is none, is too large, would run something or lies elsewhere."""
    path = folder / given.file
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            message = say("{path} leads out of {folder}", path=given.file, folder=folder.as_posix())
            raise UserError(message, say("put the picture beside the theme"))
        if not path.is_file():
            message = say("there is no file {path}", path=path.as_posix())
            raise UserError(message, say("write the path from the theme’s own folder"))
        with path.open("rb") as source:
            content = source.read(MAX_LOGO + 1)
    except (OSError, RuntimeError, ValueError) as fault:
        reason = reason_of(fault) if isinstance(fault, OSError) else str(fault)
        raise UserError(
            say("{path} cannot be read: {reason}", path=given.file, reason=reason),
            say("check the path and its permissions"),
        ) from None
    if len(content) > MAX_LOGO:
        raise UserError(say("the picture is larger than 200 kB"), say("save it smaller, or as SVG"))
    alt = {"en": given.alt.en, "fr": given.alt.fr}
    for signature, media in _SIGNATURES:
        if content.startswith(signature):
            return Logo(media, content, alt)
    return Logo("image/svg+xml", _drawing(content), alt)


def _drawing(content: bytes) -> bytes:
    """An SVG that shows and does nothing else."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not re.search(r"<(?:\w+:)?svg\b", text[:4000]):
        raise UserError(say("this is not a picture of a kind that is known"), say("one of PNG, SVG, JPEG"))
    without_type = re.sub(r"<!DOCTYPE\s+svg\s+PUBLIC\s+\"[^\"]*\"\s*\"[^\"]*\"\s*>", "", text, count=1)
    if found := _RUNS.search(without_type):
        raise UserError(
            say("the picture holds “{words}”, which runs or fetches something", words=found[0].strip()),
            _PLAIN_SVG,
        )
    try:
        root = ElementTree.fromstring(without_type)  # noqa: S314  # it declares no entity, as was just seen
    except ElementTree.ParseError:
        root = None
    if root is None or root.tag != "{http://www.w3.org/2000/svg}svg":
        raise UserError(say("no browser shows this picture: it is not sound SVG"), _PLAIN_SVG)
    return without_type.encode("utf-8")


_PLAIN_SVG: Said = say("save it as a plain SVG, or as PNG")
