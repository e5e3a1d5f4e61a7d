"""Reports of lint in each format, read back, and the schemas that they are published with."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint.engine import Linted
from rse_plan.lint.reports import REPORTS, Style
from rse_plan.source.span import Span

SCHEMAS = Path(__file__).parent / "schemas"
PLAIN = Style()
MACHINE = ("json", "sarif", "junit", "gitlab")
NASTY = "a\x00\x0b\x1b[31m\x85\x9b\u202e\u2066\ufffe\udce9\r\n%,:]]>&<\"'](javascript:x){0}\U0001f600"


@cache
def sarif_validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


PROBLEM = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "type": {"const": "issue"},
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "not": {"pattern": "^\\./"}},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}
"""What GitLab's documentation says of a report: it publishes no schema."""
GITLAB = jsonschema.Draft7Validator({"type": "array", "items": PROBLEM})


def assert_published(name: str, written: str) -> None:
    """The report is what its readers say they read."""
    if name == "junit":
        junit_schema().validate(written)
    if name not in ("json", "sarif", "gitlab"):
        return
    content = json.loads(written)
    if name == "sarif":
        sarif_validator().validate(content)
    elif name == "gitlab":
        GITLAB.validate(content)


def finding(rule: str = "wrong-value", line: int = 1, **more: Any) -> Diagnostic:
    given = {"rule": rule, "span": Span("own.yaml", line, 8, line, 13), "message": say("found"), **more}
    return Diagnostic(**given)


def run_of(*findings: Diagnostic, text: str = "phase: pilto\n") -> Linted:
    return Linted(findings, {found.span.path: text for found in findings}, 1)


def sarif(linted: Linted, style: Style = PLAIN) -> dict[str, Any]:
    written = REPORTS["sarif"](linted, style)
    assert_published("sarif", written)
    run: dict[str, Any] = json.loads(written)["runs"][0]
    return run


def junit(linted: Linted) -> ElementTree.Element:
    written = REPORTS["junit"](linted, PLAIN)
    assert_published("junit", written)
    return ElementTree.fromstring(written)  # noqa: S314  # just written here


def gitlab(linted: Linted, style: Style = PLAIN) -> list[dict[str, Any]]:
    written = REPORTS["gitlab"](linted, style)
    assert_published("gitlab", written)
    problems: list[dict[str, Any]] = json.loads(written)
    return problems


def github(linted: Linted) -> list[str]:
    return REPORTS["github"](linted, PLAIN).split("\n")


def of_either_run(test: Callable[..., None]) -> Callable[..., None]:
    """With what lint really says, and with a finding of every rule, in each language."""
    test = pytest.mark.parametrize("language", ["en", "fr"])(test)
    return pytest.mark.parametrize("linted", ["real", "one_of_each"], indirect=True)(test)
