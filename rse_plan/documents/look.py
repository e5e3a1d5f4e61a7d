"""How documents look when not as ours: what others' templates and theme say, read and checked.

Everything is held here and nothing is read again: the same look gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rse_plan.model.colours import ENOUGH, contrast, mixed, readable
from rse_plan.model.theme import Colours


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A template or style sheet of other people: its text, and the path that messages print."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Every colour that a page has, `#rrggbb`."""

    paper: str
    ink: str
    quiet: str
    line: str
    soft: str
    band: str
    accent: str
    accent_soft: str
    on_accent: str


LIGHT = Palette(
    paper="#ffffff",
    ink="#1b2428",
    quiet="#526066",
    line="#d2dadd",
    soft="#f1f5f6",
    band="#e7ecee",
    accent="#0b5765",
    accent_soft="#cfe3e6",
    on_accent="#ffffff",
)
DARK = Palette(
    paper="#12181b",
    ink="#e4eaec",
    quiet="#a5b2b8",
    line="#364248",
    soft="#1b2428",
    band="#202b30",
    accent="#7cc8d5",
    accent_soft="#1f434b",
    on_accent="#0d2227",
)
"""Ours, as the bundled style sheet has them (tested)."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture beside the title: its type such as image/png, its bytes, and what it says by language."""

    media: str
    content: bytes
    alt: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """What stands in for ours: templates by format and name, a style sheet, colours, typefaces, a logo."""

    templates: Mapping[str, Mapping[str, OwnFile]] = field(default_factory=dict)
    style: OwnFile | None = None
    light: Palette | None = None
    dark: Palette | None = None
    typeface: tuple[str, ...] = ()
    logo: Logo | None = None

    def of(self, form: str) -> Mapping[str, OwnFile]:
        """The templates of a format that stand in for ours or beside them, by name."""
        return self.templates.get(form, {})


def light_palette(given: Colours) -> Palette:
    """The colours by day and on paper, from those that a theme gives."""
    return _palette(given, LIGHT, accent=given.accent or LIGHT.accent, soft_share=0.2)


def dark_palette(given: Colours, light: Palette) -> Palette:
    """The colours by night; an accent that only the day has is lightened until it can be read."""
    ours = given.paper is given.ink is None
    ground = DARK.soft if ours else mixed(given.ink or DARK.ink, given.paper or DARK.paper, 0.05)
    followed = DARK.accent if light.accent == LIGHT.accent else readable(light.accent, ground)
    return _palette(given, DARK, accent=given.accent or followed, soft_share=0.3)


def _palette(given: Colours, ours: Palette, *, accent: str, soft_share: float) -> Palette:
    paper, ink = given.paper or ours.paper, given.ink or ours.ink
    of_paper = ours if (paper, ink) == (ours.paper, ours.ink) else None
    soft = of_paper.soft if of_paper else mixed(ink, paper, 0.05)
    quiet = of_paper.quiet if of_paper else readable(mixed(ink, paper, 0.75), soft)
    own_accent = accent != ours.accent
    followed = mixed(accent, paper, soft_share) if own_accent or of_paper is None else ours.accent_soft
    return Palette(
        paper=paper,
        ink=ink,
        quiet=given.quiet or quiet,
        line=of_paper.line if of_paper else mixed(ink, paper, 0.2),
        soft=soft,
        band=of_paper.band if of_paper else mixed(ink, paper, 0.1),
        accent=accent,
        accent_soft=given.accent_soft or followed,
        on_accent=_upon(accent, paper, ink) if own_accent else ours.on_accent,
    )


def _upon(accent: str, paper: str, ink: str) -> str:
    """What is written on the accent: paper or ink as long as one can be read, else white or black."""
    signs = (paper, ink, "#ffffff", "#000000")
    return next(colour for colour in signs if contrast(colour, accent) >= ENOUGH)
