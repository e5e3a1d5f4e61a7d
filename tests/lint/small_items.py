"""Tasks and questions of a small library, a few lines each, for rules that read their conditions."""

from __future__ import annotations

from small_lint import HEAD

from rse_plan.diagnostics import Diagnostic


def task(id_: str, *lines: str) -> str:
    """A task of so many lines: id, phase, those given, title, raci, duration, done_when."""
    own = "".join(f"    {line}\n" for line in lines)
    return (
        f"  - id: {id_}\n    phase: frame\n{own}    title: {{en: T, fr: T}}\n"
        "    raci: {R: hr, A: hr}\n    duration: 5d\n    done_when: {en: Done., fr: Fait.}\n"
    )


def question(id_: str, *lines: str, kind: str = "boolean") -> str:
    own = "".join(f"    {line}\n" for line in lines)
    return f"  - id: {id_}\n    type: {kind}\n{own}    name: {{en: n, fr: n}}\n    label: {{en: l, fr: l}}\n"


def only(found: list[Diagnostic]) -> Diagnostic:
    assert len(found) == 1, found
    return found[0]


def own(text: str) -> dict[str, str]:
    return {"own.yaml": text}


ITEM = HEAD + "tasks:\n"
LOOP = HEAD + "for_each: employers\ntasks:\n"
