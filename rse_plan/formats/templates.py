"""Where templates come from: compiled when the wheel was made, else read and compiled at each run.

Compiling takes longer than filling them. What an installed wheel holds was compiled from its own
templates by the same version of Jinja; another version reads them as they stand. Templates of other people
stand before ours: they see values, and can change or run nothing (design D10).
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
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
)
from jinja2.exceptions import TemplateNotFound, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from rse_plan.resources import compiled_folder, templates_folder

if TYPE_CHECKING:
    from rse_plan.documents.look import OwnFile

ENDING = "j2"
"""What the names of templates end with; other files beside them, such as a style sheet, are not compiled."""
LARGEST = 50_000_000
"""Characters of one document from templates of others: a plan of 5,000 tasks has a third of them."""


class TooLongError(Exception):
    """A template gives more than any document could hold."""


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
    if not own:
        return Environment(loader=ours, undefined=StrictUndefined, **settings)  # noqa: S701  # in `settings`
    loader = ChoiceLoader([_OwnLoader(own), ours])
    return ImmutableSandboxedEnvironment(loader=loader, undefined=_Told, **settings)


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
    """The text of a document. Raises TooLongError when other people's templates have no end."""
    if not template.environment.sandboxed:
        return template.render(**values)
    pieces: list[str] = []
    size = 0
    running = template.root_render_func(template.new_context(values))
    for piece in running:
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST and isinstance(running, Generator):
            running.throw(TooLongError())  # there, so that its place is known
    return "".join(pieces)


def compile_templates(made: Environment, target: Path) -> None:
    """Write every template of an environment as a Python module, for `loader_of` to find in a wheel."""
    made.compile_templates(target, extensions=[ENDING], zip=None, ignore_errors=False)
