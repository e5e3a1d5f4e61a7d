"""The calendar as the text of a Mermaid diagram, for wikis and pages that draw it.

It has the rows of the plan's drawing, which are few enough to read; plan.json has every item.
"""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.documents.described import Described
from rse_plan.documents.mermaid import label_of, mermaid
from rse_plan.documents.telling import Telling
from rse_plan.formats.headed import heading_of, reserves
from rse_plan.formats.manifest import Output

_TITLE = 200
"""Characters of the title."""


def outputs(described: Described) -> Iterator[Output]:
    """One file."""
    yield Output("plan.mmd", write(described).encode())


def write(described: Described) -> str:
    """The text of plan.mmd: what the plan is subject to stands above the drawing, as remarks and as title."""
    heading = heading_of(Telling(described.plan, described.words))
    title = " – ".join(words for words in (heading.title, heading.project) if words)
    kind, *lines = mermaid(described.plan, described.words).split("\n")
    remarks = [f"    %% {label_of(line, len(line))}" for line in reserves(heading)]
    return "\n".join([kind, *remarks, f"    title {label_of(title, _TITLE)}", *lines]) + "\n"
