"""A question whose answer changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.library.index import Index
from rse_plan.library.load import Library
from rse_plan.lint.consequences import meant, named_where_faulty
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.solving.reading import conditions_behind, dates_after, read_by_items
from rse_plan.model.base import placeholders

READ_BY_PROGRAM = frozenset(
    f"{group}.{name}"
    for group, names in {
        "calendar": "closures decision freezes start target week",
        "community": "employers language members name opens_on owner population ready use_case wave",
        "employer": "country headcount independent name subdivision works_council",
        "goal": "inaction primary process",
        "organisation": "countries employers headcount name",
        "sponsor": "absences level minutes",
        "stakeholders": "owner",
        "team": "hours_a_day",
    }.items()
    for name in names.split()
)
"""Core questions that the planner, the interview or the documents read without any playbook.

Those of hours a week say so themselves, by `hours_of`.
"""

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
questions:
  - id: video.wanted
    type: boolean
    default: false
    name: {en: wanted, fr: vidéos}
    label: {en: Will there be films?, fr: Y aura-t-il des films ?}
  - id: video.studio
    type: boolean
    default: false
    name: {en: studio, fr: studio}
    label: {en: Is there a studio?, fr: Y a-t-il un studio ?}
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
    default: false
    name: {en: wanted, fr: vidéos}
    label: {en: Will there be films?, fr: Y aura-t-il des films ?}
  - id: video.studio
    type: boolean
    default: false
    name: {en: studio, fr: studio}
    label: {en: Is there a studio?, fr: Y a-t-il un studio ?}
tasks:
  - id: first-film
    phase: frame
    when: video.wanted and video.studio
    title: {en: Make the first film, fr: Tourner le premier film}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It lasts two minutes., fr: Il dure deux minutes.}
"""

RULE = Rule(
    name="no-effect-question",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A question whose answer no item, date or text depends on, directly or through another question."
        ),
        fr=(
            "Une question dont la réponse ne change aucun élément, aucune date et aucun texte, ni "
            "directement ni par une autre question."
        ),
    ),
    why_it_matters=Both(
        en="People are asked to find something out for nothing, and trust the other questions less.",
        fr="On fait chercher une réponse pour rien, et les autres questions y perdent en crédit.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Questions that nothing reads which comes into a plan; what reads them must itself be readable."""
    if library.unreadable or not library.examined_questions:
        return
    index = library.index
    idle = set(library.asked) - READ_BY_PROGRAM - set(library.hours_questions.values()) - read_by_items(index)
    idle = _without_read(idle, library, index) - meant(library)
    for name, asked in library.examined_questions.items():
        if name in idle and not _in_texts(name, library) and not named_where_faulty(name, library):
            yield Diagnostic(
                rule=RULE.name,
                severity=RULE.severity,
                span=asked.file.span(*asked.route, "id"),
                message=say("the answer to “{name}” changes no item, no date and no text", name=name),
                help=say("read it in a condition or a text, or take the question out"),
            )


def _without_read(idle: set[str], library: Library, index: Index) -> set[str]:
    """Those left when a question that another one with an effect reads has one too."""
    behind = [(set(names), set(one.expression.names)) for one, names in conditions_behind(index)]
    behind += [({name}, {after}) for name, after in dates_after(library)]
    left = idle
    while True:
        fewer = left.difference(*(read for names, read in behind if names - left))
        if fewer == left:
            return left
        left = fewer


def _in_texts(name: str, library: Library) -> bool:
    """Whether a text is filled with it; few names come so far that texts are searched for them."""
    texts = (document.text for document in library.documents if name in document.text)
    return any(name in placeholders(text) for text in texts)
