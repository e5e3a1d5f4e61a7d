"""A template that prints what does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rse_plan.diagnostics import Diagnostic, Edit, nearest
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import Both, Rule

_BAD = """\
# {{ heading.document }}

{% for risk in view.risks %}
- {{ risk.tilte }}
{% endfor %}
"""

_GOOD = """\
# {{ heading.document }}

{% for risk in view.risks %}
- {{ risk.title }}
{% endfor %}
"""

RULE = Rule(
    name="undefined-variable",
    fixable=True,
    what_it_finds=Both(
        en=(
            "In a template of a document: a name, a part of a name, a filter or another template that "
            "nothing gives; the nearest is offered."
        ),
        fr=(
            "Dans un gabarit de document : un nom, une partie d’un nom, un filtre ou un autre gabarit que "
            "rien ne fournit ; le plus proche est proposé."
        ),
    ),
    why_it_matters=Both(
        en=(
            "`render` stops at it, and often only for some answers: the part that names it may be "
            "printed for one organisation in ten."
        ),
        fr=(
            "`render` s’arrête dessus, et souvent pour certaines réponses seulement : le passage fautif "
            "ne s’imprime peut-être que pour une organisation sur dix."
        ),
    ),
    bad={"brief.md.j2": _BAD},
    good={"brief.md.j2": _GOOD},
)


if TYPE_CHECKING:
    from rse_plan.lint.template_names import Unknown


def check(file: File) -> Iterator[Diagnostic]:
    if file.template is None or file.template.tree is None:
        return
    from rse_plan.lint.template_names import unknown_in  # Jinja: most runs have no template

    yield from map(_diagnostic, unknown_in(file.template))


def _diagnostic(unknown: Unknown) -> Diagnostic:
    likely = nearest(unknown.name, unknown.known)
    instead = str(likely.values["word"]) if likely is not None else None
    return Diagnostic(
        rule=RULE.name,
        span=unknown.span,
        message=say("there is no template “{name}”", name=unknown.path)
        if unknown.is_template
        else say("nothing gives “{name}” to this template", name=unknown.path),
        help=likely or say("one of {names}", names=", ".join(sorted(unknown.known))),
        edit=Edit(unknown.span, instead) if instead is not None and unknown.is_exact else None,
    )
