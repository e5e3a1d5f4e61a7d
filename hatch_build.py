"""Compile the message catalogues when a wheel or an editable install is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's generic has no public argument
    """Writes each `rse_plan.mo` beside its `rse_plan.po`; gettext reads only the compiled form."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for catalogue in sorted(Path(self.root, "rse_plan", "locales").glob("*/LC_MESSAGES/*.po")):
            with catalogue.open("rb") as source:
                messages = read_po(source)
            with catalogue.with_suffix(".mo").open("wb") as target:
                write_mo(target, messages)
