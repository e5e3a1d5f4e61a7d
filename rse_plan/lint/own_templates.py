"""The rules of templates over a folder of them that documents are to be made with.

They need no library: `render` asks them before it fills anything, `templates check` those of wording too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import ModuleType

from rse_plan.diagnostics import Diagnostic, in_order
from rse_plan.documents.look import Look
from rse_plan.library import Library
from rse_plan.lint.engine import File, all_rules
from rse_plan.lint.ignores import sift
from rse_plan.lint.rules import heading_order, undefined_variable, unescaped_html, vague_link
from rse_plan.lint.templates import Shelf, Template

MOST = 50
"""Findings of a rule in a file: thousands in one are no slips of the pen, and each takes its time."""
FORMS = ("html", "markdown")


def faults_of(look: Look, *, wording: bool = False) -> tuple[Diagnostic, ...]:
    """What is wrong with the templates of a look, in order; `wording`: with how they read, too."""
    templates = tuple(_templates(look))
    found = [one for template in templates for one in _faults(template, wording=wording)]
    documents = tuple(template.document for template in templates)
    if any("rse-plan:" in document.text for document in documents):
        pages = {rule.page.name: rule.page for rule in all_rules()}
        asked = {page.RULE.name for page in _rules(wording=wording)}
        found = [*sift(found, documents, pages, lambda rule: rule.name in asked).findings]
    return in_order(found)


def _templates(look: Look) -> Iterator[Template]:
    for form in FORMS:
        own = look.of(form)
        shelf = Shelf({name: file.text for name, file in own.items()})
        yield from (shelf.template(file.path, file.text) for file in own.values())


def _faults(template: Template, *, wording: bool) -> Iterator[Diagnostic]:
    """One that cannot be read is not looked into."""
    if template.tree is None:
        yield from template.faults()
        return
    file = File(template.document, Library(), template=template)
    for rule in _rules(wording=wording):
        yield from islice(rule.check(file), MOST)


def _rules(*, wording: bool) -> tuple[ModuleType, ...]:
    return _OF_SENSE + _OF_WORDING if wording else _OF_SENSE


_OF_SENSE = (undefined_variable, unescaped_html)
_OF_WORDING = (heading_order, vague_link)
