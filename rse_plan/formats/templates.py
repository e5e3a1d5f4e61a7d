"""Where templates come from: compiled when the wheel was made, else read and compiled at each run.

Compiling takes longer than filling them. What an installed wheel holds was compiled from its own
templates by the same version of Jinja; another version reads them as they stand. Templates of other people
stand before ours: they see values, and can change or run nothing (design D10).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    ModuleLoader,
    StrictUndefined,
    Template,
    Undefined,
)
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from rse_plan.resources import compiled_folder, templates_folder

if TYPE_CHECKING:
    from rse_plan.documents.look import OwnFile

ENDING = "j2"
"""What the names of templates end with; other files beside them, such as a style sheet, are not compiled."""
LARGEST = 50_000_000
"""Characters of one document from templates of others: a plan of 5,000 tasks has a third of them."""
_HALVES = re.compile("[\ud800-\udfff]")
_BY_ADDRESS = re.compile(
    r"\b(?:function|method|object|generator|wrapper)\b[^\n]{0,200}? at 0x[0-9a-f]{6,}", re.IGNORECASE
)
"""How Python shows what has no text of its own: by its place in memory, another one at each run."""


class TooLongError(Exception):
    """A template gives more than any document could hold."""


class RefusedError(SecurityError):
    """A template places what it may not; `kind` is one of `template_faults.Kind`, `name` what it is about."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"{kind}: {name}")
        self.kind = kind
        self.name = name


class MissingError(UndefinedError):
    """A template names a part that is not there; `known` are those that are."""

    def __init__(self, owner: object, name: object, message: str) -> None:
        super().__init__(message)
        self.name = str(name)
        self.known = [field.name for field in fields(owner)] if is_dataclass(owner) else []


class _Told(StrictUndefined):
    """What is not there, and what is there instead."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError
    ) -> None:
        told = partial(MissingError, obj, name) if exc is UndefinedError else exc
        super().__init__(hint, obj, name, told)  # type: ignore[arg-type]  # it is called, no more


class _OwnLoader(BaseLoader):
    """Finds templates that were read before: no file is opened here, wherever a name leads."""

    def __init__(self, own: Mapping[str, OwnFile]) -> None:
        self._own = own

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002  # Jinja's form
        if template not in self._own:
            raise TemplateNotFound(template)
        return self._own[template].text, self._own[template].path, None

    def list_templates(self) -> list[str]:
        return sorted(self._own)


def environment(form: str, own: Mapping[str, OwnFile], **settings: Any) -> Environment:
    """What fills the templates of a format; `own` are those of other people, by name."""
    ours = loader_of(form)
    if own:
        settings["finalize"] = _only_texts(settings["finalize"])
        loader = ChoiceLoader([_OwnLoader(own), ours])
        made: Environment = ImmutableSandboxedEnvironment(loader=loader, undefined=_Told, **settings)
    else:
        made = Environment(loader=ours, undefined=StrictUndefined, **settings)  # noqa: S701  # in `settings`
    del made.globals["lipsum"], made.filters["random"]  # same input, same bytes
    return made


def _only_texts(placed: Callable[[object], object]) -> Callable[[object], object]:
    """What places values, and refuses what has no text of its own where it stands."""

    def finalize(value: object) -> object:
        shown = placed(value)
        if isinstance(shown, Undefined):
            return shown
        text = value if isinstance(value, str) else str(shown)  # before signs are left out of it
        if (fault := _fault_in(text)) is not None:
            raise fault
        return shown

    return finalize


def _fault_in(text: str) -> RefusedError | None:
    """What no document can hold, if it is in a text."""
    if not text.isascii() and (half := _HALVES.search(text)) is not None:
        return RefusedError("half-character", f"\\u{ord(half[0]):04x}")
    if " at 0x" in text and _BY_ADDRESS.search(text) is not None:
        return RefusedError("no-text", "")
    return None


def wordings(say: Callable[..., str]) -> Callable[..., str]:
    """What templates get as `_`. It fills gaps with texts and whole numbers, and lends nothing of itself.

    Python's own filling of gaps would follow `{a.b}` and `{a[b]}` anywhere, past the sandbox: such gaps are
    refused with a RefusedError, and so are values that have parts.
    """
    plain = cache(say)  # a template says the same again and again

    def said(wording: object, /, **values: object) -> str:
        if not isinstance(wording, str):
            raise RefusedError("value", "_")
        if not values:
            return plain(wording)
        _check_gaps(wording, values)
        return say(wording, **values)

    return said


def _check_gaps(wording: str, values: Mapping[str, object]) -> None:
    for _, name, form, conversion in Formatter().parse(wording):
        if name is not None and (not name.isidentifier() or form or conversion):
            gap = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            raise RefusedError("gap", f"{{{gap}}}")
    for name, value in values.items():
        if isinstance(value, Undefined):
            str(value)  # says what is missing
        if not isinstance(value, str | int):
            raise RefusedError("value", name)


def loader_of(form: str) -> BaseLoader:
    """What finds our templates of a format."""
    compiled = compiled_folder(jinja2.__version__, form)
    if compiled.is_dir():
        return ModuleLoader(compiled)
    return FileSystemLoader(bundled(form), encoding="utf-8")


def bundled(form: str) -> Path:
    """The folder of our templates of a format."""
    return templates_folder() / form


def fill(template: Template, **values: object) -> str:
    """The text of a document.

    Of other people's templates: raises TooLongError when they have no end, RefusedError when
    what they give is no text.
    """
    if not template.environment.sandboxed:
        return template.render(**values)
    pieces: list[str] = []
    size = 0
    running = template.root_render_func(template.new_context(values))
    for piece in running:
        pieces.append(piece)
        size += len(piece)
        fault: Exception | None = TooLongError() if size > LARGEST else _fault_in(piece)
        if fault is not None and isinstance(running, Generator):
            running.throw(fault)  # there, so that its place is known
    return "".join(pieces)


def compile_templates(made: Environment, target: Path) -> None:
    """Write every template of an environment as a Python module, for `loader_of` to find in a wheel."""
    made.compile_templates(target, extensions=[ENDING], zip=None, ignore_errors=False)
