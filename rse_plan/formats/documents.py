"""Which formats there are, and what is written in each language: describe once, then write.

A format is a module of this package with a function `outputs`, imported when the format is asked for, so
that nobody waits for the library of another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.errors import UnavailableError, UserError, say
from rse_plan.formats.manifest import Output
from rse_plan.planning.plan import Plan

if TYPE_CHECKING:
    from rse_plan.documents.audiences import Audience
    from rse_plan.documents.look import Look

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "markdown": "",
        "html": "",
        "json": "",
        "docx": "",
        "xlsx": "",
        "pdf": "",
        "csv": "",
        "ics": "calendar",
        "mspdi": "",
        "tjp": "",
        "mermaid": "",
        "prompt": "",
        "pptx": "slides",
    }
)
"""What `--format` takes, with the extra whose library it needs, or nothing: pdf asks for its own itself."""


ALL = "all"
"""What `--format` takes for every format that can be written here."""

Told = Callable[[str, str], None]
"""Hears which format is about to be written in which language."""


class NotInstalledError(UnavailableError):
    """A format's library is missing; `extra` brings it."""

    def __init__(self, form: str, extra: str) -> None:
        super().__init__(
            say("the format “{name}” needs a library that is not installed", name=form),
            say("install it with {command}", command=install_command((extra,))),
        )
        self.extra = extra


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A format that is not written under `all`, and why it cannot be."""

    form: str
    reason: UserError


def install_command(extras: Sequence[str]) -> str:
    """What to type to have the libraries of some extras."""
    return f'pip install "rse-plan[{",".join(extras)}]"'


def _nobody(form: str, language: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What may be wished for beyond languages and formats.

    `look` stands in for our own; `today` is marked in calendars that are drawn.
    """

    look: Look | None = None
    today: date | None = None
    told: Told = _nobody


PLAIN = Wishes()
"""Nothing in particular."""


def write(
    plan: Plan,
    languages: Sequence[str],
    formats: Sequence[str],
    readers: Sequence[str] = (),
    wishes: Wishes = PLAIN,
) -> tuple[Output, ...]:
    """Every document in every language and format; several languages have a folder each (semantics 31).

    `readers`, such as hr or community:finance, have views that stand in for the three documents; data
    formats stay as they are. Raises UserError for a format that does not exist, whose extra is not
    installed, or that cannot be written here, for a reader whom the plan does not know, and for a template
    of others that cannot be filled.
    """
    check_formats(formats)
    return tuple(
        output
        for described in _in_languages(plan, languages, readers, wishes)
        for form in formats
        for output in _outputs(form, described, len(languages) > 1, wishes.told)
    )


def write_all(
    plan: Plan,
    languages: Sequence[str],
    readers: Sequence[str] = (),
    wishes: Wishes = PLAIN,
) -> tuple[tuple[Output, ...], tuple[LeftOut, ...]]:
    """The same in every format that can be written here, and those that cannot, each wholly left out.

    Raises UserError as `write` does for what is wrong wherever it is written, such as a template of others.
    """
    found: list[tuple[str, Output]] = []
    left: dict[str, LeftOut] = {}
    for described in _in_languages(plan, languages, readers, wishes):
        for form in FORMATS:
            try:
                made = (
                    () if form in left else tuple(_outputs(form, described, len(languages) > 1, wishes.told))
                )
            except UnavailableError as fault:
                left[form] = LeftOut(form, fault)
            else:
                found.extend((form, output) for output in made)
    return tuple(output for form, output in found if form not in left), tuple(left.values())


def check_formats(formats: Sequence[str]) -> None:
    """Raises UserError for a format that does not exist."""
    for form in formats:
        if form not in FORMATS:
            message = say("the format “{name}” does not exist", name=form)
            raise UserError(message, say("one of {names}", names=", ".join((*FORMATS, ALL))))


def _in_languages(
    plan: Plan, languages: Sequence[str], readers: Sequence[str], wishes: Wishes
) -> Iterator[Described]:
    audiences = _audiences(plan, readers) if readers else ()
    return (
        Described(plan, Words(language), audiences, look=wishes.look, today=wishes.today)
        for language in languages
    )


def _audiences(plan: Plan, readers: Sequence[str]) -> tuple[Audience, ...]:
    from rse_plan.documents.audiences import audiences_of

    return tuple(audiences_of(plan, readers))


def _outputs(form: str, described: Described, in_folder: bool, told: Told) -> Iterator[Output]:
    language = described.words.language
    told(form, language)
    for output in _written(form, described):
        yield replace(output, name=f"{language}/{output.name}") if in_folder else output


def _written(form: str, described: Described) -> Iterator[Output]:
    try:
        module = import_module(f"{__package__}.{form}")
        yield from module.outputs(described)
    except ModuleNotFoundError as fault:
        if not FORMATS[form] or str(fault.name).startswith("rse_plan"):
            raise
        raise NotInstalledError(form, FORMATS[form]) from None
