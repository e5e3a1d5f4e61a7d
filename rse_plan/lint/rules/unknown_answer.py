"""A key of an answers file that answers no question."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule
from rse_plan.lint.sample_answers import SOUND_ANSWERS, answers_with

_BAD = answers_with("headcount", "headcuont")
_GOOD = SOUND_ANSWERS

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
