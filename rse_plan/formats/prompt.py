"""The plan for those who reword with a chat assistant: an instruction, and the plan as data.

The data is plan.json's, and so holds nothing private; what a rewording does not need is left out, and so
are the people who hold roles. It is JSON, whose lines begin with signs of its own, inside a fence longer than
any that the data has: nothing that somebody answered can end the block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rse_plan.documents.described import Described
from rse_plan.documents.rewording import Rules, instruct
from rse_plan.documents.telling import Telling
from rse_plan.formats.headed import heading_of, reserves
from rse_plan.formats.json import plan_file
from rse_plan.formats.manifest import Output
from rse_plan.formats.markdown import escaped
from rse_plan.formats.plain_text import plain
from rse_plan.planning.plan import Plan

_LEFT_OUT = {"format", "exercise", "anchor", "calendars", "workload", "staffing", "warnings", "inputs"}
"""Parts of plan.json that no text is made from."""
_LEFT_OUT_OF_ROWS = {
    "origin", "answers", "adjusted", "fixed_by", "element", "wave", "opens", "gate", "message", "occurrences",
    "name", "deputy", "track", "small", "hours_needed", "hours_available",
}  # fmt: skip
"""Keys of its rows that are for programs; `name` is kept where it is not a person's."""
_NAMED = ("employers", "communities", "assumptions", "organisation")
_TICKS = re.compile("`+")


def outputs(described: Described) -> Iterator[Output]:
    """One file."""
    yield Output("prompt.md", write(described).encode())


def write(described: Described) -> str:
    """The text of prompt.md."""
    telling = Telling(described.plan, described.words)
    heading, told = heading_of(telling), instruct(telling)
    parts = [
        f"# {escaped(plain(heading.title), first=True)}",
        "\n".join(f"> {escaped(line, first=True)}  " for line in reserves(heading)).rstrip(),
        escaped(told.task, first=True),
        *(_listed(rules) for rules in told.parts),
        f"## {escaped(told.data, first=True)}",
        fenced(as_data(described)),
        _listed(told.before),
        _listed(told.request),
    ]
    return "\n\n".join(parts) + "\n"


def fenced(data: str) -> str:
    """A block of JSON; its fence is longer than any run of the same signs inside."""
    fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(data)), default=0))
    return f"{fence}json\n{data}\n{fence}"


def _listed(rules: Rules) -> str:
    points = "\n".join(f"- {escaped(point, first=True)}" for point in rules.points)
    return f"## {escaped(rules.title, first=True)}\n\n{points}"


def as_data(described: Described) -> str:
    """The plan as JSON, a row a line."""
    whole = plan_file(described.plan, described.words).model_dump(mode="json", by_alias=True)
    kept = {name: _part(name, value) for name, value in whole.items() if name not in _LEFT_OUT}
    kept["warnings"] = [warning["message"] for warning in whole["warnings"]]
    kept["sources"] = list(_sources(described, kept))
    return (
        "{\n"
        + ",\n".join(_lines(name, value) for name, value in kept.items() if value not in ([], {}, None))
        + "\n}"
    )


def _lines(name: str, value: Any) -> str:
    if not isinstance(value, list):
        return f"{_compact(name)}:{_compact(value)}"
    rows = ",\n".join(_compact(row) for row in value)
    return f"{_compact(name)}:[\n{rows}\n]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _part(name: str, value: Any) -> Any:
    left_out = _LEFT_OUT_OF_ROWS - {"name"} if name in _NAMED else _LEFT_OUT_OF_ROWS
    return _without(value, left_out)


def _without(value: Any, keys: set[str]) -> Any:
    """The same without some keys, and without what says nothing."""
    if isinstance(value, dict):
        kept = {key: _without(inner, keys) for key, inner in value.items() if key not in keys}
        return {key: inner for key, inner in kept.items() if inner not in (None, [], {}, "")}
    if isinstance(value, list):
        return [_without(inner, keys) for inner in value]
    return "\n".join(plain(line) for line in value.split("\n")) if isinstance(value, str) else value


def _sources(described: Described, kept: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What the rows cite, with its limits."""
    rows = [row for part in kept.values() if isinstance(part, list) for row in part if isinstance(row, dict)]
    cited = {name for row in rows for name in row.get("evidence", ())}
    plan: Plan = described.plan
    for name, source in plan.evidence.items():
        if name in cited:
            told = {
                "id": name,
                "kind": source.type,
                "title": source.title,
                "publisher": source.publisher,
                "year": source.year,
                "url": source.url,
                "says": described.words.title(source.says) if source.says else None,
                "limits": described.words.title(source.limits) if source.limits else None,
            }
            yield _without(told, set())
