"""A heading that leaves a level out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Edit, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.passages import Wording, place, text_at
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.templates import Template
from rse_plan.source.span import Span

_BAD = """\
# {{ heading.document }}

## {{ _("Risks") }}

#### {{ _("Weight") }}
"""

_GOOD = """\
# {{ heading.document }}

## {{ _("Risks") }}

### {{ _("Weight") }}
"""

RULE = Rule(
    name="heading-order",
    fixable=True,
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A heading more than one level below the one before it (`##`, then `####`), in a template "
            "or in a text of a playbook."
        ),
        fr=(
            "Un titre placé plus d’un niveau sous le précédent (`##`, puis `####`), dans un gabarit "
            "ou dans un texte de playbook."
        ),
    ),
    why_it_matters=Both(
        en=(
            "People who listen to a document move by its headings: a missing level sounds like a "
            "missing part."
        ),
        fr=(
            "Qui écoute un document s’y déplace de titre en titre : un niveau absent s’entend comme une "
            "partie manquante."
        ),
    ),
    bad={"brief.md.j2": _BAD},
    good={"brief.md.j2": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


_MARKDOWN = re.compile(r"^ {0,3}(?P<signs>#{1,6})(?=[ \t])", re.MULTILINE)
_HTML = re.compile(
    r"<h(?P<level>[1-6])\b(?P<rest>[^\n]{0,2000}?</h)(?P<end>[1-6])>|<h(?P<alone>[1-6])\b", re.IGNORECASE
)


def check(file: File) -> Iterator[Diagnostic]:
    if file.template is not None:
        yield from _in_html(file.template) if file.template.is_html else _in_markdown(file.template)
    for texts in file.passages.values():
        if "#" in texts.joined:
            for wording in texts.wordings:
                yield from _in_text(file, wording)


def _in_markdown(template: Template) -> Iterator[Diagnostic]:
    for match, wanted in _skips(_MARKDOWN, template.in_order):
        span = template.span(match.start("signs"), match.end("signs"))
        yield _skipped(span, "#" * wanted, Edit(span, "#" * wanted))


def _in_html(template: Template) -> Iterator[Diagnostic]:
    for match, wanted in _skips(_HTML, template.in_order):
        span = template.span(match.start(), match.start() + len("<h1"))
        whole = template.span(match.start(), match.end())
        closed = match["level"] is not None and match["level"] == match["end"]
        edit = Edit(whole, f"<h{wanted}{match['rest']}{wanted}>") if closed else None
        yield _skipped(span, f"<h{wanted}>", edit)


def _in_text(file: File, wording: Wording) -> Iterator[Diagnostic]:
    for match, wanted in _skips(_MARKDOWN, wording.scalar.text):
        signs = match["signs"]
        span = place(file.document, wording.scalar, match.start("signs"), len(signs))
        exact = text_at(file.document, span) == signs
        yield _skipped(span, "#" * wanted, Edit(span, "#" * wanted) if exact else None)


def _skips(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Headings that go down more than one level, each with the level wanted there.

    A heading is compared with what the one before it ought to be: mending one at a time mends all.
    """
    above = None
    for match in pattern.finditer(text):
        level = _level(match)
        if above is not None and level > above + 1:
            level = above + 1
            yield match, level
        above = level


def _level(match: re.Match[str]) -> int:
    found = match.groupdict()
    return len(found["signs"]) if "signs" in found else int(found["level"] or found["alone"])


def _skipped(span: Span, wanted: str, edit: Edit | None) -> Diagnostic:
    return Diagnostic(
        rule=RULE.name,
        span=span,
        message=say("this heading leaves a level out"),
        help=say("write “{signs}” here", signs=wanted),
        severity=RULE.severity,
        edit=edit,
    )
