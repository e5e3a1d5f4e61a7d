"""Which documents each format has, and how each is made: describe, then write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rse_plan.documents import brief_view, plan_view, register_view
from rse_plan.documents.words import Words
from rse_plan.errors import UserError, say
from rse_plan.formats import html, json, markdown
from rse_plan.formats.manifest import Output
from rse_plan.planning.plan import Plan

DESCRIBE: Mapping[str, Callable[[Plan, Words], Any]] = {
    "brief": brief_view.describe,
    "plan": plan_view.describe,
    "register": register_view.describe,
}
"""The three documents (design D17): each view model is made once for a language and serves every format."""

PRINT: Mapping[str, tuple[str, Callable[[Any, Words], str]]] = {
    "markdown": ("md", markdown.write),
    "html": ("html", html.write),
}
"""Formats that print the three documents, with their ending."""

FORMATS = (*PRINT, "json")
"""What `--format` takes."""


def write(plan: Plan, languages: Sequence[str], formats: Sequence[str]) -> tuple[Output, ...]:
    """Every document in every language and format; several languages have a folder each (semantics 31).

    Raises UserError for a format that does not exist.
    """
    for form in formats:
        if form not in FORMATS:
            message = say("the format “{name}” does not exist", name=form)
            raise UserError(message, say("one of {names}", names=", ".join(FORMATS)))
    return tuple(
        replace(output, name=f"{language}/{output.name}") if len(languages) > 1 else output
        for language in languages
        for output in _in_language(plan, Words(language), formats)
    )


def _in_language(plan: Plan, words: Words, formats: Sequence[str]) -> Iterator[Output]:
    printed = [PRINT[form] for form in formats if form in PRINT]
    views = {name: describe(plan, words) for name, describe in DESCRIBE.items()} if printed else {}
    for ending, write_view in printed:
        for name, view in views.items():
            yield Output(f"{name}.{ending}", write_view(view, words).encode())
    if "json" in formats:
        yield Output("plan.json", json.write(plan, words).encode())
