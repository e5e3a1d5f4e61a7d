"""What is for the project team alone, in what everybody reads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import say
from rse_plan.library import Sourced
from rse_plan.lint.engine import File
from rse_plan.lint.passages import Wording, place, wordings
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.lint.same import Same
from rse_plan.model.base import PLACEHOLDER, placeholders
from rse_plan.model.playbook import SECTIONS, Playbook
from rse_plan.model.work import Item
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Route

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
objections:
  - id: why-now
    heard_from: [sponsor]
    says: {en: Why now?, fr: Pourquoi maintenant ?}
    answer:
      en: "Known attitude of the sponsor: {{ sponsor.attitude }}."
      fr: "Attitude connue du sponsor : {{ sponsor.attitude }}."
"""

RULE = Rule(
    name="lead-text-shared",
    what_it_finds=Both(
        en=(
            "A shared text with a placeholder of an answer that is `audience: lead`; and `audience: "
            "lead` on what everybody sees: work, measures, arguments, options, freezes."
        ),
        fr=(
            "Un texte partagé qui contient l’emplacement d’une réponse `audience: lead` ; et "
            "`audience: lead` sur ce que tous voient : travail, mesures, arguments, options, gels."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The plan goes to everyone. What the team thinks of its sponsor, or of a department, would "
            "go with it."
        ),
        fr=(
            "Le plan va à tous. Ce que l’équipe pense de son sponsor, ou d’une direction, partirait avec lui."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD.replace("id: why-now\n", "id: why-now\n    audience: lead\n")},
    how_to_ignore=CAN_BE_IGNORED,
)

LEAD = "lead"
PRIVATE = ("risks", "asks", "objections", "messages")
"""The only entries that may be for the team alone (semantics 26)."""


def check(file: File) -> Iterator[Diagnostic]:
    """What cannot be for the team alone, then every text that is not."""
    if file.playbook is None:
        return
    text = file.document.text
    owned = any(owner in text for owner in _owners(Same(file.library)))
    private = {name for name in _private(Same(file.library)) if name in text} if owned else set()
    for section in SECTIONS:
        for position, item in enumerate(getattr(file.playbook.value, section)):
            if item.audience == LEAD and section not in PRIVATE:
                yield _hidden(file.playbook, item, (section, position, "audience"))
    for route, names in _shared(file.playbook.value) if private else ():
        for name in names:
            if name in private:
                yield from _told(file.playbook, route, name)


@lru_cache(maxsize=1)
def _private(same: Same) -> tuple[str, ...]:
    """The questions whose answers are the team's own."""
    return tuple(name for name, one in same.library.questions.items() if one.audience == LEAD)


@lru_cache(maxsize=1)
def _owners(same: Same) -> tuple[str, ...]:
    """What their names begin with: few enough to look for in every file."""
    return tuple({name.partition(".")[0] + "." for name in _private(same)})


def _hidden(file: Sourced[Playbook], item: Item, route: Route) -> Diagnostic:
    return Diagnostic(
        rule=RULE.name,
        span=file.span(*route),
        message=say(
            "“{item}” is something that everybody sees: it cannot be for the team alone", item=item.id
        ),
        help=say("take “audience:” out, and give it words that reveal nothing"),
    )


def _shared(playbook: Playbook) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """The shared parts of a playbook with the names that their texts are filled with."""
    for section in SECTIONS:
        for position, item in enumerate(getattr(playbook, section)):
            if item.audience != LEAD or section not in PRIVATE:
                yield (section, position), item.gaps
    yield ("title",), placeholders(playbook.title.en)
    for position, change in enumerate(playbook.adjust):
        yield ("adjust", position), change.gaps
    if playbook.kit is not None:
        yield ("kit",), playbook.kit.gaps


def _told(file: Sourced[Playbook], route: Route, name: str) -> Iterator[Diagnostic]:
    """One finding, with all the places of a name in a part."""
    node = file.document.node(route)
    spans = [s for one in wordings(node) for s in _places(file, one, name)] if node is not None else []
    if spans:
        yield Diagnostic(
            rule=RULE.name,
            span=spans[0],
            message=say("“{name}” is for the project team alone, and this text is shared", name=name),
            help=say("take the name out, or make it a note for the team with “audience: lead”"),
            related=tuple(Related(span, say("here too")) for span in spans[1:]),
        )


def _places(file: Sourced[Playbook], wording: Wording, name: str) -> Iterator[Span]:
    for match in PLACEHOLDER.finditer(wording.scalar.text):
        if match[1] == name:
            yield place(file.document, wording.scalar, match.start(), len(match[0]))
