"""Where templates come from: compiled when the wheel was made, else read and compiled at each run.

Compiling takes longer than filling them. What an installed wheel holds was compiled from its own
templates by the same version of Jinja; any other folder or version is read as it stands.
"""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rse_plan.resources import compiled_folder, templates_folder

ENDING = "j2"
"""What the names of templates end with; other files beside them, such as a style sheet, are not compiled."""


def kind_of(folder: Path) -> type[Environment]:
    """What may fill the templates of a folder: ours are code of the program.

    Those of other people see values, and can change or run nothing (design D10).
    """
    return Environment if _is_ours(folder) else ImmutableSandboxedEnvironment


def _is_ours(folder: Path) -> bool:
    return folder.parent == templates_folder()


def loader_of(folder: Path) -> BaseLoader:
    """What finds the templates of a folder."""
    compiled = compiled_folder(jinja2.__version__, folder.name)
    if _is_ours(folder) and compiled.is_dir():
        return ModuleLoader(compiled)
    return FileSystemLoader(folder, encoding="utf-8", followlinks=False)


def compile_templates(environment: Environment, target: Path) -> None:
    """Write every template of an environment as a Python module, for `loader_of` to find in a wheel."""
    environment.compile_templates(target, extensions=[ENDING], zip=None, ignore_errors=False)
