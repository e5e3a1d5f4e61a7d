"""Markup that an answer could bring in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import Both, Rule

_BAD = """\
<ul>
{% for risk in view.risks %}
<li>{{ risk.title | safe }}</li>
{% endfor %}
</ul>
"""

_GOOD = """\
<ul>
{% for risk in view.risks %}
<li>{{ risk.title }}</li>
{% endfor %}
</ul>
"""

RULE = Rule(
    name="unescaped-html",
    what_it_finds=Both(
        en=(
            "In a template: `| safe`, `Markup(…)`, `autoescape false`, a script, a frame, an address of "
            "code or an `on…=` attribute."
        ),
        fr=(
            "Dans un gabarit : `| safe`, `Markup(…)`, `autoescape false`, un script, un cadre, une "
            "adresse qui contient du code ou un attribut `on…=`."
        ),
    ),
    why_it_matters=Both(
        en=(
            "What people answer is printed as it is: unescaped, the name of a community can run code in "
            "the browser of whoever opens the plan. Documents run nothing, and their own policy forbids "
            "it."
        ),
        fr=(
            "Les réponses s’impriment telles quelles : sans échappement, le nom d’une communauté peut "
            "exécuter du code chez qui ouvre le plan. Les documents n’exécutent rien, et leur propre "
            "politique de sécurité l’interdit."
        ),
    ),
    bad={"plan.html.j2": _BAD},
    good={"plan.html.j2": _GOOD},
)


_UNSAFE = re.compile(
    r"\|\s*(?P<filter>safe)\b"
    r"|\b(?P<call>Markup)\s*\("
    r"|\{%-?\s*(?P<block>autoescape\s+false)\b"
    r"|(?P<element><(?:script|iframe|object|embed)\b)"
    r"|(?P<address>\b(?:javascript|vbscript)\s*:)"
    r"|(?<=\s)(?P<attribute>on[a-z]+)\s*=\s*[\"']",
    re.IGNORECASE,
)


def check(file: File) -> Iterator[Diagnostic]:
    if file.template is None:
        return
    for match in _UNSAFE.finditer(file.template.without_comments):
        kind = match.lastgroup or "filter"
        lets_in = kind in ("filter", "call", "block")
        message = (
            say("“{words}” lets an answer’s own markup into the document", words=match[kind])
            if lets_in
            else say("“{words}” runs or loads something: documents do neither", words=match[kind])
        )
        yield Diagnostic(
            rule=RULE.name,
            span=file.template.span(match.start(kind), match.end(kind)),
            message=message,
            help=say("take it out: texts with emphasis and links come ready to be placed"),
        )
