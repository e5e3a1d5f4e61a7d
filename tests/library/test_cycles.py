"""Items that wait for each other: every step is named; what only looks like a circle is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import FILES, cited, load

HEAD = "kind: playbook\nformat: 1\nid: {name}\ntitle: {{en: a, fr: b}}\ntasks:\n"
ITEM = "  - {{id: {id}, phase: pilot, title: {{en: a, fr: b}}, raci: {{R: hr, A: hr}}, duration: 1d{more}}}\n"


def playbook(name: str, **items: str) -> str:
    """A playbook of tasks, each with what else it says: `a="needs: [b]"`."""
    lines = (ITEM.format(id=id_, more=f", {more}" if more else "") for id_, more in items.items())
    return HEAD.format(name=name) + "".join(lines)


def test_a_circle_across_files_is_named_step_by_step(tmp_path: Path) -> None:
    files = {
        "one.yaml": playbook("one", a="needs: [two/b]"),
        "two.yaml": playbook("two", b="needs: [three/c]"),
        "three.yaml": playbook("three", c="needs: [one/a]"),
    }
    (found,) = load(tmp_path, {**FILES, **files}).diagnostics
    assert found.rule == "dependency-cycle"
    assert sorted(step.span.path for step in found.related) == ["one.yaml", "three.yaml", "two.yaml"]
    for step in found.related:
        waiting, needed = str(step.message).split(" waits for ")
        assert cited(step.span, files[step.span.path]) == needed
        assert waiting.split("/")[0] == step.span.path.removesuffix(".yaml")
    assert found.span in {step.span for step in found.related}
    assert all(item in str(found.message) for item in ("one/a", "two/b", "three/c"))


@pytest.mark.parametrize(
    ("items", "circles"),
    [
        ({"a": "needs: [a]"}, 1),
        ({"a": "needs: [b]", "b": "needs: [a]"}, 1),
        ({"a": "needs: [{task: b, lag: 5d}]", "b": "needs: [{task: a, optional: true}]"}, 1),
        ({"a": "", "b": "needs: [a], before: {task: a}"}, 1),
        ({"a": "needs: [b]", "b": "needs: [a]", "c": "needs: [d]", "d": "needs: [c]"}, 2),
        ({"a": "needs: [b, c]", "b": "needs: [c]", "c": ""}, 0),
        ({"a": "for_each: waves, needs: [{task: a, which: previous, optional: true}]"}, 0),
        # The pilot's review waits for the first opening, later openings for the review.
        (
            {
                "open": "for_each: communities, needs: [{task: next, optional: true}]",
                "review": "needs: [{task: open, which: first}]",
                "next": "for_each: waves, when: not wave.pilot, needs: [review]",
            },
            0,
        ),
        (
            {
                "open": "for_each: communities, needs: [{task: next, optional: true}]",
                "review": "needs: [{task: open, which: first}]",
                "next": "for_each: waves, needs: [review]",
            },
            1,
        ),
    ],
)
def test_circles_are_told_once(tmp_path: Path, items: dict[str, str], circles: int) -> None:
    found = load(tmp_path, {**FILES, "one.yaml": playbook("one", **items)}).diagnostics
    assert [one.rule for one in found] == ["dependency-cycle"] * circles


@pytest.mark.parametrize("closed", [False, True])
def test_a_long_chain_overflows_nothing(tmp_path: Path, closed: bool) -> None:
    length = 2000
    items = {f"t{number}": f"needs: [t{number - 1}]" for number in range(1, length)}
    first = f"needs: [t{length - 1}]" if closed else ""
    found = load(tmp_path, {**FILES, "one.yaml": playbook("one", t0=first, **items)}).diagnostics
    assert len(found) == int(closed)
    assert all(len(one.related) == length for one in found)
