"""A playbook that others may rely on, and that relies on one nobody may."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Related, Severity
from rse_plan.errors import say
from rse_plan.library import Library
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule

_FIRST = """\
kind: playbook
format: 1
id: first
status: experimental
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    done_when: {en: The notes are written., fr: Les notes sont écrites.}
"""

_SECOND = """\
kind: playbook
format: 1
id: second
status: STATUS
title: {en: Example, fr: Exemple}
requires: [first]
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    done_when: {en: The notes are written., fr: Les notes sont écrites.}
    needs: [first/interviews]
"""

RULE = Rule(
    name="status-misuse",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en="A `stable` playbook that requires an `experimental` one.",
        fr="Un playbook `stable` qui en requiert un `experimental`.",
    ),
    why_it_matters=Both(
        en="What is experimental may change or go tomorrow, and takes with it what was said to be stable.",
        fr="L’expérimental peut changer ou disparaître demain, et emporte avec lui ce qui était dit stable.",
    ),
    bad={"first.yaml": _FIRST, "second.yaml": _SECOND.replace("STATUS", "stable")},
    good={"first.yaml": _FIRST, "second.yaml": _SECOND.replace("STATUS", "experimental")},
    how_to_ignore=CAN_BE_IGNORED,
)


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Each requirement of a stable playbook; one without a status is stable."""
    for file in library.examined:
        if file.value.status != "stable":
            continue
        for position, name in enumerate(file.value.requires):
            required = library.playbooks.get(name) or library.layers.get(name)
            if required is None or required.value.status != "experimental":
                continue
            yield Diagnostic(
                rule=RULE.name,
                severity=RULE.severity,
                span=file.span("requires", position),
                message=say("this playbook is stable, and “{name}” is experimental", name=name),
                help=say("do without it, or give both the same status"),
                related=(Related(required.span("status"), say("its status")),),
            )
