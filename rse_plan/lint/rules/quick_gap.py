"""A question that moves dates and has no value while nobody answers it."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.expressions.syntax import Condition
from rse_plan.library.conditions import all_conditions
from rse_plan.library.index import Index
from rse_plan.library.load import Library
from rse_plan.lint.consequences import meant
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.solving.reading import conditions_behind, dates_of, known_in, names_in, question_at
from rse_plan.lint.solving.worth import Names

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
questions:
  - id: video.wanted
    type: boolean
    name: {en: wanted, fr: vidéos}
    label: {en: Will there be films?, fr: Y aura-t-il des films ?}
tasks:
  - id: first-film
    phase: frame
    when: video.wanted
    title: {en: Make the first film, fr: Tourner le premier film}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It lasts two minutes., fr: Il dure deux minutes.}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
questions:
  - id: video.wanted
    type: boolean
    unknown: {assume: true, owner: communications}
    name: {en: wanted, fr: vidéos}
    label: {en: Will there be films?, fr: Y aura-t-il des films ?}
tasks:
  - id: first-film
    phase: frame
    when: video.wanted
    title: {en: Make the first film, fr: Tourner le premier film}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It lasts two minutes., fr: Il dure deux minutes.}
"""

RULE = Rule(
    name="quick-gap",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A question that decides on work or its dates, and for which nothing is assumed while it "
            "has no answer: not required, no default, no `unknown: {assume: …}`. Conditions that ask "
            "whether it is known are left aside."
        ),
        fr=(
            "Une question qui décide d’un travail ou de ses dates, et pour laquelle rien n’est "
            "supposé sans réponse : elle n’est pas obligatoire et n’a ni valeur par défaut, ni "
            "`unknown: {assume: …}`. Les conditions qui demandent si elle est connue ne comptent pas."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The short interview does not ask it: the work that depends on it is then missing, and "
            "the plan is too optimistic without saying so."
        ),
        fr=(
            "L’entretien court ne la pose pas : le travail qui en dépend manque alors, et le plan est "
            "trop optimiste sans le dire."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


DECIDES_ON_WORK = ("tasks", "freezes", "adjust", "applies_when")
"""Where conditions stand that decide on work and on days when nothing may open."""


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Questions that dates depend on and that may have no value where they apply."""
    if not library.examined_questions:
        return
    names, index = Names(library), library.index
    moving = _with_those_behind(_moving(index), index)
    misspelt = meant(library)
    for name, asked in library.examined_questions.items():
        if name in moving and name not in misspelt and names.may_stay_empty(name):
            yield Diagnostic(
                rule=RULE.name,
                severity=RULE.severity,
                span=asked.file.span(*asked.route, "id"),
                message=say("“{name}” moves dates, and has no value when nobody answers", name=name),
                help=say("add “unknown: {{assume: …}}” with the cautious value, or a default"),
            )


def _moving(index: Index) -> set[str]:
    """The questions whose values decide on work or days, those left aside that must be known there."""
    found: set[str] = set()
    for located in all_conditions(index):
        if question_at(located) is None and located.route[0] in DECIDES_ON_WORK:
            found |= _valued(located.expression.root)
    for place in index.all_places:
        when = place.item.when
        known = known_in(when.root) if when is not None else frozenset()
        found |= {name for name in dates_of(place) if name not in known}
    return found


def _valued(condition: Condition) -> set[str]:
    return {name.path for name in names_in(condition, valued=True)} - known_in(condition)


def _with_those_behind(moving: set[str], index: Index) -> set[str]:
    """With the questions that decide whether those are asked, and what they are worth."""
    behind = [(set(names), _valued(one.expression.root)) for one, names in conditions_behind(index)]
    while True:
        more = moving.union(*(read for names, read in behind if names & moving))
        if more == moving:
            return moving
        moving = more
