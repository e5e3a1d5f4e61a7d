"""Where the bundled playbooks, templates, examples and schemas are: in the wheel, or in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rse_plan.errors import UserError, say

_PACKAGE = Path(__file__).parent
BUNDLED = "bundled:"
"""What begins the printed path of a bundled file, whatever folder it is installed in (semantics 28)."""


@cache
def _root() -> Path:
    """The folder that holds the bundled folders: a wheel's own, else the checkout's."""
    installed = _PACKAGE / "_bundled"
    return installed if installed.is_dir() else _PACKAGE.parent


def playbooks_folder() -> Path:
    """The library that every command starts from."""
    return _root() / "playbooks"


def templates_folder() -> Path:
    """One folder of templates for each text format."""
    return _root() / "templates"


def compiled_folder(version: str, name: str) -> Path:
    """Where a wheel keeps the templates of a folder as that version of Jinja compiled them."""
    return _root() / "compiled" / version / name


def compiled_library() -> Path:
    """Where a wheel keeps the bundled playbooks as they were read when it was made."""
    return _root() / "compiled" / "library.pickle"


def examples_folder() -> Path:
    """Answers files of real organisations, made from public articles."""
    return _root() / "examples"


def schema_folder() -> Path:
    """JSON Schemas of the file formats, as the shipped library makes them."""
    return _root() / "schema"


def example_names() -> tuple[str, ...]:
    """What `--example` accepts, in order."""
    return tuple(sorted(path.stem for path in examples_folder().glob("*.yaml")))


def example_path(name: str) -> Path:
    """The answers file of an example; a name that does not exist is refused with those that do."""
    names = example_names()
    if name not in names:
        raise UserError(
            say("there is no example “{name}”", name=name),
            say("one of {names}", names=", ".join(names)),
        )
    return examples_folder() / f"{name}.yaml"


def example_label(name: str) -> str:
    """The path that messages and plan.json print for an example."""
    return f"{BUNDLED}examples/{name}.yaml"
