"""What a theme adds to the style sheet, and its logo as a page holds it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, fields

from rse_plan.documents.look import Logo, Look, Palette

GENERIC = ("serif", "sans-serif", "system-ui")
"""Typefaces that a system chooses: names without quotes."""
_THEN = '"Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans Condensed", "DejaVu Sans", sans-serif'
_PICTURE = """
.logo { float: right; width: auto; height: auto; margin: 0 0 0.5rem 1.5rem; }
.logo { max-width: 11rem; max-height: 3.4rem; }
@media screen and (prefers-color-scheme: dark) {
  .logo { padding: 0.35rem; background: %s; border-radius: 2px; }
}
@media (max-width: 40rem) { .logo { float: none; display: block; margin: 0 0 0.6rem; } }
@media print { .logo { max-width: 38mm; max-height: 12mm; margin-bottom: 0; } }
"""
"""Beside the title, so that it takes no line of a page; by night on the paper that it is drawn for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo inside a page: its address holds it whole."""

    address: str
    alt: str


def picture(logo: Logo, language: str) -> Picture:
    """The logo, and what it says in a language."""
    content = b64encode(logo.content).decode("ascii")
    return Picture(f"data:{logo.media};base64,{content}", logo.alt[language])


def theme_css(look: Look) -> str:
    """Rules that stand after the style sheet; nothing when there is no theme."""
    return "".join(_rules(look))


def _rules(look: Look) -> Iterator[str]:
    if look.light is not None:
        yield f":root {{ {_variables(look.light)} }}\n"
    if look.dark is not None:
        yield "@media screen and (prefers-color-scheme: dark) {\n"
        yield f"  :root {{ {_variables(look.dark)} }}\n}}\n"
    if look.typeface:
        names = ", ".join(name if name in GENERIC else f'"{name}"' for name in look.typeface)
        yield f":root {{ --sans: {names}, {_THEN}; }}\n"
    if look.logo is not None:
        yield _PICTURE.lstrip("\n") % (look.light.paper if look.light is not None else "#ffffff")


def _variables(palette: Palette) -> str:
    names = (field.name for field in fields(palette))
    return " ".join(f"--{name.replace('_', '-')}: {getattr(palette, name)};" for name in names)
