"""Findings as SARIF 2.1.0, for GitHub's code scanning and for editors.

Three faults of other linters' reports are ruled out: a text that is empty, a rule that is described twice,
a result without its level (docs/ci.md). No line of a file is quoted: answers are confidential. What comments
silence is left out, although SARIF has a word for it: code scanning opens an alert for such a result too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from posixpath import normpath
from typing import Any

from rse_plan import __version__
from rse_plan.diagnostics import Diagnostic, Edit, Related
from rse_plan.errors import LANGUAGE, Translate, say
from rse_plan.lint.engine import Linted, all_rules
from rse_plan.lint.explain import page
from rse_plan.lint.reports.identity import identified
from rse_plan.lint.reports.rule_page import in_markdown
from rse_plan.lint.reports.signs import in_json, uri, with_help
from rse_plan.lint.reports.style import Style
from rse_plan.lint.rule import Rule
from rse_plan.resources import BUNDLED
from rse_plan.source.span import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT, _LIBRARY = "%SRCROOT%", "RSE_PLAN_LIBRARY"
_STARTED = say("the folder where the program was started")
_ABOVE = say("the nearest folder that holds all files, above that where the program was started")
_BUNDLED = say("the playbooks that come with the program")
_LINK = re.compile(r"\]\(")
_BRACKETS = re.compile(r"([\\\[\]])")

Part = dict[str, Any]


def report(linted: Linted, style: Style) -> str:
    """One run: each finding with its rule, place, level and mending, and the pages of those rules."""
    language = style.translate(LANGUAGE)
    wanted = {found.rule for found in linted.findings}
    rules = [rule.page for rule in all_rules() if rule.page.name in wanted]
    places = {rule.name: index for index, rule in enumerate(rules)}
    below = _below(linted, style.folder)
    run = {
        "tool": {"driver": _driver([_rule(rule, language, style.translate) for rule in rules], language)},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "rse-plan-lint/"},
        "originalUriBaseIds": {
            base: {"description": _text(said.in_words(style.translate))}
            for base, said in ((_ROOT, _ABOVE if below else _STARTED), (_LIBRARY, _BUNDLED))
        },
        "results": [
            _result(_seen_from_above(found, below), fingerprint, places, style.translate)
            for found, fingerprint in identified(linted)
        ],
    }
    return in_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _below(linted: Linted, folder: tuple[str, ...]) -> tuple[str, ...]:
    """The folders between the nearest that holds all files and the one where the program was started."""
    spans = (span for found in linted.findings for span in _spans(found))
    up = max((span.path.split("/").count("..") for span in spans if span.path.startswith("../")), default=0)
    return folder[len(folder) - up :] if 0 < up < len(folder) else ()


def _spans(found: Diagnostic) -> Iterator[Span]:
    yield found.span
    yield from (other.span for other in found.related)


def _seen_from_above(found: Diagnostic, below: tuple[str, ...]) -> Diagnostic:
    if not below:
        return found

    def moved(span: Span) -> Span:
        if span.path.startswith(BUNDLED) or uri(span.path).startswith("file:"):
            return span
        return span._replace(path=normpath("/".join((*below, span.path))))

    related = tuple(replace(other, span=moved(other.span)) for other in found.related)
    edit = replace(found.edit, span=moved(found.edit.span)) if found.edit is not None else None
    return replace(found, span=moved(found.span), related=related, edit=edit)


def _driver(rules: list[Part], language: str) -> Part:
    return {
        "name": "rse-plan",
        "semanticVersion": __version__,
        "language": language,
        "rules": rules,
    }


def _rule(rule: Rule, language: str, translate: Translate) -> Part:
    return {
        "id": rule.name,
        "shortDescription": {"text": translate(rule.what_it_finds.in_(language))},
        "fullDescription": {"text": translate(rule.why_it_matters.in_(language))},
        "help": {
            "text": page(rule.name, language, translate),
            "markdown": in_markdown(rule, language, translate),
        },
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {"problem.severity": str(rule.severity), "profile": str(rule.profile)},
    }


def _result(found: Diagnostic, fingerprint: str, places: Mapping[str, int], translate: Translate) -> Part:
    made: Part = {
        "ruleId": found.rule,
        "ruleIndex": places.get(found.rule, -1),
        "level": str(found.severity),
        "message": _text(with_help(found, translate)),
        "locations": [{"physicalLocation": _place(found.span)}],
        "partialFingerprints": {"rsePlanFinding/v1": fingerprint},
    }
    if found.related:
        made["relatedLocations"] = [
            _other(number, other, translate) for number, other in enumerate(found.related, start=1)
        ]
    if found.edit is not None:
        made["fixes"] = [_fix(found, found.edit, translate)]
    return made


def _other(number: int, other: Related, translate: Translate) -> Part:
    message = _text(other.message.in_words(translate))
    return {"id": number, "physicalLocation": _place(other.span), "message": message}


def _fix(found: Diagnostic, edit: Edit, translate: Translate) -> Part:
    replacement: Part = {"deletedRegion": _region(edit.span)}
    if edit.text:
        replacement["insertedContent"] = {"text": edit.text}
    change = {"artifactLocation": _artifact(edit.span.path), "replacements": [replacement]}
    advice = found.help or found.message
    return {"description": _text(advice.in_words(translate)), "artifactChanges": [change]}


def _place(span: Span) -> Part:
    return {"artifactLocation": _artifact(span.path), "region": _region(span)}


def _artifact(path: str) -> Part:
    """A file as its reader finds it again: below a base, unless its path says where it is by itself."""
    if path.startswith(BUNDLED):
        return {"uri": uri(path.removeprefix(BUNDLED)), "uriBaseId": _LIBRARY}
    place = uri(path)
    by_itself = place.startswith("file:") or ".." in path.split("/")
    return {"uri": place} if by_itself else {"uri": place, "uriBaseId": _ROOT}


def _region(span: Span) -> Part:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _text(text: str) -> Part:
    """A message in which nothing that a file says is taken for a link."""
    return {"text": _BRACKETS.sub(r"\\\1", text) if _LINK.search(text) else text}
