"""A key of an answers file that answers no question."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_BAD = """\
kind: answers
format: 1
organisation: {name: Weldom, headcuont: 60, kind: company, frontline: none}
goal: {process: answering shops}
employers:
  - {id: weldom, country: GB, works_council: none}
sponsors:
  - {id: main, level: ceo, minutes: 60}
communities:
  - {id: shops, name: Shops, members: 40, use_case: other}
platform: {product: whaller}
legal: {charter: in-force, individual_stats: nobody}
calendar:
  start: 2027-02-01
  decision: 2027-03-01
  freezes: [{preset: august}]
people:
  community-manager: {hours: 15}
"""

_GOOD = """\
kind: answers
format: 1
organisation: {name: Weldom, headcount: 60, kind: company, frontline: none}
goal: {process: answering shops}
employers:
  - {id: weldom, country: GB, works_council: none}
sponsors:
  - {id: main, level: ceo, minutes: 60}
communities:
  - {id: shops, name: Shops, members: 40, use_case: other}
platform: {product: whaller}
legal: {charter: in-force, individual_stats: nobody}
calendar:
  start: 2027-02-01
  decision: 2027-03-01
  freezes: [{preset: august}]
people:
  community-manager: {hours: 15}
"""

RULE = Rule(
    name="unknown-answer",
    what_it_finds=Both(
        en=(
            "A key in an answers file that is no question of the playbooks at hand; the nearest one "
            "is offered."
        ),
        fr=(
            "Une clé d’un fichier de réponses qui ne correspond à aucune question des playbooks "
            "présents ; la plus proche est proposée."
        ),
    ),
    why_it_matters=Both(
        en=(
            "An answer under a misspelt key is no answer: the plan would take the assumed value, and "
            "nobody would see it."
        ),
        fr=(
            "Une réponse sous une clé mal écrite n’est pas une réponse : le plan prendrait la valeur "
            "supposée, et personne ne le verrait."
        ),
    ),
    bad={"answers.yaml": _BAD},
    good={"answers.yaml": _GOOD},
    fixable=True,
)
