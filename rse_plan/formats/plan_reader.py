"""plan.json read back: its values, and the place of each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, say
from rse_plan.source.span import Span, file_start
from rse_plan.source.yaml_reader import Document, Route, read_text

if TYPE_CHECKING:
    from rse_plan.formats.plan_schema import PlanFile

MAX_BYTES = 64 * 1024 * 1024
"""A hundred times the plan of a large organisation."""
_AT = re.compile(r" at line (\d+) column (\d+)$")


@dataclass(frozen=True)
class PlanText:
    """The text of a plan.json; places are looked for only when one is asked for."""

    path: str
    text: str

    def span(self, *route: str | int) -> Span:
        """Where the value at a route stands; the beginning of the file when that cannot be told."""
        return self._document.span(route) if self._document is not None else file_start(self.path)

    @cached_property
    def _document(self) -> Document | None:
        """JSON is YAML, but for a few escapes that the program itself does not write."""
        return read_text(self.text, self.path).document


@dataclass(frozen=True)
class SourcedPlan:
    """A plan together with its file."""

    value: PlanFile
    source: PlanText

    def span(self, *route: str | int) -> Span:
        """Where the value at a route stands."""
        return self.source.span(*route)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What came of a plan.json, its text, and what is wrong with it."""

    plan: SourcedPlan | None
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def read_plan(content: bytes, label: str) -> PlanReading:
    """Read a plan.json; one finding says why it is not one, for nobody writes it by hand."""
    from rse_plan.formats.plan_schema import PlanFile

    if len(content) > MAX_BYTES:
        message = say("the file is larger than {size} MiB", size=MAX_BYTES // 1024 // 1024)
        return PlanReading(None, "", (_fault("unsupported-yaml", file_start(label), message),))
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        message = say("this is not UTF-8 text")
        return PlanReading(None, "", (_fault("unsupported-yaml", file_start(label), message),))
    source = PlanText(label, text)
    try:
        return PlanReading(SourcedPlan(PlanFile.model_validate_json(text), source), text)
    except ValidationError as fault:
        return PlanReading(None, text, (_worded(source, fault.errors(include_url=False)[0]),))


def _worded(source: PlanText, error: Any) -> Diagnostic:
    if error["type"] == "json_invalid":
        return _not_json(source, str(error["ctx"]["error"]))
    route: Route = error["loc"]
    if route == ("format",) and error["type"] == "literal_error":
        message = say("this file is of another format than this program writes")
        return _fault("format-version", source.span("format"), message)
    path = ".".join(str(step) for step in route)
    message = say("this is not a plan that this program wrote (see “{path}”)", path=path)
    return _fault("wrong-value", source.span(*route), message)


def _not_json(source: PlanText, problem: str) -> Diagnostic:
    place = _AT.search(problem)
    lines = source.text.split("\n")
    line = min(int(place[1]), len(lines)) if place else 1
    # The reader counts bytes.
    before = lines[line - 1].encode()[: max(int(place[2]) - 1, 0)] if place else b""
    column = len(before.decode(errors="ignore")) + 1
    span = Span(source.path, line, column, line, min(column + 1, len(lines[line - 1]) + 1))
    message = say("this is not valid JSON: {problem}", problem=_AT.sub("", problem))
    return _fault("yaml-parse", span, message)


def _fault(rule: str, span: Span, message: Said) -> Diagnostic:
    return Diagnostic(rule=rule, span=span, message=message, help=say("make it again: “rse-plan render”"))
