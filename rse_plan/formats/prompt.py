"""The plan for those who reword with a chat assistant: an instruction, and the plan as data.

The data is what brief and plan state, and so holds nothing private; the people who hold roles are left out.
It is JSON, inside a fence longer than any that the data has: nothing that somebody answered can end the
block. It is to be pasted whole: a few dozen kilobytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rse_plan.documents.described import Described
from rse_plan.documents.rewording import Rules, instruct
from rse_plan.documents.telling import Telling
from rse_plan.formats.headed import heading_of, reserves
from rse_plan.formats.manifest import Output
from rse_plan.formats.markdown import escaped
from rse_plan.formats.plain_text import plain
from rse_plan.formats.prompt_data import data_of

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
    """The data as JSON, a row a line."""
    parts = (_lines(name, value) for name, value in data_of(described).items())
    return "{\n" + ",\n".join(parts) + "\n}"


def _lines(name: str, value: Any) -> str:
    if isinstance(value, dict) and value.keys() == {"columns", "rows"}:
        rows = ",\n".join(map(_compact, value["rows"]))
        return f'{_compact(name)}:{{"columns":{_compact(value["columns"])},"rows":[\n{rows}\n]}}'
    if isinstance(value, dict):
        return f"{_compact(name)}:{{\n" + ",\n".join(_lines(*each) for each in value.items()) + "\n}"
    return f"{_compact(name)}:{_compact(value)}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
