"""The calendar as the text of a Mermaid diagram: the rows of the drawing, for readers of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.documents.gantt_rows import Lane, LaneKind, Mark, MarkKind, lanes_of
from rse_plan.documents.words import Words
from rse_plan.planning.plan import Plan
from rse_plan.planning.standing import Stand

_UNSAFE = re.compile(r"[^\w\s«»“”’()‹›.,·%°€&+/–-]")
"""What Mermaid, or the code block around it, could read as something else than words."""
_COLON = re.compile(r"\s*:\s+")
"""A colon ends a bar's name in Mermaid; a dash says the same."""
_COMMAND = re.compile(
    r"(?:gantt|inclusiveEndDates|topAxis|dateFormat|axisFormat|tickInterval|includes|excludes|todayMarker"
    r"|weekday|weekend|title|accTitle|accDescr|accDescription|section|click|call|href)\b"
    r"|\d{4}-\d\d-\d\d\b|.?%",
    re.IGNORECASE,
)
"""What Mermaid takes for an order or a remark where a line begins with it, as “Click & collect” does."""
QUOTES = ("«", "»"), ("“", "”")
LONGEST = 60
"""Characters of a bar's name."""


def mermaid(plan: Plan, words: Words) -> str:
    """The lines of the diagram."""
    lines = tuple(_lines(plan, words))
    return "\n".join(line for place, line in enumerate(lines) if place == 0 or line != lines[place - 1])


def _lines(plan: Plan, words: Words) -> Iterator[str]:
    yield "gantt"
    yield "    dateFormat YYYY-MM-DD"
    yield "    axisFormat %m/%y"
    yield "    inclusiveEndDates"
    for lane in lanes_of(plan, words):
        if lane.kind is LaneKind.PHASE:
            yield f"    section {label_of(lane.label)}"
        else:
            yield from _bars(lane)


def _bars(lane: Lane) -> Iterator[str]:
    for mark in lane.marks:
        yield f"    {_bar_name(lane.label)} :{_tags(mark)}{mark.start.isoformat()}, {_end(mark)}"


def _tags(mark: Mark) -> str:
    """Gates are told from work by a tag that is free while nothing is under way."""
    tags = ["crit"] if mark.critical or mark.stand == Stand.BLOCKED.value else []
    if mark.stand == Stand.DONE.value:
        tags.append("done")
    elif mark.stand == Stand.UNDER_WAY.value:
        tags.append("active")
    if mark.kind in (MarkKind.MILESTONE, MarkKind.OPENING):
        tags.append("milestone")
    elif mark.kind is MarkKind.GATE and not mark.stand:
        tags.append("active")
    return "".join(f"{tag}, " for tag in tags)


def _end(mark: Mark) -> str:
    """A point lasts nothing; the rest ends on its last day."""
    return "0d" if mark.kind in (MarkKind.MILESTONE, MarkKind.OPENING) else mark.finish.isoformat()


def _bar_name(label: str) -> str:
    text = label_of(label)
    return f"· {text}" if _COMMAND.match(text) else text


def label_of(text: str, most: int = LONGEST) -> str:
    """Words without what Mermaid would read in them, never empty, cut at a word."""
    text = " ".join(_UNSAFE.sub(" ", _COLON.sub(" – ", text)).split()) or "–"
    if len(text) <= most:
        return text
    kept = text[: most - 1].rsplit(" ", 1)[0]
    for opening, closing in QUOTES:
        if kept.count(opening) > kept.count(closing):
            kept = kept[: kept.rindex(opening)]
    return kept.rstrip(" ,") + "…"
