"""Which formats there are, and what is written in each language: describe once, then write.

A format is a module of this package with a function `outputs`, imported when the format is asked for, so
that nobody waits for the library of another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from rse_plan.documents.audiences import audiences_of
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.errors import UserError, say
from rse_plan.formats.manifest import Output
from rse_plan.planning.plan import Plan

if TYPE_CHECKING:
    from rse_plan.documents.look import Look

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "markdown": "",
        "html": "",
        "json": "",
        "docx": "",
        "xlsx": "",
        "csv": "",
        "ics": "calendar",
        "mspdi": "",
        "tjp": "",
        "mermaid": "",
        "prompt": "",
    }
)
"""What `--format` takes, with the extra whose library it needs, or nothing."""


def write(
    plan: Plan,
    languages: Sequence[str],
    formats: Sequence[str],
    readers: Sequence[str] = (),
    look: Look | None = None,
) -> tuple[Output, ...]:
    """Every document in every language and format; several languages have a folder each (semantics 31).

    `readers`, such as hr or community:finance, have views that stand in for the three documents; data
    formats stay as they are. `look` stands in for our own. Raises UserError for a format that does not
    exist, or whose extra is not installed, for a reader whom the plan does not know, and for a template of
    others that cannot be filled.
    """
    for form in formats:
        if form not in FORMATS:
            message = say("the format “{name}” does not exist", name=form)
            raise UserError(message, say("one of {names}", names=", ".join(FORMATS)))
    audiences = audiences_of(plan, readers)
    return tuple(
        replace(output, name=f"{language}/{output.name}") if len(languages) > 1 else output
        for language in languages
        for output in _in_language(Described(plan, Words(language), audiences, look), formats)
    )


def _in_language(described: Described, formats: Sequence[str]) -> Iterator[Output]:
    for form in formats:
        yield from _outputs(form, described)


def _outputs(form: str, described: Described) -> Iterator[Output]:
    try:
        module = import_module(f"{__package__}.{form}")
        yield from module.outputs(described)
    except ModuleNotFoundError as fault:
        if not FORMATS[form] or str(fault.name).startswith("rse_plan"):
            raise
        raise UserError(
            say("the format “{name}” needs a library that is not installed", name=form),
            say("install it with {command}", command=f'pip install "rse-plan[{FORMATS[form]}]"'),
        ) from None
