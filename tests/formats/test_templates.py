"""Templates of other people see values and can run nothing; ours are the program's own code."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rse_plan.formats import html, markdown
from rse_plan.formats.templates import compile_templates, kind_of, loader_of
from rse_plan.resources import templates_folder

HOSTILE = "{{ ''.__class__.__mro__[1].__subclasses__() }}"


def test_a_folder_from_elsewhere_is_sandboxed(tmp_path: Path) -> None:
    assert kind_of(tmp_path) is ImmutableSandboxedEnvironment
    (tmp_path / "page.j2").write_text(HOSTILE, encoding="utf-8")
    with pytest.raises(SecurityError):
        html.environment_of(tmp_path).get_template("page.j2").render()
    with pytest.raises(SecurityError):
        markdown.environment_of(tmp_path).get_template("page.j2").render()


def test_our_folder_is_filled_as_it_stands() -> None:
    assert kind_of(templates_folder() / "html") is Environment


def test_every_template_compiles_for_a_wheel(tmp_path: Path) -> None:
    for form, name in ((html, "html"), (markdown, "markdown")):
        environment = form.environment_of(templates_folder() / name)
        compile_templates(environment, tmp_path / name)
        wanted = [path for path in (templates_folder() / name).iterdir() if path.suffix == ".j2"]
        assert len(list((tmp_path / name).glob("*.py"))) == len(wanted)


def test_a_checkout_reads_its_templates() -> None:
    assert loader_of(templates_folder() / "html").list_templates()
