"""What a wheel holds besides the package: compiled message catalogues and the bundled folders."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import rmtree
from typing import Any

import jinja2
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLED = ("playbooks", "templates", "examples", "schema")
"""Folders at the top of the repository that `rse_plan.resources` finds inside an installed package."""


SCRATCH = "compiled"
"""Where things are compiled to, beside the wheel, until it is closed."""


class Bundle(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's generic has no public argument
    """Compiles each `rse_plan.po`, since gettext reads only the compiled form, and adds the folders.

    An editable install reads the folders where they are: a copy would go stale.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for catalogue in sorted(Path(self.root, "rse_plan", "locales").glob("*/LC_MESSAGES/*.po")):
            with catalogue.open("rb") as source:
                messages = read_po(source)
            with catalogue.with_suffix(".mo").open("wb") as target:
                write_mo(target, messages)
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update({name: f"rse_plan/_bundled/{name}" for name in BUNDLED})
            sys.path.insert(0, self.root)
            self._add_templates(build_data)
            self._add_library(build_data)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  # hatchling's form
        rmtree(Path(self.directory, SCRATCH), ignore_errors=True)

    def _add_templates(self, build_data: dict[str, Any]) -> None:
        """Templates as Python modules, by the version of Jinja that made them: no other reads them."""
        from rse_plan.formats import html, markdown  # noqa: PLC0415  # only where a wheel is made
        from rse_plan.formats.templates import compile_templates  # noqa: PLC0415  # the same

        for name, form in (("html", html), ("markdown", markdown)):
            target = Path(self.directory, SCRATCH, name)
            compile_templates(form.environment_of(), target)
            inside = f"rse_plan/_bundled/compiled/{jinja2.__version__}/{name}"
            build_data["force_include"][str(target)] = inside

    def _add_library(self, build_data: dict[str, Any]) -> None:
        """The bundled playbooks, read and checked: a wheel whose library has faults is not made."""
        from rse_plan.library import load_library  # noqa: PLC0415  # only where a wheel is made
        from rse_plan.library.compiled import bundled_folder, compile_library  # noqa: PLC0415  # the same

        library = load_library([bundled_folder()])
        if library.diagnostics:
            raise ValueError(str(library.diagnostics[0]))
        target = Path(self.directory, SCRATCH, "library.pickle")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(compile_library(library))
        build_data["force_include"][str(target)] = "rse_plan/_bundled/compiled/library.pickle"
