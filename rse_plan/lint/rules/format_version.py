"""A file for another version of the format."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_BAD = """\
kind: answers
format: 2
organisation: {name: Weldom, headcount: 2750}
"""

_GOOD = """\
kind: answers
format: 1
organisation: {name: Weldom, headcount: 2750}
"""

RULE = Rule(
    name="format-version",
    what_it_finds=Both(
        en="A file written for another version of the format than the one this program reads.",
        fr="Un fichier écrit pour une autre version du format que celle que lit ce programme.",
    ),
    why_it_matters=Both(
        en=("Keys may have changed their meaning: reading the file all the same could give a wrong plan."),
        fr=("Des clés ont pu changer de sens : lire quand même le fichier pourrait donner un plan faux."),
    ),
    bad={"answers.yaml": _BAD},
    good={"answers.yaml": _GOOD},
)
