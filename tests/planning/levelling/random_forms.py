"""Random projects in the neutral form: lags, points in time, and less of everything than is wanted."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Form = dict[str, Any]


@st.composite
def forms(draw: st.DrawFn, most: int = 12) -> Form:
    """A form whose tasks stand in any order in the file."""
    resources = {
        f"r{number}": {"capacity": draw(st.integers(0, 5))} for number in range(draw(st.integers(0, 3)))
    }
    tasks = [task(draw, number, resources) for number in range(draw(st.integers(0, most)))]
    return {
        "name": "random",
        "start": "2027-01-04",
        "calendar": {"weekend": [5, 6], "holidays": []},
        "resources": resources,
        "tasks": draw(st.permutations(tasks)),
    }


def task(draw: st.DrawFn, number: int, resources: dict[str, Any]) -> dict[str, Any]:
    before = draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True)) if number else []
    lags = [draw(st.sampled_from([None, None, 0, 1, 4])) for _ in before]
    return {
        "id": f"t{number}",
        "duration": draw(st.integers(0, 6)),
        "predecessors": [
            f"t{other}" if lag is None else {"task": f"t{other}", "lag": lag}
            for other, lag in zip(before, lags, strict=True)
        ],
        "demands": {
            name: draw(st.integers(0, resource["capacity"]))
            for name, resource in resources.items()
            if draw(st.booleans())
        },
    }
