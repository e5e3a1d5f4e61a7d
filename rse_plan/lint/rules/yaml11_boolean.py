"""Words that other YAML readers take for true or false."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Edit, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.source.yaml_reader import Mapping, Node, Scalar

_ANSWERS = """\
kind: answers
format: 1
organisation:
  name: NAME
  headcount: 2750
"""

RULE = Rule(
    name="yaml11-boolean",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    fixable=True,
    what_it_finds=Both(
        en="`yes`, `no`, `on`, `off`, `y` or `n` without quotes where a text or a choice is wanted.",
        fr="`yes`, `no`, `on`, `off`, `y` ou `n` sans guillemets là où un texte ou un choix est attendu.",
    ),
    why_it_matters=Both(
        en=(
            "This program reads the word as it is typed. Other programs, YAML 1.1 readers, make it true or "
            "false: a firm called On would be called true."
        ),
        fr=(
            "Ce programme lit le mot tel qu’il est écrit. D’autres, qui lisent YAML 1.1, en font vrai ou "
            "faux : une entreprise appelée On s’appellerait « vrai »."
        ),
    ),
    bad={"answers.yaml": _ANSWERS.replace("NAME", "On")},
    good={"answers.yaml": _ANSWERS.replace("NAME", '"On"')},
    how_to_ignore=CAN_BE_IGNORED,
)

_WORDS = frozenset(
    form for word in ("yes", "no", "on", "off", "y", "n") for form in (word, word.capitalize(), word.upper())
)

_MAYBE = re.compile(r"[YyNnOo](?<=[\s\[,{].)(?:es|ES|o|O|n|N|ff|FF|)(?=\s*(?:[\n,\]}#]|\Z))")
"""What one of the words looks like in a file; most files hold none, and are not walked through."""


def check(file: File) -> Iterator[Diagnostic]:
    """Values only: the format has a key `on`, which its readers know."""
    if _MAYBE.search(file.document.text) is None:
        return
    for scalar in _scalars(file.document.root):
        if scalar.plain and scalar.text in _WORDS and scalar.span not in file.faulty:
            yield Diagnostic(
                rule=RULE.name,
                severity=RULE.severity,
                span=scalar.span,
                message=say("other YAML readers take “{word}” for true or false", word=scalar.text),
                help=say("put it in quotes"),
                edit=Edit(scalar.span, f'"{scalar.text}"'),
            )


def _scalars(root: Node) -> Iterator[Scalar]:
    waiting: list[Node] = [root]
    for node in waiting:  # which grows meanwhile
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Mapping):
            waiting += [value for _, value in node.entries]
        else:
            waiting += node.items
