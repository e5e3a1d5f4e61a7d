"""A theme's file: read, checked against the model, its logo embedded, and what cannot be read told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.documents.look import Logo, Look, Palette, dark_palette, light_palette
from rse_plan.errors import UserError, say
from rse_plan.formats.own_files import check_place, refused
from rse_plan.formats.pictures import known
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
        check_place(path, folder, given.file, say("put the picture beside the theme"))
        if not path.is_file():
            message = say("there is no file {path}", path=path.as_posix())
            raise UserError(message, say("write the path from the theme’s own folder"))
        with path.open("rb") as source:
            content = source.read(MAX_LOGO + 1)
    except (OSError, RuntimeError, ValueError) as fault:
        raise refused(given.file, fault) from None
    if len(content) > MAX_LOGO:
        raise UserError(say("the picture is larger than 200 kB"), say("save it smaller, or as SVG"))
    media, shown = known(content)
    return Logo(media, shown, {"en": given.alt.en, "fr": given.alt.fr})
