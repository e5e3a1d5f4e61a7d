"""Templates of other people see values and can run nothing; ours are the program's own code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from looks import look

from rse_plan.formats import html, markdown
from rse_plan.formats.templates import compile_templates, loader_of
from rse_plan.resources import templates_folder

HOSTILE = "{{ ''.__class__.__mro__[1].__subclasses__() }}"


@pytest.mark.parametrize("form", [html, markdown])
def test_templates_from_elsewhere_are_sandboxed(form: Any) -> None:
    made = form.environment_of(look({"page.j2": HOSTILE}, {"page.j2": HOSTILE}))
    assert type(made) is ImmutableSandboxedEnvironment
    with pytest.raises(SecurityError):
        made.get_template("page.j2").render()
    assert made.get_template("_parts.html.j2" if form is html else "_piece.md.j2").name


def test_our_folder_is_filled_as_it_stands() -> None:
    assert type(html.environment_of()) is type(html.environment_of(look({}))) is Environment


def test_every_template_compiles_for_a_wheel(tmp_path: Path) -> None:
    for form, name in ((html, "html"), (markdown, "markdown")):
        compile_templates(form.environment_of(), tmp_path / name)
        wanted = [path for path in (templates_folder() / name).iterdir() if path.suffix == ".j2"]
        assert len(list((tmp_path / name).glob("*.py"))) == len(wanted)


def test_a_checkout_reads_its_templates() -> None:
    assert loader_of("html").list_templates()
