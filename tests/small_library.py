"""A library small enough to read whole, for tests that break it in one place and look at what is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder, Library, load_library
from rse_plan.source.span import Span

QUESTIONS = """\
kind: questions
format: 1
sections:
  - id: organisation
    title: {en: Organisation, fr: Organisation}
    questions:
      - id: organisation.name
        type: text
        required: true
        name: {en: name, fr: nom}
        label: {en: Which name?, fr: Quel nom ?}
      - id: organisation.headcount
        type: integer
        min: 5
        max: 90000
        required: true
        name: {en: headcount, fr: effectif}
        label: {en: How many people?, fr: Combien de personnes ?}
      - id: organisation.sites
        type: choice
        default: few
        name: {en: sites, fr: sites}
        label: {en: How many sites?, fr: Combien de sites ?}
        choices:
          - {value: one, label: {en: one, fr: un seul}}
          - {value: few, label: {en: a few, fr: quelques-uns}}
          - {value: many, label: {en: many, fr: beaucoup}}
      - id: goal.replaces
        type: multi
        default: []
        name: {en: tools replaced, fr: outils remplacés}
        label: {en: What stops?, fr: Qu’est-ce qui s’arrête ?}
        choices:
          - {value: mailing-list, label: {en: list, fr: liste}}
          - {value: messaging, label: {en: chat, fr: messagerie}}
      - id: calendar.start
        type: date
        required: true
        name: {en: start, fr: début}
        label: {en: From when?, fr: À partir de quand ?}
      - id: calendar.decision
        type: date
        unknown: {assume: {after: calendar.start, by: 4w}, owner: sponsor}
        name: {en: decision, fr: décision}
        label: {en: When?, fr: Quand ?}
      - id: calendar.freezes
        type: periods
        default: []
        name: {en: freezes, fr: gels}
        label: {en: When not?, fr: Quand non ?}
      - id: community.name
        type: text
        required: true
        name: {en: community, fr: communauté}
        label: {en: Its name?, fr: Son nom ?}
      - id: community.members
        type: integer
        unknown: {assume: 100, owner: business}
        name: {en: members, fr: membres}
        label: {en: How many?, fr: Combien ?}
      - id: community.employers
        type: text
        name: {en: employers, fr: employeurs}
        label: {en: Whose?, fr: De qui ?}
      - id: employer.country
        type: choice
        default: FR
        name: {en: country, fr: pays}
        label: {en: Where?, fr: Où ?}
        choices:
          - {value: FR, label: {en: France, fr: France}}
          - {value: DE, label: {en: Germany, fr: Allemagne}}
      - id: employer.council
        type: boolean
        unknown: {assume: true, owner: hr}
        name: {en: council, fr: CSE}
        label: {en: Is there one?, fr: Y en a-t-il un ?}
"""

ROLES = """\
kind: roles
format: 1
roles:
  - {id: sponsor, track: sponsor, title: {en: sponsor, fr: parrain}}
  - {id: business, track: business, title: {en: business, fr: métier}}
  - {id: project-lead, track: project, title: {en: project lead, fr: chef de projet}, hours: 10}
  - {id: hr, track: hr, title: {en: HR, fr: RH}}
  - {id: community-manager, track: project, title: {en: community manager, fr: animateur}, hours: 8}
"""

EVIDENCE = """\
kind: evidence
format: 1
items:
  - id: fr-law
    type: law
    jurisdiction: FR
    title: Code du travail
    publisher: Légifrance
    checked: 2026-11-23
"""

COUNCIL = """\
kind: playbook
format: 1
id: council
title: {en: Works council, fr: CSE}
for_each: employers
applies_when: employer.country == "FR"
questions:
  - id: employer.expert
    type: boolean
    when: employer.council
    unknown: {assume: true, owner: hr}
    name: {en: expert, fr: expert}
    label: {en: Will there be one?, fr: Y en aura-t-il un ?}
tasks:
  - id: file
    phase: prepare
    when: employer.council
    title: {en: Hand the file over, fr: Remettre le dossier}
    raci: {R: hr, A: sponsor}
    duration: 10d
    effort: {hr: 3d}
    done_when: {en: Done., fr: Fait.}
  - id: opinion
    kind: gate
    gate: works-council
    phase: prepare
    when: employer.council and not employer.expert
    title: {en: Opinion, fr: Avis}
    raci: {R: hr, A: hr}
    lead_time:
      base: 1mo
      cases:
        - {when: employer.expert, to: 2mo, why: {en: with an expert, fr: avec expert}}
    needs: [file]
    because: [fr-law]
"""

PILOT = """\
kind: playbook
format: 1
id: pilot
title: {en: Pilot, fr: Pilote}
requires: [council]
tasks:
  - id: seed
    for_each: communities
    phase: pilot
    title: {en: "Prepare “{{ community.name }}”", fr: "Préparer « {{ community.name }} »"}
    raci: {R: community-manager, A: business, C: [hr]}
    duration: 8d
    place: late
    done_when: {en: Ready., fr: Prêt.}
  - id: open
    kind: milestone
    opens: users
    for_each: communities
    phase: pilot
    title: {en: Opening, fr: Ouverture}
    raci: {R: community-manager, A: business}
    needs: [seed, {task: council/opinion, optional: true}]
  - id: decide
    kind: gate
    gate: decision
    on: calendar.decision
    phase: frame
    title: {en: Decision, fr: Décision}
    raci: {R: sponsor, A: sponsor}
  - id: weekly
    kind: ongoing
    phase: sustain
    title: {en: Weekly, fr: Hebdomadaire}
    raci: {R: community-manager, A: business}
    from: open
    until: 12mo
    every: 1w
    effort: {community-manager: 1h}
risks:
  - id: silence
    title: {en: Silence, fr: Silence}
    likelihood: 3
    impact: 4
    early_sign: {en: Nobody writes., fr: Personne n’écrit.}
    response: {en: Ask a question., fr: Poser une question.}
    owner: community-manager
    when: organisation.headcount >= 300 and organisation.sites != "one"
    mitigated_by: [seed]
kpis:
  - id: readers
    title: {en: Readers, fr: Lecteurs}
    measure: {en: Readers / invited, fr: Lecteurs / invités}
    level: group
    target: {after: open, by: 90cd, low: 0.4, high: 0.8}
asks:
  - id: announce
    phase: pilot
    role: support
    do: {en: Announce it, fr: L’annoncer}
    minutes: 20
    due: {before: open, which: first, by: 5d}
    if_refused: {en: Later., fr: Plus tard.}
    message: news
objections:
  - id: one-more-tool
    heard_from: [business]
    says: {en: One more tool?, fr: Encore un outil ?}
    answer: {en: One stops., fr: Un autre s’arrête.}
messages:
  - id: news
    from: sponsor
    channel: [email]
    subject: {en: News, fr: Nouvelles}
    body: {en: It opens., fr: Ça ouvre.}
"""

FILES: Mapping[str, str] = {
    "questions.yaml": QUESTIONS,
    "roles.yaml": ROLES,
    "evidence.yaml": EVIDENCE,
    "council.yaml": COUNCIL,
    "pilot.yaml": PILOT,
}

ANSWERS = """\
kind: answers
format: 1
language: fr
documents: [fr, en]
exercise: {en: Drawn from an article., fr: Tiré d’un article.}
organisation: {name: Weldom, headcount: 2750, sites: unknown}
goal:
  replaces: [mailing-list]
employers:
  - {id: centrale, country: FR, council: unknown}
communities:
  - {id: idees, name: Boîte à idées, members: 200, employers: [centrale]}
calendar:
  start: 2027-01-04
  freezes: [{from: 2027-10-16, to: 2028-01-19, population: stores}]
people:
  community-manager: {name: unknown, hours: 8}
"""


class Fault(NamedTuple):
    """A passage made wrong, and what must be said of it: the rule, the words cited, a part of the message."""

    old: str
    new: str
    rule: str
    cited: str | None
    message: str


def write(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """Put files into a folder, making the folders that they stand in."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def changed(name: str, old: str, new: str) -> Mapping[str, str]:
    """The library with one passage of one file replaced; the passage stands there exactly once."""
    assert FILES[name].count(old) == 1, (name, old, FILES[name].count(old))
    return {**FILES, name: FILES[name].replace(old, new)}


def load(folder: Path, files: Mapping[str, str] = FILES) -> Library:
    """The library of these files, with its diagnostics; paths are printed relative to the folder."""
    return load_library([Folder(write(folder, files), "")])


def cited(span: Span, text: str) -> str:
    """The stretch of a file's text that a span points at."""
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    between = lines[span.line : span.end_line - 1]
    return "\n".join(
        (lines[span.line - 1][span.column - 1 :], *between, lines[span.end_line - 1][: span.end_column - 1])
    )


def assert_inside(found: Diagnostic, text: str) -> None:
    """A span lies inside its file, begins before it ends, and counts from 1."""
    for span in (found.span, *(other.span for other in found.related if other.span.path == found.span.path)):
        lines = text.split("\n")
        assert 1 <= span.line <= span.end_line <= len(lines), found
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, found
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, found
        assert (span.line, span.column) <= (span.end_line, span.end_column), found
