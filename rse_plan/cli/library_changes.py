"""Which playbooks are others than those that the plan in the output folder was made from (design D16)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rse_plan.cli.shell import tell
from rse_plan.errors import Said, Translate, say
from rse_plan.source.bounded import read_at_most

if TYPE_CHECKING:
    from rse_plan.planning.inputs import Inputs

PLAN = "plan.json"
MOST_NAMED = 7
"""Playbooks of a line; the others are counted."""


def tell_changes(out: Path, languages: Sequence[str], inputs: Inputs, translate: Translate) -> None:
    """Say what has changed since the plan that is about to be overwritten, where there is one."""
    path, former = _former(out, languages)
    if former is not None:
        for line in _changes(path, former, inputs):
            tell(line, translate)


def _former(out: Path, languages: Sequence[str]) -> tuple[Path, Mapping[str, Any] | None]:
    """What the plan in a folder says it was made from; a file that says nothing of it is none of ours."""
    from rse_plan.formats.plan_reader import MAX_BYTES

    path = out / PLAN
    for path in (out / PLAN, *(out / language / PLAN for language in languages)):
        try:
            read = json.loads(read_at_most(path, MAX_BYTES))
        except (OSError, ValueError, RecursionError):
            continue
        inputs = read.get("inputs") if isinstance(read, dict) else None
        if isinstance(inputs, dict):
            return path, inputs
    return path, None


def _changes(path: Path, former: Mapping[str, Any], inputs: Inputs) -> Iterator[Said]:
    known = former.get("library")
    before = known if isinstance(known, dict) and known else None
    now = inputs.library
    shown = path.as_posix()
    if before is None or before == now:
        same_answers = former.get("answers") == inputs.answers
        if same_answers and former.get("playbooks") not in (None, inputs.playbooks):
            # Of one answers file the same playbooks are chosen: what differs is what they share, or unknown.
            yield _head(shown, former, inputs)
        return
    yield _head(shown, former, inputs)
    changed = (name for name, digest in now.items() if before.get(name, digest) != digest)
    yield from _named(say("  changed: {names}"), changed)
    yield from _named(say("  added: {names}"), (name for name in now if name not in before))
    yield from _named(say("  removed: {names}"), (str(name) for name in before if name not in now))


def _head(path: str, former: Mapping[str, Any], inputs: Inputs) -> Said:
    version = former.get("rse_plan")
    if isinstance(version, str) and version != inputs.rse_plan:
        return say(
            "playbooks, or what they share, have changed since {path} was made (rse-plan {old}, now {new})",
            path=path,
            old=version,
            new=inputs.rse_plan,
        )
    return say("playbooks, or what they share, have changed since {path} was made", path=path)


def _named(line: Said, names: Iterable[str]) -> Iterator[Said]:
    found = list(names)
    if not found:
        return
    if len(found) <= MOST_NAMED:
        yield say(line.wording, names=", ".join(found))
        return
    named = found[: MOST_NAMED - 1]  # never “and 1 others”
    told = say("{names} and {count} others", names=", ".join(named), count=len(found) - len(named))
    yield say(line.wording, names=told)
